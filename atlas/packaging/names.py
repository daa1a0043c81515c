"""Names of codes, periods and values of the packaging tables in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from atlas import terms
from atlas.language import Language

#: scopes that the vendor's name says already
PLAIN_SCOPES = ("own", "industry", "outside_tsmc", "two_vendors")


@dataclass(frozen=True)
class Names:
    """Turns codes into words: ``frames`` are the tables by name, ``lang`` the reader's language."""

    frames: Mapping[str, pd.DataFrame]
    lang: Language

    @cached_property
    def _vendors(self) -> dict[str, str]:
        rows = self.frames["packaging_vendors"].to_dict("records")
        return {row["vendor_id"]: self.lang.pick(row, "name") for row in rows}

    @cached_property
    def _publishers(self) -> dict[str, str]:
        rows = self.frames["sources"].dropna(subset=["publisher"])
        return dict(zip(rows["source_id"], rows["publisher"], strict=True))

    def vendor(self, vendor_id: str) -> str:
        """Name of a vendor; KeyError for an unknown one."""
        return self._vendors[vendor_id]

    def term(self, vocabulary: str, code: str | None) -> str:
        """Name of a code, empty for an empty one; KeyError for a code without a term."""
        if code is None or pd.isna(code):
            return ""
        return terms.name(vocabulary, code, self.lang)

    def meaning(self, vocabulary: str, code: str) -> str:
        """One-line explanation of a code, empty where the terms have none."""
        return terms.meaning(vocabulary, code, self.lang)

    def every_term(self, vocabulary: str, codes: str | None) -> str:
        """Names of a list of codes parted by ``;``."""
        if codes is None or pd.isna(codes):
            return ""
        return self.lang.join([self.term(vocabulary, code) for code in codes.split(";")])

    def house(self, row: Any) -> str:
        """Who judged: the house a source quotes, else the source's publisher."""
        if pd.notna(row["house"]):
            return str(row["house"])
        return self.publisher(row["source_id"])

    def publisher(self, source_id: str) -> str:
        """Publisher of a source, empty where it is not known."""
        return self._publishers.get(source_id, "")

    def house_of_series(self, row: Any) -> str:
        """House of a market series, or words for one that its source does not name."""
        return str(row["house"]) if pd.notna(row["house"]) else self.lang.text("house not named")

    def line(self, row: Any) -> str:
        """A market series in words: house and definition."""
        return f"{self.house_of_series(row)} · {self.term('market_segment', row['segment'])}"

    def series(self, row: Any) -> str:
        """A series in words: vendor, technology, and whose lines where that is not plain."""
        parts = [self.vendor(row["vendor_id"]), self.term("packaging_technology", row["technology"])]
        if row["scope"] not in PLAIN_SCOPES:
            parts.append(self.term("packaging_scope", row["scope"]))
        return " · ".join(parts)

    def counted(self, row: Any) -> str:
        """Whose capacity a statement counts and how: vendor, scope, process step, period."""
        step = "" if row["process_step"] == "unspecified" else self.term("process_step", row["process_step"])
        scope = "" if row["scope"] in PLAIN_SCOPES else self.term("packaging_scope", row["scope"])
        parts = [self.vendor(row["vendor_id"]), scope, step, self.period(row)]
        return " · ".join(part for part in parts if part)

    def stated(self, row: Any) -> str:
        """What kind of figure it is, who stated it and when."""
        when = self.date(row["as_of"], row["as_of_precision"])
        return f"{self.term('kind', row['kind'])} · {self.house(row)}, {when}"

    def value(self, low: float, high: float, digits: int = 0) -> str:
        """A range, or a bound where one side is open."""
        _ = self.lang.text
        if pd.isna(high):
            return _("at least {value}", value=self.lang.number(low, digits))
        if pd.isna(low):
            return _("at most {value}", value=self.lang.number(high, digits))
        return self.lang.range(low, high, digits)

    def amount(self, low: float, high: float, digits: int = 1) -> str:
        """A short range whose step (thousand, 億) is said once; one open side makes it a bound."""
        _ = self.lang.text
        if pd.isna(low) or pd.isna(high):
            end = self.lang.compact(high if pd.isna(low) else low, digits)
            return _("at most {value}", value=end) if pd.isna(low) else _("at least {value}", value=end)
        first, last = self.lang.compact(low, digits), self.lang.compact(high, digits)
        if first == last:
            return last
        step = last.lstrip("0123456789.,")
        return f"{first.removesuffix(step) if step else first}–{last}"

    def money(self, low: float, high: float, currency: str, digits: int = 1) -> str:
        """Billions of a currency, short, in the language's own steps."""
        return self.lang.with_currency(self.amount(low * 1e9, high * 1e9, digits), currency[:3].upper())

    def dollars(self, billions: float, digits: int = 1) -> str:
        """An amount of US dollars given in billions, short in the language's own steps."""
        return self.lang.money_compact(billions * 1e9, "USD", digits)

    def date(self, date: Any, precision: Any) -> str:
        """A date no more exact than its precision."""
        _ = self.lang.text
        if pd.isna(date):
            return _("date unknown")
        year = date.year
        quarter, half = (date.month + 2) // 3, 1 if date.month < 7 else 2
        if precision == "day":
            return self.lang.date(date)
        if precision in ("month", "month_end"):
            return self.lang.month(date)
        if precision in ("quarter", "quarter_end"):
            return _("Q{quarter} {year}", quarter=quarter, year=year)
        if precision in ("half_year", "half_year_end"):
            if half == 1:
                return _("first half of {year}", year=year)
            return _("second half of {year}", year=year)
        return self._part_of_year(year, precision)

    def _part_of_year(self, year: int, precision: str) -> str:
        _ = self.lang.text
        if precision == "year_end":
            return _("end of {year}", year=year)
        if precision == "early_year":
            return _("early {year}", year=year)
        if precision == "mid_year":
            return _("mid-{year}", year=year)
        if precision == "late_year":
            return _("late {year}", year=year)
        return _("{year}", year=year)

    def period(self, row: Any) -> str:
        """Period of a statement; its timing in words where it has no date."""
        if pd.isna(row["period_end"]):
            return self.term("timing", row["timing"])
        text = self.date(row["period_end"], row["period_precision"])
        timing = self.term("timing", row["timing"])
        return f"{text} · {timing}" if timing else text

    def statement(self, row: Any, series: bool = True) -> str:
        """Hover text of one capacity statement: value, unit, series, period, kind, who, doubt."""
        _ = self.lang.text
        lines = [
            f"<b>{self.value(row['value_low'], row['value_high'])}</b> "
            + self.term("packaging_unit", row["unit"]),
            *([self.series(row)] if series else []),
            f"{self.period(row)}",
            self.stated(row),
        ]
        if pd.notna(row["doubt"]):
            lines.append(f"{_('Doubt')}: {self.term('doubt', row['doubt'])}")
        return "<br>".join(lines)
