"""A portfolio of import lines: uploaded or typed, kept in the reader's session and nowhere else."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import uploads
from atlas.app.finding import finding
from atlas.app.frame import Page
from atlas.app.refusals_text import refusal
from atlas.cbam.answers.good import Good, line
from atlas.cbam.files import portfolio, template
from atlas.cbam.files.decisions import Decisions
from atlas.cbam.files.upload import ENDINGS, LIMITS
from atlas.cbam.law import rule_sets
from atlas.cbam.page import portfolio_issues_view, portfolio_mapping_view, portfolio_results_view
from atlas.cbam.page.portfolio_session_view import REFUSED, TAKEN, forget, held, take
from atlas.language import LANGUAGES, Language

TYPED = "typed.csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def many_goods(page: Page, good: Good) -> None:
    """The tab of a portfolio."""
    choice = (good.scenario, good.price_path, good.price)
    top, body = st.container(), st.container()
    _controls(page, good)
    mine = held()
    if mine is None or mine.empty:
        with top:
            finding(
                "cbam",
                page.lang.text("Upload your import lines, or type them, to see what they cost and why."),
            )
        if mine is not None:
            with top:
                portfolio_issues_view.unreadable(page, mine.problems)
                portfolio_mapping_view.mapping(page, mine)
        return
    mine.answer(choice)
    with top:
        portfolio_results_view.answer(page, mine)
        portfolio_issues_view.questions(page, mine)
    with body:
        portfolio_mapping_view.mapping(page, mine)
        portfolio_issues_view.refused(page, mine)
        portfolio_issues_view.notes(page, mine)
        portfolio_results_view.details(page, mine)


def _controls(page: Page, good: Good) -> None:
    """File, templates, typed lines, rule set and prices."""
    _, address = page.lang.text, page.address
    _upload(page)
    with st.expander(_("Type or paste lines instead")):
        _typed(page, good)
    scenarios, paths = (terms.names(name, page.lang) for name in ("rule_set", "price_path"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="cbam-portfolio-controls"):
        st.segmented_control(
            _("Rules"),
            list(scenarios),
            format_func=scenarios.__getitem__,
            required=True,
            **address.bind("scenario"),
        )
        st.segmented_control(
            _("Price where none is published"),
            list(rule_sets.price_paths()),
            format_func=paths.__getitem__,
            required=True,
            **address.bind("price_path"),
        )
        st.number_input(
            _("One price for all lines, EUR"),
            min_value=0.01,
            max_value=1e5,
            format="%.12g",
            placeholder="–",
            width=230,
            **address.bind("price"),
        )


def _upload(page: Page) -> None:
    _, lang = page.lang.text, page.lang
    key = f"cbam:upload:{lang.code}"

    def changed() -> None:
        if st.session_state[key] is None:
            forget()

    file = st.file_uploader(
        _("Import lines as CSV or workbook"),
        type=list(ENDINGS),
        key=key,
        on_change=changed,
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(
            _(
                "Up to {size} MB and {rows} lines. The file stays in this session, is never stored and is gone when you leave.",
                size=LIMITS.bytes // 1024**2,
                rows=lang.number(LIMITS.rows),
            ),
            width="content",
        )
        _templates(page)
    mine = held()
    if file is not None and st.session_state.get(TAKEN) != file.file_id:
        # taken once: lines typed later must not give way to the same file again
        st.session_state[TAKEN] = file.file_id
        _take(page, file.getvalue(), file.name)
    if refused := uploads.missing(key) or st.session_state.get(REFUSED):
        st.warning(refusal(refused, lang), icon=":material/error:")
    if file is None and mine is not None:
        st.button(_("Remove these lines"), on_click=forget, key="cbam:remove")


def _take(page: Page, content: bytes, name: str) -> None:
    """Read and assess a file, showing that it takes a moment."""
    address = page.address
    with st.spinner(page.lang.text("Reading the lines")):
        take(content, name, Decisions(), (address["scenario"], address["price_path"], address["price"]))


def _templates(page: Page) -> None:
    """Templates in each language, made when they are asked for."""
    _ = page.lang.text
    kinds = {"xlsx": (template.xlsx_template, XLSX), "csv": (template.csv_template, "text/csv")}
    with st.popover(_("Templates to fill in"), icon=":material/download:", key="cbam:templates"):
        for code, spoken in LANGUAGES.items():
            for kind, (make, mime) in kinds.items():
                st.download_button(
                    f"{spoken.name} · {kind.upper()}",
                    data=partial(make, Language(code)),
                    file_name=f"cbam-{spoken.locale}.{kind}",
                    mime=mime,
                    on_click="ignore",
                    type="tertiary",
                    key=f"cbam:template:{spoken.ending}:{kind}",
                )


def _typed(page: Page, good: Good) -> None:
    """A table to type in or paste into; its lines go the same way as those of a file."""
    _, lang = page.lang.text, page.lang
    names = terms.names("cbam_column", lang)
    config: dict[str, Any] = {
        column: st.column_config.TextColumn(names[column]) for column in portfolio.COLUMNS
    }
    shown = [column for column in portfolio.COLUMNS if column != "import_date"]
    with st.form(f"cbam:form:{lang.code}", border=False):
        lines = st.data_editor(
            _start(page, good, shown),
            num_rows="dynamic",
            hide_index=True,
            column_config=config,
            key=f"cbam:typed:{lang.code}",
        )
        if st.form_submit_button(_("Calculate these lines")):
            content = lines.to_csv(index=False).encode()
            _take(page, content, TYPED)


def _start(page: Page, good: Good, columns: list[str]) -> pd.DataFrame:
    """The current good as first line; the same object for the whole session, so that edits stay."""
    key = "cbam:typed start"
    if key not in st.session_state:
        first = line(good, page.address["tonnes"])
        frame = first.reindex(columns=columns)
        # amounts as text: a number field of the browser makes 234 of 23,4 before anyone can ask
        for column in columns:
            frame[column] = [_typed_cell(value) for value in frame[column]]
        st.session_state[key] = frame
    start: pd.DataFrame = st.session_state[key]
    return start


def _typed_cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)
