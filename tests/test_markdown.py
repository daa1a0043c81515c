"""Text of the data stays what it is in Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.markdown import literal

PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@given(st.text())
def test_only_backslashes_before_punctuation_are_added(text: str) -> None:
    """CommonMark 0.31, section 2.4: a backslash before ASCII punctuation is not shown, another one is."""
    written, shown, spot = literal(text), "", 0
    while spot < len(written):
        if written[spot] == "\\":
            spot += 1
            assert written[spot] in PUNCTUATION
        shown += written[spot]
        spot += 1
    assert shown == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("**bold** and _thin_", r"\*\*bold\*\* and \_thin\_"),
        ("$5 to $6, ~~no~~", r"\$5 to \$6, \~\~no\~\~"),
        (":red[loud] :smile:", r":red\[loud\] \:smile:"),
        ("[here](https://example.org)", r"\[here\](https://example.org)"),
        ("<b>", r"\<b\>"),
        ("Lot 4: steel (EU), 路透社:中國", "Lot 4: steel (EU), 路透社:中國"),
    ],
)
def test_markup_is_shown_as_it_is(text: str, written: str) -> None:
    assert literal(text) == written
