"""The first view: the vendors compared, year by year, or the chosen ones in one chart."""

from __future__ import annotations

from typing import Any

import streamlit as st

from atlas.app import present
from atlas.app.controls import switch
from atlas.app.downloads import downloads
from atlas.app.exhibit import show, show_table
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.packaging import compare_answers, vendors_answers
from atlas.packaging.controls import filters, finding
from atlas.packaging.names import Names
from atlas.packaging.planner import FAMILIES

FORMS = ("lanes", "years")


def vendors(page: Page, names: Names) -> None:
    """A row a vendor with its lanes, or one measure year by year; two vendors go into one chart."""
    top, address = st.container(), page.address
    doubtful = _controls(page, names)
    chosen = tuple(key for key in address["vendor"] if key in vendors_answers.every_vendor())
    measure, family = address["measure"], address["family"]
    with top:
        if len(chosen) > 1:
            finding(compare_answers.sentence(page.lang, measure, family, doubtful, chosen))
        else:
            finding(vendors_answers.finding(page.lang, doubtful))
    if len(chosen) > 1:
        _chosen(page, measure, family, doubtful, chosen)
    if address["form"] == "years":
        _years(page, measure, family, doubtful)
    else:
        _lanes(page, doubtful, "packaging-vendors" if len(chosen) < 2 else "packaging-every-vendor")
    if address["cell"]:
        _behind(page, doubtful)


def _controls(page: Page, names: Names) -> bool:
    """Form, vendors to compare and measure in one row; doubtful figures behind the filters."""
    _, address = page.lang.text, page.address
    words = {"lanes": _("Side by side"), "years": _("Year by year")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="packaging-controls"):
        st.segmented_control(
            _("Form"),
            FORMS,
            format_func=words.__getitem__,
            required=True,
            label_visibility="collapsed",
            **address.bind("form"),
        )
        st.multiselect(
            _("Compare vendors"),
            list(vendors_answers.every_vendor())
            + [v for v in address["vendor"] if v not in vendors_answers.every_vendor()],
            format_func=names.vendor,
            placeholder=_("Choose two or more to compare"),
            label_visibility="collapsed",
            width=330,
            **address.bind("vendor"),
        )
        if address["form"] == "years" or len(address["vendor"]) > 1:
            _measure(page, names)
        with filters(page, int(address["doubtful"] is not None)):
            return switch(page, "doubtful", _("Show doubtful figures"))


def _measure(page: Page, names: Names) -> None:
    measures = compare_answers.measure_words(page.lang)
    st.selectbox(
        page.lang.text("Measure"),
        list(measures),
        format_func=measures.__getitem__,
        label_visibility="collapsed",
        width=190,
        **page.address.bind("measure"),
    )
    if page.address["measure"] == "capacity":
        st.selectbox(
            page.lang.text("Family"),
            FAMILIES,
            format_func=lambda code: names.term("packaging_family", code),
            label_visibility="collapsed",
            width=220,
            **page.address.bind("family"),
        )


def _lanes(page: Page, doubtful: bool, name: str) -> None:
    shown = vendors_answers.lanes(page.lang, doubtful, present.asked())

    def clicked(point: dict[str, Any]) -> None:
        vendor, lane, year = point["customdata"]
        if lane in ("name", "plants"):
            page.address.set("view", "vendor" if lane == "name" else "projects")
            page.address.set("vendor", [vendor])
            # the row counts all projects, those without open plans too
            page.address.set("finished", "1" if lane == "plants" else None)
        else:
            page.address.set("cell", f"{vendor}.{lane}.{year}")

    show(page, name, shown._replace(title=""), on_click=clicked)


def _years(page: Page, measure: str, family: str, doubtful: bool) -> None:
    shown = compare_answers.years(page.lang, measure, family, doubtful)
    st.markdown(f"### {shown.title}")
    show_table(shown.table, shown.labels, key="packaging-years")
    source_note(page.lang, shown.sources, shown.doubt)
    downloads(
        page, "packaging-years", shown.title, lambda: shown.table, shown.labels, shown.sources, shown.doubt
    )


def _chosen(page: Page, measure: str, family: str, doubtful: bool, chosen: tuple[str, ...]) -> None:
    shown = compare_answers.chosen(page.lang, measure, family, doubtful, chosen)
    if shown is None:
        st.info(page.lang.text("These vendors publish no such figure in a common unit."))
        return
    show(page, "packaging-compared", shown)
    assert not callable(shown.table)
    show_table(shown.table, shown.labels, key="packaging-differences")


def _behind(page: Page, doubtful: bool) -> None:
    """The statements behind the cell that was clicked."""
    vendor, measure, year = page.address["cell"].split(".")
    family = "cowos" if page.address["form"] == "lanes" else page.address["family"]
    shown = compare_answers.behind(page.lang, vendor, measure, int(year), family, doubtful)
    st.markdown(f"### {shown.title}")
    if len(shown.table):
        show_table(shown.table, shown.labels, key="packaging-behind")
        source_note(page.lang, shown.sources)
    else:
        st.write(page.lang.text("Nothing published."))
