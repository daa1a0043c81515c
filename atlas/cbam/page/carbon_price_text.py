"""What is known of the carbon price that an origin charges, in words."""

from __future__ import annotations

from atlas import terms
from atlas.cbam.answers.carbon_price import Known
from atlas.cbam.law.exchange import Rate
from atlas.language import Language


def standing(lang: Language) -> str:
    """That nothing is deducted by default, and why a deduction is an estimate."""
    _ = lang.text
    return lang.sentences(
        [
            _("Nothing is deducted unless you enter a price that was really paid."),
            _(
                "The implementing act on this deduction is only a draft of May 2026. The result is an estimate."
            ),
            _("The draft would also allow a default carbon price beside actual values; it is not adopted."),
        ]
    )


def name(own: Known, lang: Language) -> str:
    """Instrument, kind of price, amount and date of one price."""
    instrument = terms.name("carbon_instrument", own.instrument, lang)
    kind = terms.name("carbon_statistic", own.statistic, lang)
    money = lang.money(own.price, own.currency)
    return f"{instrument} · {kind} · {money} · {_dated(own.period, lang)}"


def _dated(period: str, lang: Language) -> str:
    first, _, last = period.partition("/")
    return f"{lang.period(first)} – {lang.period(last)}" if last else lang.period(first)


def about(own: Known | None, lang: Language) -> list[str]:
    """How much of the price is paid, which part of it counts, and where the exchange rate is from."""
    if own is None:
        return []
    _ = lang.text
    found = [
        _(
            "{name}: industry really pays: {paid}. Only that part counts; rebates and free allowances do not.",
            name=terms.name("carbon_instrument", own.instrument, lang),
            paid=terms.name("carbon_paid", own.paid, lang),
        )
    ]
    if own.instrument == "tw_fee":
        found.append(_taiwan(own, lang))
    if own.rate is not None:
        found.append(rate(own.currency, own.rate, lang))
    return found


def _taiwan(own: Known, lang: Language) -> str:
    """What of the fee is paid by sectors at risk of leakage, and what of it CBAM counts."""
    _ = lang.text
    effective = (
        _(
            "Of plants at high risk of carbon leakage only {share} of the emissions are charged, so {amount} per tonne is really paid.",
            share=lang.percent(own.share),
            amount=lang.money(own.really_paid, own.currency),
        )
        if own.share is not None
        else _("With an approved reduction plan the preferential rates hold instead.")
    )
    electric = _(
        "The fee covers the electricity used too. Steel and aluminium count direct emissions only, so enter the part paid for those."
    )
    return lang.sentences([effective, electric])


def rate(currency: str, own: Rate, lang: Language) -> str:
    """An exchange rate and the year it is the mean of."""
    figure = lang.significant(own.units_per_eur, 6)
    if own.complete:
        return lang.text(
            "Mean exchange rate of {year}: {figure} {currency} per euro.",
            year=own.period_end.year,
            figure=figure,
            currency=currency,
        )
    return lang.text(
        "Mean exchange rate of {year} up to {date}: {figure} {currency} per euro.",
        year=own.period_end.year,
        date=lang.date(own.period_end),
        figure=figure,
        currency=currency,
    )
