"""A supplier's file on the page of one good: what was taken from it, and a button that uses it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from atlas.app import uploads, workers
from atlas.app.frame import Page
from atlas.app.refusals_text import refusal
from atlas.cbam.answers import supplied_answers
from atlas.cbam.files.supplier_file import read
from atlas.cbam.files.supplier_values import SupplierFile, SupplierGood
from atlas.cbam.files.table import Unreadable
from atlas.cbam.files.upload import LIMITS
from atlas.cbam.law.names_text import choices, good_labels
from atlas.cbam.page import supplier_text

#: (id of the file, what it says or why it cannot be read)
STATE = "cbam:supplier file"
#: more lines than these are shown in a box of their own
MANY = 10
ENDINGS = ("xlsx", "xlsm", "xlsb", "xls", "ods")


def supplier_file(page: Page) -> None:
    """The upload, and below it the account of the file."""
    _, lang = page.lang.text, page.lang
    with st.expander(_("Supplier’s file"), expanded=STATE in st.session_state, icon=":material/upload_file:"):
        key = f"cbam:supplier:{lang.code}"
        file = st.file_uploader(
            _("The Commission’s communication template or this tool’s data sheet, as the supplier sent it"),
            type=list(ENDINGS),
            key=key,
            on_change=lambda: st.session_state.pop(STATE, None),
        )
        st.caption(
            _(
                "Up to {size} MB. Columns are found by their headings, in any version. The file stays in this session and is never stored.",
                size=LIMITS.bytes // 1024**2,
            )
        )
        st.caption(
            _(
                "Headings are known in English, German, French, Spanish, Turkish and Chinese. Of Italian and Polish versions only the main ones are known: ask for the English one."
            )
        )
        if lost := uploads.missing(key):
            st.warning(refusal(lost, lang), icon=":material/error:")
        if file is not None:
            if STATE not in st.session_state or st.session_state[STATE][0] != file.file_id:
                with st.spinner(_("Reading the file")):
                    st.session_state[STATE] = (file.file_id, _read(page, file.getvalue(), file.name))
            _shown(page, st.session_state[STATE][1])


def _read(page: Page, content: bytes, name: str) -> SupplierFile | tuple[str, str]:
    """What a worker read, or the code and value of why it could not."""
    try:
        return workers.run(read, content, name)
    except Unreadable as wrong:
        return wrong.code, wrong.value
    except workers.Refused as refused:
        return "worker", refused.kind


def _shown(page: Page, found: SupplierFile | tuple[str, str]) -> None:
    lang = page.lang
    if not isinstance(found, SupplierFile):
        code, value = found
        told = refusal(value, lang) if code == "worker" else supplier_text.unreadable(code, value, lang)
        st.error(told, icon=":material/error:")
        return
    # texts of the file are shown as they are: no sign of them is markup, no image is fetched
    st.text(supplier_text.about(found, lang))
    st.markdown(supplier_text.summary(found, lang))
    for place, good in enumerate(found.goods):
        _use(page, found, good, place)
    _account(page, found)


def _use(page: Page, found: SupplierFile, good: SupplierGood, place: int) -> None:
    """One good with its button; several codes are for the reader to pick from."""
    _, lang = page.lang.text, page.lang
    codes = [code for code in good.cn_codes if code in choices()]
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", border=True
    ):
        st.text(supplier_text.good_name(good, place, lang), width="content")
        code = codes[0] if len(codes) == 1 else None
        if len(codes) > 1:
            labels = good_labels(lang)
            code = st.selectbox(
                _("CN code of your import"),
                codes,
                index=None,
                format_func=labels.__getitem__,
                placeholder=_("Choose"),
                width=300,
                key=f"cbam:supplier:code:{place}",
            )
        picked = _open(page, good, place)
        usable = supplied_answers.usable(good, code or "")
        st.button(
            _("Use these values"),
            disabled=not usable,
            help=None if usable else _("The code or the emissions are missing; the table below says why."),
            on_click=partial(_fill, page, found, good, code or "", picked),
            key=f"cbam:supplier:use:{place}",
        )


def _open(page: Page, good: SupplierGood, place: int) -> dict[int, str]:
    """Codes picked for precursors that the file names without one."""
    _, labels = page.lang.text, good_labels(page.lang)
    picked = {
        at: st.selectbox(
            _("Code of “{name}”", name=own.name[:60]),
            [code for code in own.codes if code in labels] or list(labels),
            index=None,
            format_func=labels.__getitem__,
            placeholder=_("Choose"),
            width=300,
            key=f"cbam:supplier:precursor:{place}:{at}",
        )
        for at, own in enumerate(good.open)
    }
    return {at: code for at, code in picked.items() if code}


def _fill(page: Page, found: SupplierFile, good: SupplierGood, code: str, picked: dict[int, str]) -> None:
    for name, value in supplied_answers.parameters(found, good, code, picked).items():
        page.address.set(name, value)
    st.toast(page.lang.text("The fields above now hold these values."), icon=":material/check:")


def _account(page: Page, found: SupplierFile) -> None:
    """Every field with its cell: what needs the reader in full, then what was simply taken."""
    _ = page.lang.text
    rows = supplier_text.account(found, page.lang)
    needs = rows["why"] != ""
    with st.container(height=420 if needs.sum() > MANY else "content", border=False):
        for row in rows[needs].to_dict("records"):
            st.text(supplier_text.sentence(row))
    st.dataframe(
        rows.loc[~needs].drop(columns="why"),
        hide_index=True,
        width="stretch",
        column_config={
            "good": _("Good"),
            "field": _("Field"),
            "state": _("Read"),
            "value": _("As written"),
            "cell": _("Cell"),
        },
        key="cbam:supplier:account",
    )
