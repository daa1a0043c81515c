"""The server as a process: what stops its start, and what a restart leaves unchanged."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.copy import ROOT, copy_project
from tests.hosting.process import Hosted, free_port


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project in a folder of its own, to be damaged."""
    return copy_project(tmp_path)


def damage(path: Path, row: int, column: int, value: str) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    cells = lines[row - 1].split(",")
    cells[column] = value
    lines[row - 1] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")


def test_a_damaged_table_stops_the_start_and_names_the_row(copy: Path) -> None:
    damage(copy / "data" / "cbam" / "cbam_factors.csv", 3, 0, "a lot")
    port = free_port()
    done = subprocess.run(
        [sys.executable, "server.py"],
        cwd=copy,
        env={"PORT": str(port), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 1
    assert "data/cbam/cbam_factors.csv, row 3" in done.stderr and "a lot" in done.stderr
    assert "Traceback" not in done.stderr
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/health")


def test_a_lost_source_stops_the_start(copy: Path) -> None:
    damage(copy / "data" / "cbam" / "cbam_factors.csv", 2, 7, "NO-SUCH-SOURCE")
    done = subprocess.run(
        [sys.executable, "server.py"],
        cwd=copy,
        env={"PORT": str(free_port()), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 1 and "data/cbam/cbam_factors.csv, row 2" in done.stderr


def test_embedding_and_public_address_are_settings(tmp_path: Path) -> None:
    running = Hosted(
        tmp_path / "log",
        ATLAS_FRAME_ANCESTORS="https://intranet.example",
        ATLAS_PUBLIC_URL="https://atlas.example/",
    ).wait()
    try:
        answer = httpx.get(f"{running.address}/lighthouses?lang=en")
        assert "frame-ancestors https://intranet.example" in answer.headers["content-security-policy"]
        assert 'content="https://atlas.example/app/static/preview.png"' in answer.text
        assert "failed at the start" not in running.log.read_text()
    finally:
        running.stop()


def test_streamlit_run_shows_the_same_app(tmp_path: Path) -> None:
    """The plain form stays usable: same entry, same settings, no server.py."""
    assert "server" not in (ROOT / "dashboard.py").read_text(encoding="utf-8")
    assert "gatherUsageStats = false" in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
