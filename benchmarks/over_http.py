"""Exact checks over HTTP, trail included, beside the same server answering a constant.

The server runs on the first processor and wrk on the second, with 64 connections kept alive.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.exact import questions
from benchmarks.measuring import fsync_times, spread, table
from entraide.hub import Hub

CONNECTIONS = 64
SECONDS = 15
ROUNDS = 3
BODIES = 5_000
OFFICER = {"id": "bench", "unit": "bench", "workstation": "bench"}


def script(folder: Path, key: str, pairs: list[tuple[str, str]]) -> Path:
    """What wrk is told to send: one question after another."""
    bodies = [
        json.dumps(
            {
                "subjects": [{"kind": "document", "number": number, "issuing_country": country}],
                "purpose": "border_management",
                "databases": ["travel_documents"],
                "officer": OFFICER,
            }
        )
        for number, country in pairs[:BODIES]
    ]
    listed = ",\n".join(f"[=[{body}]=]" for body in bodies)
    written = folder / "ask.lua"
    written.write_text(
        f"local bodies = {{{listed}}}\nlocal place = 0\n"
        f'local headers = {{["Content-Type"]="application/json",'
        f'["Authorization"]="Bearer {key}"}}\n'
        "request = function() place = place % #bodies + 1 "
        'return wrk.format("POST", "/api/v1/check", headers, bodies[place]) end\n'
        "done = function(summary) local e = summary.errors "
        'io.write("refused ", e.status + e.connect + e.read + e.write + e.timeout, "\\n") end\n'
    )
    return written


@contextmanager
def serving(kind: str, hub: Hub) -> Iterator[tuple[int, int]]:
    """The server in a process of its own; gives its port and process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.served", kind, str(hub.folder), str(port)]
    process = subprocess.Popen(["taskset", "-c", "0", *command])
    try:
        for _ in range(400):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def run(port: int, pid: int, told: Path) -> dict[str, float]:
    """One round of wrk: requests a second, processor time of the server for each, and delays."""
    before = _processor(pid)
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency"]
    said = subprocess.run(
        [*command, "-s", str(told), f"http://127.0.0.1:{port}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    requests = int(_found(r"(\d+) requests in", said))
    refused = int(_found(r"refused (\d+)", said))
    if refused:
        raise SystemExit(f"{refused} of {requests} requests were refused:\n{said}")
    return {
        "rate": float(_found(r"Requests/sec:\s+([\d.]+)", said)),
        "each": (_processor(pid) - before) / requests,
        "p50": _seconds(_found(r"\n +50% +(\S+)", said)),
        "p99": _seconds(_found(r"\n +99% +(\S+)", said)),
    }


def measure(hub: Hub, folder: Path, documents: int, key: str) -> None:
    """Prints the rates, round by round, and their ratio."""
    if not shutil.which("wrk"):
        raise SystemExit("The HTTP benchmark needs wrk. On Debian: apt-get install wrk")
    rows = [
        ["server", "requests a second", "server processor each", "p50", "p99", "of the constant"]
    ]
    told = script(folder, key, questions(documents, hits=0.02))
    for number in range(1, ROUNDS + 1):
        with serving("constant", hub) as (port, pid):
            floor = run(port, pid, told)
        with serving("checks", hub) as (port, pid):
            ours = run(port, pid, told)
        for name, had in (("constant", floor), ("checks", ours)):
            rows.append(
                [
                    f"{name}, round {number}",
                    f"{had['rate']:,.0f}",
                    f"{had['each'] * 1e6:.0f} µs",
                    f"{had['p50'] * 1e3:.1f} ms",
                    f"{had['p99'] * 1e3:.1f} ms",
                    f"{had['rate'] / floor['rate']:.0%}",
                ]
            )
    table(f"HTTP, {CONNECTIONS} connections, fdatasync {spread(fsync_times(folder))}", rows)


def _processor(pid: int) -> float:
    """Seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise SystemExit(f"wrk said something else:\n{text}")
    return found[1]


def _seconds(text: str) -> float:
    for unit, factor in (("us", 1e-6), ("ms", 1e-3), ("s", 1.0)):
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    raise SystemExit(f"wrk gave no duration: {text}")
