"""Numbers, units, codes and countries out of the cells people write, never by guess.

``1.234`` means different things in different countries. What the other text cells of the same
column show decides; where nothing does, the cell is reported and the reader asked. A numeric
cell of a workbook has its value and proves nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from atlas.cbam.files.vocabulary import bases, countries, flat, procedures, unit_endings, words
from atlas.cbam.law.origins import plain

#: above this a figure is a slip: the world makes under 2 billion tonnes of steel a year
LARGEST = 1e10

#: the usual case, worth a short cut
PLAIN_POINT = re.compile(r"[0-9]{1,9}(?:\.[0-9]+)?")
SCIENTIFIC = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")


@dataclass(frozen=True)
class Broken:
    """A cell of a workbook that shows no value: an error, or a formula that was never worked out."""

    code: str
    shown: str


def written(cell: Any) -> str:
    """A cell as the text that a CSV file would hold."""
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if type(cell) is float:
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, Broken):
        return cell.shown
    return str(cell)


def _forms(form: str) -> dict[str, re.Pattern[str]]:
    """One pattern a decimal mark; ``M`` stands for the mark, ``G`` for the other one, which groups digits."""
    pairs = {".": ",", ",": "."}
    return {
        mark: re.compile(form.replace("M", re.escape(mark)).replace("G", re.escape(group)))
        for mark, group in pairs.items()
    }


#: may be a decimal fraction or thousands
AMBIGUOUS = _forms(r"[+-]?[1-9]\d{0,2}M\d{3}")
#: decimal fractions and grouped digits
PROOF = _forms(r"[+-]?(?:\d{1,3}(?:G\d{3})+|\d+)M\d*|[+-]?M\d+|[+-]?\d{1,3}(?:G\d{3}){2,}")


def clean(cell: Any) -> Any:
    """A number cell without blanks and apostrophes inside, a lone dash as empty, full-width digits plain."""
    if type(cell) is not str:
        return cell if type(cell) is float else written(cell)
    if cell.isascii() and " " not in cell and "'" not in cell and not cell.endswith("-"):
        return cell
    signs = unicodedata.normalize("NFKC", cell).replace("\u2212", "-").strip()
    if signs in ("-", "\u2013", "\u2014"):
        return ""
    # some systems write the sign behind the figure
    signs = re.sub(r"(\d[\d.,' ]*)-", r"-\1", signs) if signs.endswith("-") else signs
    return re.sub(r"(?<=\d)['\u2019 ](?=\d{3})", "", signs)


UNIT = re.compile(r"(.*\d[.,]?)\s*([^\W\d_]+\.?)")


def take_unit(cell: Any) -> tuple[Any, str]:
    """(cell without its unit, unit or empty) of ``60 t`` or ``12,450.5 kg``; cleaned before."""
    if type(cell) is str and cell and not cell[-1].isdigit() and (found := UNIT.fullmatch(cell)):
        unit = words("mass_unit").get(flat(found[2]), "")
        if unit:
            return found[1], unit
    return cell, ""


def decimal_marks(cells: Iterable[Any]) -> set[str]:
    """The decimal marks (``.``, ``,``) that the text cells of a column prove to be in use."""
    found = set()
    for cell in cells:
        if type(cell) is not str:
            continue
        if not PLAIN_POINT.fullmatch(cell):
            found |= {
                mark for mark in ".," if PROOF[mark].fullmatch(cell) and not AMBIGUOUS[mark].fullmatch(cell)
            }
        elif "." in cell and not AMBIGUOUS["."].fullmatch(cell):
            found.add(".")
    return found


def number(cell: Any, marks: set[str]) -> tuple[float, str]:
    """(figure, code of the problem or empty) of a cleaned number cell; ``marks`` as `decimal_marks` found.

    A lone point or comma before three digits that nothing explains is ambiguous.
    """
    if type(cell) is float:
        return (cell, "number_not_finite") if cell != cell or abs(cell) == float("inf") else _bounded(cell)
    if PLAIN_POINT.fullmatch(cell) and not AMBIGUOUS["."].fullmatch(cell):
        return float(cell), ""
    return _number(cell, marks)


def number_per_tonne(cell: Any, marks: set[str]) -> tuple[float, str]:
    """`number` of emissions or masses per tonne: a lone mark before three digits is a decimal one where the
    column shows no other, as a thousand tonnes per tonne cannot be."""
    value, code = number(cell, marks)
    if code == "number_ambiguous" and not marks:
        return float(cell.replace(",", ".")), ""
    return value, code


def _number(cell: str, marks: set[str]) -> tuple[float, str]:
    nothing = float("nan")
    if not cell:
        return nothing, ""
    if cell.lower().lstrip("+-") in ("nan", "inf", "infinity", "1.#inf", "1.#qnan"):
        return nothing, "number_not_finite"
    for mark, group in ((".", ","), (",", ".")):
        if AMBIGUOUS[mark].fullmatch(cell):
            if marks == {mark}:
                return float(cell.replace(mark, ".")), ""
            return (float(cell.replace(mark, "")), "") if marks == {group} else (nothing, "number_ambiguous")
    for mark, group in ((".", ","), (",", ".")):
        if PROOF[mark].fullmatch(cell):
            return _bounded(float(cell.replace(group, "").replace(mark, ".")))
    if SCIENTIFIC.fullmatch(cell.replace(",", ".")):
        return _bounded(float(cell.replace(",", ".")))
    return nothing, "number_unreadable"


def _bounded(value: float) -> tuple[float, str]:
    return (value, "") if abs(value) <= LARGEST else (float("nan"), "number_too_large")


def basis(cell: Any) -> tuple[str, str]:
    """``default`` or ``actual``, by the words people use."""
    word = bases().get(flat(written(cell)), "")
    return word, "" if word else "basis_unknown"


def route(cell: Any) -> tuple[str, str]:
    """Letter of a production route."""
    return written(cell).strip("() ").upper(), ""


def procedure(cell: Any) -> tuple[str, str]:
    """A customs procedure by its code, where it is known; else as written."""
    text = written(cell).strip()
    return procedures().get(flat(text), text), ""


def origin(cell: Any) -> tuple[str, str]:
    """Code of a country by its name or any code of it; a text that names none stays as written.

    ``CN - China`` and ``China (CN)`` name one country twice.
    """
    text = written(cell).strip()
    if not text:
        return "", ""
    known = countries()
    found = known.get(plain(text)) or known.get(plain(text.rstrip(".")))
    if not found:
        parts = [part for part in re.split(r"\s+[-–—:/]\s+|[()/（）]", text) if part.strip()]
        named = {known.get(plain(part), "") for part in parts} if len(parts) > 1 else set()
        found = named.pop() if len(named) == 1 else ""
    if found == "northern_ireland":
        return text, "origin_northern_ireland"
    if not found and (flat(text) or text) in words("unknown"):
        return "", "origin_open"
    return found or text, ""


def code(cell: Any) -> tuple[str, str]:
    """A goods code as digits: blanks, dots, hyphens, apostrophes and a spreadsheet's ``.0`` removed."""
    signs = unicodedata.normalize("NFKC", written(cell)).strip("' \u2019")
    if re.fullmatch(r"\d(?:[.,]\d+)?[eE]\+?\d+", signs):
        return "", "code_rounded"
    whole = re.fullmatch(r"(\d{6,11})[.,]0", signs)
    return (whole[1] if whole else re.sub(r"[\s.\-\u2010-\u2015/'\u2019]", "", signs)), ""


def heading_unit(flattened: str, known: Iterable[str]) -> tuple[str, str]:
    """(heading without the unit at its end, unit) where what is left is one of ``known``."""
    for ending, unit in unit_endings():
        if flattened.endswith(ending) and (rest := flattened[: -len(ending)]):
            for shorter in (rest, rest.removesuffix("in"), rest.removesuffix("en")):
                if shorter in known:
                    return shorter, unit
    return flattened, ""


def is_date(cell: Any) -> bool:
    """Whether a workbook holds the cell as a date."""
    return isinstance(cell, dt.date)
