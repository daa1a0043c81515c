"""The request pack of a portfolio. Nothing of it is kept: it holds what a reader uploaded."""

from __future__ import annotations

import pandas as pd

from atlas.cbam.files import data_sheet, request_pack
from atlas.cbam.law.names_text import good_names
from atlas.cbam.page import data_request_text
from atlas.language import LANGUAGES, Language


def pack(goods: pd.DataFrame, lead_weeks: float | None, first: Language) -> bytes:
    """Letters and data sheets for all goods (`suppliers.goods`), the reader's own language first."""
    languages = [first, *(Language(code) for code in LANGUAGES if code != first.code)]
    files: dict[str, dict[str, bytes]] = {}
    for supplier, own in goods.groupby("supplier", sort=True):
        held = files.setdefault(str(supplier), {})
        for place, lang in enumerate(languages, start=1):
            names = good_names(lang)
            named = own.assign(name=[names.get(code, "") for code in own["cn_code"]])
            words = data_request_text.sheet_words(lang)
            text = data_request_text.letter(own, lead_weeks, lang)
            held[f"{place}-letter-{lang.code}.txt"] = text.encode("utf-8-sig")
            held[f"{place}-data-sheet-{lang.code}.xlsx"] = data_sheet.write(named, words)
    return request_pack.pack(files)
