"""Assess a file of import lines: ``python -m atlas.cbam LINES [-o RESULT]``.

LINES is any file that the page takes, read by the same reader; RESULT is CSV, XLSX or Parquet by its
ending (CSV to standard output if absent). Exit code 0, 1 if any line was refused, 2 if the file could
not be read. ``--template FILE`` reads a supplier's file instead and prints what was taken from it and what
is missing; with ``--tonnes`` also what its goods cost. ``--show-mapping`` prints how headings and units were understood and what is open;
``--map column=heading`` and ``--map question=answer`` decide it. ``--outlook`` writes every line in its own
year and each later one instead, by rule set and price path. ``--dask ADDRESS`` runs the same
calculation over the partitions of a Parquet data set on a running Dask cluster.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from atlas import export, tables
from atlas.cbam.answers import supplier_report_answers
from atlas.cbam.answers.assessment import assess_file
from atlas.cbam.answers.outlook import by_line
from atlas.cbam.answers.supplier_filling import TAKEN, fill
from atlas.cbam.files import data_sheet_reading, portfolio, table
from atlas.cbam.files.carried import shown_names
from atlas.cbam.files.decisions import ANSWERS, Decisions, from_json, from_pairs
from atlas.cbam.files.table import Limits
from atlas.cbam.files.understanding import Understanding, to_plain
from atlas.cbam.law.rule_sets import price_paths, rule_sets
from atlas.cbam.law.rules import TABLES, Rules
from atlas.cbam.page import data_request_text
from atlas.cbam.page.portfolio_text import file_reasons, problem
from atlas.language import DEFAULT, Language

#: files on one's own machine may be larger than those sent to a server
LIMITS = Limits(bytes=2**31, rows=5_000_000, columns=500, unpacked=2**33, cells=500_000_000)
ENGLISH = Language(DEFAULT)


#: what ``--map`` takes
NAMES = "There are " + ", ".join(
    [*portfolio.COLUMNS, *(f"{name} ({', '.join(own)})" for name, own in ANSWERS.items())]
)


class Unreadable(Exception):
    """The file of lines cannot be read; the message says why."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = _options(arguments)
    try:
        frames = {name: tables.load(name) for name in TABLES}
        rules = Rules.from_tables(frames, options.scenario)
        prices = _prices(options.price, rules)
        if options.template:
            code, told = supplier_report_answers.report(options, rules, prices)
            print("\n".join(told), file=sys.stderr if code == 2 else sys.stdout)
            return code
        if options.dask:
            from atlas.cbam import cluster

            say(f"assessing {options.lines} on {options.dask}")
            counts = cluster.assess_parquet(
                options.dask, options.lines, options.output, rules, prices, in_english
            )
        else:
            found = portfolio.read(_content(options.lines), options.lines.name, options.map, LIMITS)
            if options.show_mapping:
                return _show_mapping(found)
            _report(found)
            found = _supplied(found, options.data_sheet, rules)
            result = assess_file(found, rules, **prices)
            if options.outlook:
                result = _outlook(found, result, frames, options.scenario, prices)
            result = in_english(result)
            supplied = {*TAKEN, "basis"} if options.data_sheet else set()
            write_result(_columns(result, found.understanding, supplied), options.output)
            counts = count_statuses(result["status"])
    except ModuleNotFoundError as problem:
        say(f"--dask needs the package {problem.name}: pip install 'dask[dataframe]' distributed")
        return 2
    except (Unreadable, OSError, ValueError) as problem:
        say(f"{options.lines}: {getattr(problem, 'strerror', None) or problem}")
        return 2
    say(", ".join(f"{number} {status}" for status, number in counts.items() if number))
    return 1 if counts.get("refused") else 0


def in_english(assessed: pd.DataFrame) -> pd.DataFrame:
    """Results with their reasons as sentences."""
    told = file_reasons(assessed, ENGLISH)
    found = assessed.copy(deep=False)
    found.insert(list(found).index("reason_hint") + 1, "reason", told.where(told != "", None))
    return found


