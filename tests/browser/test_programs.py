"""Which browser is taken, and what happens where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import programs


def test_an_installed_browser_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"google-chrome": "/opt/chrome", "microsoft-edge": "/opt/edge"}
    monkeypatch.setattr(programs.shutil, "which", wanted.get)
    assert programs.installed_browser() == "/opt/chrome"
    del wanted["google-chrome"]
    assert programs.installed_browser() == "/opt/edge"


def test_without_a_browser_the_other_tests_run_and_say_so(tmp_path: Path) -> None:
    """On a path without any browser, and with no download of Playwright's."""
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    environment |= {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "tests/browser",
        "tests/test_language.py",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    assert "tests/test_language.py" in done.stdout and "tests/browser/" not in done.stdout
    assert done.stdout.count("left out: ") == 1
