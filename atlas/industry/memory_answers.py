"""What the topic of memory fabs shows, worked out once for all sessions."""

from __future__ import annotations

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.app.exhibit import Exhibit, Metric
from atlas.evidence.text import names, with_unit
from atlas.industry import memory
from atlas.industry.memory_charts import licence_bands
from atlas.industry.statement_charts import share_ranges
from atlas.language import MISSING, Language


@cached
def site_names(lang: Language) -> dict[str, str]:
    """Names of the memory makers' sites."""
    subjects = names("evidence_subjects", "subject_id", lang)
    sites = cache.table("memory_sites")
    return dict(zip(sites["site_id"], sites["subject_id"].map(subjects), strict=True))


@cached
def opening(lang: Language) -> tuple[str, tuple[Metric, ...]]:
    """The finding, and the figures below it."""
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
def shares(lang: Language) -> Exhibit:
    """What each source says the sites are worth, newest last."""
    rows = memory.shares(cache.table("memory_fabs"))
    _ = lang.text
    sites, makers = site_names(lang), terms.names("memory_maker", lang)
    kinds, products = terms.names("memory_metric", lang), terms.names("memory_product", lang)
    publishers = cache.table("sources").set_index("source_id")["publisher"]
    rows = rows.assign(
        group=rows["site_id"].fillna(rows["company"]) + ":" + rows["metric"],
        when=rows["as_of"].str[:4],
        publisher=rows["source_id"].map(publishers),
        site=rows["site_id"].map(sites).fillna(rows["company"].map(makers)),
        share=rows["metric"].map(kinds),
        what=rows["product"].map(products).fillna(""),
    ).sort_values(["group", "as_of"])
    # the sites of the finding first
    rows = rows.sort_values("metric", kind="stable")
    labels = {row["group"]: f"{row['site']} · {row['share']}" for row in rows.to_dict("records")}
    own = rows[rows["metric"] == "company_share"]
    alt = _(
        "Sources put the share of a company's output in one Chinese fab at {low} to {high}%.",
        low=lang.number(own["value_low"].min()),
        high=lang.number(own["value_high"].max()),
    )
    return Exhibit(
        _("What each source says, and for which year"),
        share_ranges(rows, labels, memory.ARTICLE, lang, alt),
        rows,
        {
            "site": _("Site"),
            "share": _("Share"),
            "what": _("Product"),
            "value_low": _("Low, %"),
            "value_high": _("High, %"),
            "as_of": _("As of"),
            "publisher": _("Source"),
        },
        tuple(rows["source_id"]),
        _disagreement(lang),
    )


def _disagreement(lang: Language) -> str:
    """The article beside the independent sources of today, for both large sites."""
    figures = cache.table("memory_fabs")
    said = figures[(figures["source_id"] == memory.ARTICLE) & (figures["metric"] == "company_share")]
    article = said.set_index("site_id")["value_low"]
    xian, wuxi = (
        _percent(memory.span(figures, site, "company_share"), lang)
        for site in ("samsung_xian", "sk_hynix_wuxi")
    )
    return lang.text(
        "Sources disagree: Xi'an at {article_xian} in the article and {xian} elsewhere, Wuxi at {article_wuxi} and {wuxi}. The article's figures are of earlier years.",
        article_xian=lang.percent(article["samsung_xian"] / 100),
        xian=xian,
        article_wuxi=lang.percent(article["sk_hynix_wuxi"] / 100),
        wuxi=wuxi,
    )


@cached
def licences(lang: Language) -> tuple[Exhibit, str]:
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


@cached
def stake(lang: Language, site: str, lost: float, months: int) -> tuple[Metric, ...]:
    """What is not made when a site loses some percent of its output for some months."""
    figures = cache.table("memory_fabs")
    _ = lang.text
    rows = memory.at_stake(figures, site, lost, months).set_index("measure")

    def stake_words(measure: str) -> str:
        row = rows.loc[measure].to_dict()
        low, high = float(row["low"]), float(row["high"])
        if pd.isna(low):
            return MISSING
        if measure == "wafers":
            return " – ".join(dict.fromkeys((lang.compact(low), lang.compact(high))))
        return lang.range(low, high, 1) + "%"

    return (
        Metric(_("Wafers not made"), stake_words("wafers")),
        Metric(_("Share of the company's yearly output"), stake_words("company_share")),
        Metric(_("Share of the world's yearly output"), stake_words("world_share")),
    )
