"""Search in the facts: plurals, synonyms, numbers in words and both Chinese scripts; ranked, with reasons.

A query is cut into terms; each must fit a fact. A Latin term fits a whole word or its singular, and from
four letters on the beginning of one; a term with a hyphen fits whole only ("CoWoS-R" is not in
"CoWoS-related"). A Chinese term fits anywhere. A number, also one in words ("seven billion", "70 億"),
fits the value of a fact.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from atlas.evidence import number_words
from atlas.evidence.number_words import ASIAN

#: what a hit in each field is worth; the order of fields is the order of reasons
FIELDS = {
    "fact": 8.0,
    "value": 6.0,
    "subject": 5.0,
    "metric": 4.0,
    "place": 3.0,
    "statement": 3.0,
    "period": 3.0,
    "unit": 2.0,
    "quote": 2.0,
}
#: what a hit by a synonym, and by the beginning of a word, is worth of a hit by the word itself
SYNONYM, BEGINNING = 0.7, 0.8
#: shortest term that fits the beginning of a word
PREFIX = 4
#: how near a value must lie to a number that was asked for
NEAR = 0.005
#: words of a query that say nothing
SMALL_WORDS = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)
TERMS = re.compile(rf"[{ASIAN}]+|[\w.%+&]+(?:-[\w.%+&]+)*")


class Hit(NamedTuple):
    """Why a fact fits: the field, and the words of it that fit."""

    field: str
    words: str


class Field(NamedTuple):
    """The folded text of a field of a fact, and its words: without plural ending → as they stand."""

    text: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Index:
    """What a search looks through, folded: fields of each fact, its values, and which words mean the same."""

    fields: Mapping[str, Mapping[str, Field]]
    values: Mapping[str, tuple[float, float]]
    #: unit of each fact's value
    units: Mapping[str, str]
    synonyms: Mapping[str, frozenset[str]]
    script: Mapping[str, str]


def script_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Traditional character → simplified one, learned from texts that stand in both scripts.

    Texts of equal length are read character by character; the commonest partner counts.
    """
    seen: dict[str, Counter[str]] = {}
    for traditional, simplified in pairs:
        if len(traditional) == len(simplified):
            for one, other in zip(traditional, simplified, strict=True):
                if re.match(f"[{ASIAN}]", one) and re.match(f"[{ASIAN}]", other):
                    seen.setdefault(one, Counter())[other] += 1
    common = {one: counted.most_common(1)[0][0] for one, counted in seen.items()}
    return {one: other for one, other in common.items() if one != other}


