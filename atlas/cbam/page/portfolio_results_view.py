"""What a portfolio costs: the answer, its lines, and the files to take away."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from atlas import export, tables, terms
from atlas.app import workers
from atlas.app.exhibit import show_table
from atlas.app.finding import finding
from atlas.app.frame import Page
from atlas.cbam.answers import law_answers, supplier_filling
from atlas.cbam.files import portfolio
from atlas.cbam.files.carried import shown_names
from atlas.cbam.page import portfolio_answer_text, portfolio_totals_view, suppliers_view
from atlas.cbam.page.notes_text import acts_of
from atlas.cbam.page.portfolio_session_view import Held
from atlas.cbam.page.portfolio_text import file_reasons
from atlas.cbam.workbook import workbook
from atlas.language import Language

#: rows of a table on the page; totals and files hold all of them
SHOWN = 500
#: what is owed stands where no table has to be moved sideways to be seen
LINE_COLUMNS = [
    "row",
    "sheet",
    "cn_code",
    "origin",
    "period",
    "import_date",
    "net_mass_t",
    "status",
    "cost_eur",
    "cost_eur_per_t",
    "certificates_t",
    "certificate_price_eur",
    "see_t_per_t",
    "see_from",
    "importer",
    "line_id",
]


def answer(page: Page, mine: Held) -> None:
    """Total cost as a sentence, what it rests on, and figures."""
    _, lang = page.lang.text, page.lang
    lines, understood = mine.assessed, mine.found.understanding
    count = lines["status"].value_counts()
    totals = mine.once("standing", lambda: portfolio_totals_view.tracked(mine))
    finding(
        "cbam",
        portfolio_answer_text.finding(lines, lang),
        below=portfolio_answer_text.standing(lines, totals, understood.totals, lang),
    )
    if not _counts(mine):
        return
    with st.container(horizontal=True, key="cbam-figures"):
        st.metric(_("Cost"), lang.money(float(lines["cost_eur"].sum())))
        st.metric(_("Certificates"), lang.number(lines["certificates_t"].sum(), 3))
        nothing = sum(int(count.get(name, 0)) for name in ("exempt", "below_threshold", "not_covered"))
        st.metric(_("Lines that cost nothing"), lang.number(nothing))
        st.metric(_("Refused"), lang.number(int(count.get("refused", 0))))


def _counts(mine: Held) -> bool:
    """Whether there is a line to sum up."""
    return bool(mine.assessed["status"].isin(["ok", "exempt", "below_threshold"]).any())


def details(page: Page, mine: Held) -> None:
    """One part of the answer at a time, and the files."""
    if not _counts(mine):
        return
    _ = page.lang.text
    parts = {
        "totals": (_("Totals"), portfolio_totals_view.by_key),
        "lines": (_("Lines"), _lines),
        "threshold": (_("50-tonne rule"), portfolio_totals_view.threshold),
        "verified": (_("Verified data"), portfolio_totals_view.verified),
        "suppliers": (_("Suppliers"), suppliers_view.suppliers),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        part = st.segmented_control(
            _("Part"),
            list(parts),
            format_func=lambda code: parts[code][0],
            required=True,
            label_visibility="collapsed",
            **page.address.bind("part"),
        )
        _files(page, mine)
    parts[part][1](page, mine)


def _files(page: Page, mine: Held) -> None:
    """The whole answer as CSV and as a workbook that recomputes."""
    _ = page.lang.text
    with st.popover(_("Download results"), icon=":material/download:", key="cbam:files"):
        st.download_button(
            _("All lines as CSV"),
            data=tables.kept(partial(_csv, mine, page.lang)),
            file_name=tables.file_name("cbam-result", "csv"),
            mime="text/csv",
            on_click="ignore",
            key="cbam:csv",
        )
        if len(mine.assessed) <= workbook.MAX_LINES:
            st.download_button(
                _("Workbook with live formulas"),
                data=tables.kept(partial(_workbook, mine, page.lang)),
                file_name=tables.file_name("cbam-result", "xlsx"),
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                on_click="ignore",
                key="cbam:xlsx",
            )
        st.caption(_("In the workbook, change a price or a mass and the totals follow."))


def _csv(mine: Held, lang: Language) -> bytes:
    names = terms.names("cbam_column", lang)
    lines = worded(mine, lang)
    return workers.run(export.to_long_csv, lines, names | shown_names(lines.columns))


def worded(mine: Held, lang: Language) -> pd.DataFrame:
    """All lines with status and reason in words, and the file's own columns; working columns left out."""
    names = terms.names("cbam_column", lang)
    lines = mine.assessed
    status = lines["status"].astype("str").map(terms.names("cbam_status", lang))
    found = lines.assign(status=status, reason=file_reasons(lines, lang))
    if "customs_procedure" in found:
        own = found["customs_procedure"].astype("str")
        procedures = terms.names("customs_procedure", lang)
        found = found.assign(customs_procedure=own.map(procedures).fillna(own))
    if len(mine.found.understanding.sheets) < 2:
        found = found.drop(columns="sheet")
    given = {reading.column for reading in mine.found.understanding.columns}
    given |= {*supplier_filling.TAKEN, "basis"} if mine.sheets else set()
    unused = set(portfolio.COLUMNS) - given - {"certificate_price_eur", "basis"}
    held = [name for name in found.columns if name in names or name.startswith("file:")]
    return found[[name for name in held if name not in unused]]


def _workbook(mine: Held, lang: Language) -> bytes:
    _ = lang.text
    path, price = mine.choice[1:]
    notes = [
        _("Rules as of {date}. Not legal advice.", date=lang.date(law_answers.rules_date())),
        terms.name("rule_set", mine.choice[0], lang),
        _("Assumed price: {path}", path=terms.name("price_path", path, lang)),
        *([_("One price for all lines, EUR") + f": {price:g}"] if price else []),
        *acts_of(mine.assessed["legal_basis"], lang),
    ]
    texts = workbook.Texts(file_reasons(mine.assessed, lang), notes)
    return workers.run(workbook.build, mine.assessed, law_answers.rules(mine.choice[0]), lang, texts)


def _lines(page: Page, mine: Held) -> None:
    """The dearest lines."""
    _, lang = page.lang.text, page.lang
    names = terms.names("cbam_column", lang)

    def dearest() -> pd.DataFrame:
        top = mine.assessed["cost_eur"].nlargest(SHOWN).index
        lines = mine.assessed.loc[top, [c for c in LINE_COLUMNS if c in mine.assessed]]
        status = lines["status"].astype("str").map(terms.names("cbam_status", lang))
        filled = lines.assign(status=status).replace("", None).dropna(axis="columns", how="all")
        return portfolio_totals_view.rounded(filled)

    shown = mine.once(("lines", lang.code), dearest)
    if len(mine.assessed) > len(shown):
        st.caption(
            _(
                "The {shown} dearest of {count} lines; totals and files hold all.",
                shown=lang.number(len(shown)),
                count=lang.number(len(mine.assessed)),
            )
        )
    show_table(shown, names, key="cbam-lines")
