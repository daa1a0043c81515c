"""One good: the answer, how it comes about, and what moves it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.components import cbam_notes, cbam_words
from atlas.components import cbam_views as views
from atlas.components.cbam_actual import aids
from atlas.components.cbam_controls import controls, way_out
from atlas.components.cbam_reasons import reason
from atlas.components.cbam_slips import other_tool
from atlas.components.exhibit import downloads, exhibit, source_note
from atlas.components.frame import Page
from atlas.figures.cbam import step_names
from atlas.language import Language


def one_good(page: Page, good: views.Good, tonnes: float) -> None:
    """The tab of one good."""
    line = views.assessed(good, tonnes, False)
    with st.container(key="finding-cbam"):
        if line["status"] == "refused":
            why = (str(line["reason_code"]), _text(line["reason_value"]), _text(line["reason_hint"]))
            st.markdown(reason(*why, page.lang))
        else:
            st.markdown(cbam_words.finding(good, tonnes, page.lang))
    if line["status"] == "refused":
        way_out(page, line)
    else:
        _figures(page, good, tonnes)
    controls(page, good)
    if line["status"] == "refused":
        return
    if line["status"] != "exempt":
        _calculation(page, good, tonnes)
    if good.basis == "actual":
        aids(page, good)
    if line["status"] != "exempt":
        _what_moves_it(page, good)
        _default_or_actual(page, good)
    _origins(page, good)
    if line["status"] != "exempt":
        other_tool(page, good)


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _figures(page: Page, good: views.Good, tonnes: float) -> None:
    """Cost, cost per tonne, certificates and price; the cost in other money."""
    _, lang = page.lang.text, page.lang
    own, above = views.assessed(good, tonnes, False), views.assessed(good, tonnes, True)
    below = own["status"] == "below_threshold"
    label = _("Per tonne") if own["unit"] == "t" else _("Per MWh")
    with st.container(horizontal=True, key="cbam-figures"):
        st.metric(_("Cost"), lang.money(own["cost_eur"]))
        st.metric(_("{label}, above the threshold", label=label) if below else label, lang.money(above["cost_eur_per_t"]))
        st.metric(
            _("Certificates"),
            cbam_words.exact(own["certificates_t"], lang, 3),
            help=_("One certificate covers one tonne of CO₂e."),
        )
        if pd.notna(own["certificate_price_eur"]):
            st.metric(_("Price of a certificate"), lang.money(own["certificate_price_eur"]))
    rates = views.exchange_rates()
    shown = [
        lang.money(own["cost_eur"] * rates[currency][0], currency, digits=0) for currency in ("CNY", "USD")
    ]
    st.caption(
        _(
            "In other money: {amounts}, at the ECB reference rates of {date}. Rules as of {rules}. Not legal advice.",
            amounts=lang.join(shown),
            date=lang.date(rates["CNY"][1]),
            rules=lang.date(views.rules_date()),
        )
    )


def _calculation(page: Page, good: views.Good, tonnes: float) -> None:
    """Waterfall, what stands in, and the worked calculation."""
    _, lang = page.lang.text, page.lang
    rows, names = views.waterfall(good, tonnes), step_names(lang)
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        exhibit(
            page,
            "cbam-waterfall",
            _("From emissions to the amount to pay, EUR per tonne"),
            lambda: views.waterfall_drawing(good, tonnes, lang.code),
            rows.assign(step=rows["step"].map(names)),
            {"step": _("Step"), "t_co2e": _("t CO₂e"), "eur": "EUR", "eur_per_t": _("EUR per tonne")},
            cbam_notes.sources(good),
        )
    with right, st.container(border=True, key="cbam-notes"):
        st.markdown("**" + _("What was assumed, replaced or is open") + "**")
        st.markdown("\n".join(f"- {note}" for note in cbam_notes.notes(good, tonnes, lang)))
    st.header(_("How is it worked out?"))
    table = cbam_words.worked_rows(good, tonnes, lang)
    heads = {"step": _("Step"), "value": _("Figure"), "unit": _("Unit"), "basis": _("Act and article, or arithmetic")}
    st.table(table.rename(columns=heads).set_index(heads["step"]))
    downloads(page, "cbam-calculation", _("How is it worked out?"), table, heads, cbam_notes.sources(good))


def _what_moves_it(page: Page, good: views.Good) -> None:
    """Price and intensity."""
    _, code = page.lang.text, page.lang.code
    st.header(_("What moves it?"))
    left, right = st.columns(2, gap="medium")
    sources = cbam_notes.sources(good)
    with left:
        exhibit(
            page,
            "cbam-price",
            _("Price of a certificate"),
            lambda: views.price_drawing(good, code),
            views.by_price(good),
            {"price_eur": _("Certificate price, EUR"), "eur_per_t": _("EUR per tonne")},
            sources,
        )
    with right:
        exhibit(
            page,
            "cbam-intensity",
            _("Emissions of the plant"),
            lambda: views.intensity_drawing(good, code),
            views.by_intensity(good),
            {"see_t_per_t": _("Emissions, t CO₂e per tonne of good"), "eur_per_t": _("EUR per tonne")},
            sources,
            doubt=_("Taken as verified values, with the free allocation kept as it is."),
        )


def _default_or_actual(page: Page, good: views.Good) -> None:
    """When verified values pay."""
    _, lang = page.lang.text, page.lang
    found = views.comparison(good)
    if pd.isna(found["default_eur_per_t"]) or pd.isna(found["break_even_t_per_t"]):
        return
    st.header(_("Default values or actual values?"))
    st.markdown(_break_even(found, good, lang))
    heads = {
        "default_t_per_t": _("Default value with mark-up, t CO₂e/t"),
        "default_eur_per_t": _("Default value, EUR per tonne"),
        "actual_t_per_t": _("Actual value, t CO₂e/t"),
        "actual_eur_per_t": _("Actual value, EUR per tonne"),
        "break_even_t_per_t": _("Break-even, t CO₂e/t"),
    }
    exhibit(
        page,
        "cbam-break-even",
        "",
        lambda: views.comparison_drawing(good, lang.code),
        found.to_frame().T[list(heads)].astype("float64"),
        heads,
        cbam_notes.sources(good),
        doubt=_("The price moves both sides alike, so it does not move the break-even."),
    )


def _break_even(found: pd.Series, good: views.Good, lang: Language) -> str:
    _ = lang.text
    even = lang.number(found["break_even_t_per_t"], 3)
    with_precursors = good.basis == "actual" and good.precursor_free
    said = (
        _("With the precursors entered, actual values are cheaper below {even} t CO₂e per tonne.", even=even)
        if with_precursors
        else _(
            "Without documented precursors, actual values are cheaper only below {even} t CO₂e per tonne. Each tonne of free allocation of precursors raises that by as much.",
            even=even,
        )
    )
    if pd.isna(found["saving_eur"]):
        return said
    if found["saving_eur"] >= 0:
        own = _("Your values save {amount} per tonne.", amount=lang.money(found["saving_eur"]))
    else:
        own = _("Your values cost {amount} more per tonne.", amount=lang.money(-found["saving_eur"]))
    return f"{own} {said}"


def _origins(page: Page, good: views.Good) -> None:
    """The same good from every origin."""
    _, lang = page.lang.text, page.lang
    rows = views.by_origin(good)
    if rows["eur_per_t"].isna().all():
        return
    names = views.countries(lang.code) | {"XX": _("Other countries")}
    st.header(_("The same good from elsewhere?"))
    exhibit(
        page,
        "cbam-origins",
        _("Default values, cheapest and dearest origins, EUR per tonne"),
        lambda: views.origin_drawing(good, lang.code),
        rows.assign(origin=rows["origin"].map(names)),
        {
            "origin": _("Country of origin"),
            "see_t_per_t": _("Emissions before the mark-up, t CO₂e/t"),
            "eur_per_t": _("EUR per tonne"),
        },
        cbam_notes.sources(good),
        doubt=_("Default values of a country are averages set by the Commission, not those of one plant."),
    )
