"""Names of goods and countries in the reader's language."""

from __future__ import annotations

from atlas.app import cache
from atlas.app.cache import cached
from atlas.cbam.law import wording_text
from atlas.language import Language


def written(code: str) -> str:
    """A code as customs write it: ``7208 36 00``, ``2523 10 00 90``."""
    return " ".join(part for part in (code[:4], code[4:6], code[6:8], code[8:]) if part)


@cached
def choices() -> tuple[str, ...]:
    """Codes a reader can choose: covered goods of eight or ten digits, and codes that were split."""
    goods = wording_text.table("cbam_goods")
    whole = goods["level"].isin(["cn8", "taric"]) & goods["scope"].isin(["covered", "split"])
    return tuple(sorted(goods.loc[whole, "cn_code"]))


@cached
def good_labels(lang: Language) -> dict[str, str]:
    """Short name and code of each of `choices`."""
    names = good_names(lang)
    return {code: f"{names[code]} · {written(code)}" for code in choices()}


@cached
def good_names(lang: Language) -> dict[str, str]:
    """Short name of each good, in the reader's language."""
    rows = wording_text.table("cbam_goods").to_dict("records")
    return {row["cn_code"]: lang.pick(row, "short") for row in rows}


@cached
def countries(lang: Language) -> dict[str, str]:
    """Name of each country and territory, in the order of the names."""
    rows = cache.table("cbam_countries").query("kind != 'table'").to_dict("records")
    names = {row["country"]: lang.pick(row, "name") for row in rows}
    return dict(sorted(names.items(), key=lambda item: item[1]))
