"""Style of the Chinese texts, as one function: what a text becomes when it keeps to the rules.

A test asks that a text is what it becomes, so a failure names the better text. The rules:
占 and 您; full-width punctuation and brackets beside Chinese; a space between Chinese and Latin letters
or figures; a percent sign that follows its number; no Latin unit or currency code after a number.
"""

import re

HAN = r"\u4e00-\u9fff"
#: a currency's code or the tonne's letter where Chinese has a word (歐元, 公噸, 吨)
LATIN_UNIT = re.compile(r"(?<=[\d}]) ?t\b|\b(EUR|USD|CNY|KRW|JPY|TWD|GBP)\b|€ ?[\d{]|US\$")


def mended(text: str, *, spaced: bool = True) -> str:
    """The text as the rules of style want it; ``spaced`` with room between Chinese and Latin."""
    for wrong, right in ("佔占", "你您", "妳您"):
        text = text.replace(wrong, right)
    text = re.sub(r"(?<=[\d}]) (?=%)", "", text)
    for half, full in zip(",;?!", "，；？！", strict=True):
        mark = re.escape(half)
        text = re.sub(rf"(?<=[{HAN}）」』]){mark} ?|{mark} ?(?=[{HAN}「『（])", full, text)
    # not the colons of addresses and of :material/icons:
    text = re.sub(rf"(?<=[{HAN}）」』]):(?!\w+/) ?|(?<!\w): ?(?=[{HAN}])", "：", text)
    # not the brackets of a Markdown link
    text = re.sub(rf" ?(?<!\])\(([^()]*[{HAN}][^()]*)\) ?", r"（\1）", text)
    if not spaced:
        return text
    return re.sub(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{HAN}])", " ", text)
