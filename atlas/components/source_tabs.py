"""The three tabs of the sources page: facts, tables, contradictions."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from atlas import cached, evidence, export, tables
from atlas.components.exhibit import exhibit, show_table
from atlas.components.fact_card import fact_card
from atlas.components.fact_tables import check_labels, fact_labels
from atlas.components.fact_words import amount, check_rows, fact_rows, judged, names, recomputed, shared
from atlas.components.frame import Page
from atlas.figures.theme import Drawing
from atlas.figures.verdicts import off_by
from atlas.language import Language

#: most claims that the figure of contradictions shows
SHOWN = 10


@shared
def _words() -> pd.Series:
    """What the search looks through."""
    named = {"subject_id": "evidence_subjects", "metric": "evidence_metrics", "place_id": "evidence_places"}
    return evidence.searchable(
        cached.table("evidence"), {key: cached.table(name) for key, name in named.items()}
    )


def facts(page: Page) -> None:
    """Every fact: search and filters in one row, the table, and the chosen fact in full."""
    _, lang, address = page.lang.text, page.lang, page.address
    text = _filters(page)
    chosen = evidence.select(
        judged(),
        text=text,
        words=_words(),
        article_id=address["article"],
        subject_id=address["subject"],
        metric=address["metric"],
        place_id=address["place"],
        kind=address["kind"],
        verdict=address["verdict"],
    )
    rows = fact_rows(lang.code).set_index("fact_id", drop=False).loc[chosen["fact_id"]].reset_index(drop=True)
    checked = int(chosen["verdict"].notna().sum())
    st.markdown(
        _(
            "{count} facts, {checked} of them part of a check. Choose a row to see its quote and its check.",
            count=lang.number(len(rows)),
            checked=lang.number(checked),
        )
    )
    labels = fact_labels(lang)
    _chooser(page, rows, labels)
    st.caption(_("* The year is inferred: the article writes “this year” or “next year”."))
    st.download_button(
        _("These facts as CSV"),
        data=partial(export.to_csv, rows[list(labels)], labels),
        file_name="facts.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key="facts-csv",
    )
    if address["fact"]:
        fact_card(page, address["fact"])


def _chooser(page: Page, rows: pd.DataFrame, labels: dict[str, str]) -> None:
    """The table of facts; a chosen row becomes the fact of the address."""

    def chosen() -> None:
        picked = st.session_state["facts-table"]["selection"]["rows"]
        page.address.set("fact", rows["fact_id"].iloc[picked[0]] if picked else None)

    st.dataframe(
        rows[list(labels)],
        column_config={name: st.column_config.Column(label) for name, label in labels.items()},
        hide_index=True,
        width="stretch",
        height=420,
        on_select=chosen,
        selection_mode="single-row",
        key="facts-table",
    )


def _filters(page: Page) -> str:
    """The row of filters, bound to the address; the words of the search stay in the session."""
    _, lang, code = page.lang.text, page.lang, page.lang.code
    topics = cached.terms("article_topic", code)
    articles = cached.table("articles").set_index("article_id")["topic"].map(topics).to_dict()
    lists = {
        "article": (_("Article"), articles),
        "subject": (_("Subject"), names("evidence_subjects", "subject_id", code)),
        "metric": (_("Metric"), names("evidence_metrics", "metric", code)),
        "place": (_("Place"), names("evidence_places", "place_id", code)),
        "kind": (_("Kind"), cached.terms("kind", code)),
        "verdict": (_("Verdict"), cached.terms("verdict", code)),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="facts-filters"):
        text = st.text_input(
            _("Search"), placeholder=_("Words, names or numbers"), width=230, key="facts-search"
        )
        for name, (label, labels) in lists.items():
            choices = next(p for p in page.address.parameters if p.name == name).choices or ()
            ordered = (
                sorted(choices, key=labels.__getitem__) if name in ("subject", "metric", "place") else choices
            )
            st.selectbox(
                label,
                [None, *ordered],
                format_func=lambda key, labels=labels: lang.text("All") if key is None else labels[key],
                width=180,
                **page.address.bind(name, then=lambda: page.address.set("fact", None)),
            )
    return text


@shared
def _coverage(code: str) -> pd.DataFrame:
    lang = Language(code)
    rows = evidence.coverage(cached.every_table())
    title = f"title_{lang.ending}" if code != "en" else "title"
    return rows.assign(
        title=[tables.resource(name)[title] for name in rows["table"]],
        first_hand_text=rows["first_hand"].map(lang.percent),
        filled_text=rows["filled"].map(lang.percent),
        gap=[
            _field_title(table, column, title)
            for table, column in zip(rows["table"], rows["emptiest"], strict=True)
        ],
    )


def _field_title(table: str, column: str | None, title: str) -> str:
    if column is None or pd.isna(column):
        return ""
    return str(
        next(field[title] for field in tables.resource(table)["schema"]["fields"] if field["name"] == column)
    )


def data(page: Page) -> None:
    """Every table: what it holds and lacks, its fields, its file; and the data package."""
    _, lang, address = page.lang.text, page.lang, page.address
    rows = _coverage(lang.code)
    st.markdown(
        _(
            "{tables} tables with {rows} rows. Each can be corrected by a line in a file; each names its sources.",
            tables=lang.number(len(rows)),
            rows=lang.number(rows["rows"].sum()),
        )
    )
    st.download_button(
        _("The whole data package (zip)"),
        data=tables.archive,
        file_name="factory-atlas-data.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
        key="package",
    )
    labels = {
        "title": _("Table"),
        "rows": _("Rows"),
        "sources": _("Sources"),
        "first_hand_text": _("Near the fact"),
        "filled_text": _("Filled cells"),
        "gap": _("Emptiest column"),
    }
    show_table(rows, labels, key="coverage", height=360)
    st.caption(
        _(
            "Near the fact: rows from an authority, a company, a law, a data set or a research house; the rest is press or further away."
        )
    )
    titles = dict(zip(rows["table"], rows["title"], strict=True))
    st.selectbox(
        _("Look into a table"),
        tables.names(),
        format_func=titles.__getitem__,
        width=420,
        **address.bind("table"),
    )
    _table(page, address["table"])


def _table(page: Page, name: str) -> None:
    _, lang = page.lang.text, page.lang
    entry, ending = tables.resource(name), "" if lang.code == "en" else f"_{lang.ending}"
    fields = entry["schema"]["fields"]
    st.markdown(f"**{entry['title' + ending]}**: {entry['description' + ending]}")
    described = pd.DataFrame(
        {
            "name": [field["name"] for field in fields],
            "title": [field["title" + ending] for field in fields],
            "description": [field["description" + ending] for field in fields],
            "type": [field["type"] for field in fields],
            "unit": [field.get("unit", "") for field in fields],
        }
    )
    labels = {
        "name": _("Column"),
        "title": _("Name"),
        "description": _("What it holds"),
        "type": _("Type"),
        "unit": _("Unit"),
    }
    show_table(described, labels, key="fields")
    frame = cached.table(name)
    show_table(
        frame, {field["name"]: field["title" + ending] for field in fields}, key=f"rows-{name}", height=300
    )
    st.download_button(
        _("This table as CSV"),
        data=partial(tables.file_of, name),
        file_name=entry["path"],
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key="table-csv",
    )


@shared
def _contradicted(code: str) -> tuple[pd.DataFrame, Drawing]:
    """Ranked contradictions in words, and the figure of those that can be compared."""
    lang, steps = Language(code), recomputed()
    ranked = evidence.contradictions(cached.table("evidence_checks"), steps)
    words = check_rows(code).set_index("check_id", drop=False).loc[ranked["check_id"]].reset_index(drop=True)
    articles = (
        cached.table("articles").set_index("article_id")["topic"].map(cached.terms("article_topic", code))
    )
    words["article"] = words["article_id"].map(articles)
    words["score"] = ranked["score"].round(2)
    widest = steps[steps["gap"] > 0].sort_values("gap", ascending=False).drop_duplicates("check_id")
    widest = widest[widest["check_id"].isin(ranked["check_id"])].head(SHOWN)
    claims = words.set_index("check_id")
    printed = widest["printed_low"].fillna(widest["printed_high"])
    top = widest["printed_high"].fillna(widest["printed_low"])
    nearest = printed.where(widest["high"] < printed, top)
    drawn = pd.DataFrame(
        {
            "label": widest["check_id"].map(claims["claim"]),
            "ratio_low": widest["low"] / nearest,
            "ratio_high": widest["high"] / nearest,
            "hover": [
                f"{claims.loc[key, 'claim']}<br>{lang.text('Printed')}: {claims.loc[key, 'printed']}<br>"
                f"{lang.text('Recomputed')}: {claims.loc[key, 'recomputed']}"
                for key in widest["check_id"]
            ],
        }
    )
    return words, off_by(drawn, lang)


def contradictions(page: Page) -> None:
    """Where the articles disagree with themselves, with other sources, and sources with each other."""
    _, lang = page.lang.text, page.lang
    words, drawing = _contradicted(lang.code)
    st.markdown(
        _(
            "{count} claims were not confirmed. First what other sources refute, then what the text itself contradicts; within each, the further off the higher.",
            count=lang.number(len(words)),
        )
    )
    labels = check_labels(lang)
    exhibit(
        page,
        "contradictions",
        _("Recomputed, as a multiple of what is printed"),
        drawing,
        words,
        {
            "verdict": labels["verdict"],
            "article": _("Article"),
            **{k: v for k, v in labels.items() if k != "verdict"},
            "score": _("Weight"),
        },
        cached.table("articles")["source_id"].tolist(),
        doubt=_(
            "Weight = verdict (wrong 4, contradictory or outdated 3, doubtful 2, else 1) × (1 + distance between printed and recomputed, at most 1)."
        ),
    )
    show_table(
        words,
        {"verdict": labels["verdict"], "article": _("Article"), **labels, "score": _("Weight")},
        key="ranked",
        height=460,
    )
    st.header(_("Where sources disagree with each other"))
    _between(page)


def _between(page: Page) -> None:
    _, lang = page.lang.text, page.lang
    publishers = cached.table("sources").set_index("source_id")["publisher"]
    memory = evidence.disagreements(
        cached.table("memory_fabs"), ["company", "site_id", "metric", "product", "unit"]
    )
    tools = evidence.disagreements(
        cached.table("equipment_localisation"), ["firm", "metric", "scanner", "unit", "year"]
    )
    memory["what"] = (
        memory["company"].map(cached.terms("memory_maker", lang.code))
        + " · "
        + memory["metric"].map(cached.terms("memory_metric", lang.code))
    )
    tools["what"] = (
        tools["firm"].map(cached.terms("equipment_firm", lang.code))
        + " · "
        + tools["metric"].map(cached.terms("equipment_metric", lang.code))
    )
    rows = pd.concat([memory, tools]).sort_values("gap", ascending=False)
    for side in ("a", "b"):
        rows[f"value_{side}"] = [
            "–".join(dict.fromkeys(amount(end, lang) for end in ends if pd.notna(end)))
            + f" {cached.term('fact_unit', unit, lang)}"
            for *ends, unit in zip(
                rows[f"value_low_{side}"], rows[f"value_high_{side}"], rows["unit"], strict=True
            )
        ]
        rows[f"publisher_{side}"] = rows[f"source_id_{side}"].map(publishers)
    labels = {
        "what": _("Figure"),
        "value_a": _("First source"),
        "publisher_a": _("Who"),
        "value_b": _("Second source"),
        "publisher_b": _("Who else"),
    }
    show_table(rows, labels, key="between")
