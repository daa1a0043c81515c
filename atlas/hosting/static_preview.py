"""The first view of a page as words and a picture, for the seconds before its browser part runs.

The server puts it into its first answer; it goes as soon as the page itself has drawn its figure.
"""

from __future__ import annotations

from collections.abc import Hashable
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs

import streamlit as st

from atlas.app.address import decode
from atlas.app.cache import cached
from atlas.app.pages import FIRST, ROOT, pages
from atlas.charts.maps import OUTLINES
from atlas.charts.maps_svg import legend, province_svg
from atlas.charts.theme import variables
from atlas.language import Language
from atlas.lighthouses import answers, controls, sections_view
from atlas.lighthouses.answers import Filters
from atlas.lighthouses.map_chart import Marks

LONGEST_QUERY = 4096
PAGE = "lighthouses"


class View(NamedTuple):
    """What a link to the lighthouse page asks for."""

    chosen: Filters
    shade: str
    province: str | None


def view(name: str, query: bytes) -> Hashable | None:
    """What a page's link asks for, as a key of `draw`; None where the page has no picture."""
    if name != PAGE or _outlines() is None or len(query) > LONGEST_QUERY:
        return None
    texts = parse_qs(query.decode("latin-1"), keep_blank_values=True)
    values = decode(controls.parameters(tuple(sections_view.PARTS)), texts)[0]
    # the picture has the projection of China, and no circles around a place
    if values["view"] != "map" or values["scope"] == "world" or values["near"]:
        return None
    return View(Filters.of(values), values["shade"], values["province"])


def draw(what: View, lang: Language) -> str:
    """The first view with its style, in HTML."""
    drawing = answers.area_map(what.chosen, what.shade, Marks(what.province), lang)
    outlines = _outlines()
    assert outlines is not None
    figure = drawing.figure.to_dict()
    classes = "".join(
        f'<li><i style="background:{colour}"></i>{escape(name)}</li>' for colour, name in legend(figure)
    )
    return (
        f"<style>{_style()}</style>"
        f'<div id="preview"><main>{_head(lang)}<h1>{escape(answers.finding(what.chosen, what.shade, lang))}</h1>'
        f"<p>{escape(answers.figures_line(what.chosen, what.shade, lang).replace('**', ''))}</p>"
        f"<hr><figure><h3>{escape(answers.map_title(what.chosen, what.shade, lang))}</h3>"
        f"{province_svg(figure, outlines, drawing.alt)}<ul>{classes}</ul></figure></main></div>"
    )


def _head(lang: Language) -> str:
    """Links to all pages, which work at once."""
    links = {name: lang.text(entry.label) for name, entry in pages().items()}
    links[FIRST] = lang.text("Factory Atlas")
    current = ' aria-current="page"'
    anchors = (
        f'<a href="./{"" if name == FIRST else name}?lang={lang.code}"{current if name == PAGE else ""}>'
        f"{escape(title)}</a>"
        for name, title in links.items()
    )
    return f"<nav>{''.join(anchors)}</nav>"


@cached
def _style() -> str:
    """The style with the colours of both themes; like the app it follows the system's."""
    light, dark = (
        variables(
            st.get_option(f"theme.{kind}.chartCategoricalColors"),
            st.get_option(f"theme.{kind}.chartSequentialColors"),
            st.get_option(f"theme.{kind}.backgroundColor"),
        )
        for kind in ("light", "dark")
    )
    scheme = f"@media (prefers-color-scheme: dark) {{ #preview {{{dark}}} }}"
    return f"#preview {{{light}}} {scheme} {Path(__file__).with_suffix('.css').read_text(encoding='utf-8')}"


@cached
def _outlines() -> Path | None:
    """The outlines of the map, where this server has them."""
    path = ROOT / "static" / OUTLINES.removeprefix("app/static/")
    return path if OUTLINES.startswith("app/static/") and path.is_file() else None
