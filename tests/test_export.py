"""Files that leave the app run nothing, open well and keep their numbers."""

import io

import openpyxl
import pandas as pd
import pytest

from atlas import export

FRAME = pd.DataFrame(
    {
        "name": ["=1+1", "+cmd", "-2 apples", "@sum", "\tx", "-12.5", "台積電", 'a,b\n"c"'],
        "value": [1.25, -3.0, None, 0.1, 1e-9, 5, 6, 7],
    }
)
LABELS = {"name": "名稱", "value": "=value"}


def test_csv_has_a_mark_and_opens_chinese() -> None:
    raw = export.to_csv(FRAME, LABELS)
    assert raw.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(raw))
    assert list(back.columns) == ["名稱", "'=value"]
    assert back["名稱"].iloc[6] == "台積電" and back["名稱"].iloc[7] == 'a,b\n"c"'


def test_csv_runs_nothing_and_keeps_numbers() -> None:
    back = pd.read_csv(io.BytesIO(export.to_csv(FRAME, LABELS)), dtype={"名稱": str})
    assert not back["名稱"].iloc[:5].str.match(r"^[=+\-@\t]").any()
    assert back["名稱"].iloc[5] == "-12.5"
    pd.testing.assert_series_equal(back["'=value"], FRAME["value"], check_names=False)


def test_long_csv_is_the_same_table() -> None:
    dates = pd.to_datetime(["2026-01-31", None, *["2026-02-01"] * 6])
    frame = FRAME.assign(day=dates, kind=pd.Categorical(["=a", "b"] * 4))
    raw = export.to_long_csv(frame, LABELS)
    assert raw.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(raw), dtype={"名稱": str})
    expected = pd.read_csv(io.BytesIO(export.to_csv(frame, LABELS)), dtype={"名稱": str})
    pd.testing.assert_frame_equal(back, expected)
    assert back["day"].iloc[0] == "2026-01-31" and back["kind"].iloc[0] == "'=a"


NOTES = export.Notes(
    ["=note", "second"],
    [("Scope", "=Mainland")],
    [("A paper (2026)", "https://example.org/paper"), ("=bad", "javascript:alert(1)")],
    ("Notes", "Selection", "Sources"),
    "https://example.org/view",
)


def test_workbook_runs_nothing_and_keeps_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export.to_xlsx(FRAME, LABELS, NOTES)))
    rows = list(book["Data"].iter_rows(values_only=True))
    assert rows[0] == ("名稱", "'=value")
    assert [row[1] for row in rows[1:]] == [1.25, -3, None, 0.1, 1e-9, 5, 6, 7]
    assert all(cell.data_type != "f" for sheet in book for line in sheet for cell in line)
    notes = [row[0] for row in book["Notes"].iter_rows(values_only=True)]
    assert notes == ["Notes", "'=note", "second", "https://example.org/view"]
    assert book["Selection"]["A2"].value == "Scope: =Mainland"
    sources = book["Sources"]
    assert sources["A2"].hyperlink.target == "https://example.org/paper"
    assert sources["A3"].hyperlink is None and sources["A3"].value == "'=bad"


def test_an_array_formula_stays_a_text() -> None:
    """Braces around a formula are one to the library that writes the workbook, not to a CSV."""
    book = openpyxl.load_workbook(io.BytesIO(export.to_xlsx(pd.DataFrame({"a": ["{=1+1}"]}), {})))
    cell = book["Data"]["A2"]
    assert cell.data_type == "s" and cell.value == "{=1+1}"


def test_columns_carry_the_format_of_the_page() -> None:
    frame = pd.DataFrame(
        {"year": [2025, 2026], "eur": [1163.531, 2.5], "t": [0.12345, 1], "url": ["https://a.b"] * 2}
    )
    book = openpyxl.load_workbook(io.BytesIO(export.to_xlsx(frame, {}, NOTES)))
    assert [cell.number_format for cell in book["Data"][2]][:3] == ["0", "#,##0.00", "#,##0.0000"]
    assert book["Data"]["B2"].value == 1163.531 and book["Data"]["D2"].hyperlink.target.startswith(
        "https://a.b"
    )
    assert export.rounded(frame)["eur"].tolist() == [1163.53, 2.5]


@pytest.mark.parametrize("text", ["=A1", "+A1", "-A1", "@A1", "\rA1", "\tA1", "=-1", "-1+cmd|'x'!A1"])
def test_a_formula_is_disarmed(text: str) -> None:
    assert export.harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["-1", "+1.5", "-1,234.5", "-1e-3", "-5 %", "plain", "", "1=1"])
def test_a_number_or_word_stays(text: str) -> None:
    assert export.harmless(text) == text
