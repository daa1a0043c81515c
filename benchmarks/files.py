"""A file of 100,000 import lines, uploaded to the hosted form and shown, in shapes that people have; and what
the recognition of foreign headings costs beside a file with the template's own.

Each upload is of a fresh session. Memory is that of the server with its workers, above its level before.
"""

import asyncio
import csv
import io
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from atlas import terms
from atlas.cbam.files import portfolio
from atlas.language import Language
from benchmarks.rows import Row, percentile, spread
from benchmarks.servers import Server
from benchmarks.visitor import Visitor

LINES, SHORT_LINES = 100_000, 2_000
GOAL_MS, GOAL_MB, GOAL_SHARE = 2000.0, 300.0, 10.0
COLUMNS = ("importer", "import_date", "cn_code", "origin", "net_mass_t")
#: good, origin and its names in German and Chinese
GOODS = [
    ("73181588", "CN", "China", "中国"),
    ("72083600", "TR", "Türkei", "土耳其"),
    ("76061292", "IN", "Indien", "印度"),
]


def lines(count: int) -> Iterator[tuple[int, int, int, tuple[str, str, str, str]]]:
    """(number, day of the quarter's first month, kilograms, good)."""
    for at in range(count):
        yield at, 1 + at % 28, 1000 + at * 37 % 90_000, GOODS[at % 3]


def _text(head: list[str], rows: Iterator[list[str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def template(count: int, head: list[str] | None = None) -> tuple[str, bytes]:
    """The template's own headings and forms, or the same cells under other ``head``-ings."""
    names = terms.names("cbam_column", Language("en"))
    rows = (
        [f"Importer {at % 40}", f"2026-01-{day:02}", good[0], good[1], f"{kilograms / 1000:.3f}5"]
        for at, day, kilograms, good in lines(count)
    )
    return "template.csv", _text(head or [names[name] for name in COLUMNS], rows).encode()


def mapped(count: int) -> tuple[str, bytes]:
    """The same cells under headings known by their words only, with units and brackets."""
    head = [
        "Importer (name)",
        "DATE_OF_CUSTOMS_RELEASE",
        "Commodity code no.",
        "ORIGIN_COUNTRY_CD",
        "Net weight [t]",
    ]
    return "mapped.csv", template(count, head)[1]


def german(count: int) -> tuple[str, bytes]:
    """A customs export: Windows-1252, semicolons, kilograms, eleven digits, columns of its own."""
    head = [
        "MRN",
        "Pos.",
        "Warennummer",
        "Ursprungsland",
        "Eigenmasse (kg)",
        "Überlassungsdatum",
        "Empfänger",
    ]
    rows = (
        [f"26DE{at // 3:07}", f"{at % 3}", f"{good[0]}000", good[2], f"{kg // 1000}.{kg % 1000:03},500"]
        + [f"{day:02}.01.2026", f"Einführer {at % 40}"]
        for at, day, kg, good in lines(count)
    )
    return "zoll.csv", _text(head, rows, ";").encode("cp1252")


def chinese(count: int) -> tuple[str, bytes]:
    """A declaration list in GB18030, by tabulators."""
    rows = (
        [f"{2026000000 + at}", f"2026年1月{day}日", good[0], good[3], f"{kg}"]
        for at, day, kg, good in lines(count)
    )
    return "list.txt", _text(
        ["报关单号", "进口日期", "欧盟税号", "原产国", "净重（千克）"], rows, "\t"
    ).encode("gb18030")


def erp(count: int) -> tuple[str, bytes]:
    """A workbook of an ERP system: a title, figures and dates as such, a unit in a column, a total."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        date, sheet = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_worksheet("Export")
        sheet.write_string(0, 0, "Goods receipts, 2026")
        head = [
            "Material",
            "Commodity Code",
            "Ctry/Reg. of Origin",
            "Net Weight",
            "Unit",
            "Posting Date",
            "Vendor",
        ]
        sheet.write_row(2, 0, head)
        for at, day, kg, good in lines(count):
            sheet.write_row(3 + at, 0, [f"M{at % 500}", good[0], good[1], kg + 0.5, "KG"])
            sheet.write_number(3 + at, 5, 46022 + day, date)
            sheet.write_string(3 + at, 6, f"Vendor {at % 40}")
        sheet.write_row(3 + count, 0, ["Total", "", "", sum(kg + 0.5 for _, _, kg, _ in lines(count))])
    return "export.xlsx", content.getvalue()


SHAPES: dict[str, Callable[[int], tuple[str, bytes]]] = {
    "template, CSV": template,
    "headings by words, CSV": mapped,
    "German customs, CSV": german,
    "Chinese declarations, text": chinese,
    "ERP export, XLSX": erp,
}


def run(short: bool) -> list[Row]:
    """Time and memory of each shape, and the share that recognition adds."""
    count, times = (SHORT_LINES, 1) if short else (LINES, 5)
    rows = []
    with Server("hosted") as server:
        for name, shape in SHAPES.items():
            asyncio.run(_upload(server, *shape(1000)))
            file = shape(count)
            spent, grown = zip(*(asyncio.run(_upload(server, *file)) for _ in range(times)), strict=True)
            what = f"{count:,} lines uploaded and shown: {name}"
            rows += [
                spread(what, "ms", spent, GOAL_MS),
                Row(f"{what}, memory", max(grown), "MB", goal=GOAL_MB),
            ]
    return [*rows, _recognition(count, times)]


async def _upload(server: Server, name: str, content: bytes) -> tuple[float, float]:
    """Milliseconds from the choice of the file to the answer, and the megabytes it took at most."""
    visitor = Visitor(server.address, "cbam", "lang=en&tab=portfolio")
    await visitor.open()
    levels, stop = [_tree_mb(server.process.pid)], threading.Event()

    def watch() -> None:
        while not stop.wait(0.02):
            levels.append(_tree_mb(server.process.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    began = time.perf_counter()
    await visitor.upload(name, content)
    spent = (time.perf_counter() - began) * 1000
    stop.set()
    watching.join()
    await visitor.close()
    if visitor.uploaded not in (200, 204) or "plotly_chart" not in visitor.elements:
        raise RuntimeError(f"{name}: upload {visitor.uploaded}, no answer; {visitor.alerts}")
    return spent, max(levels) - levels[0]


def _tree_mb(pid: int) -> float:
    """Memory of a process and all below it; what they share counts once (Linux)."""
    kilobytes, waiting = 0, [pid]
    while waiting:
        own = Path(f"/proc/{waiting.pop()}")
        try:
            told = own.joinpath("smaps_rollup").read_text()
            kilobytes += next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
            for thread in own.joinpath("task").iterdir():
                waiting += map(int, thread.joinpath("children").read_text().split())
        except (OSError, StopIteration):
            # it ended while it was looked at
            continue
    return kilobytes / 1024


def _recognition(count: int, times: int) -> Row:
    """Processor time of reading the same cells, under the template's headings and under foreign ones; they
    take turns, so that other work on the machine falls on both."""
    shares = []
    files = [template(count), mapped(count)]
    for name, content in files:
        if len(portfolio.read(content, name).lines) != count:
            raise RuntimeError(f"{name}: not every line was read")
    for _ in range(max(times, 3)):
        spent = []
        for name, content in files:
            began = time.process_time()
            portfolio.read(content, name)
            spent.append(time.process_time() - began)
        shares.append(100 * (spent[1] / spent[0] - 1))
    return Row(
        "reading: added by the recognition of headings",
        statistics.median(shares),
        "%",
        percentile(shares, 0.25),
        percentile(shares, 0.75),
        len(shares),
        GOAL_SHARE,
    )
