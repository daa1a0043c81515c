"""Fonts of the slides: by name, with the fallback of each Chinese script, and the language of each text."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from atlas.language import LANGUAGES, Language

LATIN = "Arial"
#: script of PowerPoint's themes → font that Windows and Office for Mac have
SCRIPTS = {"Hant": "Microsoft JhengHei", "Hans": "Microsoft YaHei"}
#: language of the app → the tag of spelling and line breaking, and the script of its Chinese letters
TAGS = {"zh-Hant": ("zh-TW", "Hant"), "zh-Hans": ("zh-CN", "Hans")}

#: the same scripts in a browser: fonts of Windows, of a Mac and of Linux
FAMILIES = {"Hant": ("PingFang TC", "Noto Sans CJK TC"), "Hans": ("PingFang SC", "Noto Sans CJK SC")}


def family(lang: Language) -> str:
    """The fonts of a picture, as CSS names them: by name, as a picture has no language of its own."""
    script = TAGS[lang.code][1] if lang.code in TAGS else "Hant"
    named = (LATIN, SCRIPTS[script], *FAMILIES[script])
    return ", ".join(f"'{name}'" for name in named) + ", sans-serif"


def install(file: Any, lang: Language) -> None:
    """Latin and Chinese fonts into the theme, so that every text and chart follows them."""
    part = file.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    east = SCRIPTS[TAGS.get(lang.code, ("", "Hant"))[1]]
    for fonts in (*theme.iter(qn("a:majorFont")), *theme.iter(qn("a:minorFont"))):
        fonts.find(qn("a:latin")).set("typeface", LATIN)
        fonts.find(qn("a:ea")).set("typeface", east)
        for font in fonts.findall(qn("a:font")):
            if font.get("script") in SCRIPTS:
                font.set("typeface", SCRIPTS[font.get("script")])
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def mark_language(file: Any, lang: Language) -> None:
    """Each run of text says its language: it decides the letter forms where a font has several."""
    tag = TAGS[lang.code][0] if lang.code in TAGS else LANGUAGES[lang.code].preview.replace("_", "-")
    for slide in file.slides:
        for run in slide.element.iter(qn("a:rPr")):
            run.set("lang", tag)
