"""Goods are found by code and by everyday word; the first hit is the right one."""

import pytest

from atlas import tables
from atlas.cbam.law import search
from atlas.cbam.law.names_text import choices, good_names
from atlas.cbam.page import search_answers
from atlas.language import LANGUAGES, Language

WORDS = tables.load("cbam_synonyms").to_dict("records")
ENGLISH = Language("en")


def test_there_are_at_least_150_words_in_three_scripts() -> None:
    assert len(WORDS) >= 150


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_hit_of_every_word_is_right_in_every_language(lang: str) -> None:
    for row in WORDS:
        for typed in (row["word"], row["word"].upper(), f" {row['word']} "):
            found = search_answers.hits(typed, Language(lang))
            if row["scope"] == "covered":
                assert found.codes and found.codes[0].startswith(row["cn_code"]), typed
            else:
                assert not found.codes and found.outside == row["cn_code"], typed
                assert found.excepted == (row["scope"] == "excepted")


@pytest.mark.parametrize(
    ("typed", "begin"),
    [
        ("HRC", "7208"),
        ("rebar", "72142000"),
        ("hot rolled coil", "7208"),
        ("aluminum extrusion", "7604"),
        ("screws", "7318"),
        ("Fasteners", "7318"),
        ("urea", "3102101"),
        ("鋼捲", "7208"),
        ("螺絲", "7318"),
        ("鋁擠型", "7604"),
        ("尿素", "3102101"),
        ("热轧卷", "7208"),
        ("紧固件", "7318"),
        ("螺丝", "7318"),
        ("钢筋", "72142000"),
        ("7318.15", "731815"),
        ("7208 36 00", "72083600"),
        ("7208360000", "72083600"),
        ("72", "72"),
        ("hexagon bolts", "731815"),
    ],
)
def test_what_people_type(typed: str, begin: str) -> None:
    assert search_answers.hits(typed, ENGLISH).codes[0].startswith(begin)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("scrap", "expressly outside"),
        ("7204", "expressly outside"),
        ("washing machine", "COM(2025) 989"),
        ("8450", "not on the CBAM list"),
        ("8450", "COM(2025) 989"),
        ("flying carpet", "Nothing is found"),
        ("9999", "not on the CBAM list"),
    ],
)
def test_what_is_outside_is_said(typed: str, says: str) -> None:
    assert not search_answers.hits(typed, ENGLISH).codes
    assert says in search_answers.told(typed, ENGLISH)


def test_names_are_short_different_and_in_three_languages() -> None:
    for code in LANGUAGES:
        names = good_names(Language(code))
        assert all(names[each] for each in choices())
    english = [good_names(ENGLISH)[code] for code in choices()]
    assert max(map(len, english)) <= 90
    assert len(set(english)) >= len(english) - 1
    assert good_names(ENGLISH)["72083600"] == "Hot-rolled steel coil, over 10 mm, not pickled"


def test_a_plural_and_a_hyphen_do_not_matter() -> None:
    assert search.plain("Hot-Rolled  Coils") == search.plain("hot rolled coil")
