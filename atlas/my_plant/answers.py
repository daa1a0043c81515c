"""What the benchmark page shows for one choice, worked out once for all sessions.

The reader's own figures are arguments here because they stand in the address anyway. Nobody
may change what comes back: it is shared.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from atlas import terms
from atlas.app import cache
from atlas.app.cache import cached
from atlas.charts.bars import ranked_bars
from atlas.charts.theme import Drawing
from atlas.language import Language
from atlas.my_plant import results, text
from atlas.my_plant.charts import strips
from atlas.my_plant.results import Own, Spread

#: the reader's figures by metric, as they can be an argument of a cache
Owns = tuple[tuple[str, Own], ...]


class Among(NamedTuple):
    """Which results count: the reader's industry, only plants the article names, secondary copies too."""

    industry: str | None = None
    article: bool = False
    secondary: bool = False

    def any_industry(self) -> Among:
        """The same results without a word on the industry."""
        return self._replace(industry=None)


#: what counts where the reader chose nothing
PUBLISHED = Among()


def rows(among: Among = PUBLISHED) -> pd.DataFrame:
    """The results in one form, of all industries; those of a secondary copy only where asked for."""
    return _rows(among.any_industry())


@cached
def _rows(among: Among) -> pd.DataFrame:
    found, sites = cache.table("lighthouse_metrics"), cache.table("lighthouses")
    if not among.secondary:
        found = found[found["evidence"] == "published"]
    if among.article:
        sites = sites[sites["subject_id"].notna()]
    return results.comparable(found, sites)


@cached
def metrics() -> pd.DataFrame:
    """Metrics by number of plants, indexed by code."""
    return results.metrics(rows(Among(secondary=True))).set_index("metric")


@cached
def copies() -> int:
    """How many results stand in a secondary copy only."""
    return int((cache.table("lighthouse_metrics")["evidence"] == "secondary").sum())


@cached
def kinds() -> dict[str, str]:
    """Whether a metric is published as a change or as a level."""
    return dict(metrics()["kind"])


@cached
def metric_names(lang: Language, among: Among) -> dict[str, str]:
    """Name of each metric with its number of plants, of the chosen industry if there is one."""
    names, held = terms.names("lighthouse_metric", lang), rows(among)
    own = held if among.industry is None else held[held["industry"] == among.industry]
    plants = own.groupby("metric")["site_id"].nunique().to_dict()
    return {metric: f"{names[metric]} ({plants.get(metric, 0)})" for metric in metrics().index.tolist()}


@cached
def _kind(metric: str) -> tuple[str, str]:
    """Whether a metric is a change or a level, and its unit."""
    info = metrics().loc[[metric]].iloc[0]
    return str(info["kind"]), str(info["unit"])


def _strip(metric: str, among: Among) -> pd.DataFrame:
    """The results of one metric, of all industries."""
    return _strip_of(metric, among.any_industry())


@cached
def _strip_of(metric: str, among: Among) -> pd.DataFrame:
    return results.strip(rows(among), metric)


@cached
def held(chosen: tuple[str, ...], among: Among) -> tuple[str, ...]:
    """Those of the metrics that any of the plants published."""
    known = set(rows(among)["metric"])
    return tuple(metric for metric in chosen if metric in known)


@cached
def spread(metric: str, among: Among) -> Spread:
    """Range and median of one metric."""
    return results.spread(_strip(metric, among))


@cached
def headline(chosen: tuple[str, ...], own: Owns, among: Among, lang: Language) -> str:
    """The finding about the first metric with a figure of the reader's, else about the first one."""
    metric = next((metric for metric in chosen if own_value(metric, own) is not None), chosen[0])
    value, (kind, unit) = own_value(metric, own), _kind(metric)
    ahead = 0 if value is None else results.stronger(_strip(metric, among), value)
    name = terms.name("lighthouse_metric", metric, lang)
    return text.finding(name, spread(metric, among), kind, unit, value, ahead, lang)


@cached
def plants(chosen: tuple[str, ...], among: Among, lang: Language) -> pd.DataFrame:
    """The named plants of the chosen metrics, strongest first, with their words."""
    return results.marked(_in_words(chosen, among.any_industry(), lang), among.industry)


@cached
def _in_words(chosen: tuple[str, ...], among: Among, lang: Language) -> pd.DataFrame:
    return pd.concat([_metric_in_words(metric, among, lang) for metric in chosen], ignore_index=True)


@cached
def _metric_in_words(metric: str, among: Among, lang: Language) -> pd.DataFrame:
    found = _strip(metric, among)
    technologies = terms.names("technology", lang)
    facts, (kind, unit) = found.to_dict("records"), _kind(metric)
    return found.assign(
        name=terms.name("lighthouse_metric", metric, lang),
        summary=text.span(spread(metric, among), kind, unit, lang),
        median=spread(metric, among).median,
        unclear=found["reading"].notna() | (found["evidence"] == "secondary"),
        hover=[text.hover(fact, lang) for fact in facts],
        plant=[text.plant(fact, lang) for fact in facts],
        industry_name=found["industry"].map(terms.names("lighthouse_industry", lang)),
        evidence_name=found["evidence"].map(terms.names("evidence", lang)),
        words=[text.result(fact, lang) for fact in facts],
        named=[lang.join([technologies[tag] for tag in fact["technologies"]]) for fact in facts],
    )


@cached
def sources(chosen: tuple[str, ...], among: Among) -> tuple[str, ...]:
    """Sources of the plants of the chosen metrics."""
    return tuple(dict.fromkeys(key for metric in chosen for key in _strip(metric, among)["source_id"]))


@cached
def drawing(chosen: tuple[str, ...], among: Among, own: Owns, lang: Language) -> Drawing:
    """The strips with the reader's points."""
    points = {metric: own_value(metric, own) for metric in chosen}
    known = {metric: value for metric, value in points.items() if value is not None}
    return strips(plants(chosen, among, lang), known, lang)


@cached
def own_value(metric: str, own: Owns) -> float | None:
    """The reader's point of one metric, or None."""
    return results.own_value(dict(own).get(metric, Own()), _kind(metric)[0])


@cached
def technologies(chosen: tuple[str, ...], among: Among, lang: Language) -> pd.DataFrame:
    """Technologies named with the results: ``name``, ``plants``, ``results``, ``named`` (the plants)."""
    table = results.technologies(rows(among), chosen, among.industry)
    sites = rows(among).drop_duplicates("site_id").set_index("site_id").to_dict("index")
    table["name"] = table["technology"].map(terms.names("technology", lang))
    table["named"] = [lang.join([text.plant(sites[site], lang) for site in ids]) for ids in table["site_ids"]]
    return table


@cached
def technology_bars(chosen: tuple[str, ...], among: Among, lang: Language) -> Drawing:
    """Number of plants by technology, as bars."""
    table = technologies(chosen, among, lang).head(12)
    texts = [lang.number(count) for count in table["plants"]]
    drawn = pd.DataFrame({"label": table["name"], "value": table["plants"], "text": texts})
    drawn["hover"] = drawn["label"] + ": " + drawn["text"]
    first = lang.text(
        "Named most often: {name}, in {count} plants.", name=drawn["label"].iloc[0], count=texts[0]
    )
    return Drawing(ranked_bars(drawn), first)


@cached
def cases(chosen: tuple[str, ...], among: Among) -> tuple[str, ...]:
    """Keys of the nearest cases, nearest first."""
    return tuple(case.site_id for case in results.cases(rows(among), chosen, among.industry))
