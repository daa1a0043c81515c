"""A portfolio of import lines: uploaded or typed, kept in the reader's session and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache, workers
from atlas.app.cache import cached
from atlas.app.frame import Page
from atlas.app.refusals_text import refusal
from atlas.cbam.answers import law_answers
from atlas.cbam.answers.good import Good, line
from atlas.cbam.engine.assess import assess
from atlas.cbam.files import portfolio, template
from atlas.cbam.files.upload import LIMITS
from atlas.cbam.law import rule_sets
from atlas.cbam.page import portfolio_results_view
from atlas.language import LANGUAGES

KEY, TAKEN, REFUSED = "cbam:portfolio", "cbam:taken file", "cbam:refused file"
TYPED = "typed.csv"
#: more lines are assessed by a worker, so that no session waits for another one's sums
MANY_LINES = 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Held:
    """Lines of one session with their answer; ``parts`` keeps what was derived from the answer."""

    lines: pd.DataFrame
    problems: pd.DataFrame
    choice: tuple[str, str, float | None] = ("", "", None)
    assessed: pd.DataFrame = field(default_factory=pd.DataFrame)
    parts: dict[Any, Any] = field(default_factory=dict)

    def answer(self, choice: tuple[str, str, float | None]) -> pd.DataFrame:
        """The lines assessed under a rule set, a price path and a price; worked out once."""
        if choice != self.choice:
            scenario, path, price = choice
            work = partial(assess, price_path=path, price_eur=price)
            law = law_answers.rules(scenario)
            many = len(self.lines) > MANY_LINES
            self.assessed = workers.run(work, self.lines, law) if many else work(self.lines, law)
            self.choice, self.parts = choice, {}
        return self.assessed

    def once(self, key: Any, work: Callable[[], Any]) -> Any:
        """A part of the answer, worked out at its first use."""
        if key not in self.parts:
            self.parts[key] = work()
        return self.parts[key]


def held() -> Held | None:
    """The portfolio of this session, if there is one."""
    found: Held | None = st.session_state.get(KEY)
    return found


def many_goods(page: Page, good: Good) -> None:
    """The tab of a portfolio."""
    choice = (good.scenario, good.price_path, good.price)
    top = st.container()
    _controls(page, good)
    mine = held()
    if mine is None or mine.lines.empty:
        with top, st.container(key="finding-cbam"):
            st.markdown(
                page.lang.text("Upload your import lines, or type them, to see what they cost and why.")
            )
        if mine is not None:
            portfolio_results_view.unreadable(page, mine.problems)
        return
    mine.answer(choice)
    with top:
        portfolio_results_view.answer(page, mine)
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
            _forget()

    file = st.file_uploader(
        _("Import lines as CSV or XLSX"),
        type=["csv", "tsv", "txt", "xlsx", "parquet"],
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
    if refused := st.session_state.get(REFUSED):
        st.warning(refusal(refused, lang), icon=":material/error:")
    if file is None and mine is not None:
        st.button(_("Remove these lines"), on_click=_forget, key="cbam:remove")


def _forget() -> None:
    """Drop the lines of this session."""
    for key in (KEY, TAKEN, REFUSED):
        st.session_state.pop(key, None)


def _take(page: Page, content: bytes, name: str) -> None:
    """Read and assess a file in a worker, showing how far it is; what it refuses is said until the next file."""
    _, address = page.lang.text, page.address
    bar = st.progress(0.1, text=_("Reading the lines"))
    try:
        found = workers.run(portfolio.read, content, name, cache.table("terms"), letters=_letters())
        bar.progress(0.7, text=_("Calculating {count} lines", count=page.lang.number(len(found.lines))))
        mine = Held(found.lines, found.problems)
        mine.answer((address["scenario"], address["price_path"], address["price"]))
    except workers.Refused as refused:
        st.session_state.pop(KEY, None)
        st.session_state[REFUSED] = refused.kind
    else:
        st.session_state[KEY] = mine
        st.session_state.pop(REFUSED, None)
    bar.empty()


@cached
def _letters() -> str:
    """Characters of all country names, which tell the Chinese encodings apart."""
    names = cache.table("cbam_countries")[["name_zh_hant", "name_zh_hans"]]
    return "".join(sorted(set("".join(names.to_numpy("str").ravel()))))


def _templates(page: Page) -> None:
    """Templates in each language, made when they are asked for."""
    _, terms = page.lang.text, cache.table("terms")
    kinds = {"xlsx": (template.xlsx_template, XLSX), "csv": (template.csv_template, "text/csv")}
    with st.popover(_("Templates to fill in"), icon=":material/download:", key="cbam:templates"):
        for spoken in LANGUAGES.values():
            for kind, (make, mime) in kinds.items():
                st.download_button(
                    f"{spoken.name} · {kind.upper()}",
                    data=partial(make, terms, spoken.ending),
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
    number = partial(st.column_config.NumberColumn, min_value=0.0, format="%.12g")
    config: dict[str, Any] = {
        column: (number if column in portfolio.NUMBERS else st.column_config.TextColumn)(names[column])
        for column in portfolio.COLUMNS
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
        text = [column for column in columns if column not in portfolio.NUMBERS]
        frame[text] = frame[text].astype("object").fillna("").astype("str")
        st.session_state[key] = frame
    start: pd.DataFrame = st.session_state[key]
    return start
