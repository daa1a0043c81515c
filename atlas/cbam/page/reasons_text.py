"""What is wrong with a file, in the reader's language."""

from __future__ import annotations

from atlas.language import Language


def problem(code: str, column: str, value: str, lang: Language) -> str:
    """Sentence of a problem in a file: a code of `atlas.cbam.files.columns.SEVERITY`."""
    texts = _file_problems(lang) | _row_problems(lang) | _date_problems(lang)
    return texts[code].format(column=column, value=value)


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
