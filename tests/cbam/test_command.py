"""The command line: endings, exit codes, progress, chunks, and a cluster of two workers."""

import io
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from atlas.cbam import __main__ as command
from atlas.cbam.engine.assess import assess
from atlas.cbam.engine.reasons_text import with_reasons
from atlas.cbam.law.rules import Rules
from atlas.language import Language

LINES = pd.DataFrame(
    {
        "line_id": ["1", "2"],
        "cn_code": ["7208 36 00", "76011010"],
        "origin": ["CN", "United Arab Emirates"],
        "period": ["2026-Q1", "2027"],
        "net_mass_t": ["100", "60.5"],
    }
)


def told(lines: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """What the command writes: assessed lines with their reasons in words."""
    return with_reasons(assess(lines, rules), Language("en"))


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lines.csv"
    LINES.to_csv(path, index=False)
    return path


def test_result_to_standard_output_and_words_to_standard_error(
    lines: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([str(lines)]) == 0
    out, err = capsys.readouterr()
    result = pd.read_csv(io.StringIO(out))
    assert result["cost_eur"][0] == pytest.approx(16352.7432, abs=1e-9)
    assert err == "2 ok\n"


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
@pytest.mark.parametrize("source", [".csv", ".xlsx", ".parquet"])
def test_endings_read_and_written(tmp_path: Path, source: str, ending: str, rules: Rules) -> None:
    path, target = tmp_path / f"in{source}", tmp_path / f"out{ending}"
    command.write_result(LINES, path)
    assert command.main([str(path), "-o", str(target)]) == 0
    readers = {
        ".csv": pd.read_csv,
        ".xlsx": partial(pd.read_excel, engine="openpyxl"),
        ".parquet": pd.read_parquet,
    }
    got = readers[ending](target)
    assert set(told(LINES, rules).columns) - set(got.columns) == set()
    np.testing.assert_allclose(got["cost_eur"], assess(LINES, rules)["cost_eur"], rtol=1e-12)


def test_refused_lines_give_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.csv"
    pd.concat([LINES, LINES.assign(origin="Atlantis")]).to_csv(path, index=False)
    assert command.main([str(path), "-o", str(tmp_path / "out.csv")]) == 1
    assert capsys.readouterr().err == "2 ok, 2 refused\n"
    result = pd.read_csv(tmp_path / "out.csv")
    assert "Atlantis" in result["reason"][2] and pd.isna(result["cost_eur"][2])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("absent.csv", None, "No such file"),
        ("empty.csv", b"", "The file is empty"),
        ("lines.doc", b"cn_code\n1\n", "ending in “doc”"),
        ("other.csv", b"colour,size\nred,1\n", "No row with known column headings"),
        ("partly.csv", b"cn_code,origin,year\n72083600,CN,2027\n", "“Net mass (t)” is missing"),
        ("utf16.csv", "cn_code\n".encode("utf-16"), "No row with known column headings"),
        ("broken.xlsx", b"not a workbook", "does not fit the ending"),
        ("broken.parquet", b"not a table", "does not fit the ending"),
    ],
)
def test_unreadable_files_give_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert command.main([str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and says in err and name in err


def test_price_and_rule_set(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def costs(*options: str) -> list[float]:
        assert command.main([str(lines), *options]) == 0
        return pd.read_csv(io.StringIO(capsys.readouterr().out))["cost_eur"].tolist()

    # (3.187 x 1.1 - 0.975 x 1.370) x 100 t x EUR 90
    assert costs("--price", "90")[0] == pytest.approx(2.16995 * 100 * 90)
    # 2027: (1.870 x 1.2 - 0.95 x 1.423) x 60.5 t x EUR 61.67
    assert costs("--price", "low")[1] == pytest.approx((1.870 * 1.2 - 0.95 * 1.423) * 60.5 * 61.67)
    assert costs("--scenario", "com_2026_616") == costs()
    assert command.main([str(lines), "--price", "cheap"]) == 2
    assert "low" in capsys.readouterr().err
    assert command.main([str(lines), "--scenario", "dream"]) == 2


def test_outlook_has_a_row_a_line_and_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, target = tmp_path / "lines.csv", tmp_path / "years.csv"
    path.write_text(
        "cn_code,origin,period,net_mass_t\n72083600,CN,2026-Q1,100\n72083600,CN,2030,100\n72083600,CN,2027,x\n"
    )
    assert command.main([str(path), "--outlook", "--price", "80", "-o", str(target)]) == 1
    years = pd.read_csv(target, encoding="utf-8-sig", dtype={"year": "str"})
    user = years[(years["price_path"] == "user") & (years["scenario"] == "law")]
    # nine years from 2026, five from 2030; in 2034 there is no free allocation, so cost = emissions x price
    assert user.groupby("row").size().to_dict() == {2: 9, 3: 5}
    last = user[user["year"] == "2034"]
    assert last["cost_eur"].to_numpy() == pytest.approx(last["embedded_t"].to_numpy() * 80)
    assert (years["status"] == "refused").sum() == 1


@pytest.mark.parametrize("options", [["-o", "out.txt"], ["--dask", "tcp://nowhere:1"]])
def test_unusable_options_give_exit_code_2(lines: Path, options: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        command.main([str(lines), *options])
    assert exit_.value.code == 2


def many(count: int = 4000) -> pd.DataFrame:
    """Lines of four importers, light enough that the yearly tonnes decide, some refused or exempt."""
    chance = np.random.default_rng(7)
    return pd.DataFrame(
        {
            "line_id": range(count),
            "importer": chance.choice(["a", "b", "c", "d"], count, p=[0.4, 0.3, 0.2, 0.1]),
            "cn_code": chance.choice(["72083600", "76011010", "25231000", "28041000"], count),
            "origin": chance.choice(["CN", "TR", "CH", "??"], count),
            "period": chance.choice(["2026-Q1", "2026-Q2", "2027"], count),
            "net_mass_t": chance.uniform(0, 0.5, count).round(4),
        }
    )


def test_a_cluster_gives_the_same_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rules: Rules
) -> None:
    distributed = pytest.importorskip("distributed")
    folder, target = tmp_path / "many", tmp_path / "out.parquet"
    folder.mkdir()
    for part in range(4):
        many().iloc[part * 1000 : (part + 1) * 1000].to_parquet(folder / f"part{part}.parquet", index=False)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        code = command.main([str(folder), "-o", str(target), "--dask", cluster.scheduler_address])
    assert code == 1 and "refused" in capsys.readouterr().err
    got = pd.read_parquet(target).sort_values("line_id").reset_index(drop=True)
    pd.testing.assert_frame_equal(got, told(many(), rules), check_dtype=False, check_categorical=False)
