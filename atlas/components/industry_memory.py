"""Memory fabs under export control: shares by source, licences over time, a refusal."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas import cached, memory_fabs
from atlas.components.exhibit import exhibit
from atlas.components.fact_words import names, with_unit
from atlas.components.frame import Page
from atlas.figures.memory_fabs import licence_bands, share_ranges
from atlas.language import MISSING, Language


def site_names(code: str) -> dict[str, str]:
    """Names of the memory makers' sites."""
    subjects = names("evidence_subjects", "subject_id", code)
    sites = cached.table("memory_sites")
    return dict(zip(sites["site_id"], sites["subject_id"].map(subjects), strict=True))


def section(page: Page) -> None:
    """The topic, from its finding to the scenario."""
    _, lang = page.lang.text, page.lang
    figures = cached.table("memory_fabs")
    spans = {
        site: memory_fabs.span(figures, site, "company_share") for site in ("samsung_xian", "sk_hynix_wuxi")
    }
    xian, wuxi = (_percent(span, lang) for span in spans.values())
    with st.container(key="finding-memory"):
        st.markdown(
            _(
                "One fab in Xi'an makes {xian} of Samsung's NAND, one in Wuxi {wuxi} of SK hynix's DRAM. Since the end of 2025 both need approval of new equipment every year.",
                xian=xian,
                wuxi=wuxi,
            )
        )
    moved = memory_fabs.equipment_moved(figures)
    totals = moved[moved["site_id"].isna()].set_index("company")["value_low"]
    with st.container(horizontal=True, key="memory-figures"):
        st.metric(_("Xi'an, share of Samsung's NAND"), xian)
        st.metric(_("Wuxi, share of SK hynix's DRAM"), wuxi)
        st.metric(
            _("Equipment moved in 2024, Samsung"),
            with_unit(lang.compact(totals["samsung"]), "usd", lang),
        )
        st.metric(
            _("Equipment moved in 2024, SK hynix"),
            with_unit(lang.compact(totals["sk_hynix"]), "usd", lang),
        )
    _shares(page, figures)
    _licences(page)
    _scenario(page, figures)


def _percent(span: tuple[float, float], lang: Language) -> str:
    low, high = span
    return MISSING if pd.isna(low) else lang.range(low, high) + "%"


def _shares(page: Page, figures: pd.DataFrame) -> None:
    _, lang = page.lang.text, page.lang
    rows = memory_fabs.shares(figures)
    sites, makers = site_names(lang.code), cached.terms("memory_maker", lang.code)
    kinds, products = cached.terms("memory_metric", lang.code), cached.terms("memory_product", lang.code)
    publishers = cached.table("sources").set_index("source_id")["publisher"]
    rows = rows.assign(
        group=rows["site_id"].fillna(rows["company"]) + ":" + rows["metric"],
        publisher=rows["source_id"].map(publishers),
        site=rows["site_id"].map(sites).fillna(rows["company"].map(makers)),
        share=rows["metric"].map(kinds),
        what=rows["product"].map(products).fillna(""),
    ).sort_values("group")
    labels = {row["group"]: f"{row['site']} · {row['share']}" for row in rows.to_dict("records")}
    exhibit(
        page,
        "memory-shares",
        _("What each source says"),
        lambda: share_ranges(rows, labels, lang),
        rows,
        {
            "site": _("Site"),
            "share": _("Share"),
            "what": _("Product"),
            "value_low": _("Low, %"),
            "value_high": _("High, %"),
            "publisher": _("Source"),
        },
        rows["source_id"].tolist(),
        doubt=_("Sources disagree: Xi'an at 40% in the article and 30–35% elsewhere, Wuxi at 50% and 40%."),
        facts={"article": "a8", "subject": "samsung_xian"},
    )


def _licences(page: Page) -> None:
    _, lang = page.lang.text, page.lang
    sites, events = cached.table("memory_sites"), memory_fabs.timeline(cached.table("memory_rule_events"))
    named = site_names(lang.code)
    status, products = cached.terms("licence_status", lang.code), cached.terms("memory_product", lang.code)
    table = sites.assign(
        site=sites["site_id"].map(named),
        status=sites["licence"].map(status),
        what=sites["product"].map(products),
    )
    exhibit(
        page,
        "memory-licences",
        _("Which sites the US rule names, and since when"),
        lambda: licence_bands(sites, named, lang),
        table,
        {"site": _("Site"), "what": _("Product"), "status": _("Status")},
        [*sites["source_id"], *events["source_id"]],
        doubt=_(
            "The yearly approval was reported by people in the industry. It covers 2026; what follows is open."
        ),
        facts={"article": "a8", "subject": "us_export_rule"},
    )
    happened = [
        str(day.year) if how == "year" else lang.date(day)
        for day, how in zip(events["happened"], events["happened_precision"], strict=True)
    ]
    names_of_events = events["event"].map(cached.terms("rule_event", lang.code))
    st.markdown(
        "\n".join(f"- **{date}** {what}" for date, what in zip(happened, names_of_events, strict=True))
    )


def _scenario(page: Page, figures: pd.DataFrame) -> None:
    _, lang, address = page.lang.text, page.lang, page.address
    st.header(_("If the yearly approval of one fab is refused"))
    st.caption(
        _(
            "A refusal stops new equipment, not the machines in place. How much output is lost, and how long, is your assumption."
        )
    )
    named = site_names(lang.code)
    with st.container(horizontal=True, vertical_alignment="bottom", key="memory-scenario"):
        choices = next(p for p in address.parameters if p.name == "site").choices or ()
        st.selectbox(
            _("Fab"), list(choices), format_func=named.__getitem__, width=260, **address.bind("site")
        )
        st.slider(_("Output lost, %"), 0.0, 100.0, step=5.0, format="%d", width=260, **address.bind("lost"))
        st.slider(_("Months"), 0.0, 12.0, step=1.0, format="%d", width=260, **address.bind("months"))
    stake = memory_fabs.at_stake(figures, address["site"], address["lost"], int(address["months"]))
    rows = stake.set_index("measure")
    unknown = rows["low"].isna()

    def stake_words(measure: str) -> str:
        low, high = rows.loc[measure, ["low", "high"]]
        if unknown[measure]:
            return MISSING
        if measure == "wafers":
            return " – ".join(dict.fromkeys((lang.compact(low), lang.compact(high))))
        return lang.range(low, high, 1) + "%"

    with st.container(horizontal=True, key="memory-stake"):
        st.metric(_("Wafers not made"), stake_words("wafers"))
        st.metric(_("Share of the company's yearly output"), stake_words("company_share"))
        st.metric(_("Share of the world's yearly output"), stake_words("world_share"))
    if unknown.any():
        st.caption(_("A dash means that no source gives this figure."))
