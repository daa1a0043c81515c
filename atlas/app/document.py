"""What Streamlit gives no call for: the language of the document, and pictures of figures.

Scripts of ours, served as files from our own address (so the hosted form's policy allows them).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.runtime import Runtime

from atlas.language import Language

#: the scripts, each a file of the folder ``document``
SCRIPTS = ("document", "picture")
MANIFEST = ComponentManifest("factory-atlas", "1", [ComponentConfig(name, "document") for name in SCRIPTS])


def follow(lang: Language) -> None:
    """Tell the browser which language the page is in."""
    run_script("document", {"lang": lang.code})


def run_script(name: str, data: Mapping[str, Any], html: str | None = None) -> None:
    """Hand data to a script, with the elements it works on; nothing where no browser is, as in tests."""
    manager = Runtime.instance().bidi_component_registry if Runtime.exists() else None
    if isinstance(manager, BidiComponentManager):
        with st.container(key=f"frame-{name}"):
            _script(manager, name, html)(data=data, key=name)


@cache
def _script(manager: BidiComponentManager, name: str, html: str | None) -> Any:
    """The script, told once to each server."""
    manager.register_from_manifest(MANIFEST, Path(__file__).parent)
    return st.components.v2.component(
        f"factory-atlas.{name}", html=html, js=f"{name}.js", isolate_styles=False
    )
