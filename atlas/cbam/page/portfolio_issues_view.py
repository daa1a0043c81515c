"""What stands between a file and its answer: questions, refused lines to correct in place, notes."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas import export, tables, terms
from atlas.app.exhibit import show_table
from atlas.app.frame import Page
from atlas.cbam.answers import line_notes, scope_answers
from atlas.cbam.answers.assessment import possible_tonnes
from atlas.cbam.files import portfolio
from atlas.cbam.files.carried import shown_names
from atlas.cbam.files.goods_codes import nearest
from atlas.cbam.files.headings import meaning
from atlas.cbam.law.names_text import good_names, written
from atlas.cbam.page import notes_text, scope_text
from atlas.cbam.page.portfolio_answer_text import could_be_above, question
from atlas.cbam.page.portfolio_session_view import Held, decide
from atlas.cbam.page.portfolio_text import file_reasons, problem

#: refused lines that can be corrected on the page at once; the file to correct holds all of them
SHOWN = 200
#: wrong codes for which the nearest ones are offered
MOST_CODES = 5
WRONG_CODE = ("cn_unknown", "cn_too_short", "file_code_national")
#: inputs that a refused line may lack, shown even where the file has no such column
ASKED_FOR = {
    "route_needed": "production_route",
    "route_not_for_good": "production_route",
    "direct_missing": "direct_t_per_t",
}


def unreadable(page: Page, problems: pd.DataFrame) -> None:
    """Why a file as a whole gives no lines."""
    for own in problems.loc[problems["severity"] == "file"].head(3).to_dict("records"):
        st.warning(problem(own["code"], own["column"], own["value"], page.lang), icon=":material/error:")


def questions(page: Page, mine: Held) -> None:
    """Each open or assumed point once, with what each answer would mean."""
    for own in mine.found.understanding.questions:
        asked = question(own, page.lang)
        key = f"cbam:question:{own.code}:{own.chosen}:{page.lang.code}"

        def changed(code: str = own.code, key: str = key) -> None:
            if st.session_state[key]:
                decide(mine.decisions.answer(code, st.session_state[key]))

        with st.container(horizontal=True, vertical_alignment="center", border=not own.chosen):
            st.markdown(("**{}**" if not own.chosen else "{}").format(asked.text), width="stretch")
            st.segmented_control(
                asked.text,
                list(asked.choices),
                format_func=asked.choices.__getitem__,
                default=own.chosen or None,
                label_visibility="collapsed",
                key=key,
                on_change=changed,
                width="content",
            )


def notes(page: Page, mine: Held) -> None:
    """What was noted about the file, and what refused lines could still change."""
    lang = page.lang
    rows = mine.problems.loc[mine.problems["severity"] == "note"]
    told = [problem(own["code"], own["column"], own["value"], lang) for own in rows.to_dict("records")]
    for text in could_be_above(
        mine.once("standing", lambda: None), possible_tonnes(mine.found, mine.assessed), lang
    ):
        st.warning(text, icon=":material/warning:")
    if told:
        with st.expander(lang.plural("{count} note on the file", "{count} notes on the file", len(told))):
            st.markdown("\n".join(f"- {text}" for text in dict.fromkeys(told[:50])))
    if more := mine.once("proposed", lambda: scope_answers.would_be_in(mine.assessed)):
        st.caption(scope_text.portfolio(more, lang))
    counts, documents = mine.once("line notes", lambda: line_notes.counted(mine.assessed))
    if len(counts):
        with st.expander(lang.text("Notes on single lines")):
            st.markdown("\n".join(f"- {text}" for text in notes_text.portfolio(counts, documents, lang)))


def refused(page: Page, mine: Held) -> None:
    """Refused lines with reasons, to be corrected here or in a file."""
    _, lang = page.lang.text, page.lang
    lines = mine.once(("refused", lang.code), lambda: _refused_lines(mine, page))
    if lines.empty:
        return
    title = lang.plural(
        "{count} line is refused and does not count", "{count} lines are refused and do not count", len(lines)
    )
    with st.expander(f":material/error: {title}", expanded=len(lines) <= 20):
        _nearest_codes(page, mine)
        _editor(page, mine, lines.head(SHOWN))
        with st.container(horizontal=True, vertical_alignment="center"):
            names = terms.names("cbam_column", lang)
            st.download_button(
                _("Refused lines to correct and upload again"),
                data=partial(_to_correct, mine, lines, names),
                file_name=tables.file_name("cbam-refused", "csv"),
                mime="text/csv",
                on_click="ignore",
                key="cbam:refused",
            )
    _broken_rows(page, mine)


def _refused_lines(mine: Held, page: Page) -> pd.DataFrame:
    """Refused lines as text, with what stands in cells that could not be read; the reason first."""
    held = mine.assessed.loc[mine.assessed["status"] == "refused"]
    table = pd.DataFrame({"row": held["row"]})
    if len(mine.found.understanding.sheets) > 1:
        table["sheet"] = held["sheet"]
    table["reason"] = file_reasons(held, page.lang)
    given = {reading.column for reading in mine.found.understanding.columns}
    given |= {name for code, name in ASKED_FOR.items() if (held["reason_code"] == code).any()}
    for name in portfolio.COLUMNS:
        if name in given:
            table[name] = [_text(value) for value in held[name]]
    wrong = mine.problems.loc[(mine.problems["severity"] == "row") & mine.problems["name"].isin(list(table))]
    place = {
        key: at for at, key in zip(held.index, zip(held["sheet"], held["row"], strict=True), strict=True)
    }
    unit = _unit(mine)
    for own in wrong.to_dict("records"):
        at = place.get((own["sheet"], own["row"]))
        if at is not None and not table.at[at, own["name"]]:
            table.at[at, own["name"]] = own["value"] + (unit if own["name"] == "net_mass_t" else "")
    return table.reset_index(drop=True)


def _unit(mine: Held) -> str:
    """The unit of a mass that could not be read, to stand behind it: what is corrected is in tonnes."""
    units = [own.unit for own in mine.found.understanding.columns if own.column == "net_mass_t"]
    unit = "".join(units) or mine.decisions.answers.get("mass_unit", "")
    return f" {unit}" if unit not in ("", "t") else ""


def _to_correct(mine: Held, lines: pd.DataFrame, names: dict[str, str]) -> bytes:
    """The refused lines with the file's own columns, as a file in the form of the template."""
    rows = mine.assessed.loc[mine.assessed["status"] == "refused"].reset_index(drop=True)
    heads = {
        name: text
        for name, text in shown_names(rows.columns).items()
        # a second column of the same meaning would contradict the one that was used
        if (known := meaning(text)) is None or known.column not in lines
    }
    return export.to_csv(pd.concat([lines, rows[list(heads)]], axis=1), names | heads)


