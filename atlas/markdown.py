"""Text of the data in the pages' Markdown."""

import re

#: what is markup within a line of Streamlit's Markdown: CommonMark's signs, formulas, struck text, and the
#: colon that begins an emoji by name; a colour (``:red[``) needs a bracket
MARKUP = re.compile(r"[\\`*_\[\]<>$~]|:(?=[a-z0-9_+-]+:)")


def literal(text: str) -> str:
    """The text with each sign escaped that would be taken for markup (CommonMark 0.31, section 2.4)."""
    return MARKUP.sub(r"\\\g<0>", text)
