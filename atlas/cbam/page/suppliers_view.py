"""The suppliers of a portfolio: what their data are worth, the request to them, and their answers."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import uploads, workers
from atlas.app.exhibit import exhibit, show_table
from atlas.app.frame import Page
from atlas.app.refusals_text import refusal
from atlas.cbam.answers import law_answers, supplier_filling
from atlas.cbam.answers import suppliers as sums
from atlas.cbam.files import data_sheet_reading
from atlas.cbam.files.data_sheet_reading import DataSheet
from atlas.cbam.files.table import Unreadable
from atlas.cbam.page import data_request_answers, data_request_text, suppliers_chart
from atlas.cbam.page.portfolio_session_view import Held, held
from atlas.cbam.page.portfolio_text import problem
from atlas.cbam.page.verifier_controls import verifier
from atlas.language import Language

SOURCES = ["EU-2023-956", "EU-2026-1740", "EU-2025-2620", "EC-CBAM-PRICES"]
#: what could not be read of the sheets sent last: file and code, or kind of refusal
WRONG = "cbam:data sheets refused"


def suppliers(page: Page, mine: Held) -> None:
    """Value of data, request pack, and data sheets that came back."""
    rules = law_answers.rules(mine.choice[0])
    found = mine.once("suppliers", lambda: _worth(mine))
    goods = mine.once("asked", lambda: sums.goods(mine.assessed, rules, mine.supplier))
    if len(found):
        _value(page, mine, found)
    _request(page, mine, goods)
    _answers(page, mine)


def _worth(mine: Held) -> pd.DataFrame:
    scenario, path, price = mine.choice
    rules = law_answers.rules(scenario)
    return sums.worth(mine.assessed, rules, mine.supplier, price_path=path, price_eur=price)


def _value(page: Page, mine: Held, found: pd.DataFrame) -> None:
    """Table and chart of what each supplier's verified data would save."""
    _, lang = page.lang.text, page.lang
    fee = page.address["verifier_fee"]
    names = data_request_text.names(found, lang)
    shown = (found if fee is None else sums.after_fee(found, fee)).assign(name=names)
    st.markdown(data_request_text.value(shown, lang))
    verifier(page, _("Fee of a verifier per supplier, EUR"))
    exhibit(
        page,
        "cbam-suppliers",
        _(
            "Saved a year by verified data: from a plant like the default value to one at the EU benchmark, EUR"
        ),
        lambda: suppliers_chart.worth(found, names, lang),
        shown,
        data_request_text.value_heads(fee is not None, bool(mine.supplier), lang),
        SOURCES,
        doubt=_(
            "Assumed: precursors documented, so that the free allocation stays; same tonnes each year. No plant was looked at."
        ),
    )


def _request(page: Page, mine: Held, goods: pd.DataFrame) -> None:
    """The request pack, made when it is asked for."""
    _ = page.lang.text
    st.markdown("### " + _("Ask your suppliers"))
    if goods.empty:
        st.caption(_("No line is on default values, so there is nothing to ask."))
        return
    count = goods["supplier"].nunique()
    st.caption(data_request_text.pack(count, len(goods), page.lang))
    st.download_button(
        _("Letters and data sheets (ZIP)"),
        data=partial(_pack, goods, page.address["verifier_weeks"], page.lang),
        file_name="cbam-data-request.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
        key="cbam:pack",
    )


def _pack(goods: pd.DataFrame, weeks: float | None, lang: Language) -> bytes:
    return workers.run(data_request_answers.pack, goods, weeks, lang)


def _answers(page: Page, mine: Held) -> None:
    """Upload of data sheets, and what became of each row."""
    _, lang = page.lang.text, page.lang
    key = f"cbam:data sheets:{lang.code}"
    st.file_uploader(
        _("Data sheets that came back (XLSX)"),
        type=["xlsx", "xlsm", "ods"],
        accept_multiple_files=True,
        key=key,
        on_change=partial(_take, key),
    )
    if lost := uploads.missing(key):
        st.warning(refusal(lost, lang), icon=":material/error:")
    for name, code, kind in st.session_state.get(WRONG, []):
        told = refusal(kind, lang) if kind else problem(code, "", "", lang)
        st.warning(f"{name}: {told}", icon=":material/error:")
    if mine.sheets:
        _account(page, mine)
        st.button(_("Back to default values"), on_click=partial(_supply, {}), key="cbam:no-sheets")


def _take(key: str) -> None:
    """Read the sheets in a worker; one that cannot be read is told and leaves the others."""
    sheets: dict[str, DataSheet] = {}
    wrong: list[tuple[str, str, str]] = []
    for file in uploads.held(key):
        name = file.name[:60]
        try:
            sheets[name] = workers.run(data_sheet_reading.read, file.getvalue(), file.name)
        except workers.Refused as refused:
            wrong.append((name, "", refused.kind))
        except Unreadable as error:
            wrong.append((name, error.code, ""))
    _supply(sheets)
    st.session_state[WRONG] = wrong


def _supply(sheets: dict[str, DataSheet]) -> None:
    st.session_state.pop(WRONG, None)
    if (mine := held()) is not None:
        mine.supply(sheets)


def _account(page: Page, mine: Held) -> None:
    """What was taken, what is missing, which rows match no line, and which cells were refused."""
    _, lang = page.lang.text, page.lang
    assert mine.supplied is not None
    rules = law_answers.rules(mine.choice[0])
    left = supplier_filling.still_on_defaults(mine.assessed, rules, mine.supplier, mine.supplied)
    st.markdown(data_request_text.taken(mine.supplied, left, lang))
    heads = terms.names("cbam_column", lang)
    labels = {
        "file": _("File"),
        "row": _("Row"),
        "supplier": _("Supplier"),
        "good": _("Good"),
        "origin": heads["origin"],
        "told": _("What became of it"),
    }
    show_table(data_request_text.account(mine.supplied.account, lang), labels, key="cbam-account")
    refused = data_request_text.refused(mine.sheets, lang)
    if len(refused):
        st.markdown("**" + _("Refused cells: their rows were left out") + "**")
        show_table(
            refused, {"file": _("File"), "cell": _("Cell"), "told": _("What is wrong")}, key="cbam-cells"
        )