def _text(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _editor(page: Page, mine: Held, lines: pd.DataFrame) -> None:
    """The lines in a table whose cells can be changed, and assessed again without a new upload."""
    _, lang = page.lang.text, page.lang
    names = terms.names("cbam_column", lang)
    fixed = [name for name in ("row", "sheet", "reason") if name in lines]
    shown = [str(name) for name in lines]
    widths: dict[str, Any] = {"row": "small", "reason": "large"}
    with st.form(f"cbam:correct:{lang.code}", border=False):
        edited = st.data_editor(
            lines,
            hide_index=True,
            disabled=fixed,
            column_config={
                name: st.column_config.Column(names[name], width=widths.get(name)) for name in shown
            },
            key=f"cbam:corrected:{lang.code}:{len(mine.decisions.cells)}",
        )
        if st.form_submit_button(_("Calculate with these corrections")):
            changes = _changes(lines, edited, fixed, next(iter(mine.found.understanding.sheets)))
            if changes:
                decide(mine.decisions.correct(changes))
                st.rerun()


def _changes(
    before: pd.DataFrame, after: pd.DataFrame, fixed: list[str], only: str
) -> dict[tuple[str, int, str], str]:
    """(sheet, row, column) → text of each cell that was changed; ``only`` is the sheet where no column
    names it."""
    found = {}
    for old, new in zip(before.to_dict("records"), after.to_dict("records"), strict=True):
        for name, text in old.items():
            changed = "" if new[name] is None else str(new[name])
            if name not in fixed and changed != text:
                found[str(old.get("sheet", only)), int(old["row"]), str(name)] = changed
    return found


def _nearest_codes(page: Page, mine: Held) -> None:
    """For each code that does not exist, the nearest that do; one choice corrects all its lines."""
    _, lang = page.lang.text, page.lang
    wrong = mine.assessed.loc[mine.assessed["reason_code"].isin(WRONG_CODE)]
    names = good_names(lang)
    for code in wrong["cn_code"].value_counts().index[:MOST_CODES]:
        choices = nearest(str(code))
        rows = wrong.loc[wrong["cn_code"] == code, ["sheet", "row"]].to_dict("records")
        key = f"cbam:nearest:{code}:{lang.code}"

        def changed(key: str = key, rows: list[Any] = rows) -> None:
            if chosen := st.session_state[key]:
                decide(
                    mine.decisions.correct({(own["sheet"], own["row"], "cn_code"): chosen for own in rows})
                )

        if choices:
            st.selectbox(
                _("{code}: which of the nearest codes is meant?", code=str(code)),
                choices,
                format_func=lambda own: f"{written(own)} · {names.get(own, '')}",
                index=None,
                placeholder=_("Choose a code"),
                key=key,
                on_change=changed,
            )


def _broken_rows(page: Page, mine: Held) -> None:
    """Rows that could not even be taken apart into cells."""
    rows = mine.problems.loc[mine.problems["code"] == "quote_broken"].head(SHOWN)
    if len(rows):
        told = [
            problem(own["code"], own["column"], own["value"], page.lang) for own in rows.to_dict("records")
        ]
        names = terms.names("cbam_column", page.lang)
        st.markdown("**" + page.lang.text("What could not be read in the file") + "**")
        show_table(pd.DataFrame({"row": rows["row"].tolist(), "reason": told}), names, key="cbam-problems")
