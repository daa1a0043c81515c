"""The years to 2034, and when the money is due, for the current good or the portfolio."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import exhibit
from atlas.app.finding import finding
from atlas.app.frame import Page
from atlas.cbam.answers import law_answers, outlook
from atlas.cbam.answers.good import Good, line
from atlas.cbam.law import rule_sets
from atlas.cbam.page import notes_text, text, year_charts
from atlas.cbam.page.charts import short
from atlas.cbam.page.controls import controls
from atlas.cbam.page.portfolio_session_view import Held, held
from atlas.charts.theme import Drawing
from atlas.language import Language


@cached
def _good_rows(good: Good, tonnes: float) -> pd.DataFrame:
    return _rows(line(good, tonnes), good)


def _rows(lines: pd.DataFrame, good: Good) -> pd.DataFrame:
    """Cost per year under each rule set and price path."""
    return outlook.outlook(
        lines, law_answers.every_rule_set(), rule_sets.price_paths(), good.price, entered_under=good.scenario
    )


@cached
def _good_drawing(good: Good, tonnes: float, lang: Language) -> Drawing:
    return _drawing(_good_rows(good, tonnes), _path(good), lang)


def _drawing(rows: pd.DataFrame, path: str, lang: Language) -> Drawing:
    return year_charts.outlook(rows, terms.names("rule_set", lang), lang, path)


def _path(good: Good) -> str:
    return "user" if good.price else good.price_path


@cached
def _good_payments(good: Good, tonnes: float, year: int) -> pd.DataFrame:
    return _payments(line(good, tonnes), good, year)


def _payments(lines: pd.DataFrame, good: Good, year: int) -> pd.DataFrame:
    share = law_answers.parameter("holding_share")
    deadlines = cache.table("cbam_deadlines")
    return outlook.payments(lines, law_answers.rules(good.scenario), deadlines, share, year, good.price_path)


class _Shown(NamedTuple):
    """What the outlook is drawn from."""

    rows: pd.DataFrame
    drawing: Callable[[], Drawing]
    due: Callable[[int], pd.DataFrame]


def _of_good(good: Good, tonnes: float, lang: Language) -> _Shown:
    return _Shown(
        _good_rows(good, tonnes),
        lambda: _good_drawing(good, tonnes, lang),
        lambda year: _good_payments(good, tonnes, year),
    )


def _of_portfolio(mine: Held, good: Good, lang: Language) -> _Shown:
    """The same from the reader's own lines, kept in the session."""
    mine.answer((good.scenario, good.price_path, good.price))
    rows = mine.once("outlook", lambda: _rows(mine.lines, good))
    return _Shown(
        rows,
        lambda: mine.once(("outlook", lang.code), lambda: _drawing(rows, _path(good), lang)),
        lambda year: mine.once(("payments", year), lambda: _payments(mine.lines, good, year)),
    )


def to_2034(page: Page, good: Good, tonnes: float) -> None:
    """The tab of the outlook."""
    _, lang = page.lang.text, page.lang
    top, mine = st.container(), held()
    whole = mine is not None and not mine.lines.empty and _asked_for_portfolio(page)
    if mine is not None and whole:
        with st.spinner(_("Calculating the years to 2034")):
            shown = _of_portfolio(mine, good, lang)
    else:
        controls(page, good)
        shown = _of_good(good, tonnes, lang)
    with top:
        if shown.rows.empty or shown.rows["cost_eur"].sum() == 0:
            finding(
                "cbam",
                _("Nothing is due for this choice, or it cannot be calculated: see the tab of one good."),
            )
            return
        _finding(page, shown.rows, _path(good))
    _chart(page, good, shown)
    _calendar(page, sorted(set(shown.rows["year"])), shown.due)
    if not whole:
        st.header(_("How do the rules tighten?"))
        st.table(_rule_table(good.cn, lang))


def _asked_for_portfolio(page: Page) -> bool:
    _ = page.lang.text
    words = {"good": _("The good below"), "portfolio": _("My portfolio")}
    of = st.segmented_control(
        _("Outlook for"),
        list(words),
        format_func=words.__getitem__,
        default="portfolio",
        required=True,
        key=f"cbam:of:{page.lang.code}",
    )
    return bool(of == "portfolio")


