"""Words that people use in files of import lines: headings, units, countries, totals, months.

Read once from the tables (``cbam_headings``, ``cbam_file_words``, ``cbam_mass_units``), the terms and
Babel's names of countries and months, in every language in which such files come.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import pandas as pd
from babel import Locale
from babel.core import get_global
from babel.dates import get_month_names

from atlas import tables
from atlas.cbam.engine.lines import COLUMNS as INPUTS
from atlas.cbam.law.origins import plain
from atlas.language import columns_of

#: languages whose names of countries and months are understood (Babel's locales)
LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "nl", "pt", "tr", "cs", "sv", "zh_Hant", "zh_Hans")


def _today(name: str) -> pd.DataFrame:
    """A table of words: today's, whichever release the facts are of."""
    with tables.using(None):
        return tables.load(name)


def flat(text: str) -> str:
    """Text without case, spaces and signs: ``Net mass (t)`` and ``NET_MASS_T`` are the same."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


class Meaning(NamedTuple):
    """What a heading stands for: ``column`` of the input or of what is carried through, with the
    ``preference`` among several (1 best), the unit it implies and the nomenclature of its codes."""

    column: str
    preference: int
    unit: str = ""
    code_system: str = ""
    #: the unit is not written in the heading: customs declarations have it so
    implied: bool = False


@cache
def _listed() -> list[tuple[str, Meaning]]:
    """The headings of the table."""
    rows = _today("cbam_headings")
    rows = rows.astype("object").where(rows.notna(), "")
    found = []
    for row in rows.to_dict("records"):
        unit = row["unit"]
        implied = bool(unit) and not heading_names_unit(str(row["heading"]))
        meaning = Meaning(row["column"], int(row["preference"]), unit, row["code_system"], implied)
        found.append((str(row["heading"]), meaning))
    return found


@cache
def headings() -> dict[str, Meaning]:
    """Flattened heading → meaning; names of our own templates come first."""
    found: dict[str, Meaning] = {}
    for heading, known in _listed():
        found.setdefault(flat(heading), known)
    own = _today("terms").query("vocabulary == 'cbam_column'")
    for row in own.to_dict("records"):
        if row["code"] not in INPUTS:
            continue
        unit = "t" if row["code"] == "net_mass_t" else ""
        system = "cn" if row["code"] == "cn_code" else ""
        meaning = Meaning(row["code"], 1, unit, system)
        for name in (row["code"], *(row[f"name_{ending}"] for ending in ("en", "zh_hant", "zh_hans"))):
            found[flat(str(name))] = meaning
    for code in INPUTS:
        found.setdefault(flat(code), Meaning(code, 1))
    return found


def significant(text: str) -> list[str]:
    """The words of a heading without those that only connect or say "code": of ``COUNTRY_OF_ORIGIN_CD``
    and ``Origin country`` the same two."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", text))
    parts = [part for part in re.split(r"[\W_]+", parted.casefold()) if part]
    return [part for part in parts if part not in words("filler")]


@cache
def headings_by_words() -> dict[frozenset[str], Meaning]:
    """The `significant` words of each listed heading, in any order → meaning; one preference lower, as
    a heading that is listed itself is better evidence."""
    found: dict[frozenset[str], Meaning] = {}
    for heading, known in _listed():
        parts = significant(heading)
        # a single word says something only as it stands in the table: "Goods code" is not "Goods"
        if len(parts) > 1 or parts == [flat(heading)]:
            found.setdefault(frozenset(parts), known._replace(preference=known.preference + 1))
    return found


@cache
def unit_words() -> frozenset[str]:
    """Words that make a heading of a mass that of its unit: ``NET_WEIGHT_UOM``."""
    return frozenset(flat(heading) for heading, known in _listed() if known.column == "mass_unit")


def heading_names_unit(heading: str) -> bool:
    """Whether a heading is itself a unit of mass, such as ``Tonnes``."""
    return flat(heading) in words("mass_unit") or heading.lower().startswith(("ton", "kilo", "metric"))


