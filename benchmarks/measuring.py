"""How every benchmark measures and says what it measured."""

import os
import platform
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FSYNCS = 200


def spread(times: Sequence[float]) -> str:
    """Median and 99th percentile of durations in seconds, in the unit that suits them."""
    ordered = sorted(times)
    return " ".join(
        f"{name} {_unit(ordered[min(len(ordered) - 1, int(len(ordered) * part))])}"
        for name, part in (("p50", 0.5), ("p99", 0.99))
    )


def _unit(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.1f} µs"


def timed(work: Callable[[int], object], times: int, *, warm: int = 1000) -> list[float]:
    """How long each of `times` calls took, after some that are not counted."""
    for place in range(min(warm, times)):
        work(place)
    taken = []
    for place in range(times):
        begun = time.perf_counter()
        work(place)
        taken.append(time.perf_counter() - begun)
    return taken


def processor(*pids: int) -> float:
    """Seconds of processor that these processes have used, all their threads together."""
    threads = [thread for pid in pids for thread in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def fsync_times(folder: Path) -> list[float]:
    """How long this disk takes to make one small write durable."""
    taken = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _ in range(FSYNCS):
            file.write(b"x" * 512)
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - begun)
    return taken


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk that is measured (TMPDIR chooses), removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="entraide-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def size(folder: Path) -> int:
    """Bytes that a folder really takes on the disk."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def machine(folder: Path) -> str:
    """What the figures were measured on."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, commit {commit}, "
        f"load {os.getloadavg()[0]:.1f}, fdatasync {spread(fsync_times(folder))}"
    )


def table(title: str, rows: Sequence[Sequence[str]]) -> None:
    """Prints rows as a table in Markdown; the first row is the heading."""
    print(f"\n### {title}\n")
    for place, row in enumerate(rows):
        print("| " + " | ".join(row) + " |", flush=True)
        if place == 0:
            print("|" + "---|" * len(row))
