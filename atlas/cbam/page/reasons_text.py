"""Why a line was refused, and what is wrong with a file, in the reader's language."""

from __future__ import annotations

from atlas.language import Language


def reason(code: str, value: str, hint: str, lang: Language) -> str:
    """Sentence of a refused line: a code of `atlas.cbam.engine.reasons`, the value quoted, what would do."""
    texts = _good_reasons(lang) | _figure_reasons(lang)
    return texts[code].format(value=value, hint=lang.join(hint.split(";")))


def problem(code: str, column: str, value: str, lang: Language) -> str:
    """Sentence of a problem in a file: a code of `atlas.cbam.files.columns.SEVERITY`."""
    texts = _file_problems(lang) | _row_problems(lang) | _date_problems(lang)
    return texts[code].format(column=column, value=value)


def _good_reasons(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "period_missing": _("Give the import date, or a period such as 2026-Q1 or 2027."),
        "period_malformed": _("“{value}” is not a period. Write 2026-Q1, a year, or a date as 2026-05-20."),
        "date_malformed": _("“{value}” is not a date. Write it as 2026-05-20."),
        "period_conflict": _("The import date lies outside the period {value}. Correct one of the two."),
        "before_start": _("{value} is too early: the obligation starts with imports of {hint}."),
        "after_end": _("{value} is too late: this calculation ends with {hint}."),
        "cn_missing": _("Give the CN code: 8 digits, or 10 with TARIC."),
        "cn_malformed": _("“{value}” is not a CN code. Write 8 digits, or 10 with TARIC."),
        "cn_too_short": _("“{value}” is too short. Give all 8 digits, for instance {hint}."),
        "cn_unknown": _(
            "“{value}” is no code of its heading in the CBAM list. Check it, for instance {hint}."
        ),
        "cn_not_in_annex_i": _("“{value}” is not on the CBAM list, so nothing is due. Remove or correct it."),
        "cn_excepted": _("“{value}” is expressly excepted from CBAM. Remove or correct it."),
        "cn_split": _("{value} was split into newer codes. Choose one: {hint}."),
        "taric_needed": _("{value} needs its TARIC digits. Choose one: {hint}."),
        "taric_unknown": _("“{value}” is no TARIC code with a default value. Choose one: {hint}."),
        "origin_missing": _("Give the country of origin: two letters or its name."),
        "origin_unknown": _("“{value}” is not a known country. Write its two letters or its name."),
        "basis_unknown": _("“{value}” is not a basis. Write default or actual."),
        "route_unknown": _("“{value}” is not a production route. Use one of {hint}."),
        "route_needed": _("The production route is needed, as no table names it. Choose one of {hint}."),
        "route_not_for_good": _("This good has no benchmark for the route {value}. Choose one of {hint}."),
        "quarter_needed": _("The price of {value} is set by quarter. Name the quarter, such as {hint}."),
        "price_not_published": _(
            "The price of {value} is due on {hint}. Enter a price or choose an assumption."
        ),
    }


def _figure_reasons(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "mass_missing": _("Give the net mass in tonnes, or megawatt hours for electricity."),
        "mass_not_number": _("“{value}” is not a number. Write the net mass in tonnes."),
        "mass_negative": _("The net mass {value} is negative. Write it in tonnes, from 0 up."),
        "mass_not_finite": _("“{value}” is not a finite number. Write the net mass in tonnes."),
        "mass_too_large": _("{value} is beyond any shipment. Check that the unit is tonnes."),
        "direct_missing": _("Actual values: give the direct emissions, or choose default values."),
        "direct_invalid": _("Direct emissions “{value}”: write a number from 0 up."),
        "indirect_missing": _(
            "Emissions of the electricity count for this good: give the indirect emissions, or choose default values."
        ),
        "indirect_invalid": _("Indirect emissions “{value}”: write a number from 0 up."),
        "precursor_invalid": _("Free allocation of precursors “{value}”: write a number from 0 up."),
        "carbon_price_invalid": _("Carbon price paid “{value}”: write a number from 0 up."),
        "price_invalid": _("Certificate price “{value}”: write a price of 0.01 or more."),
        "electricity_default": _(
            "Default factors of electricity are not part of this tool. Choose actual values and give the direct emissions per MWh."
        ),
        "electricity_limit": _(
            "{value} t/MWh is above the limit of {hint} for an actual factor of electricity. Check it."
        ),
    }


def _file_problems(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "archive_broken": _("The file is damaged and cannot be opened. Save it again."),
        "archive_too_large": _("The file unpacks to more than this tool takes. Split it."),
        "column_missing": _("The column “{column}” is missing. Compare with the template."),
        "content_differs": _(
            "The content ({value}) does not fit the ending of the name. Save it as CSV or XLSX."
        ),
        "ending_unknown": _("Files ending in “{value}” cannot be read. Save it as CSV or XLSX."),
        "file_empty": _("The file is empty."),
        "file_too_large": _("The file is larger than 20 MB. Split it."),
        "headings_missing": _("No row with known column headings was found. Compare with the template."),
        "lines_missing": _("There is no line below the headings."),
        "parquet_unreadable": _("The Parquet file cannot be read. Save it again."),
        "too_many_columns": _("The file has {value} columns, more than 100. Delete empty ones."),
        "too_many_rows": _("The file has {value} rows, more than 200,000. Split it."),
        "workbook_encrypted": _("The workbook is protected by a password. Save it without one."),
        "workbook_unreadable": _("The workbook cannot be read. Save it again as XLSX."),
        "column_twice": _("“{column}” and “{value}” mean the same and were joined."),
        "column_unknown": _("The column “{column}” is not known and was left aside."),
        "sheets_ignored": _("Only the first sheet was read, not: {value}."),
    }


def _row_problems(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "basis_unknown": _("“{value}” is not a basis. Write default or actual."),
        "code_rounded": _("“{value}”: the spreadsheet has rounded the code. Format the column as text."),
        "control_character": _("“{column}” holds characters that cannot be read."),
        "formula": _("“{column}” holds a formula. Put its value there."),
        "number_ambiguous": _(
            "{column}: “{value}” can be read as thousands or as decimals. Write it without separators of thousands."
        ),
        "number_not_finite": _("{column}: “{value}” is not a finite number."),
        "number_too_large": _("{column}: “{value}” is too large. Check the unit."),
        "number_unreadable": _("{column}: “{value}” is not a number."),
        "quote_broken": _("A quotation mark has no partner: {value}"),
        "text_too_long": _("“{column}” is longer than 200 characters."),
        "too_many_cells": _("The row has more cells than headings, for instance “{value}”."),
        "values_differ": _("“{column}” stands twice with different values, for instance “{value}”."),
    }


def _date_problems(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "date_ambiguous": _("“{value}”: day and month cannot be told apart. Write it as 2026-05-20."),
        "date_unreadable": _("“{value}” is not a date. Write it as 2026-05-20."),
        "period_unreadable": _("“{value}” is not a period. Write 2026-Q1 or a year."),
    }
