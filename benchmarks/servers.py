"""The servers that are compared, each a process of its own on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: name → command and the address that answers when it is ready
KINDS = {
    "hosted": ([sys.executable, "server.py"], "/health"),
    "plain": ([sys.executable, "-m", "benchmarks.plain"], "/_stcore/health"),
    "empty": ([sys.executable, "-m", "benchmarks.empty_server"], "/_stcore/health"),
    "dash": ([sys.executable, "-m", "benchmarks.dash_peer"], "/"),
}


class Server:
    """A running server of this checkout or another one; use it in a ``with`` block."""

    def __init__(self, kind: str, root: Path = ROOT) -> None:
        command, self.ready = KINDS[kind]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            cwd=root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PORT": str(self.port), "PYTHONPATH": str(root)},
        )

    def wait(self, seconds: float = 120) -> Server:
        """Wait until it answers; RuntimeError when it does not."""
        while time.perf_counter() - self.began < seconds and self.process.poll() is None:
            try:
                with urllib.request.urlopen(self.address + self.ready, timeout=5):
                    self.answered = time.perf_counter() - self.began
                    return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        raise RuntimeError(f"no answer from {self.address}{self.ready}")

    def processor_ms(self) -> float:
        """Processor time that the process has used (Linux): other work on the machine does not count."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def settle(self, seconds: float = 60) -> Server:
        """Wait until it no longer works on what it does after its first answer, as long as given at most."""
        until, used = time.perf_counter() + seconds, -1000.0
        while time.perf_counter() < until and self.processor_ms() - used > 30:
            used = self.processor_ms()
            time.sleep(1)
        return self

    def memory_mb(self) -> float:
        """Resident memory of the process (Linux)."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no memory figure")

    def __enter__(self) -> Server:
        return self.wait()

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
