"""Which browser drives the browser tests: an installed Chromium, Chrome or Edge, else Playwright's own."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

#: names on the path, then places where macOS and Windows keep the programs
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    *(
        f"{os.environ.get(root, '')}/{program}"
        for root in ("PROGRAMFILES", "PROGRAMFILES(X86)")
        for program in ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
    ),
)


def installed_browser() -> str | None:
    """Path of the browser, None where there is none."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    found = [place for place in PLACES if Path(place).is_file()]
    if found:
        return found[0]
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


if __name__ == "__main__":
    raise SystemExit(installed_browser() is None)
