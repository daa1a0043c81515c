"""Two choices side by side: the good of the page, and the same with another good, origin or set of rules."""

from __future__ import annotations

import pandas as pd

from atlas import terms
from atlas.app.cache import cached
from atlas.cbam.answers import law_answers
from atlas.cbam.answers.good import ELECTRICITY, Good
from atlas.cbam.law import rule_sets
from atlas.cbam.law.names_text import choices, countries, good_labels
from atlas.cbam.page import answers, charts
from atlas.language import Language

#: rows below the steps per tonne: column of an assessed line, decimals shown
WHOLE = {"certificates_t": 3, "certificate_price_eur": 2, "cost_eur": 2}


def codes() -> tuple[str, ...]:
    """What a choice can be compared with: codes of rule sets, origins and goods, which no two share."""
    return (*rule_sets.rule_sets(), *law_answers.rules().origins.codes, *choices())


def names(good: Good, lang: Language) -> dict[str, str]:
    """What a good can be compared with, in words: other rules first, then origins, then goods of its unit."""
    _, electricity = lang.text, good.cn == ELECTRICITY
    found = {
        code: _("Rules: {name}", name=name)
        for code, name in terms.names("rule_set", lang).items()
        if code != good.scenario
    }
    known = law_answers.rules().origins.codes
    found |= {code: name for code, name in countries(lang).items() if code in known and code != good.origin}
    labels = good_labels(lang)
    return found | {
        code: label
        for code, label in labels.items()
        if code != good.cn and (code == ELECTRICITY) == electricity
    }


def other(good: Good, code: str) -> Good:
    """The good with one choice changed: what belonged to the old product or origin goes with it."""
    if code in rule_sets.rule_sets():
        return good._replace(scenario=code)
    if code in choices():
        return good._replace(cn=code, route=None)
    return good._replace(origin=code, route=None)


@cached
def pair(left: Good, right: Good, tonnes: float) -> pd.DataFrame:
    """Both choices: ``measure`` (a step, in EUR per tonne, or a column of `WHOLE`), ``left``, ``right`` and
    ``difference`` (right minus left), as of an importer above the threshold."""
    columns = {}
    for name, good in (("left", left), ("right", right)):
        steps = answers.waterfall(good, tonnes).set_index("step")["eur_per_t"]
        line = answers.assessed(good, tonnes, True)
        columns[name] = pd.concat([steps, line[list(WHOLE)].astype("float64")])
    frame = pd.DataFrame(columns)
    frame = frame.loc[[name for name in (*charts.step_names(Language("en")), *WHOLE) if name in frame.index]]
    # a step that only one of the two has is nothing in the other
    of_steps = ~frame.index.isin(list(WHOLE))
    frame.loc[of_steps] = frame.loc[of_steps].fillna(0.0)
    frame["difference"] = frame["right"] - frame["left"]
    return frame.rename_axis("measure").reset_index()


@cached
def named_pair(left: Good, right: Good, tonnes: float, lang: Language) -> pd.DataFrame:
    """The same with the measures in words."""
    _ = lang.text
    words = {
        step: _("{step}, EUR per tonne", step=name) for step, name in charts.step_names(lang).items()
    } | {
        "certificates_t": _("Certificates"),
        "certificate_price_eur": _("{name}, EUR", name=_("Price of a certificate")),
        "cost_eur": _("{name}, EUR", name=_("Cost")),
    }
    rows = pair(left, right, tonnes)
    return rows.assign(measure=rows["measure"].map(words))


def written(left: Good, right: Good, tonnes: float, lang: Language) -> list[list[str]]:
    """The cells of the table in words: measure, left, right, and the signed difference of what is shown."""
    codes_of, rows = pair(left, right, tonnes)["measure"], named_pair(left, right, tonnes, lang)
    return [
        [str(row["measure"]), *lang.side_by_side(row["left"], row["right"], WHOLE.get(code, 2))]
        for code, row in zip(codes_of, rows.to_dict("records"), strict=True)
    ]
