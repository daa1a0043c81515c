"""The files of an exhibit: slide, table as CSV and workbook, and a ready citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from atlas import export, tables
from atlas.app import present, view
from atlas.app.page_state import Exhibit, Page
from atlas.app.pages import pages
from atlas.app.source_note import linked_sources, named
from atlas.charts.theme import Drawing
from atlas.language import Language

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
#: a selection in words is one line on a slide
LONGEST, LONGEST_VALUE = 190, 36


def labelled(table: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """The columns that have a heading."""
    named = [column for column in table.columns if column in labels]
    return table if len(named) == len(table.columns) else table[named]


def downloads(
    page: Page,
    name: str,
    title: str,
    table: Callable[[], pd.DataFrame],
    labels: Mapping[str, str],
    sources: Sequence[str],
    doubt: str = "",
    drawing: Drawing | Callable[[], Drawing] | None = None,
) -> None:
    """Slide, table and citation of an exhibit, in one small drawer.

    The drawer is filled when it is opened, the files are made when they are asked for, with the release of the
    data that is shown; a picture is made in the browser, in the present form.
    """
    drawer = st.popover(
        page.lang.text("Download"), icon=":material/download:", key=f"download-{name}", on_change="rerun"
    )
    if not drawer.open:
        return
    citation = _citation(title, page.address.link(), page.lang)
    made = _Files(page, title, table, dict(labels), tuple(sources), doubt, citation)
    with drawer:
        _offer(page.lang, name, made, drawing, citation)


def _offer(
    lang: Language,
    name: str,
    made: _Files,
    drawing: Drawing | Callable[[], Drawing] | None,
    citation: str,
) -> None:
    """The buttons of an open drawer, and the citation."""
    _ = lang.text
    offered = [
        (_("Table as CSV, rounded as shown"), made.rounded, "csv", "text/csv"),
        (_("Table as CSV, all digits"), made.raw, "raw.csv", "text/csv"),
        (_("Table as Excel workbook"), made.workbook, "xlsx", WORKBOOK),
    ]
    if drawing is not None:
        offered.insert(0, (_("Slide (PowerPoint)"), partial(made.slide, drawing), "pptx", SLIDES))
    for label, data, ending, mime in offered:
        st.download_button(
            label,
            data=data,
            file_name=tables.file_name(name, ending),
            mime=mime,
            on_click="ignore",
            key=f"{ending}-{name}",
        )
    if drawing is not None:
        st.button(
            _("Picture for a slide (PNG, SVG)"),
            on_click=present.begin,
            args=(name,),
            key=f"picture-{name}",
        )
    st.caption(_("Citation"))
    st.code(citation, language=None, wrap_lines=True)


class _Files:
    """What the buttons make when they are pressed, outside the page's run."""

    def __init__(
        self,
        page: Page,
        title: str,
        table: Callable[[], pd.DataFrame],
        labels: dict[str, str],
        sources: tuple[str, ...],
        doubt: str,
        citation: str,
    ) -> None:
        self._page, self._title, self._rows, self._labels = page, title, table, labels
        self._sources, self._doubt, self._citation = sources, doubt, citation
        # as they are now: the buttons are pressed outside the page's run
        self._query, self._link, self._release = page.address.query(), page.address.link(), tables.used()

    def _table(self) -> pd.DataFrame:
        with tables.using(self._release):
            return labelled(self._rows(), self._labels)

    def rounded(self) -> bytes:
        return export.to_csv(export.rounded(self._table()), self._labels)

    def raw(self) -> bytes:
        return export.to_csv(self._table(), self._labels)

    def workbook(self) -> bytes:
        lang = self._page.lang
        with tables.using(self._release):
            linked = linked_sources(named(self._sources), lang)
        chosen = view.selection(self._page.address.page, self._query, lang, self._release)
        notes = export.Notes(
            [note for note in (self._citation, self._doubt) if note],
            chosen,
            linked,
            (lang.text("Notes"), lang.text("Selection"), lang.text("Sources")),
            self._link,
        )
        return export.to_xlsx(self._table(), self._labels, notes)

    def slide(self, drawing: Drawing | Callable[[], Drawing]) -> bytes:
        lang = self._page.lang
        with tables.using(self._release):
            drawn = drawing() if callable(drawing) else drawing
        shown = Exhibit(self._title, drawn, self._rows, self._labels, self._sources, self._doubt)
        chosen = view.selection(self._page.address.page, self._query, lang, self._release)
        return to_slides([shown], lang, self._title, chosen, self._link, self._release)


def to_slides(
    exhibits: Sequence[Exhibit],
    lang: Language,
    page: str,
    chosen: Sequence[tuple[str, str]],
    link: str,
    release: str | None = None,
) -> bytes:
    """Exhibits as slides, with the selection in words and the link of the view."""
    # its library takes as long to import as a page to draw, and few ask for slides
    from atlas.brief import slides

    with tables.using(release):
        sheets = [
            slides.Sheet(
                each.title,
                each.drawing,
                each.table,
                each.labels,
                linked_sources(named(each.sources), lang),
                each.doubt,
            )
            for each in exhibits
        ]
        said = " · ".join(f"{label}: {_cut(value, LONGEST_VALUE)}" for label, value in chosen)
        date = lang.date(tables.date_of())
        return slides.deck(sheets, lang, page=page, selection=_cut(said, LONGEST), date=date, link=link)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def view_as_slides(
    page: str, query: Mapping[str, Sequence[str]], lang: Language, link: str, release: str | None = None
) -> bytes:
    """A whole view as slides. Raises `view.ViewError` where the page fails."""
    shown = view.view(pages()[page].file, query, lang, release)
    return to_slides(list(shown.exhibits.values()), lang, shown.title, shown.selection, link, release)


def _citation(title: str, link: str, lang: Language) -> str:
    return lang.text(
        "Factory Atlas, “{title}”, data as of {date}. {link}",
        title=title,
        date=lang.date(tables.date_of()),
        link=link,
    )
