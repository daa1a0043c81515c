"""What is wrong with a file of import lines, in the reader's language."""

from __future__ import annotations

import pandas as pd

from atlas import terms
from atlas.cbam.engine.reasons_text import reason
from atlas.language import Language

#: stands before the code of a problem of the file where a reason of the calculation could stand
FILE = "file_"


def problem(code: str, column: str, value: str, lang: Language) -> str:
    """Sentence of a problem in a file: a code of `atlas.cbam.files.columns.SEVERITY`."""
    texts = (
        _file_problems(lang)
        | _notes(lang)
        | _row_problems(lang)
        | _cell_problems(lang)
        | _date_problems(lang)
        | _sheet_problems(lang)
        | _mapping_problems(lang)
    )
    names = terms.names("cbam_column", lang)
    return texts[code].format(column=names.get(column, column), value=value)


def file_reasons(lines: pd.DataFrame, lang: Language) -> pd.Series:
    """Reason of each line that is refused or outside, in words, empty for the others."""
    told = lines.loc[lines["reason_code"].notna(), ["reason_code", "reason_value", "reason_hint"]]
    if told.empty:
        return pd.Series("", index=lines.index, dtype="str")
    keys = told.astype("object").fillna("").apply(tuple, axis=1)
    words = {key: _reason(str(key[0]), str(key[1]), str(key[2]), lang) for key in keys.unique()}
    return keys.map(words).reindex(lines.index).fillna("").astype("str")


def _reason(code: str, value: str, hint: str, lang: Language) -> str:
    if code.startswith(FILE):
        return problem(code.removeprefix(FILE), hint, value, lang)
    return reason(code, value, hint, lang)


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
    }


def _notes(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "captions_left_out": _("Rows without code, origin and mass were left out: {value}."),
        "code_completed": _(
            "“{column}”: codes of six equal digits have one EU code only, which was taken ({value})."
        ),
        "code_cut": _("“{column}”: codes of eleven digits were cut to those of the EU ({value})."),
        "column_other": _("“{column}” was not used: “{value}” says the same and is preferred."),
        "column_twice": _("“{column}” and “{value}” mean the same and were joined."),
        "column_unknown": _("The column “{column}” is not known; it is kept for the answer."),
        "errors_unseen": _(
            "In files of the kind {value}, cells that show an error cannot be told from empty ones. Save as XLSX to be sure."
        ),
        "merged_filled": _("“{column}”: values of merged cells were taken for each of their rows."),
        "sheet_hidden": _("The hidden sheet “{value}” was not read."),
        "sheet_incomplete": _("The sheet “{value}” has no column for “{column}” and was not read."),
        "sheet_other": _("The sheet “{value}” holds no import lines and was not read."),
        "sheets_alike": _(
            "The sheets {value} hold the same lines: both are counted. Remove one if it is a copy."
        ),
        "totals_left_out": _("Rows that only sum up were left out: {value}."),
    }


def _row_problems(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "basis_unknown": _("“{value}” is not a basis. Write default or actual."),
        "code_rounded": _("“{value}”: the spreadsheet has rounded the code. Format the column as text."),
        "control_character": _("“{column}” holds characters that cannot be read."),
        "number_ambiguous": _(
            "{column}: “{value}” can be read as thousands or as decimals. Write it without separators of thousands."
        ),
        "quote_broken": _("A quotation mark has no partner: {value}"),
        "text_too_long": _("“{column}” is longer than 200 characters."),
        "too_many_cells": _("The row has more cells than headings, for instance “{value}”."),
        "values_differ": _("“{column}” stands twice with different values, for instance “{value}”."),
    }


def _cell_problems(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "blank_below": _("“{column}” is empty. Does the value above hold here too?"),
        "code_national": _(
            "“{value}” is a Chinese or Taiwanese code and agrees with the EU in six digits only. Choose the EU code."
        ),
        "error_cell": _("“{column}” shows the error {value}. Put a value there, or nothing."),
        "formula": _("“{column}” holds a formula. Put its value there."),
        "formula_without_value": _(
            "“{column}” holds a formula that was never calculated. Open and save the file once."
        ),
        "origin_northern_ireland": _(
            "“{value}” is Northern Ireland: its goods follow the EU’s rules and are not imports. Correct the origin or leave the line out."
        ),
        "origin_open": _("“{column}” names no country. Give the country of origin."),
        "taric_differs": _("“{value}” does not begin with the CN code beside it."),
        "unit_conflict": _("The unit “{value}” contradicts the unit in the heading of the mass."),
        "unit_missing": _("“{column}” does not say in which unit: {value}."),
        "unit_unknown": _("“{value}” is not a unit of mass."),
        "number_not_finite": _("{column}: “{value}” is not a finite number."),
        "number_too_large": _("{column}: “{value}” is too large. Check the unit."),
        "number_unreadable": _("{column}: “{value}” is not a number."),
    }


def _date_problems(lang: Language) -> dict[str, str]:
    _ = lang.text
    return {
        "date_ambiguous": _("“{value}”: day and month cannot be told apart. Write it as 2026-05-20."),
        "date_unreadable": _("“{value}” is not a date. Write it as 2026-05-20."),
        "period_unreadable": _("“{value}” is not a period. Write 2026-Q1 or a year."),
    }


def _sheet_problems(lang: Language) -> dict[str, str]:
    """Problems of a supplier's data sheet alone."""
    _ = lang.text
    return {
        "chain_malformed": _("“{value}” is not a chain of precursors. Use the second sheet instead."),
        "chain_twice": _("The precursors stand here and on the second sheet. Keep one of the two."),
        "data_sheet_unknown": _("This is not a data sheet of this tool: its hidden first row is missing."),
        "number_negative": _("{column}: “{value}” is negative. Write a number from 0 up."),
        "step_unusable": _(
            "Precursor “{value}”: write a code of 8 digits, a level one below the step above, and d, o or w."
        ),
        "step_without_good": _("No good of the first sheet has the number “{value}”."),
        "yes_or_no": _("{column}: “{value}” is neither yes nor no."),
    }


def _mapping_problems(lang: Language) -> dict[str, str]:
    """Entries of a saved mapping that cannot be used."""
    _ = lang.text
    return {
        "mapping_answer_unknown": _("“{value}” is not an answer to “{column}”."),
        "mapping_heading_missing": _("“{column}”: the file has no heading “{value}”."),
        "mapping_name_unknown": _("“{column}” is neither a column of this tool nor one of its questions."),
        "mapping_unreadable": _("This is not a file of choices that this page saved."),
    }
