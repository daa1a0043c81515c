#!/usr/bin/env bash
# A browser and Chinese fonts for the browser tests: what is there, else Debian's, else Playwright's own download;
# axe-core, the rules of access, from npm at the version of package-lock.json; LibreOffice to open the slides.
# Without any of them the other tests still run; they say in one line what was left out.
set -u
python="$1"
has_fonts() { ! command -v fc-list >/dev/null || fc-list 2>/dev/null | grep -qi cjk; }
here="$(dirname "$0")"
has_office() { command -v soffice >/dev/null || command -v libreoffice >/dev/null; }
has_axe() { cmp -s "$here/package-lock.json" "$here/node_modules/installed-lock.json"; }
get_axe() {
  command -v npm >/dev/null && (cd "$here" && npm ci --silent --no-audit --no-fund --ignore-scripts) &&
    cp "$here/package-lock.json" "$here/node_modules/installed-lock.json"
}
"$python" -m tests.browser.programs && has_fonts && command -v fc-list >/dev/null && has_office && { has_axe || get_axe; } && exit 0

as_root=
if [ "$(id -u)" != 0 ]; then as_root="sudo -n"; fi
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
  packages="chromium fonts-noto-cjk fontconfig libreoffice-impress"
  command -v npm >/dev/null || packages="$packages npm"
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $packages >/dev/null
fi
has_office || echo "No LibreOffice here, and none could be installed: its test of the slides will be left out." >&2
has_axe || get_axe || echo "axe-core could not be had from npm: the tests of access will be left out." >&2
"$python" -m tests.browser.programs || "$python" -m playwright install chromium ||
  echo "No Chromium, Chrome or Edge here, and none could be installed: the browser tests will be left out." >&2
exit 0