def say(text: str) -> None:
    """Progress and problems go to standard error."""
    print(text, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m atlas.cbam", description="What import lines owe under CBAM"
    )
    parser.add_argument(
        "lines", type=Path, nargs="?", help="file of import lines: CSV, a workbook or Parquet"
    )
    supplier_report_answers.add_options(parser)
    parser.add_argument("-o", "--output", type=Path, help="result file; CSV to standard output if absent")
    parser.add_argument("--scenario", default="law", help="rule set: law or com_2026_616")
    parser.add_argument("--price", help="low, central or high, or one price in EUR for all lines")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=HEADING",
        help="which heading is which column, or the answer to a question (decimal_mark=,); "
        "@FILE takes all of them from a file; may stand several times",
    )
    parser.add_argument(
        "--show-mapping", action="store_true", help="print how the file was understood, as JSON"
    )
    parser.add_argument(
        "--data-sheet",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="data sheet of a supplier, whose actual values go into the lines it is about; may stand several times",
    )
    parser.add_argument(
        "--outlook",
        action="store_true",
        help="write the years to the last of the rules, one row a line and year",
    )
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="scheduler of a running Dask cluster (Parquet only)"
    )
    return parser


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = _parser()
    options = parser.parse_args(arguments)
    if bool(options.lines) == bool(options.template):
        parser.error("give a file of import lines, or --template FILE")
    endings = {".csv", ".xlsx", ".parquet"}
    if options.output and options.output.suffix.lower() not in endings:
        parser.error(f"{options.output}: the ending must be one of {', '.join(sorted(endings))}")
    if options.dask and not (options.output and options.output.suffix.lower() == ".parquet"):
        parser.error("--dask needs -o with a name that ends in .parquet")
    try:
        options.map = _decisions(options.map)
    except (OSError, ValueError) as wrong:
        parser.error(f"--map {wrong}")
    return options


def _decisions(given: list[str]) -> Decisions:
    """Decisions of ``column=heading``, ``question=answer`` and ``@FILE``; later ones win."""
    columns: dict[str, str] = {}
    answers: dict[str, str] = {}
    for text in given:
        if text.startswith("@"):
            own, wrong = from_json(Path(text[1:]).read_text(encoding="utf-8-sig"))
        else:
            name, sign, value = text.partition("=")
            if not sign:
                raise ValueError(f"{text}: write column=heading")
            own, wrong = from_pairs([(name.strip(), value.strip())])
        if wrong:
            told = (problem(one.code, one.name, one.value, ENGLISH) for one in wrong)
            raise ValueError(f"{text}: {' '.join(told)} {NAMES}")
        columns, answers = columns | own.columns, answers | own.answers
    return Decisions(columns, answers)


def _prices(text: str | None, rules: Rules) -> dict[str, Any]:
    """Keyword arguments of `assess` for a path name or a figure."""
    if text is None:
        return {}
    if text in rules.prices.paths:
        return {"price_path": text}
    try:
        return {"price_eur": float(text)}
    except ValueError:
        names = ", ".join(rules.prices.paths)
        raise Unreadable(f"--price {text}: give {names} or a price in EUR") from None


def _content(path: Path) -> bytes:
    """The bytes of the file; a folder of Parquet files as one."""
    if not path.is_dir():
        return path.read_bytes()
    return pd.read_parquet(path).to_parquet(index=False)


def _outlook(
    found: portfolio.Portfolio,
    assessed: pd.DataFrame,
    frames: dict[str, pd.DataFrame],
    scenario: str,
    prices: dict[str, Any],
) -> pd.DataFrame:
    """Every line by rule set, price path and year; rows that could not be read stand once, in no year."""
    every = {name: Rules.from_tables(frames, name) for name in rule_sets()}
    paths = (prices["price_path"],) if "price_path" in prices else price_paths()
    years = by_line(found.lines, every, paths, prices.get("price_eur"), entered_under=scenario)
    rows = pd.MultiIndex.from_frame(found.left_out[["sheet", "row"]])
    unread = assessed[pd.MultiIndex.from_frame(assessed[["sheet", "row"]]).isin(rows)]
    return pd.concat([years, unread.assign(scenario="", price_path="", year="")], ignore_index=True)


