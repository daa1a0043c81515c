"""The server as a process: what stops its start, and what a restart leaves unchanged."""

import json
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


DAMAGES = {
    "empty table": ("data/cbam/cbam_factors.csv", lambda _: b""),
    "binary table": ("data/cbam/cbam_factors.csv", lambda _: b"\x00\xff\xfe\x00" * 100),
    "row too short": ("data/cbam/cbam_factors.csv", lambda old: old + b"a,b\n"),
    "lost table": ("data/cbam/cbam_factors.csv", lambda _: None),
    "broken list of tables": ("data/datapackage.json", lambda _: b'{"resources": ['),
    "broken schema": ("data/cbam/cbam_factors.schema.json", lambda _: b"{"),
    "another kind of schema": ("data/cbam/cbam_factors.schema.json", lambda _: b"[]"),
    "lost schema": ("data/cbam/cbam_factors.schema.json", lambda _: None),
    "cut catalogue": ("translations/zh_Hant/cbam.po", lambda old: old[: old.rindex(b'"')]),
    "binary catalogue": ("translations/zh_Hans/app.po", lambda _: b"\xff\xfe\x00"),
}
#: starts without listening, so that the damages cost one process
START = """
import contextlib, io, json, sys
from pathlib import Path
import server
from atlas import language, tables
from atlas.app import cache
server.uvicorn.run = lambda *_, **__: print("started")
for name, path, damaged in json.load(open("damages.json")):
    file = Path(path)
    old = file.read_bytes()
    file.unlink() if damaged is None else file.write_bytes(bytes.fromhex(damaged))
    for kept in (tables._package, tables._resource, language.catalogue, cache.start):
        getattr(kept, "cache_clear", lambda: None)()
    try:
        server.main()
        print(name, "|", "started")
    except SystemExit as told:
        print(name, "|", str(told).replace(chr(10), "<newline>"))
    except BaseException as error:
        print(name, "|", "Traceback", repr(error))
    file.write_bytes(old)
"""


def test_each_damage_is_one_sentence_with_its_file(copy: Path) -> None:
    damages = []
    for name, (path, change) in DAMAGES.items():
        content = change((copy / path).read_bytes())  # type: ignore[no-untyped-call]
        damages.append((name, path, None if content is None else content.hex()))
    (copy / "damages.json").write_text(json.dumps(damages))
    command = [sys.executable, "-c", START]
    done = subprocess.run(
        command,
        cwd=copy,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    told = dict(line.split(" | ") for line in done.stdout.splitlines())
    assert set(told) == set(DAMAGES), done.stdout
    for name, sentence in told.items():
        assert DAMAGES[name][0] in sentence and "does not start" in sentence, (name, sentence)
        assert "Traceback" not in sentence and "<newline>" not in sentence


@pytest.mark.parametrize(
    ("setting", "value"),
    [("ATLAS_BASE_PATH", "//x/../y"), ("ATLAS_MEMORY_MB", "500"), ("ATLAS_MEMORY_MB", "much")],
)
def test_a_setting_that_cannot_be_is_one_sentence(setting: str, value: str) -> None:
    done = subprocess.run(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env={"PORT": str(free_port()), "PATH": "/usr/bin:/bin", setting: value},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
    assert "settings do not fit" in done.stderr
