"""A figure as a picture for a slide (``present=1&picture=NAME``): PNG and SVG of 1600 × 900, made in the browser.

Title, unit, selection, source and date stand in the picture; it is in light colours whatever the theme.
"""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from atlas import tables
from atlas.app.document import run_script
from atlas.app.page_state import Exhibit
from atlas.app.plotly_settings import plotly_settings
from atlas.brief import light
from atlas.brief.fonts import family
from atlas.language import Language

WIDTH, HEIGHT = 1600, 900
#: pixels that the words usually leave to the figure
FREE = 640
BOX = """<div class="picture"><div><button>PNG</button><button>SVG</button></div>
<p role="status"></p><img></div>"""


class Words(NamedTuple):
    """What a presented exhibit says: its finding, what is measured and chosen, and the lines below it."""

    title: str
    below: str
    foot: tuple[str, ...]


def picture(name: str, exhibit: Exhibit, words: Words, lang: Language) -> None:
    """Draw the figure out of sight, and show what the browser makes of it with its words."""
    font = family(lang)
    drawing, least = light.light(exhibit.drawing, FREE, font)
    with st.container(key="picture-figure"):
        st.plotly_chart(
            drawing.figure,
            key=f"picture-{name}",
            theme=None,
            width=WIDTH,
            height=max(FREE, least),
            config=plotly_settings(name) | {"displayModeBar": False, "staticPlot": True},
        )
    run_script(
        "picture",
        {
            "title": words.title,
            "below": words.below,
            "foot": list(words.foot),
            "font": font,
            "lang": lang.code,
            "ink": light.INK,
            "muted": light.MUTED,
            "paper": light.PAPER,
            "width": WIDTH,
            "height": HEIGHT,
            "least": least,
            "file": tables.file_name(name, "png").removesuffix(".png"),
            "failed": lang.text("The picture could not be made in this browser."),
        },
        BOX,
    )
