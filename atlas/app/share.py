"""Share: the full link of the view, to copy, and as a code for the people in the room."""

from __future__ import annotations

import io

import segno
import streamlit as st

from atlas.app.address import Address
from atlas.language import Language


def qr_code(link: str) -> bytes:
    """The link as a QR code, a PNG picture with its quiet zone."""
    picture = io.BytesIO()
    segno.make(link, error="l", micro=False).save(picture, kind="png", scale=6, border=4)
    return picture.getvalue()


def share_dialog(lang: Language, address: Address) -> None:
    """Open the dialog with the link of the view and its QR code."""
    _ = lang.text
    link = address.link()

    @st.dialog(_("Share this view"))
    def dialog() -> None:
        st.write(_("Everybody who opens this link sees the same view; each may choose a language."))
        st.code(link, language=None, wrap_lines=True)
        st.caption(_("Copy it with the button at its right end."))
        try:
            st.image(qr_code(link), width=240, caption=_("Scan to open the view on a phone"))
        except segno.DataOverflowError:
            st.caption(_("The link is too long for a QR code; copy it instead."))

    dialog()
