"""What Streamlit gives no call for: the language of the document.

One script of ours, served as a file from our own address (so the hosted form's policy allows it).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.runtime import Runtime

from atlas.language import Language

NAME = "factory-atlas.document"
MANIFEST = ComponentManifest("factory-atlas", "1", [ComponentConfig("document", "document")])


def follow(lang: Language) -> None:
    """Tell the browser which language the page is in; nothing where no browser is, as in tests."""
    manager = Runtime.instance().bidi_component_registry if Runtime.exists() else None
    if isinstance(manager, BidiComponentManager):
        with st.container(key="frame-document"):
            _script(manager)(data={"lang": lang.code}, key="document")


@cache
def _script(manager: BidiComponentManager) -> Any:
    """The script, told once to each server."""
    manager.register_from_manifest(MANIFEST, Path(__file__).parent)
    return st.components.v2.component(NAME, js="document.js", isolate_styles=False)
