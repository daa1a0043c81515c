"""Memory fabs under export control: shares by source, licences over time, a refusal."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric, metrics, show
from atlas.app.frame import Page
from atlas.evidence.text import names, with_unit
from atlas.industry import memory
from atlas.industry.memory_charts import licence_bands, share_ranges
from atlas.language import MISSING, Language


@cached
def site_names(lang: Language) -> dict[str, str]:
    """Names of the memory makers' sites."""
    subjects = names("evidence_subjects", "subject_id", lang)
    sites = cache.table("memory_sites")
    return dict(zip(sites["site_id"], sites["subject_id"].map(subjects), strict=True))


def section(page: Page) -> None:
    """The topic, from its finding to the scenario."""
    sentence, figures = _opening(page.lang)
    with st.container(key="finding-memory"):
        st.markdown(sentence)
    metrics(figures, "memory-figures")
    show(page, "memory-shares", _shares(page.lang), facts={"article": "a8", "subject": "samsung_xian"})
    ready, events = _licences(page.lang)
    show(page, "memory-licences", ready, facts={"article": "a8", "subject": "us_export_rule"})
    st.markdown(events)
    _scenario(page)


@cached
def _opening(lang: Language) -> tuple[str, tuple[Metric, ...]]:
    figures = cache.table("memory_fabs")
    _ = lang.text
    spans = {site: memory.span(figures, site, "company_share") for site in ("samsung_xian", "sk_hynix_wuxi")}
    xian, wuxi = (_percent(span, lang) for span in spans.values())
    sentence = _(
        "One fab in Xi'an makes {xian} of Samsung's NAND, one in Wuxi {wuxi} of SK hynix's DRAM. Since the end of 2025 both need approval of new equipment every year.",
        xian=xian,
        wuxi=wuxi,
    )
    moved = memory.equipment_moved(figures)
    totals = moved[moved["site_id"].isna()].set_index("company")["value_low"]
    samsung, hynix = (
        with_unit(lang.compact(totals[maker]), "usd", lang) for maker in ("samsung", "sk_hynix")
    )
    return sentence, (
        Metric(_("Xi'an, share of Samsung's NAND"), xian),
        Metric(_("Wuxi, share of SK hynix's DRAM"), wuxi),
        Metric(_("Equipment moved in 2024, Samsung"), samsung),
        Metric(_("Equipment moved in 2024, SK hynix"), hynix),
    )


def _percent(span: tuple[float, float], lang: Language) -> str:
    low, high = span
    return MISSING if pd.isna(low) else lang.range(low, high) + "%"


@cached
def _shares(lang: Language) -> Exhibit:
    rows = memory.shares(cache.table("memory_fabs"))
    _ = lang.text
    sites, makers = site_names(lang), terms.names("memory_maker", lang)
    kinds, products = terms.names("memory_metric", lang), terms.names("memory_product", lang)
    publishers = cache.table("sources").set_index("source_id")["publisher"]
    rows = rows.assign(
        group=rows["site_id"].fillna(rows["company"]) + ":" + rows["metric"],
        publisher=rows["source_id"].map(publishers),
        site=rows["site_id"].map(sites).fillna(rows["company"].map(makers)),
        share=rows["metric"].map(kinds),
        what=rows["product"].map(products).fillna(""),
    ).sort_values("group")
    labels = {row["group"]: f"{row['site']} · {row['share']}" for row in rows.to_dict("records")}
    return Exhibit(
        _("What each source says"),
        share_ranges(rows, labels, lang),
        rows,
        {
            "site": _("Site"),
            "share": _("Share"),
            "what": _("Product"),
            "value_low": _("Low, %"),
            "value_high": _("High, %"),
            "publisher": _("Source"),
        },
        tuple(rows["source_id"]),
        _("Sources disagree: Xi'an at 40% in the article and 30–35% elsewhere, Wuxi at 50% and 40%."),
    )


@cached
def _licences(lang: Language) -> tuple[Exhibit, str]:
    """The sites named by the rule, and its events as a list."""
    _ = lang.text
    sites, events = cache.table("memory_sites"), memory.timeline(cache.table("memory_rule_events"))
    named = site_names(lang)
    status, products = terms.names("licence_status", lang), terms.names("memory_product", lang)
    table = sites.assign(
        site=sites["site_id"].map(named),
        status=sites["licence"].map(status),
        what=sites["product"].map(products),
    )
    ready = Exhibit(
        _("Which sites the US rule names, and since when"),
        licence_bands(sites, named, lang),
        table,
        {"site": _("Site"), "what": _("Product"), "status": _("Status")},
        (*sites["source_id"], *events["source_id"]),
        _(
            "The yearly approval was reported by people in the industry. It covers 2026; what follows is open."
        ),
    )
    happened = [
        str(day.year) if how == "year" else lang.date(day)
        for day, how in zip(events["happened"], events["happened_precision"], strict=True)
    ]
    names_of_events = events["event"].map(terms.names("rule_event", lang))
    lines = (f"- **{date}** {what}" for date, what in zip(happened, names_of_events, strict=True))
    return ready, "\n".join(lines)


def _scenario(page: Page) -> None:
    _, lang, address = page.lang.text, page.lang, page.address
    st.header(_("If the yearly approval of one fab is refused"))
    st.caption(
        _(
            "A refusal stops new equipment, not the machines in place. How much output is lost, and how long, is your assumption."
        )
    )
    named = site_names(lang)
    with st.container(horizontal=True, vertical_alignment="bottom", key="memory-scenario"):
        choices = next(p for p in address.parameters if p.name == "site").choices or ()
        st.selectbox(
            _("Fab"), list(choices), format_func=named.__getitem__, width=260, **address.bind("site")
        )
        st.slider(_("Output lost, %"), 0.0, 100.0, step=5.0, format="%d", width=260, **address.bind("lost"))
        st.slider(_("Months"), 0.0, 12.0, step=1.0, format="%d", width=260, **address.bind("months"))
    stake = _stake(lang, address["site"], address["lost"], int(address["months"]))
    metrics(stake, "memory-stake")
    if any(figure.value == MISSING for figure in stake):
        st.caption(_("A dash means that no source gives this figure."))


@cached
def _stake(lang: Language, site: str, lost: float, months: int) -> tuple[Metric, ...]:
    """What is not made when a site loses some percent of its output for some months."""
    figures = cache.table("memory_fabs")
    _ = lang.text
    rows = memory.at_stake(figures, site, lost, months).set_index("measure")
    unknown = rows["low"].isna()

    def stake_words(measure: str) -> str:
        low, high = rows.loc[measure, ["low", "high"]]
        if unknown[measure]:
            return MISSING
        if measure == "wafers":
            return " – ".join(dict.fromkeys((lang.compact(low), lang.compact(high))))
        return lang.range(low, high, 1) + "%"

    return (
        Metric(_("Wafers not made"), stake_words("wafers")),
        Metric(_("Share of the company's yearly output"), stake_words("company_share")),
        Metric(_("Share of the world's yearly output"), stake_words("world_share")),
    )
