"""What moves the cost of one good: origin, price, emissions of the plant, default or actual values."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from atlas.app.exhibit import exhibit
from atlas.app.frame import Page
from atlas.cbam.answers.good import Good
from atlas.cbam.page import answers, notes_text, pair_view
from atlas.cbam.page.verifier_controls import verifier
from atlas.language import Language

LEVERS = ("origin", "price", "plant", "values", "compare")


def levers(page: Page, good: Good) -> None:
    """One lever at a time, as the address says."""
    _ = page.lang.text
    names = {
        "origin": _("Country of origin"),
        "price": _("Price of a certificate"),
        "plant": _("Emissions of the plant"),
        "values": _("Default or actual values"),
        "compare": _("Compare"),
    }
    st.markdown("### " + _("What moves it?"))
    st.segmented_control(
        _("Show"),
        LEVERS,
        format_func=names.__getitem__,
        required=True,
        label_visibility="collapsed",
        **page.address.bind("lever"),
    )
    draw = {
        "origin": _origins,
        "price": _price,
        "plant": _plant,
        "values": _values,
        "compare": pair_view.pair,
    }
    draw[page.address["lever"]](page, good)


def _price(page: Page, good: Good) -> None:
    _ = page.lang.text
    exhibit(
        page,
        "cbam-price",
        _("Cost by price of a certificate"),
        lambda: answers.price_drawing(good, page.lang),
        lambda: answers.by_price(good),
        {"price_eur": _("Certificate price, EUR"), "eur_per_t": _("EUR per tonne")},
        notes_text.sources(good),
    )


def _plant(page: Page, good: Good) -> None:
    _ = page.lang.text
    exhibit(
        page,
        "cbam-intensity",
        _("Cost by verified emissions of the plant"),
        lambda: answers.intensity_drawing(good, page.lang),
        lambda: answers.by_intensity(good),
        {"see_t_per_t": _("Emissions, t CO₂e per tonne of good"), "eur_per_t": _("EUR per tonne")},
        notes_text.sources(good),
        doubt=_("Taken as verified values, with the free allocation kept as it is."),
    )


def _values(page: Page, good: Good) -> None:
    """When verified values pay."""
    _, lang = page.lang.text, page.lang
    found = answers.comparison(good)
    if pd.isna(found["default_eur_per_t"]) or pd.isna(found["break_even_t_per_t"]):
        st.info(_("Default and actual values cannot be compared for this choice. Choose a production route."))
        return
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
        _("Default value against actual values"),
        lambda: answers.comparison_drawing(good, lang),
        lambda: found.to_frame().T[list(heads)].astype("float64"),
        heads,
        notes_text.sources(good),
        doubt=_("The price moves both sides alike, so it does not move the break-even."),
    )
    _verifier(page, good)


def _verifier(page: Page, good: Good) -> None:
    """What is left of the break-even after a verifier's fee, and when the work must start."""
    verifier(page, page.lang.text("Fee of a verifier for these goods, EUR"))
    fee, weeks = page.address["verifier_fee"], page.address["verifier_weeks"]
    even = None if fee is None else answers.even_after_fee(good, fee, page.address["tonnes"])
    due = answers.per_tonne(good)["declaration_due"]
    if said := notes_text.verifier(even, fee, weeks, due, page.lang):
        st.markdown(said)


def _break_even(found: pd.Series, good: Good, lang: Language) -> str:
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
    return lang.sentences([own, said])


def _origins(page: Page, good: Good) -> None:
    """The same good from every origin."""
    _, lang = page.lang.text, page.lang
    rows = answers.origin_rows(good, lang)
    if rows["eur_per_t"].isna().all():
        st.info(_("No default values to compare."))
        return
    exhibit(
        page,
        "cbam-origins",
        _("The same good with default values, cheapest and dearest origins, EUR per tonne"),
        lambda: answers.origin_drawing(good, lang),
        rows,
        {
            "origin": _("Country of origin"),
            "see_t_per_t": _("Emissions before the mark-up, t CO₂e/t"),
            "eur_per_t": _("EUR per tonne"),
        },
        notes_text.sources(good),
        doubt=_("Default values of a country are averages set by the Commission, not those of one plant."),
    )
