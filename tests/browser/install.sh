#!/usr/bin/env bash
# A browser and Chinese fonts for the browser tests: what is there, else Debian's, else Playwright's own download.
# Without any of them the other tests still run; they say in one line what was left out.
set -u
python="$1"
has_fonts() { ! command -v fc-list >/dev/null || fc-list 2>/dev/null | grep -qi cjk; }
"$python" -m tests.browser.programs && has_fonts && command -v fc-list >/dev/null && exit 0

as_root=
if [ "$(id -u)" != 0 ]; then as_root="sudo -n"; fi
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null
fi
"$python" -m tests.browser.programs || "$python" -m playwright install chromium ||
  echo "No Chromium, Chrome or Edge here, and none could be installed: the browser tests will be left out." >&2
exit 0
