"""The releases as an Atom feed (RFC 4287), the newest first."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

from atlas import tables
from atlas.releases import archive

ATOM = "http://www.w3.org/2005/Atom"
#: where no public address is known, entries are named by this and not by an address
TAG = "tag:factory-atlas,2026"


def atom(public: str) -> bytes:
    """The feed; ``public`` is the address of the app without a slash at its end, or empty."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    dates = sorted(tables.releases(), reverse=True)
    _add(feed, "id", f"{TAG}:releases")
    _add(feed, "title", "Factory Atlas: releases of the data")
    _add(feed, "updated", _moment(dates[0] if dates else tables.date_of()))
    _add(_add(feed, "author", ""), "name", "Factory Atlas")
    _add(feed, "link", "", rel="self", href=f"{public}/feed.xml")
    _add(feed, "link", "", rel="alternate", href=f"{public}/sources?tab=tables")
    for date in dates:
        entry = _add(feed, "entry", "")
        _add(entry, "id", f"{TAG}:{date}")
        _add(entry, "title", f"Data of {date}")
        _add(entry, "updated", _moment(date))
        _add(entry, "link", "", rel="alternate", href=f"{public}/overview?data={date}")
        _add(entry, "content", "\n".join(summary(date)), type="text")
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def summary(date: str) -> list[str]:
    """What a release changed, one line a table and one a change of form or method, with the reasons."""
    explained = list(archive.changes(date))
    if not explained:
        return ["First release."]
    lines = []
    for name in dict.fromkeys(each.change.table for each in explained):
        for kind in ("fact", "method"):
            of_kind = [each for each in explained if each.change.table == name and each.kind == kind]
            if of_kind:
                reasons = "; ".join(dict.fromkeys(each.reason.rstrip(".") for each in of_kind))
                mark = "" if kind == "fact" else " (method)"
                lines.append(f"{name}{mark}: {_in_words(archive.counted(of_kind).get(name))}{reasons}.")
    return lines


def _in_words(counts: Counter[str] | None) -> str:
    said = [f"{count:,} {change}" for change, count in sorted((counts or {}).items())]
    return ", ".join(said) + ". " if said else ""


def _moment(date: str) -> str:
    return f"{date}T00:00:00Z"


def _add(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text or None
    return child
