"""The column beside the map: the ranking, or what the reader has opened."""

from __future__ import annotations

import streamlit as st

from atlas.app.frame import Page, link_to
from atlas.lighthouses import answers, place_answers
from atlas.lighthouses.answers import Filters
from atlas.lighthouses.comparison_view import compare
from atlas.lighthouses.controls import BESIDE, open_beside
from atlas.lighthouses.place_answers import Beside

#: pixels: as high as the map
HEIGHT = 486


def opened(page: Page) -> tuple[str, str] | None:
    """What the address opens beside the map: kind and code; None for the ranking."""
    for name in reversed(BESIDE):
        if page.address[name] and not _elsewhere(name, page.address["scope"]):
            return name, page.address[name]
    return None


def _elsewhere(name: str, scope: str) -> bool:
    """A province means nothing on the map of the world, nor a country on that of China."""
    return (name == "province" and scope == "world") or (name == "country" and scope != "world")


def beside(page: Page, chosen: Filters, shade: str) -> tuple[str, ...]:
    """Draw the column; the plants that it means, none for the ranking."""
    what = opened(page)
    with st.container(border=True, height=HEIGHT, key="lighthouse-beside"):
        if what is None:
            drawing = answers.ranking_bars(chosen, shade, page.lang, 14)
            st.plotly_chart(
                drawing.figure, alt=drawing.alt, key="figure-ranking", config={"displayModeBar": False}
            )
            return ()
        shown = _what(chosen, shade, what, page)
        _panel(page, chosen, what, shown)
        return shown.site_ids


def _what(chosen: Filters, shade: str, what: tuple[str, str], page: Page) -> Beside:
    kind, code = what
    if kind == "near":
        return place_answers.near(chosen, code, page.lang)
    if kind == "company":
        return place_answers.company(chosen, code, page.lang)
    if kind == "site":
        return place_answers.plant(code, page.lang)
    return place_answers.area(chosen, shade, code, page.lang)


def _panel(page: Page, chosen: Filters, what: tuple[str, str], shown: Beside) -> None:
    _ = page.lang.text
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"### {shown.title}")
        st.button(
            _("Close"),
            icon=":material/close:",
            type="tertiary",
            on_click=open_beside,
            args=(page, None),
            key="beside-close",
        )
    st.markdown(shown.line)
    if what[0] in ("province", "country"):
        compare(page, chosen, what[1])
    for lines in shown.lists:
        text = "\n".join(f"- {line}" for line in lines.lines)
        if lines.folded:
            with st.expander(lines.heading):
                st.markdown(text)
        else:
            st.markdown(f"**{lines.heading}**\n\n{text}")
    if not shown.site_ids:
        st.caption(_("No lighthouse plant in this selection."))
    _further(page, what)


def _further(page: Page, what: tuple[str, str]) -> None:
    """What an article says of a company or plant, and the good that a plant makes."""
    _, (kind, code) = page.lang.text, what
    if kind not in ("company", "site"):
        return
    said = place_answers.said_of(
        code if kind == "company" else None, code if kind == "site" else None, page.lang
    )
    if said:
        with st.expander(_("What the article says ({count})", count=len(said))):
            for each in said:
                st.markdown(f"- {each.statement}  \n  “{each.quote}”")
            link_to("sources", _("These statements in the sources"), subject=said[0].subject)
    goods = place_answers.goods_of(kind, code, page.lang)
    for good in goods:
        link_to("cbam", _("CBAM cost of {good}", good=good.label), cn=good.cn_code, origin=good.country)


def makers(page: Page, cn_code: str, origin: str) -> None:
    """On the page of a good: the lighthouse plants that make such goods; nothing where none is known."""
    _, plants = page.lang.text, place_answers.makers(cn_code, origin, page.lang)
    if not plants:
        return
    with st.container(horizontal=True, key="good-makers"):
        st.caption(
            _(
                "Lighthouse factories that make goods of heading {heading} (inferred from their products):",
                heading=cn_code[:4],
            ),
            width="content",
        )
        for plant in plants:
            link_to("lighthouses", plant.label, site=plant.site_id, scope=plant.scope)
