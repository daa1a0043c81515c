"""What the two small topics show, worked out once for all sessions."""

from __future__ import annotations

import pandas as pd

from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric
from atlas.charts.rows import bar_rows
from atlas.evidence.text import result
from atlas.industry import single_sites
from atlas.language import Language

USUAL_HOURS = 40.0
#: hours a week that the article names, and the facts behind
ARTICLE_HOURS = ("a7-001", "a7-002")


@cached
def press_figures(lang: Language) -> tuple[Metric, ...]:
    """What follows from the figures of the article on presses."""
    _ = lang.text
    values = single_sites.presses(cache.table("evidence")).set_index("unit")["value"]
    words = {
        "units_year": _("Presses shipped a year, on average"),
        "units_per_person": _("Presses shipped per employee, since 2005"),
        "m2_per_person": _("Floor per employee, m²"),
    }
    return tuple(Metric(label, "≈ " + result(values[unit], lang)) for unit, label in words.items())


@cached
def pay_bars(lang: Language, pay: float, hours: float) -> Exhibit:
    """Pay for an hour at the article's hours and at one's own."""
    _ = lang.text
    rows = pd.DataFrame({"hours": sorted({USUAL_HOURS, *article_hours(), hours})})
    rows["hourly"] = [single_sites.pay_per_hour(pay, each) for each in rows["hours"]]
    bars = pd.DataFrame(
        {
            "label": [_("{hours} hours a week", hours=lang.number(each)) for each in rows["hours"]],
            "value": rows["hourly"],
            "text": [f"{lang.number(each, 1)} USD" for each in rows["hourly"]],
        }
    )
    bars["hover"] = bars["text"]
    own = str(bars["label"][rows["hours"] == hours].iloc[0])
    return Exhibit(
        _("Pay for an hour worked, 52 weeks a year"),
        bar_rows(bars, lang.join((bars["label"] + " " + bars["text"]).tolist()), own),
        rows,
        {"hours": _("Hours a week"), "hourly": _("USD an hour")},
        ("SEED7",),
        _("Whether the pay includes bonus and shares is unclear. The text compares with no other firm."),
    )


@cached
def article_hours() -> tuple[float, ...]:
    """The hours a week that the article names."""
    facts = cache.table("evidence").set_index("fact_id")
    return tuple(facts.loc[list(ARTICLE_HOURS), "value_low"].astype("float64"))