def folded(text: str, script: Mapping[str, str]) -> str:
    """Text as it is compared: width, case and script folded."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    return plain.translate({ord(one): other for one, other in script.items()})


def index(
    facts: pd.DataFrame,
    fields: Mapping[str, pd.Series[str]],
    synonyms: Sequence[str],
    pairs: Iterable[tuple[str, str]],
) -> Index:
    """What `find` looks through.

    ``facts``: ``fact_id``, ``value_low``, ``value_high``, ``unit``. ``fields``: name of `FIELDS` → the text of each
    fact, in the order of ``facts``. ``synonyms``: groups of words parted by ``;``. ``pairs`` as for `script_of`.
    """
    script = script_of(pairs)
    texts = {name: [_field(folded(str(text), script)) for text in column] for name, column in fields.items()}
    keys = facts["fact_id"].tolist()
    low = facts["value_low"].fillna(facts["value_high"])
    high = facts["value_high"].fillna(facts["value_low"])
    groups = [frozenset(folded(word.strip(), script) for word in group.split(";")) for group in synonyms]
    same: dict[str, frozenset[str]] = {}
    for group in groups:
        for word in group:
            same[word] = same.get(word, frozenset()) | group
    return Index(
        {key: {name: texts[name][row] for name in texts} for row, key in enumerate(keys)},
        {key: (a, b) for key, a, b in zip(keys, low, high, strict=True) if pd.notna(a)},
        dict(zip(keys, facts["unit"], strict=True)),
        same,
        script,
    )


def _field(text: str) -> Field:
    """A folded text with its words; of a hyphened word the parts too."""
    words: dict[str, str] = {}
    for word in TERMS.findall(text):
        for part in (word, *(word.split("-") if "-" in word else ())):
            words.setdefault(_single(part), part)
    return Field(text, words)


def find(asked: str, looked: Index) -> pd.DataFrame:
    """The facts that fit every term of a query, best first: ``fact_id``, ``score``, ``hits`` (tuples of `Hit`)."""
    numbers, terms = _parted(folded(asked, looked.script), looked)
    rows = []
    for key, fields in looked.fields.items():
        best = [_number_hit(number, words, key, fields, looked) for number, words in numbers]
        best += [_best(term, fields, looked) for term in terms]
        found = [hit for hit in best if hit is not None]
        if len(found) == len(best) and found:
            rows.append(
                (key, sum(score for score, _ in found), tuple(dict.fromkeys(hit for _, hit in found)))
            )
    frame = pd.DataFrame(rows, columns=["fact_id", "score", "hits"])
    return frame.sort_values("score", ascending=False, kind="stable").reset_index(drop=True)


def _parted(text: str, looked: Index) -> tuple[list[tuple[float, str]], list[str]]:
    """The numbers of a query with their words, and its other terms; known phrases stay one term."""
    terms: list[str] = []
    for phrase in sorted((words for words in looked.synonyms if " " in words), key=len, reverse=True):
        if re.search(rf"\b{re.escape(phrase)}\b", text):
            terms.append(phrase)
            text = text.replace(phrase, " ")
    numbers: list[tuple[float, str]] = []
    words = [word for word in TERMS.findall(text.replace(",", "")) if word not in SMALL_WORDS]
    while words:
        number, used = number_words.number(words)
        if used:
            numbers.append((number, " ".join(words[:used])))
        else:
            terms.append(words[0])
        words = words[used or 1 :]
    return numbers, terms


def _number_hit(
    number: float, words: str, key: str, fields: Mapping[str, Field], looked: Index
) -> tuple[float, Hit] | None:
    """A fact whose value is the number, else one whose words hold it."""
    unit = number_words.unit(words)
    if words.endswith(("%", "percent")) and looked.units[key] != unit:
        return None
    near = any(abs(end - number) <= NEAR * abs(number) for end in looked.values.get(key, ()))
    if near and unit in (None, looked.units[key]):
        return FIELDS["value"], Hit("value", words)
    return _best(words, fields, looked)


def _best(term: str, fields: Mapping[str, Field], looked: Index) -> tuple[float, Hit] | None:
    """The best hit of a term, or of a word that means the same, in a fact."""
    found: list[tuple[float, Hit]] = []
    for word in sorted({term, _single(term)} | _same(term, looked)):
        own = word in (term, _single(term))
        worth = 1.0 if own else SYNONYM
        for field, text in fields.items():
            # a synonym fits as a whole: "customs", a tariff, is not in "customers"
            fit = _fits(word, text, beginning=own)
            if fit:
                found.append((FIELDS[field] * worth * fit[0], Hit(field, fit[1])))
    return max(found, key=lambda hit: hit[0]) if found else None


def _same(term: str, looked: Index) -> frozenset[str]:
    return looked.synonyms.get(term, frozenset()) | looked.synonyms.get(_single(term), frozenset())


def _fits(word: str, field: Field, *, beginning: bool) -> tuple[float, str] | None:
    """How well a word fits a field, and the words of it that fit; None where it does not.

    ``beginning``: whether the beginning of a longer word is enough.
    """
    if re.search(f"[{ASIAN}]", word) or " " in word:
        return (1.0, word) if word in field.text else None
    single = _single(word)
    if single in field.words:
        return 1.0, field.words[single]
    if beginning and len(word) >= PREFIX and "-" not in word and single in field.text:
        for known, there in field.words.items():
            if known.startswith(single) and "-" not in known:
                return BEGINNING, there
    return None


def _single(word: str) -> str:
    """An English word without its plural ending."""
    if len(word) < 4 or not word.isascii() or word.endswith("ss"):
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word
