"""Sums over a portfolio: totals, the 50-tonne rule, what verified data would be worth."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.downloads import downloads
from atlas.app.exhibit import exhibit, show_table
from atlas.app.frame import Page
from atlas.cbam.answers import compare, law_answers, totals
from atlas.cbam.law.names_text import countries
from atlas.cbam.law.rules import Rules
from atlas.cbam.page import charts
from atlas.cbam.page.portfolio_session_view import Held
from atlas.language import Language

#: rows of a table on the page; files hold all of them
SHOWN = 500
SOURCES = ["EU-2023-956", "EU-2026-1740", "EU-2025-2620", "EC-CBAM-PRICES"]


def rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Figures as a page shows them: money to the cent, tonnes to the kilogram; files keep all digits."""
    digits = {name: 2 if "eur" in name else 3 for name in table.select_dtypes("float").columns}
    return table.round(digits)


def by_key(page: Page, mine: Held) -> None:
    """Cost by product, origin, period, sector or importer."""
    _, lang = page.lang.text, page.lang
    heads = terms.names("cbam_column", lang)
    supplier = mine.supplier
    words = _keys(supplier, lang)
    by = st.segmented_control(
        _("Totals by"),
        list(words),
        format_func=words.__getitem__,
        default="heading",
        required=True,
        key=f"cbam:by:{lang.code}",
    )
    rules = law_answers.rules(mine.choice[0])
    found = mine.once(("totals", by), lambda: _sums(mine, rules, by, supplier))
    names = key_names(by, lang)
    exhibit(
        page,
        "cbam-totals",
        _("Cost, EUR"),
        mine.once(("drawing", by, lang.code), lambda: charts.totals(found, names, lang)),
        found.assign(**{by: found[by].map(lambda code: names.get(str(code), str(code)))}),
        {
            by: words[by],
            "lines": _("Lines"),
            "net_mass_t": heads["net_mass_t"],
            "certificates_t": heads["certificates_t"],
            "cost_eur": heads["cost_eur"],
            "cost_eur_per_t": heads["cost_eur_per_t"],
        },
        SOURCES,
    )


def _keys(supplier: str, lang: Language) -> dict[str, str]:
    """What totals can be made by; by supplier where the file names one."""
    heads = terms.names("cbam_column", lang)
    words = {"heading": lang.text("Product")}
    words |= {name: heads[name] for name in ("origin", "period", "sector", "importer")}
    return words | ({"supplier": supplier.removeprefix("file:")} if supplier else {})


def _sums(mine: Held, rules: Rules, by: str, supplier: str) -> pd.DataFrame:
    """Totals by one of the keys, or by the supplier that the file names."""
    if by != "supplier":
        return totals.totals(mine.assessed, rules, by)
    lines = mine.assessed.assign(importer=mine.assessed[supplier])
    return totals.totals(lines, rules, "importer").rename(columns={"importer": "supplier"})


def tracked(mine: Held) -> pd.DataFrame:
    """The 50-tonne rule for each importer and year."""
    watch = law_answers.parameter("threshold_watch_share")
    return totals.threshold_tracker(mine.assessed, law_answers.rules(mine.choice[0]), watch)


@cached
def key_names(by: str, lang: Language) -> dict[str, str]:
    """Short names of what totals are made by."""
    if by == "origin":
        return countries(lang)
    if by == "sector":
        rows = cache.table("cbam_sectors").to_dict("records")
        return {row["sector"]: lang.pick(row, "name") for row in rows}
    if by == "heading":
        rows = cache.table("cbam_goods").query("level == 'heading'").to_dict("records")
        return {row["cn_code"]: f"{row['cn_code']} {_cut(lang.pick(row, 'name'))}" for row in rows}
    return {}


def _cut(name: str, size: int = 24) -> str:
    wide = size if name.isascii() else size // 2
    return name if len(name) <= wide else name[:wide].rstrip(" ,，、") + "…"


def threshold(page: Page, mine: Held) -> None:
    """The 50-tonne rule for each importer and year."""
    _, lang = page.lang.text, page.lang
    heads = terms.names("cbam_column", lang)
    watch = law_answers.parameter("threshold_watch_share")
    found = mine.once("standing", lambda: tracked(mine))
    states = {"below": _("below"), "watched": _("watched by customs"), "above": _("above")}
    st.markdown(
        _(
            "Up to {limit} t of iron and steel, aluminium, cement and fertilisers together, per importer and calendar year, nothing is due. One kilogram more, and all of the year's goods count. Hydrogen and electricity always count. Customs watch from {watch}.",
            limit=lang.number(law_answers.parameter("mass_threshold")),
            watch=lang.percent(watch),
        )
    )
    labels = {
        "importer": heads["importer"],
        "year": heads["year"],
        "counted_t": heads["counted_t"],
        "share": _("Share of the threshold, %"),
        "room_t": _("Room left (t)"),
        "state": _("Standing"),
        "cost_eur": heads["cost_eur"],
        "cost_above_eur": _("Cost above the threshold (EUR)"),
    }
    table = found.assign(
        state=found["state"].map(states),
        share=100 * found["share"],
        importer=found["importer"].replace("", _("not named")),
        year=found["year"].astype("str"),
    )
    show_table(rounded(table.head(SHOWN)), labels, key="cbam-threshold")
    downloads(page, "cbam-threshold", _("50-tonne rule"), lambda: table, labels, ["EU-2023-956"])


def verified(page: Page, mine: Held) -> None:
    """What verified data would be worth, line by line."""
    _, lang = page.lang.text, page.lang
    heads = terms.names("cbam_column", lang)
    rules = law_answers.rules(mine.choice[0])

    def work() -> pd.DataFrame:
        worth = compare.worth_of_verified_data(mine.assessed, rules)
        own = mine.assessed.loc[worth.index, ["row", "cn_code", "origin", "net_mass_t"]]
        return pd.concat([own, worth], axis=1)

    found = mine.once("verified", work)
    st.markdown(
        _(
            "The mark-ups on default values cost {amount}. Verified data remove them; cleaner plants save more.",
            amount=lang.money(found["markup_eur"].sum(), digits=0),
        )
    )
    labels = {name: heads[name] for name in ("row", "cn_code", "origin", "net_mass_t", "cost_eur")} | {
        "markup_eur": _("of it for the mark-up (EUR)"),
        "default_t_per_t": _("Default value with mark-up, t CO₂e/t"),
        "break_even_t_per_t": _("Cheaper below, precursors documented (t CO₂e/t)"),
        "break_even_bare_t_per_t": _("Cheaper below, none documented (t CO₂e/t)"),
        "eur_per_tenth": _("Saved per 0.1 t CO₂e/t (EUR)"),
    }
    show_table(rounded(found.head(SHOWN)), labels, key="cbam-verified")
    downloads(page, "cbam-verified", _("Verified data"), lambda: found, labels, SOURCES)
