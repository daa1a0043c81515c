"""Chip equipment: what a budget buys, and does a line meet the rule of half domestic spending."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, plotly_settings, show
from atlas.app.frame import Page
from atlas.charts.rows import bar_rows
from atlas.evidence.text import amount, with_unit
from atlas.industry import equipment
from atlas.industry.comparison_charts import scanner_bars, share_bar
from atlas.language import Language

EMPTY_LINES = 4
#: figures of equipment_localisation that the context table shows
CONTEXT = ("rank", "revenue", "revenue_growth", "lithography_share", "orders", "firms_top20")


def section(page: Page) -> None:
    """The topic, from its finding to the calculator."""
    _, address = page.lang.text, page.address
    with st.container(key="finding-equipment"):
        st.markdown(_finding(page.lang, address["budget"]))
    st.number_input(
        _("Budget, million USD (the article: 120)"),
        min_value=0.0,
        step=10.0,
        format="%g",
        width=300,
        **address.bind("budget"),
    )
    show(
        page,
        "scanners",
        _scanners(page.lang, address["budget"]),
        facts={"article": "a5", "subject": "asml"},
    )
    _rule(page, _required())
    show(page, "equipment-context", _context(page.lang), facts={"article": "a5", "subject": "naura"})


@cached
def _required() -> float:
    return equipment.required_share(cache.table("equipment_localisation"))


@cached
def _machines(budget: float) -> pd.DataFrame:
    """Scanners that a budget in million USD buys."""
    prices = equipment.scanner_prices(cache.table("equipment_localisation"))
    return equipment.machines_for(budget * 1e6, prices)


@cached
def _finding(lang: Language, budget: float) -> str:
    machines = _machines(budget)["machines"]
    return lang.text(
        "{budget} buy {high} of the cheapest ASML scanner or {low} of the dearest: the article compares with the cheapest.",
        budget=with_unit(lang.compact(budget * 1e6), "usd", lang),
        low=lang.number(machines.min(), 1),
        high=lang.number(machines.max(), 1),
    )


@cached
def _scanners(lang: Language, budget: float) -> Exhibit:
    machines = _machines(budget)
    _ = lang.text
    names = terms.names("scanner", lang)
    named = machines.assign(
        type=machines["scanner"].map(names),
        what=[terms.meaning("scanner", code, lang) for code in machines["scanner"]],
    )
    return Exhibit(
        _("How many ASML scanners the budget buys"),
        scanner_bars(machines, names, lang),
        named,
        {"type": _("Scanner"), "what": _("What it is"), "price": _("Price, USD"), "machines": _("Machines")},
        ("SEED5",),
        _(
            "ASML reports in euro. The article prints dollars without year or rate, and calls the price a cost."
        ),
    )


@cached
def _empty_lines() -> pd.DataFrame:
    empty = pd.DataFrame(
        {
            "item": [""] * EMPTY_LINES,
            "quantity": [None] * EMPTY_LINES,
            "price": [None] * EMPTY_LINES,
            "domestic": [False] * EMPTY_LINES,
        }
    )
    return empty.astype({"item": "str", "quantity": "float64", "price": "float64", "domestic": "bool"})


def _rule(page: Page, required: float) -> None:
    _, lang = page.lang.text, page.lang
    st.header(_("Does a new line meet the rule of half domestic equipment?"))
    st.caption(
        _(
            "The rule was never published. Sources say: at least {required}% of the spending on equipment for new capacity goes to domestic suppliers, less for advanced lines.",
            required=lang.number(required),
        )
    )
    entered = st.data_editor(
        _empty_lines(),
        column_config={
            "item": st.column_config.TextColumn(_("Equipment")),
            "quantity": st.column_config.NumberColumn(_("Quantity"), min_value=0, step=1),
            "price": st.column_config.NumberColumn(_("Price of one"), min_value=0),
            "domestic": st.column_config.CheckboxColumn(_("Domestic supplier")),
        },
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        placeholder="",
        key="rule-lines",
    )
    answer = equipment.domestic_share(entered, required)
    if answer is None:
        st.info(
            _("Fill in quantity and price of at least one machine; nothing you type leaves this session."),
            icon=":material/edit:",
        )
        return
    _answer(page, answer, required)


def _answer(page: Page, answer: equipment.DomesticShare, required: float) -> None:
    _, lang = page.lang.text, page.lang
    drawing = share_bar(answer.share, required, lang)
    st.plotly_chart(drawing.figure, alt=drawing.alt, key="figure-rule", config=plotly_settings("rule"))
    with st.container(horizontal=True, key="rule-answer"):
        st.metric(_("Domestic, by spending"), lang.percent(answer.share / 100, 1))
        st.metric(_("Domestic, by number of machines"), lang.percent(answer.share_by_count / 100, 1))
        st.metric(_("Would have to move to domestic suppliers"), amount(answer.to_move, lang))
    if answer.passes:
        st.success(_("The line meets the rule."), icon=":material/check:")
    else:
        st.warning(_("The line does not meet the rule."), icon=":material/close:")
    if answer.unpriced:
        st.caption(
            _("Lines left out for lack of quantity or price: {count}", count=lang.number(answer.unpriced))
        )


def _context_rows(shown: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Ranks, revenues and shares in words."""
    publishers = cache.table("sources").set_index("source_id")["publisher"]
    values = []
    for row in shown.to_dict("records"):
        ends = [amount(row[end], lang) for end in ("value_low", "value_high") if pd.notna(row[end])]
        values.append(with_unit("–".join(dict.fromkeys(ends)), row["unit"], lang))
    return pd.DataFrame(
        {
            "firm": shown["firm"].map(terms.names("equipment_firm", lang)),
            "metric": shown["metric"].map(terms.names("equipment_metric", lang)),
            "value": values,
            "year": shown["year"].astype("str").replace("<NA>", ""),
            "kind": shown["kind"].map(terms.names("kind", lang)),
            "publisher": shown["source_id"].map(publishers),
        }
    )


@cached
def _context(lang: Language) -> Exhibit:
    table = cache.table("equipment_localisation")
    _ = lang.text
    shown = table[table["metric"].isin(CONTEXT)]
    share = shown[shown["metric"] == "lithography_share"].sort_values("value_low", ascending=False)
    bars = pd.DataFrame(
        {
            "label": share["firm"].map(terms.names("equipment_firm", lang)),
            "value": share["value_low"],
            "text": [lang.number(value) + "%" for value in share["value_low"]],
        }
    )
    bars["hover"] = bars["label"] + ": " + bars["text"]
    return Exhibit(
        _("Who sells lithography machines, 2024"),
        bar_rows(bars, lang.join((bars["label"] + " " + bars["text"]).tolist())),
        _context_rows(shown, lang),
        {
            "firm": _("Firm"),
            "metric": _("Figure"),
            "value": _("Value"),
            "year": _("Year"),
            "kind": _("Kind"),
            "publisher": _("Source"),
        },
        tuple(shown["source_id"]),
    )
