"""A further language needs a row in a list, table columns and catalogues, and no change of code."""

import csv
import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from atlas.app.pages import pages
from atlas.language import DEFAULT, LANGUAGES
from tests.copy import copy_project, opened

#: a language that we do not have, with a locale that Babel knows
CODE, ENDING, MARK = "eo", "eo", "ĉ"
ROW = f'    "{CODE}": Spoken("eo", "{ENDING}", "Esperanto", ("eo",), "eo_EO"),\n'
MODEL = next(code for code in reversed(LANGUAGES) if code != DEFAULT)


def add_columns(path: Path) -> None:
    """Beside each English column of a table the same in the further language, marked."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    schema_path = path.with_name(f"{path.stem}.schema.json")
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    model = f"_{LANGUAGES[MODEL].ending}"
    fields = [field for field in schema["fields"] if field["name"].endswith(model)]
    if not fields:
        return
    for field in fields:
        stem = field["name"].removesuffix(model)
        schema["fields"].append(field | {"name": f"{stem}_{ENDING}"})
        for row in rows:
            english = row[f"{stem}_en"]
            row[f"{stem}_{ENDING}"] = f"{MARK}{english}" if english else ""
    schema_path.write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def add_catalogues(folder: Path) -> None:
    """Every message of the code, marked."""
    for path in sorted((folder / LANGUAGES[MODEL].locale).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=CODE)
        for message in catalogue:
            if message.id:
                plural = isinstance(message.id, tuple)
                message.string = (
                    tuple(MARK + text for text in message.id) if plural else MARK + str(message.id)
                )
        (folder / CODE).mkdir(exist_ok=True)
        with (folder / CODE / path.name).open("wb") as file:
            write_po(file, catalogue)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("language"))
    language = folder / "atlas" / "locales.py"
    code, end = language.read_text(encoding="utf-8"), "}\nDEFAULT = "
    assert code.count(end) == 1
    language.write_text(code.replace(end, ROW + end), encoding="utf-8")
    for path in (folder / "data").glob("*/*.csv"):
        if path.parent.name == "releases":
            continue
        add_columns(path)
    add_catalogues(folder / "translations")
    return folder


@pytest.mark.parametrize("page", pages())
def test_every_page_speaks_it(grown: Path, page: str) -> None:
    title, texts, _ = opened(grown, page, CODE)
    assert title.startswith(MARK)
    assert texts.count(MARK) >= 2
