"""Breaks each promise of SECURITY.md on purpose, one at a time, in a copy, and says which tests noticed.

``make mutations``, or ``python -m tests.mutations WORD...`` for the breaks whose file or promise holds a
word. Ends with 1 when a break was noticed by none of the tests named beside it. Takes about half an hour, so CI
does not run it; `tests/test_documents.py` holds that each break still finds its place.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "node_modules")
LONGEST = 900
HOSTING = "tests/hosting/"
CONFIG = ".streamlit/config.toml"
SECURITY, QUOTAS, CALCULATOR = (f"atlas/hosting/{name}.py" for name in ("security", "quotas", "calculator"))
WORKERS, FRAME, UPLOAD = "atlas/app/workers.py", "atlas/app/frame.py", "atlas/cbam/files/upload.py"
WATCHDOG = "atlas/hosting/watchdog.js"
STATIC, LOGS, EXPORT = "atlas/hosting/static_files.py", "atlas/hosting/logs.py", "atlas/export.py"


class Break(NamedTuple):
    """One change that breaks a promise (its number in SECURITY.md), and the tests that hold it."""

    promise: int
    file: str
    before: str
    after: str
    tests: str


BREAKS = (
    # 1: links
    Break(1, FRAME, "            address.publish()\n", "            pass\n", "tests/app/test_every_page.py"),
    Break(
        1, "atlas/app/address.py", "if not math.isfinite(value) or not", "if not", "tests/app/test_address.py"
    ),
    Break(1, "atlas/app/address.py", "refused.append(parameter.name)", "pass", "tests/app/test_address.py"),
    Break(1, "atlas/app/address.py", "text not in self.choices", "False", "tests/app/test_address.py"),
    Break(
        1,
        "atlas/app/address.py",
        "not re.fullmatch(self.pattern",
        "not re.match(self.pattern",
        "tests/app/test_address.py",
    ),
    # 2: uploads and requests
    Break(
        2,
        UPLOAD,
        "            if held > limits.unpacked:",
        "            if False:",
        "tests/cbam/test_portfolio.py",
    ),
    Break(
        2,
        UPLOAD,
        "if any(pa.types.is_nested",
        "if False and any(pa.types.is_nested",
        "tests/cbam/test_portfolio.py",
    ),
    Break(2, UPLOAD, "if len(content) > limits.bytes:", "if False:", "tests/cbam/test_portfolio.py"),
    Break(2, UPLOAD, "if len(lines) > limits.rows + 50:", "if False:", "tests/cbam/test_portfolio.py"),
    Break(2, CALCULATOR, "if self._waiting > MOST_WAITING:", "if False:", HOSTING + "test_calculator.py"),
    Break(
        2,
        CALCULATOR,
        "anyio.CapacityLimiter(1)",
        "anyio.CapacityLimiter(100)",
        HOSTING + "test_calculator.py",
    ),
    Break(2, CALCULATOR, "if len(body) > MOST_BYTES:", "if False:", HOSTING + "test_calculator.py"),
    Break(
        2,
        CALCULATOR,
        "anyio.move_on_after(MOST_SECONDS)",
        "anyio.move_on_after(3600)",
        HOSTING + "test_quotas.py",
    ),
    Break(
        2,
        WORKERS,
        'bounds["RLIMIT_AS"] =',
        'bounds["RLIMIT_NOFILE"] = 64 if True else',
        "tests/app/test_workers.py",
    ),
    Break(
        2,
        WORKERS,
        "if not reading.poll(limits.seconds * STRETCH):",
        "if not reading.poll(600):",
        "tests/app/test_workers.py",
    ),
    Break(
        2,
        WORKERS,
        "    resource.setrlimit(resource.RLIMIT_CPU, ",
        "    tuple((",
        "tests/app/test_workers.py",
    ),
    Break(2, WORKERS, "if len(message) > limits.output_mb * MB:", "if False:", "tests/app/test_workers.py"),
    Break(2, WORKERS, "if self._here >= self._most:", "if False:", "tests/app/test_workers.py"),
    Break(2, CONFIG, "maxUploadSize = 20\n", "maxUploadSize = 2000\n", HOSTING),
    Break(2, "server.py", "LARGEST_MESSAGE = 2 * 1024**2", "LARGEST_MESSAGE = 200 * 1024**2", HOSTING),
    Break(2, QUOTAS, "files: int = 30", "files: int = 3000", HOSTING + "test_quotas.py"),
    Break(2, QUOTAS, "bytes: int = 45 * 1024**2", "bytes: int = 4500 * 1024**2", HOSTING + "test_quotas.py"),
    Break(2, QUOTAS, "if self.load.full():", "if False:", HOSTING + "test_quotas.py"),
    Break(2, "atlas/hosting/load.py", "(self.arriving + more) // MB", "0", HOSTING + "test_quotas.py"),
    # 3: formulas
    Break(3, EXPORT, '"strings_to_formulas": False', '"strings_to_formulas": True', "tests/test_export.py"),
    Break(3, EXPORT, """        return "'" + text\n""", "        return text\n", "tests/test_export.py"),
    # 4: HTML of others
    Break(
        4,
        FRAME,
        "    st.html(style())\n",
        '    st.html(style() + st.query_params.get("lang", ""))\n',
        "tests/test_house.py tests/app/test_hostile_links.py",
    ),
    # 5: the policy
    Break(
        5,
        SECURITY,
        "\"script-src 'self' 'wasm-unsafe-eval'",
        "\"script-src 'self' https://evil.example 'wasm-unsafe-eval'",
        HOSTING + "test_security.py",
    ),
    Break(
        5,
        SECURITY,
        "\"script-src 'self' 'wasm-unsafe-eval'",
        "\"script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
        HOSTING + "test_security.py",
    ),
    Break(5, SECURITY, "\"connect-src 'self'\"", '"connect-src *"', HOSTING + "test_security.py"),
    Break(
        5,
        SECURITY,
        '        "cross-origin-opener-policy": "same-origin",\n',
        "",
        HOSTING + "test_security.py",
    ),
    Break(5, SECURITY, "geolocation=(), ", "", HOSTING + "test_security.py"),
    Break(5, SECURITY, '        "x-content-type-options": "nosniff",\n', "", HOSTING + "test_security.py"),
    # 6: outside hosts
    Break(6, CONFIG, "gatherUsageStats = false", "gatherUsageStats = true", HOSTING + "test_security.py"),
    # 7: failures
    Break(
        7,
        FRAME,
        'where = f"{Path(own[-1].filename)',
        'st.exception(error); where = f"{Path(own[-1].filename)',
        "tests/app/test_failures.py",
    ),
    Break(
        7,
        SECURITY,
        "report number {number}.",
        "report number {number}. {error}",
        HOSTING + "test_security.py",
    ),
    Break(7, CONFIG, 'showErrorDetails = "none"', 'showErrorDetails = "full"', HOSTING + "test_security.py"),
    # 8: logs
    Break(8, FRAME, "type(error).__name__, where)", "repr(error), where)", "tests/app/test_failures.py"),
    Break(8, SECURITY, "number, type(error).__name__)", "number, error)", HOSTING + "test_security.py"),
    Break(
        8,
        SECURITY,
        'return _logged(f"{match[0]}/…" if (match := OWN.match(path)) else "/…")',
        "return _logged(path)",
        HOSTING + "test_security.py",
    ),
    Break(8, LOGS, "record.exc_info, record.exc_text = None, None", "pass", HOSTING + "test_quotas.py"),
    Break(
        8, LOGS, 'str(record.msg).split("\\n")[0], ()', "record.msg, record.args", HOSTING + "test_quotas.py"
    ),
    Break(8, "server.py", "access_log=False", "access_log=True", HOSTING + "test_security.py"),
    Break(8, LOGS, 'config.set_option("logger.enableRich", False)', "pass", HOSTING + "test_security.py"),
    # 9: sessions
    Break(9, "atlas/app/cache.py", "[name].copy(deep=False)", "[name]", "tests/app/test_cache.py"),
    # 10: disk and time
    Break(
        10,
        QUOTAS,
        "    MultiPartParser.spool_max_size = largest\n",
        "    del largest\n",
        HOSTING + "test_quotas.py",
    ),
    Break(10, WORKERS, '"RLIMIT_FSIZE": 0, ', "", "tests/app/test_workers.py"),
    Break(10, CONFIG, "disconnectedSessionTTL = 60", "disconnectedSessionTTL = 86400", HOSTING),
    Break(10, "atlas/hosting/gone_sessions.py", "        waiting.expire()\n", "", HOSTING + "test_quotas.py"),
    # 11: other sites
    Break(
        11,
        SECURITY,
        'return origin is None or urlsplit(origin).netloc == headers.get(b"host", b"")',
        "return True",
        HOSTING + "test_security.py",
    ),
    Break(
        11,
        "server.py",
        '"ATLAS_FRAME_ANCESTORS", security.OWN_PAGES',
        '"ATLAS_FRAME_ANCESTORS", "*"',
        HOSTING + "test_server.py tests/hosting/test_security.py",
    ),
    # 12: metrics
    Break(12, SECURITY, "and not from_this_machine(scope)", "and False", HOSTING + "test_security.py"),
    Break(
        12,
        SECURITY,
        'if any(name in FORWARDED for name, _ in scope["headers"]):',
        "if False:",
        HOSTING + "test_security.py",
    ),
    # 13: files
    Break(13, STATIC, 'scope["path"].startswith(OURS)', "False", HOSTING + "test_static_files.py"),
    Break(
        13,
        "atlas/hosting/tables_by_address.py",
        "raise HTTPException(404)",
        "file = next(iter(self._files.values()))",
        HOSTING + "test_tables_by_address.py",
    ),
    # 14: damage
    Break(
        14,
        "server.py",
        "except (tables.TableError, catalogues.CatalogueError) as error:",
        "except catalogues.CatalogueError as error:",
        HOSTING + "test_server.py",
    ),
    Break(
        14,
        "server.py",
        "except ValueError as error:",
        "except KeyError as error:",
        HOSTING + "test_server.py",
    ),
    # 15: a restart
    Break(
        15,
        "atlas/app/uploads.py",
        '_refused.get(context.session_id, "lost")',
        "None",
        HOSTING + " tests/cbam/test_page.py tests/browser/test_hosted.py",
    ),
    # 16: no white page
    *(
        Break(16, WATCHDOG, before, after, "tests/browser/test_faults.py")
        for before, after in (
            ('  addEventListener("offline", ask)\n', ""),
            ("drawn && !lasting &&", "drawn &&"),
            ('lasting = "restarted"', 'lasting = ""'),
            ("{ if (seen && Date.now() - asked > 5000) ask() }", "{}"),
            ("young && reload()", "false"),
        )
    ),
    Break(16, QUOTAS, " or _without_cookie(scope)", "", HOSTING + "test_quotas.py"),
)


def misplaced() -> list[str]:
    """Breaks whose text does not stand exactly once in its file, or whose tests are gone."""
    found = []
    for each in BREAKS:
        times = (ROOT / each.file).read_text(encoding="utf-8").count(each.before)
        if times != 1 or not all((ROOT / path).exists() for path in each.tests.split()):
            found.append(f"{each.file}: {each.before.strip()!r} stands {times} times")
    return found


def noticed(each: Break, copy: Path) -> str | None:
    """The first test that fails with the break; None where all pass."""
    path = copy / each.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(each.before, each.after), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "--no-header",
        "-p",
        "no:cacheprovider",
        *each.tests.split(),
    ]
    try:
        run = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return "a test that hung"
    finally:
        path.write_text(whole, encoding="utf-8")
    failed = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].split(" - ")[0] if failed else None


def main(words: list[str]) -> int:
    """Applies the breaks, one after the other, and tells of each."""
    if problems := misplaced():
        sys.exit("\n".join(problems))
    chosen = [each for each in BREAKS if not words or any(w in f"{each.file} {each.promise}" for w in words)]
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "atlas"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        for each in chosen:
            by = noticed(each, copy)
            survived += by is None
            told = f"{each.promise:>2} {each.file}: {each.before.strip()[:60]!r}"
            print(f"{told}: {by or 'SURVIVED'}", flush=True)
    print(f"{len(chosen) - survived} of {len(chosen)} noticed")
    return int(survived > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
