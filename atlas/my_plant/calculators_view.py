"""Three calculators: what a change is worth in the reader's plant. Facts stand in, the rest starts empty."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.app import cache
from atlas.app.address import Parameter
from atlas.app.cache import cached
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.my_plant import savings

#: results of named plants that stand in as defaults: code of the field → row of ``lighthouse_metrics``
ONBOARDING, ATTRITION, DEFECTS, COST, STOCK = "lm-014", "lm-015", "lm-036", "lm-037", "lm-048"
EMPTY = (
    "hires",
    "day_cost",
    "staff",
    "units",
    "unit_cost",
    "defect_rate",
    "goods_cost",
    "stock_days",
    "interest",
)
PERCENT = (
    "attrition_before",
    "attrition_cut",
    "defect_rate",
    "defect_cut",
    "cost_cut",
    "stock_cut",
    "interest",
)


@cached
def _fact(result: str) -> pd.Series:
    rows = cache.table("lighthouse_metrics")
    return rows[rows["result_id"] == result].iloc[0]


@cached
def parameters() -> tuple[Parameter, ...]:
    """Address parameters of the calculators: which one, facts as defaults, the reader's own figures empty."""
    onboarding, attrition = _fact(ONBOARDING), _fact(ATTRITION)
    facts = {
        "days_before": onboarding["before_low"],
        "days_after": onboarding["after"],
        "attrition_before": attrition["before_low"],
        "attrition_cut": attrition["value"],
        "defect_cut": _fact(DEFECTS)["value"],
        "cost_cut": _fact(COST)["value"],
        "stock_cut": _fact(STOCK)["value"],
    }
    defaults: dict[str, float | None] = dict.fromkeys(EMPTY) | {n: float(v) for n, v in facts.items()}
    numbers = [
        Parameter(name, default, number=True, low=0, high=100 if name in PERCENT else 1e12)
        for name, default in defaults.items()
    ]
    return (Parameter("calculator", "onboarding", choices=("onboarding", "quality", "inventory")), *numbers)


def calculators(page: Page) -> None:
    """The chosen one of the three calculators."""
    _ = page.lang.text
    names = {
        "onboarding": _("Onboarding"),
        "quality": _("Defects and unit cost"),
        "inventory": _("Inventory"),
    }
    st.segmented_control(
        _("Calculator"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        label_visibility="collapsed",
        **page.address.bind("calculator"),
    )
    draw = {"onboarding": _onboarding, "quality": _quality, "inventory": _inventory}
    draw[page.address["calculator"]](page)


def _fields(page: Page, labels: dict[str, str], helps: dict[str, str]) -> dict[str, float | None]:
    """Number fields side by side; their values by name, None where empty."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, label in labels.items():
            parameter = next(p for p in page.address.parameters if p.name == name)
            st.number_input(
                label,
                min_value=0.0,
                max_value=float(parameter.high),
                step=1.0,
                format="%g",
                placeholder="–",
                help=helps.get(name),
                width=164,
                **page.address.bind(name),
            )
    return {name: page.address[name] for name in labels}


def _default_note(page: Page) -> str:
    return page.lang.text("A published figure of a named plant stands in; change it as you like.")


def _waiting(page: Page) -> None:
    st.caption(
        page.lang.text("Fill in the empty fields to see the result. Any currency, the same in all fields.")
    )


def _onboarding(page: Page) -> None:
    _, lang = page.lang.text, page.lang
    note = _default_note(page)
    labels = {
        "hires": _("New hires a year"),
        "day_cost": _("Cost of one training day"),
        "staff": _("Staff (for turnover)"),
        "days_before": _("Days until ready, before"),
        "days_after": _("Days until ready, after"),
        "attrition_before": _("Turnover before, %"),
        "attrition_cut": _("Fall in turnover, as printed"),
    }
    given = _fields(page, labels, dict.fromkeys(list(labels)[3:], note))
    _onboarding_result(page, given)
    source_note(
        lang,
        [_fact(ONBOARDING)["source_id"], _fact(ATTRITION)["source_id"]],
        _(
            "Schneider Electric Wuhan: 75 to 15 days. Turnover went from 48% to 6%; the article prints “−42%”, which can be read two ways."
        ),
    )


def _onboarding_result(page: Page, given: dict[str, float | None]) -> None:
    _, lang = page.lang.text, page.lang
    figures = {name: value for name, value in given.items() if value is not None}
    if set(given) - set(figures) - {"staff"}:
        _waiting(page)
        return
    table = savings.onboarding(**figures)
    readings = {
        "relative": _("Saved a year, if percent of the rate"),
        "points": _("Saved a year, if percentage points"),
    }
    for column, row in zip(st.columns(2), table.to_dict("records"), strict=False):
        with column:
            st.metric(readings[row["reading"]], lang.number(row["saved"]))
            st.caption(
                _(
                    "Turnover falls to {rate}, {hires} hires are avoided, {days} training days are saved. Cost a year: {before} before, {after} after.",
                    rate=lang.percent(row["attrition_after"] / 100, 1),
                    hires=lang.number(row["hires_avoided"]),
                    days=lang.number(row["days_saved"]),
                    before=lang.number(row["cost_before"]),
                    after=lang.number(row["cost_after"]),
                )
            )
            if row["capped"]:
                st.caption(_("No more hires can be avoided than you make, so the result is limited."))


def _quality(page: Page) -> None:
    _, lang = page.lang.text, page.lang
    note = _default_note(page)
    labels = {
        "units": _("Units made a year"),
        "unit_cost": _("Cost of one unit"),
        "defect_rate": _("Defects, % of units"),
        "defect_cut": _("Fewer defects, %"),
        "cost_cut": _("Lower unit cost, %"),
    }
    given = _fields(page, labels, dict.fromkeys(["defect_cut", "cost_cut"], note))
    if None in given.values():
        _waiting(page)
    else:
        row = savings.quality(*[value for value in given.values() if value is not None]).iloc[0]
        with st.container(horizontal=True):
            st.metric(_("Saved a year"), lang.number(row["saved"]))
            st.metric(_("by fewer defects"), lang.number(row["saved_defects"]))
            st.metric(_("by a lower unit cost"), lang.number(row["saved_cost"]))
        st.caption(
            _(
                "Defects: {before} units a year before, {after} after. A defective unit is counted at its full cost.",
                before=lang.number(row["defects_before"]),
                after=lang.number(row["defects_after"]),
            )
        )
    source_note(
        lang,
        [_fact(DEFECTS)["source_id"], _fact(COST)["source_id"]],
        _("EVE Energy, Jingmen: defects −52%, unit cost −41%. Each plant started from its own base."),
    )


def _inventory(page: Page) -> None:
    _, lang = page.lang.text, page.lang
    labels = {
        "goods_cost": _("Cost of goods sold a year"),
        "stock_days": _("Days of inventory"),
        "stock_cut": _("Fewer days, %"),
        "interest": _("Cost of capital, % a year"),
    }
    given = _fields(page, labels, {"stock_cut": _default_note(page)})
    if None in given.values():
        _waiting(page)
    else:
        row = savings.inventory(*[value for value in given.values() if value is not None]).iloc[0]
        with st.container(horizontal=True):
            st.metric(_("Working capital freed, once"), lang.number(row["freed"]))
            st.metric(_("Interest saved a year"), lang.number(row["interest_saved"]))
        st.caption(_("Days of inventory after: {days}.", days=lang.number(row["days_after"], 1)))
    source_note(lang, [_fact(STOCK)["source_id"]], _("Midea, Wuhu: days of inventory −30%."))
