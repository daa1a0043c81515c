"""The pages of the app, in the order of the navigation: the one list of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from atlas.language import message

ROOT = Path(__file__).resolve().parents[2]


class Entry(NamedTuple):
    """A page: its name is its address and its file in ``pages/``; its words are English messages."""

    name: str
    #: in the navigation
    label: str
    #: as link previews and search engines show it
    title: str
    description: str

    @property
    def file(self) -> Path:
        """The page's script."""
        return ROOT / "pages" / f"{self.name}.py"


PAGES = (
    Entry(
        "overview",
        message("Overview"),
        message("Factory Atlas"),
        message(
            "Lighthouse factories, advanced packaging and EU carbon costs: every figure with its source."
        ),
    ),
    Entry(
        "lighthouses",
        message("Lighthouses"),
        message("Where are the lighthouse factories?"),
        message("The World Economic Forum's lighthouse factories by Chinese province, as a map and a table."),
    ),
    Entry(
        "benchmark",
        message("My plant"),
        message("My plant against the lighthouses"),
        message("How far a plant is behind the results that named lighthouse factories published."),
    ),
    Entry(
        "packaging",
        message("Packaging"),
        message("Advanced packaging capacity"),
        message("Who has how much advanced packaging capacity, when, and how sure that is."),
    ),
    Entry(
        "cbam",
        message("CBAM"),
        message("What the EU carbon border mechanism costs"),
        message("The CBAM cost of one product or a whole portfolio, in 2026 and until 2034, step by step."),
    ),
    Entry(
        "industry",
        message("Fact check"),
        message("What the articles claim, and whether it holds"),
        message("What eight articles say about manufacturing in China, and whether their figures hold."),
    ),
    Entry(
        "sources",
        message("Sources"),
        message("Facts and sources"),
        message("Every statement with its quote, its verdict and its source; all tables to download."),
    ),
)
#: the page that ``/`` opens
FIRST = PAGES[0].name


@cache
def pages() -> dict[str, Entry]:
    """The pages that exist, by name, in the order of the navigation."""
    return {page.name: page for page in PAGES if page.file.exists()}