@cache
def words(kind: str) -> dict[str, str]:
    """Flattened word → code, of one kind (``basis``, ``mass_unit``, ``total``, ``procedure`` ...)."""
    rows = _today("cbam_file_words")
    rows = rows.loc[rows["kind"] == kind]
    # a word of signs only ("-", "?") is kept as it stands
    return {flat(word) or word: code for word, code in zip(rows["word"], rows["code"], strict=True)}


@cache
def bases() -> dict[str, str]:
    """Flattened word → ``default`` or ``actual``; an empty cell means default."""
    return {"": "default"} | words("basis") | _named("cbam_basis")


@cache
def procedures() -> dict[str, str]:
    """Flattened word → customs procedure; the names that results carry are words too."""
    return words("procedure") | _named("customs_procedure")


def _named(vocabulary: str) -> dict[str, str]:
    """Flattened name → code of a vocabulary, in each language of ours."""
    terms = _today("terms")
    own = terms[terms["vocabulary"] == vocabulary].to_dict("records")
    return {flat(str(row[name])): row["code"] for row in own for name in columns_of("name")}


@cache
def tonnes() -> dict[str, float]:
    """Unit of mass → tonnes."""
    rows = _today("cbam_mass_units")
    return dict(zip(rows["unit"], rows["tonnes"], strict=True))


@cache
def unit_endings() -> list[tuple[str, str]]:
    """(flattened unit, unit) from the longest word, to take a unit off the end of a heading."""
    return sorted(words("mass_unit").items(), key=lambda pair: -len(pair[0]))


@cache
def countries() -> dict[str, str]:
    """Name as `atlas.cbam.law.origins.plain` compares it → code of ``cbam_countries``.

    Names of Babel in `LANGUAGES`, three-letter and numeric codes, spellings of customs and trade, and
    last (so that they win) the names of our own table.
    """
    table = _today("cbam_countries")
    known = set(table["country"])
    found: dict[str, str] = {}
    for alias, codes in get_global("territory_aliases").items():
        if len(codes) == 1 and codes[0] in known and len(alias) == 3 and not alias.isdigit():
            found[plain(alias)] = codes[0]
    for language in LANGUAGES:
        names = Locale.parse(language).territories
        found |= {plain(name): code for code, name in names.items() if code in known}
    rows = _today("cbam_file_words").query("kind == 'country'")
    found |= {plain(word): code for word, code in zip(rows["word"], rows["code"], strict=True)}
    for row in table.loc[table["kind"] != "table"].to_dict("records"):
        aliases = [] if pd.isna(row["aliases"]) else str(row["aliases"]).split(";")
        own = [row[name] for name in ("country", "name_en", "name_zh_hant", "name_zh_hans")]
        found |= {plain(name): row["country"] for name in [*own, *aliases]}
    return found


@cache
def months() -> dict[str, int]:
    """Flattened name of a month, long or short → its number."""
    found: dict[str, int] = {"sept": 9}
    for language in LANGUAGES[:-2]:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, locale=language)
                found |= {flat(name): number for number, name in names.items()}
    return found


@cache
def alphabets() -> dict[str, frozenset[str]]:
    """Language → its characters beyond ASCII, as its names of countries and our headings show them."""
    found = {}
    heads = "".join(_today("cbam_headings")["heading"])
    terms = _today("terms")
    for language in LANGUAGES:
        letters = set("".join(Locale.parse(language).territories.values()))
        letters |= {name for month in get_month_names("wide", locale=language).values() for name in month}
        if language.startswith("zh"):
            letters |= {sign for sign in heads if ord(sign) > 0x2E80}
            letters |= set("".join(terms[f"name_{language.lower()}"].dropna()))
        found[language] = frozenset(sign for sign in letters if ord(sign) > 127)
    # what such names happen not to hold
    found["de"] |= frozenset("äöüßÄÖÜ")
    found["pl"] |= frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
    found["es"] |= frozenset("áéíóúüñÁÉÍÓÚÑ")
    found["fr"] |= frozenset("àâçéèêëîïôùûÀÂÇÉÈÊÎÔ")
    # rare in French, and in the place of the Polish ś
    found["fr"] -= frozenset("Œœ")
    return found
