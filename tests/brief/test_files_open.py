"""Slides open in LibreOffice: each of them becomes a page of a PDF file."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from atlas.app import downloads
from atlas.language import LANGUAGES, Language

OFFICE = shutil.which("soffice")
LINK = "https://example.org/view"
#: views that between them have native charts, a map and tables
VIEWS = [("lighthouses", {}), ("packaging", {"view": ["capacity"]}), ("cbam", {"tab": ["outlook"]})]

pytestmark = pytest.mark.skipif(OFFICE is None, reason="left out: slides in LibreOffice (not installed here)")


def test_slides_open_in_libreoffice(tmp_path: Path) -> None:
    """All files in one start of LibreOffice, which takes most of the time."""
    slides = {}
    for place, (page, query) in enumerate(VIEWS):
        code = list(LANGUAGES)[place % len(LANGUAGES)]
        raw = downloads.view_as_slides(page, query, Language(code), LINK)
        file = tmp_path / f"{page}-{code}.pptx"
        file.write_bytes(raw)
        slides[file.with_suffix(".pdf")] = len(Presentation(io.BytesIO(raw)).slides)
        assert zipfile.ZipFile(io.BytesIO(raw)).testzip() is None
    command = [
        str(OFFICE),
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    command += ["--outdir", str(tmp_path), *(str(file.with_suffix(".pptx")) for file in slides)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for file, count in slides.items():
        pages = re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes())
        assert len(pages) == count, file.name
