"""What a typed product leads to."""

from __future__ import annotations

from atlas.app.cache import cached
from atlas.cbam.law import search, wording_text
from atlas.cbam.law.names_text import choices, good_names, written
from atlas.language import Language


@cached
def hits(typed: str, lang: Language) -> search.Hits:
    """Goods for a code or a word (`search.find`)."""
    goods = wording_text.table("cbam_goods")
    excepted = dict.fromkeys(goods.loc[goods["scope"] == "excepted", "cn_code"], True)
    return search.find(typed[:80], choices(), good_names(lang), wording_text.table("cbam_synonyms"), excepted)


@cached
def told(typed: str, lang: Language) -> str:
    """What came of it, as a sentence."""
    _, found = lang.text, hits(typed, lang)
    if found.codes:
        return lang.plural(
            "“{typed}” is found as {count} good.",
            "“{typed}” may be {count} goods.",
            len(found.codes),
            typed=typed,
        )
    if found.outside:
        place = written(found.outside)
        said = (
            _("“{typed}” ({code}) is expressly outside CBAM: nothing is due.", typed=typed, code=place)
            if found.excepted
            else _("“{typed}” ({code}) is not on the CBAM list: nothing is due.", typed=typed, code=place)
        )
        return lang.sentences([said, proposal(found.outside, lang)])
    return _(
        "Nothing is found for “{typed}”. Try another word, or the first four digits of its code.", typed=typed
    )


def proposal(code: str, lang: Language) -> str:
    """Whether the downstream proposal would bring a code in; empty where it says nothing of it."""
    listed = wording_text.table("cbam_downstream_2028")["cn_code"]
    if any(code.startswith(each) or each.startswith(code) for each in listed):
        return lang.text(
            "The proposal COM(2025) 989 would bring it or a part of it in from 2028; it is not law."
        )
    return ""
