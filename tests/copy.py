"""A copy of the project in a folder of its own, to be changed or damaged."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ["atlas", "data", "pages", "static", "translations", ".streamlit", "dashboard.py", "server.py"]

#: opens a page alone in a language, prints its title, finding and the number of its charts
OPEN = """
import sys
from streamlit.testing.v1 import AppTest
page, lang = sys.argv[1:]
app = AppTest.from_file("dashboard.py", default_timeout=120)
app.switch_page(f"pages/{page}.py")
app.query_params["lang"] = lang
app.run()
assert not app.exception and not app.error, (app.exception, app.error)
print(app.title[0].value)
print(*(text.value.replace(chr(10), " ") for text in app.markdown), sep=" | ")
print(len(app.get("plotly_chart")))
"""


def copy_project(folder: Path) -> Path:
    """The parts of the project that run, copied into the folder."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder


def python(folder: Path, script: str, *arguments: str) -> str:
    """What a script prints that runs in the copy; its errors when it fails."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def opened(folder: Path, page: str, lang: str) -> tuple[str, str, int]:
    """Title, texts and number of charts of a page of the copy, opened alone in a language."""
    title, texts, charts = python(folder, OPEN, page, lang).splitlines()[-3:]
    return title, texts, int(charts)
