"""What a portfolio costs: the answer, its lines, what was refused and why, files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from atlas import export, terms
from atlas.app import workers
from atlas.app.exhibit import show_table
from atlas.app.frame import Page
from atlas.cbam.answers import law_answers
from atlas.cbam.engine.reasons_text import reasons
from atlas.cbam.files import portfolio
from atlas.cbam.page import portfolio_totals_view
from atlas.cbam.page.notes_text import acts_of
from atlas.cbam.page.reasons_text import problem
from atlas.cbam.workbook import workbook
from atlas.language import Language

if TYPE_CHECKING:
    from atlas.cbam.page.portfolio_tab import Held

#: rows of a table on the page; totals and files hold all of them
SHOWN = 500
LINE_COLUMNS = [
    "row",
    "line_id",
    "importer",
    "period",
    "cn_code",
    "origin",
    "net_mass_t",
    "status",
    "see_t_per_t",
    "see_from",
    "certificates_t",
    "certificate_price_eur",
    "cost_eur",
    "cost_eur_per_t",
]


def answer(page: Page, mine: Held) -> None:
    """Total cost as a sentence and figures."""
    _, lang = page.lang.text, page.lang
    lines = mine.assessed
    count = lines["status"].value_counts()
    cost, refused = float(lines["cost_eur"].sum()), int(count.get("refused", 0))
    left_out = _left_out(mine.problems)
    with st.container(key="finding-cbam"):
        said = _(
            "{count} lines cost {cost}.",
            count=lang.number(len(lines) - refused),
            cost=lang.money(cost, digits=0),
        )
        if refused + left_out:
            more = _(
                "{refused} line(s) are refused and do not count: see why below.",
                refused=lang.number(refused + left_out),
            )
            said = lang.sentences([said, more])
        st.markdown(said)
    with st.container(horizontal=True, key="cbam-figures"):
        st.metric(_("Cost"), lang.money(cost))
        st.metric(_("Certificates"), lang.number(lines["certificates_t"].sum(), 3))
        st.metric(
            _("Lines that cost nothing"),
            lang.number(sum(count.get(name, 0) for name in ("exempt", "below_threshold", "not_covered"))),
        )
        st.metric(_("Refused"), lang.number(refused + left_out))
    if lines["provisional"].any():
        st.caption(
            ":material/help: "
            + _(
                "{count} line(s) rest on a provisional benchmark or an assumed price.",
                count=lang.number(int(lines["provisional"].sum())),
            )
        )


def _left_out(problems: pd.DataFrame) -> int:
    """Rows of the file that could not be read."""
    return int(problems.loc[problems["severity"] == "row", "row"].nunique())


def unreadable(page: Page, problems: pd.DataFrame) -> None:
    """Why a file as a whole gives no lines."""
    told = [problem(p["code"], p["column"], p["value"], page.lang) for p in problems.to_dict("records")]
    for text in told[:5]:
        st.warning(text, icon=":material/error:")


def details(page: Page, mine: Held) -> None:
    """One part of the answer at a time, and the files."""
    _ = page.lang.text
    parts = {
        "totals": (_("Totals"), portfolio_totals_view.by_key),
        "lines": (_("Lines"), _lines),
        "refused": (_("Refused"), _refused),
        "threshold": (_("50-tonne rule"), portfolio_totals_view.threshold),
        "verified": (_("Verified data"), portfolio_totals_view.verified),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        part = st.segmented_control(
            _("Part"),
            list(parts),
            format_func=lambda code: parts[code][0],
            default="totals",
            required=True,
            label_visibility="collapsed",
            key=f"cbam:part:{page.lang.code}",
        )
        _files(page, mine)
    parts[part][1](page, mine)


def _files(page: Page, mine: Held) -> None:
    """The whole answer as CSV and as a workbook that recomputes."""
    _ = page.lang.text
    names = terms.names("cbam_column", page.lang)
    with st.popover(_("Download results"), icon=":material/download:", key="cbam:files"):
        st.download_button(
            _("All lines as CSV"),
            data=lambda: workers.run(export.to_long_csv, worded(mine, page.lang), names),
            file_name="cbam-result.csv",
            mime="text/csv",
            on_click="ignore",
            key="cbam:csv",
        )
        if len(mine.assessed) <= workbook.MAX_LINES:
            st.download_button(
                _("Workbook with live formulas"),
                data=partial(_workbook, mine, page.lang),
                file_name="cbam-result.xlsx",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                on_click="ignore",
                key="cbam:xlsx",
            )
        st.caption(_("In the workbook, change a price or a mass and the totals follow."))


def worded(mine: Held, lang: Language) -> pd.DataFrame:
    """All lines with status and reason in words; working columns without a heading left out."""
    names = terms.names("cbam_column", lang)
    lines = mine.assessed
    status = lines["status"].astype("str").map(terms.names("cbam_status", lang))
    found = lines.assign(status=status, reason=reasons(lines, lang))
    return found[[column for column in found.columns if column in names]]


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
    texts = workbook.Texts(reasons(mine.assessed, lang), notes)
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


def _refused(page: Page, mine: Held) -> None:
    """Refused lines with reasons, as a file to correct and upload again; rows that could not be read."""
    _, lang = page.lang.text, page.lang
    names = terms.names("cbam_column", lang)

    def found() -> pd.DataFrame:
        lines = mine.assessed.loc[mine.assessed["status"].isin(["refused", "not_covered"])]
        filled = [c for c in portfolio.COLUMNS if (lines[c].notna() & (lines[c].astype("str") != "")).any()]
        columns = ["row", *filled]
        table: pd.DataFrame = lines[columns].assign(reason=reasons(lines, lang))
        return table

    refused = mine.once(("refused", lang.code), found)
    if refused.empty and not len(mine.problems):
        st.success(_("No line is refused."))
        return
    if len(refused):
        show_table(
            refused.head(SHOWN)[["reason", *(c for c in refused.columns if c != "reason")]],
            names,
            key="cbam-refused",
        )
        st.download_button(
            _("Refused lines to correct and upload again"),
            data=partial(export.to_csv, refused, names),
            file_name="cbam-refused.csv",
            mime="text/csv",
            on_click="ignore",
            key="cbam:refused",
        )
    if len(mine.problems):
        st.markdown("**" + _("What could not be read in the file") + "**")
        rows = mine.problems.head(SHOWN)
        told = [problem(p["code"], p["column"], p["value"], lang) for p in rows.to_dict("records")]
        show_table(pd.DataFrame({"row": rows["row"].tolist(), "reason": told}), names, key="cbam-problems")