def _finding(page: Page, rows: pd.DataFrame, path: str) -> None:
    """First and last year under the law, and what the proposal would change."""
    _, lang = page.lang.text, page.lang
    own = rows[rows["price_path"] == path].set_index(["scenario", "year"])["cost_eur"]
    first, last = int(rows["year"].min()), int(rows["year"].max())
    law, proposal = own["law"], own["com_2026_616"]
    finding(
        "cbam",
        _(
            "The same imports cost {first_cost} in {first} and {last_cost} in {last}. Under COM(2026) 616 it would be {other} in {last}.",
            first_cost=lang.money(law[first], digits=0),
            first=first,
            last_cost=lang.money(law[last], digits=0),
            last=last,
            other=lang.money(proposal[last], digits=0),
        ),
    )
    band = rows[(rows["scenario"] == "law") & (rows["year"] == last)]["cost_eur"]
    with st.container(horizontal=True, key="cbam-figures"):
        st.metric(_("All years together"), _money(law.sum(), lang))
        st.metric(_("Less under COM(2026) 616"), _money(law.sum() - proposal.sum(), lang))
        st.metric(
            _("{year} between low and high price", year=last),
            lang.with_currency(f"{short(band.min(), lang)} – {short(band.max(), lang)}", "EUR"),
        )


def _money(amount: float, lang: Language) -> str:
    return lang.with_currency(short(amount, lang), "EUR")


def _chart(page: Page, good: Good, shown: _Shown) -> None:
    """Both rule sets and the band of prices."""
    _, lang = page.lang.text, page.lang
    heads, rows = terms.names("cbam_column", lang), shown.rows
    names, paths = (terms.names(name, lang) for name in ("rule_set", "price_path"))
    paths = paths | {"user": _("your price")}
    exhibit(
        page,
        "cbam-outlook",
        _("Cost per year, the same imports every year"),
        shown.drawing,
        lambda: rows.assign(scenario=rows["scenario"].map(names), price_path=rows["price_path"].map(paths)),
        {
            "scenario": _("Rules"),
            "price_path": _("Price"),
            "year": heads["year"],
            "embedded_t": heads["embedded_t"],
            "markup_t": _("of it mark-up (t CO₂e)"),
            "free_allocation_t": heads["free_allocation_t"],
            "certificates_t": heads["certificates_t"],
            "certificate_price_eur": heads["certificate_price_eur"],
            "cost_eur": heads["cost_eur"],
        },
        [*notes_text.sources(good), "EU-COM-2026-616", "ICAP-EUETS"],
        doubt=_(
            "Not a forecast of prices: the band goes from the lowest to the highest quarter of EU allowances since 2022. From 2027 benchmarks are provisional, from 2031 carried on."
        ),
    )


@cached
def _rule_table(cn: str, lang: Language) -> pd.DataFrame:
    """Factor under each rule set and mark-up of the good's sector, by year, in words."""
    _ = lang.text
    sector = str(law_answers.good_rows()[cn]["sector"])
    sets = law_answers.every_rule_set()
    found = outlook.path_of_rules(sets, sector).set_index(["scenario", "year"])
    names = terms.names("rule_set", lang)
    table = {
        _("CBAM factor, {rules}", rules=names[name]): found.loc[name]["cbam_factor"] for name in sets
    } | {_("Mark-up on default values"): found.loc["law"]["markup"]}
    shown = pd.DataFrame(table).map(
        lambda share: lang.percent(share, 0 if pd.isna(share) or round(share * 1000) % 10 == 0 else 1)
    )
    return shown.rename_axis(terms.names("cbam_column", lang)["year"])


def _calendar(page: Page, years: list[int], due: Callable[[int], pd.DataFrame]) -> None:
    """Dates and amounts for one import year."""
    _, lang = page.lang.text, page.lang
    st.header(_("When is the money due?"))
    year = st.selectbox(_("Imports of"), years, width=140, key=f"cbam:import-year:{years[0]}")
    found = due(year)
    duties = terms.names("deadline", lang)
    heads = [_("Date"), _("What"), _("Certificates (t CO₂e)"), _("Amount"), _("Article of the law")]
    rows = [
        [
            lang.date(row["due"]),
            duties[row["duty"]],
            text.exact(row["certificates_t"], lang, 0),
            lang.money(row["eur"], digits=0),
            row["article"],
        ]
        for row in found.to_dict("records")
    ]
    st.table(pd.DataFrame(rows, columns=heads).set_index(heads[0]))
    st.caption(
        _(
            "Articles of Regulation (EU) 2023/956. Certificates held for the quarters count towards the declaration: they are not paid twice. Too few certificates cost at least {floor} each, and must still be bought.",
            floor=lang.money(law_answers.parameter("penalty_floor"), digits=0),
        )
    )
