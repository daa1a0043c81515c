"""Publishing a certificate price is one row in one file: no test turns red, no sentence gets wrong."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("atlas", "pages", "data", "tests", "translations", "static", ".streamlit")
#: the law, golden and page parts that a price could touch
PARTS = [
    "tests/cbam/test_golden.py",
    "tests/cbam/test_snapshot.py",
    "tests/cbam/test_law.py",
    "tests/cbam/test_chain.py",
    "tests/cbam/test_outlook.py",
    "tests/cbam/test_page.py",
]


def test_a_made_up_price_of_the_fourth_quarter_breaks_nothing(tmp_path: Path) -> None:
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("dashboard.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    prices = tmp_path / "data" / "cbam" / "cbam_certificate_prices.csv"
    text = prices.read_text(encoding="utf-8")
    due = "2026-Q4,2026-10-01,2026-12-31,,2027-01-04,due,"
    if due in text:
        published = "2026-Q4,2026-10-01,2026-12-31,91.37,2027-01-04,published,"
        prices.write_text(text.replace(due, published), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *PARTS]
    command += ["-k", "not test_page or (opening_view or quarter or later_years or missing)"]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:]