def _report(found: portfolio.Portfolio) -> None:
    """What was noted about the file, and the questions that its lines wait for; raises Unreadable."""
    if found.lines.empty and found.left_out.empty:
        whole = found.problems.loc[found.problems["severity"] == "file"].to_dict("records")
        raise Unreadable(
            " ".join(problem(own["code"], own["column"], own["value"], ENGLISH) for own in whole)
        )
    for told in found.problems.loc[found.problems["severity"] == "note"].to_dict("records"):
        say(problem(told["code"], told["column"], told["value"], ENGLISH))
    for question in found.understanding.questions:
        state = f"taken as {question.chosen}" if question.chosen else f"{question.rows} line(s) wait"
        say(f"{question.code} ({question.column}): {state}; decide by --map {question.code}=ANSWER")


def _supplied(found: portfolio.Portfolio, files: list[Path], rules: Rules) -> portfolio.Portfolio:
    """The lines with the values of suppliers' data sheets, and an account of them; raises Unreadable."""
    if not files:
        return found
    sheets = {}
    for path in files:
        try:
            sheets[path.name] = data_sheet_reading.read(path.read_bytes(), path.name, LIMITS)
        except table.Unreadable as wrong:
            raise Unreadable(f"{path}: {problem(wrong.code, '', wrong.value, ENGLISH)}") from None
    filled = fill(found.lines, rules, sheets, found.understanding.roles.get("supplier", ""))
    for row in data_request_text.account(filled.account, ENGLISH).to_dict("records"):
        say(f"{row['file']} row {row['row']} ({row['good']}, {row['origin']}): {row['told']}")
    for row in data_request_text.refused(sheets, ENGLISH).to_dict("records"):
        say(f"{row['file']} {row['cell']}: {row['told']} The row was left out.")
    return found._replace(lines=filled.lines)


def _show_mapping(found: portfolio.Portfolio) -> int:
    plain = to_plain(found.understanding)
    plain["problems"] = [
        {"code": told["code"], "heading": told["column"], "value": told["value"], "sheet": told["sheet"]}
        for told in found.problems.loc[found.problems["severity"] != "row"].to_dict("records")
    ]
    print(json.dumps(plain, ensure_ascii=False, indent=1))
    return 2 if (found.problems["severity"] == "file").any() else 0


def _columns(result: pd.DataFrame, understood: Understanding, supplied: set[str]) -> pd.DataFrame:
    """The file's own columns and the inputs that it or suppliers gave, then the result's."""
    given = {reading.column for reading in understood.columns} | supplied
    unused = [name for name in portfolio.COLUMNS if name not in given and name != "certificate_price_eur"]
    sheets = [] if len(understood.sheets) > 1 else ["sheet"]
    kept = result.drop(columns=[name for name in [*unused, *sheets] if name in result])
    return kept.rename(columns=shown_names(kept.columns))


def write_result(frame: pd.DataFrame, path: Path | None) -> None:
    """Write by ending; CSV to standard output without a path."""
    plain = frame.astype(dict.fromkeys(frame.select_dtypes("category"), "str"))
    if path is None:
        sys.stdout.write(export.to_long_csv(plain, {}).decode("utf-8-sig"))
    elif path.suffix.lower() == ".csv":
        path.write_bytes(export.to_long_csv(plain, {}))
    elif path.suffix.lower() == ".parquet":
        plain.to_parquet(path, index=False)
    else:
        path.write_bytes(export.to_xlsx(plain, {}))


def count_statuses(status: pd.Series) -> dict[str, int]:
    """Lines by status."""
    return {str(name): int(number) for name, number in status.value_counts().items()}


if __name__ == "__main__":
    sys.exit(main())
