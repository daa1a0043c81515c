"""What the benchmark page shows for one choice, worked out once for all sessions.

The reader's own figures are arguments here because they stand in the address anyway. Nobody
may change what comes back: it is shared.
"""

from __future__ import annotations

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


@cached
def rows() -> pd.DataFrame:
    """All published results in one form; those of a secondary copy are left out."""
    metrics = cache.table("lighthouse_metrics")
    return results.comparable(metrics[metrics["evidence"] == "published"], cache.table("lighthouses"))


@cached
def metrics() -> pd.DataFrame:
    """Metrics by number of plants, indexed by code."""
    return results.metrics(rows()).set_index("metric")


@cached
def kinds() -> dict[str, str]:
    """Whether a metric is published as a change or as a level."""
    return dict(metrics()["kind"])


@cached
def metric_names(lang: Language, industry: str | None) -> dict[str, str]:
    """Name of each metric with its number of plants, of the chosen industry if there is one."""
    names, held = terms.names("lighthouse_metric", lang), rows()
    own = held if industry is None else held[held["industry"] == industry]
    plants = own.groupby("metric")["site_id"].nunique().to_dict()
    return {metric: f"{names[metric]} ({plants.get(metric, 0)})" for metric in metrics().index.tolist()}


@cached
def _kind(metric: str) -> tuple[str, str]:
    """Whether a metric is a change or a level, and its unit."""
    info = metrics().loc[[metric]].iloc[0]
    return str(info["kind"]), str(info["unit"])


@cached
def _strip(metric: str) -> pd.DataFrame:
    return results.strip(rows(), metric)


@cached
def spread(metric: str) -> Spread:
    """Range and median of one metric."""
    return results.spread(_strip(metric))


@cached
def headline(chosen: tuple[str, ...], own: Owns, lang: Language) -> str:
    """The finding about the first metric with a figure of the reader's, else about the first one."""
    metric = next((metric for metric in chosen if own_value(metric, own) is not None), chosen[0])
    value, (kind, unit) = own_value(metric, own), _kind(metric)
    ahead = 0 if value is None else results.stronger(_strip(metric), value)
    name = terms.name("lighthouse_metric", metric, lang)
    return text.finding(name, spread(metric), kind, unit, value, ahead, lang)


@cached
def plants(chosen: tuple[str, ...], industry: str | None, lang: Language) -> pd.DataFrame:
    """The named plants of the chosen metrics, strongest first, with their words."""
    return results.marked(_in_words(chosen, lang), industry)


@cached
def _in_words(chosen: tuple[str, ...], lang: Language) -> pd.DataFrame:
    return pd.concat([_metric_in_words(metric, lang) for metric in chosen], ignore_index=True)


@cached
def _metric_in_words(metric: str, lang: Language) -> pd.DataFrame:
    found = _strip(metric)
    technologies = terms.names("technology", lang)
    facts, (kind, unit) = found.to_dict("records"), _kind(metric)
    return found.assign(
        name=terms.name("lighthouse_metric", metric, lang),
        summary=text.span(spread(metric), kind, unit, lang),
        median=spread(metric).median,
        unclear=found["reading"].notna(),
        hover=[text.hover(fact, lang) for fact in facts],
        plant=[text.plant(fact, lang) for fact in facts],
        industry_name=found["industry"].map(terms.names("lighthouse_industry", lang)),
        words=[text.result(fact, lang) for fact in facts],
        named=[lang.join([technologies[tag] for tag in fact["technologies"]]) for fact in facts],
    )


@cached
def sources(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Sources of the plants of the chosen metrics."""
    return tuple(dict.fromkeys(key for metric in chosen for key in _strip(metric)["source_id"]))


@cached
def drawing(chosen: tuple[str, ...], industry: str | None, own: Owns, lang: Language) -> Drawing:
    """The strips with the reader's points."""
    points = {metric: own_value(metric, own) for metric in chosen}
    known = {metric: value for metric, value in points.items() if value is not None}
    return strips(plants(chosen, industry, lang), known, lang)


@cached
def own_value(metric: str, own: Owns) -> float | None:
    """The reader's point of one metric, or None."""
    return results.own_value(dict(own).get(metric, Own()), _kind(metric)[0])


@cached
def technologies(chosen: tuple[str, ...], industry: str | None, lang: Language) -> pd.DataFrame:
    """Technologies named with the results: ``name``, ``plants``, ``results``, ``named`` (the plants)."""
    table = results.technologies(rows(), chosen, industry)
    sites = rows().drop_duplicates("site_id").set_index("site_id").to_dict("index")
    table["name"] = table["technology"].map(terms.names("technology", lang))
    table["named"] = [lang.join([text.plant(sites[site], lang) for site in ids]) for ids in table["site_ids"]]
    return table


@cached
def technology_bars(chosen: tuple[str, ...], industry: str | None, lang: Language) -> Drawing:
    """Number of plants by technology, as bars."""
    table = technologies(chosen, industry, lang).head(12)
    texts = [lang.number(count) for count in table["plants"]]
    drawn = pd.DataFrame({"label": table["name"], "value": table["plants"], "text": texts})
    drawn["hover"] = drawn["label"] + ": " + drawn["text"]
    first = lang.text(
        "Named most often: {name}, in {count} plants.", name=drawn["label"].iloc[0], count=texts[0]
    )
    return Drawing(ranked_bars(drawn), first)


@cached
def cases(chosen: tuple[str, ...], industry: str | None) -> tuple[str, ...]:
    """Keys of the nearest cases, nearest first."""
    return tuple(case.site_id for case in results.cases(rows(), chosen, industry))
