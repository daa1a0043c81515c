"""Which encoding an uploaded text has: UTF-8, UTF-16, GB18030, Big5 or one of the Windows code pages.

The alphabets of the languages in which such files come tell the code pages apart. charset-normalizer
(3.5.3) does not, even with ``cp_isolation`` to these five and any threshold: a list of goods is too short
for it, and of equal candidates it takes cp1250, so that España, Qualità and Türkiye lose their letters.
`tests/cbam/test_files.py` keeps such texts.
"""

from __future__ import annotations

from atlas.cbam.files.vocabulary import alphabets

#: encoding → languages written in it; the first of equals is taken
CANDIDATES = {
    "cp1252": ("de", "fr", "es", "it", "nl", "pt", "sv"),
    "cp1250": ("pl", "cs", "de"),
    "cp1254": ("tr",),
    "gb18030": ("zh_Hans", "zh_Hant"),
    "big5hkscs": ("zh_Hant",),
}
#: signs of every language
NEUTRAL = frozenset("€°²³–—‘’“”„«»·•…§ \u3000，。、；：（）")
#: below this share of known letters a text is in none of the encodings
ENOUGH = 0.2
SAMPLE = 200_000


def utf_16(sample: bytes) -> str:
    """Name of the UTF-16 form of a text without a mark; every second byte of ours is mostly 0."""
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > half * 0.4 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.4 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def decode(content: bytes) -> tuple[str, str]:
    """(text, encoding): UTF-8 or UTF-16 if it is one, else that with the best share of one language.

    A text of none of the encodings keeps its good rows; the others show the mark U+FFFD.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "utf-16"
    if form := utf_16(content[:4096]):
        return content.decode(form, errors="replace"), "utf-16"
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    best, most, name = "", ENOUGH, ""
    for encoding, languages in CANDIDATES.items():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = max(_share(text, alphabets()[language]) for language in languages)
        if share > most:
            best, most, name = text, share, encoding
    return (best, name) if name else (content.decode("utf-8-sig", errors="replace"), "utf-8")


def _share(text: str, alphabet: frozenset[str]) -> float:
    """Share of the signs beyond ASCII that belong to a language."""
    foreign = [sign for sign in text[:SAMPLE] if ord(sign) > 127 and sign not in NEUTRAL]
    return sum(sign in alphabet for sign in foreign) / max(len(foreign), 1)
