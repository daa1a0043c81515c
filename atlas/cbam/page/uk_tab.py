"""The United Kingdom from 2027: who is in, when, and what it would cost under the reader's assumptions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app.finding import finding
from atlas.app.frame import Page
from atlas.app.source_note import source_note
from atlas.cbam.answers import law_answers, uk
from atlas.cbam.answers.good import Good
from atlas.cbam.law import wording_text
from atlas.cbam.law.names_text import countries, good_names, written
from atlas.cbam.page import answers, uk_text
from atlas.cbam.page.controls import controls
from atlas.cbam.page.figure_controls import figure

SOURCE = "UK-FA-2026"


def united_kingdom(page: Page, good: Good, tonnes: float) -> None:
    """The tab of the United Kingdom."""
    _, lang = page.lang.text, page.lang
    controls(page, good)
    sector = str(law_answers.good_rows()[good.cn]["sector"])
    inside, home = uk.covers(sector), good.origin == "GB"
    name = uk_text.good(good_names(lang)[good.cn], written(good.cn), lang)
    finding("cbam", uk_text.finding(name, countries(lang)[good.origin], inside, home, lang))
    rules = wording_text.table("uk_cbam_rules")
    left, right = st.columns(2, gap="medium")
    with left:
        _threshold(page, uk.threshold(rules))
        _dates(page)
    with right:
        if inside and not home:
            _scenario(page, good, tonnes, rules)
    source_note(lang, [SOURCE])
    st.caption(
        _(
            "Not found in any public source: the official baselines, the rates of the first quarter of 2027 and the UK default values. So none is shown here. The act was read in public copies, not on the official site."
        )
    )


def _threshold(page: Page, limit: float) -> None:
    """Whether an importer is in, by the value of the goods."""
    _, lang = page.lang.text, page.lang
    st.markdown("**" + _("Am I in?") + "**")
    value = st.number_input(
        _("Value of such goods in the last 12 months, GBP"),
        min_value=0.0,
        value=None,
        format="%.12g",
        placeholder="–",
        key="cbam:uk:value",
    )
    st.markdown(uk_text.threshold(value, limit, lang))


def _dates(page: Page) -> None:
    _, lang = page.lang.text, page.lang
    duties = terms.names("uk_duty", lang)
    rows = wording_text.table("uk_cbam_dates").to_dict("records")
    table = pd.DataFrame(
        [[lang.date(row["due"]), duties[str(row["duty"])]] for row in rows], columns=[_("Date"), _("What")]
    )
    st.table(table.set_index(_("Date")))


def _scenario(page: Page, good: Good, tonnes: float, rules: pd.DataFrame) -> None:
    """A charge from assumed figures, beside the EU's result for the same goods."""
    _, lang = page.lang.text, page.lang
    st.markdown("**" + _("What would it cost? Your assumptions") + "**")
    years = [year for year in range(2027, 2031) if uk.factor(rules, year) is not None]
    year = st.selectbox(_("Year of import"), years, key="cbam:uk:year", width=120)
    see = figure(_("Emissions, t CO₂e per tonne of good"), "uk:see", 1e4)
    price = figure(_("UK ETS auction price of the quarter before, GBP"), "uk:price", 1e4)
    share = figure(_("Baseline share of free allocation, %"), "uk:share", 100.0)
    eu = answers.assessed(good._replace(period=str(year)), tonnes, True)
    if eu["status"] == "ok":
        st.markdown(
            _(
                "The EU, the same goods in {year}: {cost}.",
                year=year,
                cost=lang.money(eu["cost_eur"], digits=0),
            )
        )
    if see is None or price is None or share is None:
        st.caption(_("Fill in the three figures; none of them is official yet."))
        return
    factor = uk.factor(rules, year) or 0.0
    amount = uk.charge(tonnes * see, price, share / 100, factor)
    st.markdown(uk_text.charge(amount, price * (1 - share / 100 * factor), year, lang))
