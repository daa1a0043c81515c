"""What the topic of chip equipment shows, worked out once for all sessions."""

from __future__ import annotations

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit
from atlas.charts.rows import bar_rows
from atlas.evidence.outside_text import outside_rows
from atlas.evidence.text import ends_text, with_unit
from atlas.industry import equipment
from atlas.industry.comparison_charts import scanner_bars
from atlas.industry.statement_charts import share_ranges
from atlas.language import Language

#: figures of equipment_localisation that the context table shows
CONTEXT = (
    "rank",
    "revenue",
    "revenue_12_months",
    "revenue_growth",
    "lithography_share",
    "orders",
    "firms_top20",
)
ARTICLE = "SEED5"


@cached
def required() -> float:
    """Share of domestic equipment that the rule asks for, in percent."""
    return equipment.required_share(cache.table("equipment_localisation"))


@cached
def finding(lang: Language) -> str:
    """The rule, what houses estimate to be in use, and what the rule concerns."""
    rows = equipment.domestic_shares(cache.table("outside_facts"))
    every = rows[rows["subject"] == equipment.ALL_TOOLS]
    return lang.text(
        "New fabs are to buy at least {rule} of their equipment at home; of all tools really bought, estimates put {low} to {high} as domestic, and below {lithography} in lithography.",
        rule=lang.percent(required() / 100),
        low=lang.percent(every["value_low"].min() / 100),
        high=lang.percent(every["value_high"].max() / 100),
        lithography=lang.percent(rows[rows["subject"] == "china_lithography"]["value_high"].min() / 100),
    )


@cached
def steps(lang: Language) -> Exhibit:
    """The share of domestic tools in each process step, as each house gives it."""
    return _by_house(
        equipment.domestic_shares(cache.table("outside_facts")),
        lang.text("Share of domestic tools in China, by process step and house"),
        lang.text("Houses count differently and name their method seldom; never average them."),
        lang,
    )


@cached
def exposure(lang: Language) -> Exhibit:
    """How much of the tool makers' sales goes to China."""
    return _by_house(
        equipment.china_shares(cache.table("outside_facts")),
        lang.text("China's share of the tool makers' sales"),
        lang.text("Business years differ; 2026 and later are forecasts of the firms or of houses."),
        lang,
    )


def _by_house(rows: pd.DataFrame, title: str, doubt: str, lang: Language) -> Exhibit:
    """Percentages of independent facts, one row a subject, one line a statement."""
    words = outside_rows(lang).set_index("fact_id")
    subjects = terms.names("outside_subject", lang)
    table = rows.join(words[["publisher"]], on="fact_id").assign(
        group=rows["subject"],
        when=rows["fact_id"].map(words["period"]),
        name=rows["subject"].map(subjects),
        kind=rows["fact_id"].map(words["kind"]),
    )
    table["when"] = table["when"] + table["forecast"].map(
        {True: " (" + terms.name("kind", "forecast", lang) + ")", False: ""}
    )
    _ = lang.text
    ends = [
        ends_text(a, b, "percent", lang) for a, b in zip(table["value_low"], table["value_high"], strict=True)
    ]
    alt = f"{title}: " + lang.join(f"{a} {b}" for a, b in zip(table["name"], ends, strict=True))
    return Exhibit(
        title,
        share_ranges(table, subjects, ARTICLE, lang, alt),
        table.assign(share=ends),
        {
            "name": _("Subject"),
            "share": _("Share"),
            "when": _("Period"),
            "kind": _("Kind"),
            "publisher": _("Source"),
        },
        tuple(table["source_id"]),
        doubt,
    )


@cached
def limits(lang: Language) -> str:
    """The limits on exports of lithography machines, in their order, as a list in Markdown."""
    words = outside_rows(lang).set_index("fact_id")
    rows = equipment.export_limits(cache.table("outside_facts"))
    lines = [f"- **{words.loc[key, 'period']}** {words.loc[key, 'value']}" for key in rows["fact_id"]]
    return "\n".join(lines)


@cached
def _machines(budget: float) -> pd.DataFrame:
    """Scanners that a budget in million USD buys."""
    prices = equipment.scanner_prices(cache.table("equipment_localisation"))
    return equipment.machines_for(budget * 1e6, prices)


@cached
def purchase(lang: Language, budget: float) -> str:
    """What a budget in million USD buys, in one sentence."""
    machines = _machines(budget)["machines"]
    return lang.text(
        "{budget} buy {high} of the cheapest ASML scanner or {low} of the dearest: the article compares with the cheapest.",
        budget=with_unit(lang.compact(budget * 1e6), "usd", lang),
        low=lang.number(machines.min(), 1),
        high=lang.number(machines.max(), 1),
    )


@cached
def scanners(lang: Language, budget: float) -> Exhibit:
    """How many scanners of each type the budget buys."""
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
        (ARTICLE,),
        _(
            "ASML reports in euro. The article prints dollars without year or rate, and calls the price a cost."
        ),
    )


def _context_rows(shown: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Ranks, revenues and shares in words."""
    publishers = cache.table("sources").set_index("source_id")["publisher"]
    ends = zip(shown["value_low"], shown["value_high"], shown["unit"], strict=True)
    values = [ends_text(low, high, unit, lang) for low, high, unit in ends]
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
def context(lang: Language) -> Exhibit:
    """Who sells lithography machines, with ranks and revenues."""
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
