#!/usr/bin/env bash
# Chromium and Chinese fonts from Debian, where this user may install them.
set -eu
if [ "$(id -u)" = 0 ]; then sudo=; elif command -v sudo >/dev/null; then sudo=sudo; else
  echo "The browser tests need chromium and fonts-noto-cjk; please install them." >&2; exit 1
fi
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null
