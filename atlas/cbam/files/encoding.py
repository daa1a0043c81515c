"""Which encoding an uploaded text has: UTF-8, UTF-16, GB18030, Big5 or Windows-1252."""

from __future__ import annotations


def utf_16(sample: bytes) -> str:
    """Name of the UTF-16 form of a text without a mark; every second byte of ours is mostly 0."""
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > half * 0.4 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.4 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def decode(content: bytes, known: frozenset[str]) -> str:
    """The text: UTF-8 or UTF-16 if it is one, else the best of GB18030, Big5 and Windows-1252.

    The best is the one with the most characters of ``known`` among those outside ASCII.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if form := utf_16(content[:4096]):
        return content.decode(form, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    best, most = "", -1.0
    for encoding in ("gb18030", "big5hkscs", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [sign for sign in text[:200_000] if ord(sign) > 127]
        share = sum(sign in known for sign in foreign) / max(len(foreign), 1)
        if share > most:
            best, most = text, share
    # a text of none of the encodings keeps its good rows; the others show the mark U+FFFD
    return best if most > 0.2 else content.decode("utf-8-sig", errors="replace")
