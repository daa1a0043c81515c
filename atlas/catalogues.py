"""The words of each language, read from ``translations/``."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from atlas.locales import LANGUAGES

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


class CatalogueError(ValueError):
    """A file of ``translations/`` cannot be read; the message names it and the place."""


def _messages(path: Path, locale: str) -> Catalog:
    place = f"translations/{locale}/{path.name}"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            # Babel takes a text that breaks off for a shorter one
            if line.startswith(("msg", '"')) and not line.rstrip().endswith('"'):
                raise CatalogueError(f"{place}, line {number}: breaks off")
        return read_po(lines, locale=locale, abort_invalid=True)
    except PoFileError as problem:
        raise CatalogueError(f"{place}, line {problem.lineno + 1}: {problem}") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise CatalogueError(f"{place}: {problem}") from None


@cache
def catalogue(code: str) -> NullTranslations:
    """All messages of one language: its catalogues as one gettext translation."""
    locale = LANGUAGES[code].locale
    messages = Catalog(locale=locale)
    for path in sorted((TRANSLATIONS / locale).glob("*.po")):
        for message in _messages(path, locale):
            if message.id:
                messages[message.id] = message
    if not len(messages):
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)
