"""Every word in three languages: same keys, same placeholders, the right script."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from atlas import tables
from atlas.language import DEFAULT, LANGUAGES, TRANSLATIONS
from tests.style import LATIN_UNIT, mended

ROOT = Path(__file__).resolve().parent.parent
#: the national character set of each script: what it lacks belongs to the other one
CHARACTER_SET = {"zh_hant": "big5hkscs", "zh_hans": "gb2312"}


def foreign_characters(text: str, ending: str) -> set[str]:
    """Chinese characters of a text that its script does not have."""
    found = set()
    for character in re.findall(r"[\u4e00-\u9fff]", text):
        try:
            character.encode(CHARACTER_SET[ending])
        except UnicodeEncodeError:
            found.add(character)
    return found


def catalogue(folder: str) -> dict[str, list[str]]:
    """English text (the singular where there are plural forms) → its forms in a language."""
    found: dict[str, list[str]] = {}
    for path in sorted((TRANSLATIONS / folder).glob("*.po")):
        with path.open("rb") as file:
            messages = read_po(file)
        for message in messages:
            if message.id:
                plural = isinstance(message.id, tuple)
                key, forms = (
                    (message.id[0], list(message.string)) if plural else (message.id, [message.string])
                )
                assert len(forms) == (messages.num_plurals if plural else 1), (path, key)
                assert found.setdefault(key, forms) == forms, (path, key)
    return found


#: English stands in the code, so it has no catalogue
TRANSLATED = [code for code in LANGUAGES if code != DEFAULT]
CATALOGUES = {code: catalogue(LANGUAGES[code].locale) for code in TRANSLATED}


def used() -> dict[str, str]:
    """Every message of the code: its English text (the singular) → all its English words."""
    messages = {}
    keywords = {"_": None, "text": None, "message": None, "plural": (1, 2)}
    for folder in ("atlas", "pages"):
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=keywords):
            forms = message if isinstance(message, tuple) else (message,)
            messages[forms[0]] = " ".join(forms)
    return messages


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)[^}]*\}", text))


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_word_is_in_the_catalogue(code: str) -> None:
    assert set(used()) - set(CATALOGUES[code]) == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_idle_in_the_catalogue(code: str) -> None:
    assert set(CATALOGUES[code]) - set(used()) == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_placeholders_agree(code: str) -> None:
    english = used()
    for message, forms in CATALOGUES[code].items():
        for text in forms:
            assert text, f"untranslated: {message}"
            assert placeholders(text) == placeholders(english[message]), message


@pytest.mark.parametrize("code", TRANSLATED)
def test_chinese_is_translated(code: str) -> None:
    for message, forms in CATALOGUES[code].items():
        if re.search(r"[a-z]{4}", re.sub(r"\{\w+[^}]*\}", "", message)):
            assert all(re.search(r"[\u4e00-\u9fff]", text) for text in forms), f"still English: {message}"


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_keeps_to_its_script(code: str) -> None:
    for message, forms in CATALOGUES[code].items():
        for text in forms:
            assert not foreign_characters(text, LANGUAGES[code].ending), (message, text)


def test_the_script_test_can_fail() -> None:
    assert foreign_characters("下載產能", "zh_hans") == {"載", "產"}
    assert foreign_characters("下载产能", "zh_hant") == {"载", "产"}


def test_english_keeps_to_the_grammar_of_numbers() -> None:
    """No room before a percent sign, a minus and not a hyphen before a number in percent."""
    for message in CATALOGUES[TRANSLATED[0]]:
        assert not re.search(r"[\d}] %|(?<![\w\d])-\d+%", message), message


@pytest.mark.parametrize("ending", ["zh_hant", "zh_hans"])
@pytest.mark.parametrize("table", tables.names())
def test_tables_keep_to_their_scripts(table: str, ending: str) -> None:
    frame = tables.load(table)
    for column in frame.columns:
        if column.endswith(ending):
            for text in frame[column].dropna():
                assert not foreign_characters(text, ending), (table, column, text)


@pytest.mark.parametrize("table", tables.names())
def test_dictionary_speaks_three_languages(table: str) -> None:
    entry = tables.resource(table)
    for described in [entry, *entry["schema"]["fields"]]:
        for stem in ("title", "description"):
            assert described[stem]
            for ending in ("zh_hant", "zh_hans"):
                text = described[f"{stem}_{ending}"]
                assert text and not foreign_characters(text, ending), (table, described["name"])


def test_every_term_is_named_in_three_languages() -> None:
    terms = tables.load("terms")
    meanings = terms[["meaning_en", "meaning_zh_hant", "meaning_zh_hans"]].notna().sum(axis=1)
    assert set(meanings) <= {0, 3}


#: names and titles stand as their owners print them
AS_PRINTED = {"articles": ("title",), "lighthouses": ("company",)}


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_keeps_to_the_style(code: str) -> None:
    for message, forms in CATALOGUES[code].items():
        for text in forms:
            assert text == mended(text), message
            assert not LATIN_UNIT.search(text), (message, text)


@pytest.mark.parametrize("ending", ["zh_hant", "zh_hans"])
@pytest.mark.parametrize("table", tables.names())
def test_tables_keep_to_the_style(table: str, ending: str) -> None:
    frame = tables.load(table)
    for column in frame.columns:
        if column.endswith(ending) and not column.startswith(AS_PRINTED.get(table, "-")):
            for text in frame[column].dropna():
                assert text == mended(text, spaced=False), (table, column)
                assert not LATIN_UNIT.search(text), (table, column, text)


@pytest.mark.parametrize("table", tables.names())
def test_dictionary_keeps_to_the_style(table: str) -> None:
    entry = tables.resource(table)
    for described in [entry, *entry["schema"]["fields"]]:
        for ending in ("zh_hant", "zh_hans"):
            for stem in ("title", "description"):
                text = described[f"{stem}_{ending}"]
                assert text == mended(text, spaced=False), (table, described["name"])


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("佔累計廠數", "占累計廠數"), ("你的工廠", "您的工廠"), ("占 {share} %", "占 {share}%"),
        ("來源: 世界經濟論壇", "來源：世界經濟論壇"), ("主管機關(經媒體)", "主管機關（經媒體）"),
        ("台積電 CoWoS,2026 年底", "台積電 CoWoS,2026 年底"), ("台積電,2026 年底", "台積電，2026 年底"),
        ("CBAM要付多少?", "CBAM 要付多少？"), ("见[来源](https://x.eu)。", "见[来源](https://x.eu)。"),
    ],
)  # fmt: skip
def test_the_rules_of_style(text: str, better: str) -> None:
    assert mended(text) == better
    assert bool(LATIN_UNIT.search("每噸 {price} EUR")) and not LATIN_UNIT.search("每公噸 {price} 歐元")
