"""The present form of a view (``present=1``): one exhibit at a time, without controls, for a projector.

The page itself runs in the reader's own session, so that it says what he sees there; what it would
send to the browser is read instead, and its exhibits are shown one by one.
"""

from __future__ import annotations

from collections.abc import Callable

import segno
import streamlit as st

from atlas import tables
from atlas.app import page_state, view
from atlas.app.address import FORM, PICTURE, PRESENT, SLIDE, Address
from atlas.app.page_state import Exhibit
from atlas.app.picture import Words, picture
from atlas.app.plotly_settings import plotly_settings
from atlas.app.share import qr_code
from atlas.app.source_note import source_line
from atlas.charts.enlarged import FACTOR, enlarged
from atlas.language import Language

#: a selection in words is one line on the screen
LONGEST = 190
#: a finding is two lines on the screen
LONGEST_FINDING = 150
#: more is no title but a list
LONGEST_TITLE = 260
#: pixels of a figure that has room to spare for larger text
SPARSE = 560
#: keys of a keyboard, and those that a presenter's remote control sends
KEYS = {"Left": -1, "PageUp": -1, "Right": 1, "PageDown": 1}


def asked() -> bool:
    """Whether the address asks for the present form."""
    return st.query_params.get(PRESENT) == "1"


def begin(name: str | None = None) -> None:
    """Show the view in the present form from now on, or one of its exhibits as a picture."""
    st.query_params[PRESENT] = "1"
    if name is not None:
        st.query_params[PICTURE] = name


def end() -> None:
    """Show the page again."""
    for name in FORM:
        st.query_params.pop(name, None)


def _go(slide: int) -> None:
    st.query_params[SLIDE] = str(slide)


def show(run: Callable[[], object], lang: Language) -> None:
    """Run a page without showing it, then show the exhibit that the address asks for."""
    shown, address = view.unseen(run), page_state.address.get()
    names, wanted = list(shown.exhibits), st.query_params.get(PICTURE)
    if wanted in shown.exhibits:
        _picture(wanted, shown, lang)
        return
    slide = _slide(len(names), lang)
    if wanted is not None:
        _unknown(PICTURE, lang)
    exhibit = shown.exhibits[names[slide - 1]] if names else None
    with st.container(key="present"):
        if exhibit:
            _exhibit(names[slide - 1], exhibit, shown)
        else:
            _words(shown)
    with st.container(horizontal=True, vertical_alignment="bottom", key="frame-foot"):
        with st.container(width="stretch", key="present-said"):
            said = _below(exhibit, lang) if exhibit else []
            st.markdown("\n\n".join(said))
            with st.container(horizontal=True, key="present-ways"):
                st.markdown(lang.text("Data as of {date}.", date=lang.date(tables.date_of())))
                if address is not None:
                    _ways(address, slide, len(names))
        if address is not None:
            _code(address.link())
    _keys(slide, len(names), lang)


def _slide(count: int, lang: Language) -> int:
    """The slide that the address asks for, the first where there is no such slide."""
    asked_for = st.query_params.get(SLIDE, "1")
    if asked_for.isascii() and asked_for.isdigit() and 1 <= int(asked_for[:6]) <= max(count, 1):
        return int(asked_for[:6])
    _unknown(SLIDE, lang)
    return 1


def _unknown(name: str, lang: Language) -> None:
    """Say that the address asks for what the view does not have."""
    st.warning(
        lang.text(
            "This link asks for a value that does not exist: {names}. The standard value is shown.",
            names=name,
        )
    )


def _above(name: str, exhibit: Exhibit, shown: view.View) -> tuple[str, str]:
    """The finding of an exhibit, and in one line what is measured and chosen."""
    finding = view.plain(exhibit.drawing.alt)
    if name == next(iter(shown.exhibits)) and 0 < len(" ".join(shown.finding)) <= LONGEST_FINDING:
        # what the page says of its first figure
        finding = " ".join(shown.finding)
    if len(finding) > LONGEST_TITLE and exhibit.title:
        # a list of figures, which the drawing itself says
        finding = ""
    parts = [exhibit.title if finding else "", *(f"{label}: {value}" for label, value in shown.selection)]
    below = " · ".join(part for part in parts if part)
    return finding or exhibit.title, below if len(below) <= LONGEST else below[: LONGEST - 1] + "…"


def _below(exhibit: Exhibit, lang: Language) -> list[str]:
    """What is uncertain in an exhibit, and where it comes from, in Markdown."""
    return [line for line in (exhibit.doubt, source_line(exhibit.sources, lang)) if line]


def _picture(name: str, shown: view.View, lang: Language) -> None:
    """An exhibit as a picture to keep, and the way back."""
    exhibit = shown.exhibits[name]
    lines = [view.plain(line) for line in _below(exhibit, lang)]
    date = lang.text("Data as of {date}.", date=lang.date(tables.date_of()))
    words = Words(*_above(name, exhibit, shown), (*lines, date))
    with st.container(key="picture-form"):
        st.title(lang.text("Picture for a slide"))
        picture(name, exhibit, words, lang)
    with st.container(key="frame-foot"):
        st.button(lang.text("Back to the page"), on_click=end, key="picture-end")


def _exhibit(name: str, exhibit: Exhibit, shown: view.View) -> None:
    drawing = enlarged(exhibit.drawing)
    title, below = _above(name, exhibit, shown)
    st.title(title)
    st.markdown(below)
    height = exhibit.drawing.figure.to_dict()["layout"].get("height", 0)
    if height > SPARSE:
        # many rows, one for each line of larger text
        height *= FACTOR
    st.html(f"<style>.st-key-present {{ --figure: {height:.0f}px; }}</style>")
    st.plotly_chart(
        drawing.figure,
        alt=drawing.alt,
        key=f"present-{name}",
        height="stretch",
        config=plotly_settings(name) | {"displayModeBar": False},
    )


def _words(shown: view.View) -> None:
    """A view without figures: its question, its finding, its key figures."""
    st.title(shown.title)
    with st.container(key="present-words"):
        for sentence in shown.finding:
            st.markdown(sentence)
    with st.container(horizontal=True, key="present-figures"):
        for label, value in shown.figures:
            st.metric(label, value)


def _ways(address: Address, slide: int, count: int) -> None:
    """Where one is, for who has no keys, and the way back: three small links."""
    page, query, lang = page_state.links.get()[address.page], address.query(), address.lang
    if count > 1:
        st.markdown(f"{slide} / {count}")
    for label, to in (("‹", slide - 1), ("›", slide + 1)):
        if 1 <= to <= count:
            st.page_link(page, label=label, query_params={**query, PRESENT: "1", SLIDE: str(to)})
    st.page_link(page, label=lang.text("Back to the page"), query_params=query)


def _keys(slide: int, count: int, lang: Language) -> None:
    """The keys belong to buttons that nobody sees."""
    with st.container(key="present-keys"):
        for key, step in KEYS.items():
            if 1 <= slide + step <= count:
                st.button(key, shortcut=key, on_click=_go, args=(slide + step,), key=f"present-{key}")
        st.button(lang.text("Back to the page"), shortcut="Esc", on_click=end, key="present-end")


def _code(link: str) -> None:
    """The link as a small QR code, where it is short enough for one."""
    try:
        st.image(qr_code(link), width=112)
    except segno.DataOverflowError:
        return
