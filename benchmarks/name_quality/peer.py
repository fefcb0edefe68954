"""The peer: nomenklatura's logic-v2, in an environment of its own, spoken to over a pipe.

It is no dependency of Entraide. To measure it beside ours:

    python3.11 -m venv /var/tmp/peer-venv
    echo "pyicu ; sys_platform == 'never'" > overrides.txt        # PyICU has no wheel
    uv pip install -p /var/tmp/peer-venv/bin/python --override overrides.txt \
        pyicu-wheels nomenklatura==4.17.4 followthemoney==4.11.2

ENTRAIDE_PEER names its Python, else that one. Without it the peer's columns say "not measured".
Its scores are kept by digest of pair in the folder for temporary files: a second run costs nothing.
"""

import json
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from benchmarks.name_quality.pairs import Pair, Side

PYTHON: Final = Path(os.environ.get("ENTRAIDE_PEER", "/var/tmp/peer-venv/bin/python"))  # noqa: S108 - a program, not a file that we write
THRESHOLD: Final = 0.7
"""What the peer itself declares."""
_SENT_TOGETHER: Final = 64
"""Lines on their way at once: few enough that neither side waits for a full pipe."""


class Peer:
    """A process that scores pairs as the peer does, started when first needed; use it as a context.

    Attributes:
        version: the peer's name and version.
    """

    def __init__(self, kept: Path) -> None:
        installed = PYTHON.parents[1].glob("lib/python3*/site-packages/nomenklatura-*.dist-info")
        self.version = f"{next(installed).stem.replace('-', ' ')} logic-v2"
        self._scores = sqlite3.connect(kept)
        self._scores.execute(
            "CREATE TABLE IF NOT EXISTS scores (pair TEXT PRIMARY KEY, score REAL)"
        )

    @classmethod
    def found(cls) -> Self | None:
        """The peer, None where it is not installed."""
        kept = Path(tempfile.gettempdir()) / "entraide-peer-scores.sqlite"
        return cls(kept) if PYTHON.is_file() else None

    def scores(self, pairs: Sequence[Pair]) -> list[float]:
        """How likely the peer thinks each pair the same, 0-1."""
        keys = [f"{self.version} {pair.digest()}" for pair in pairs]
        known = self._known(keys)
        new = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        waiting = list(new.items())
        for at in range(0, len(waiting), _SENT_TOGETHER):
            some = waiting[at : at + _SENT_TOGETHER]
            for _key, pair in some:
                self._write({"left": _sent(pair.left), "right": _sent(pair.right)})
            self._flush()
            scored = [(key, float(self._read())) for key, _pair in some]
            with self._scores:
                self._scores.executemany("INSERT OR REPLACE INTO scores VALUES (?, ?)", scored)
            known.update(scored)
        return [known[key] for key in keys]

    def cost(self, pairs: Sequence[Pair]) -> tuple[float, float]:
        """Processor seconds of one comparison: of new entities, and of the same ones again.

        At most 2,000 pairs are remembered. Making the entities themselves is not counted.
        """
        for pair in pairs:
            self._write({"left": _sent(pair.left), "right": _sent(pair.right)})
            self._flush()
            self._read()
        self._write({"time": len(pairs)})
        self._flush()
        fresh, again = json.loads(self._read())
        return fresh, again

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if "_process" in self.__dict__:
            self._process.communicate(timeout=30)
        self._scores.close()

    @cached_property
    def _process(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            ["nice", "-n", "5", PYTHON, "-P", Path(__file__).with_name("peer_process.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def _known(self, keys: Sequence[str]) -> dict[str, float]:
        known = {}
        for at in range(0, len(keys), 500):
            some = keys[at : at + 500]
            marks = ",".join("?" * len(some))
            asked = f"SELECT pair, score FROM scores WHERE pair IN ({marks})"  # noqa: S608 - marks only
            known.update(self._scores.execute(asked, some).fetchall())
        return known

    def _write(self, line: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line) + "\n")

    def _flush(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.flush()

    def _read(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"The peer ({PYTHON}) ended before it answered.")
        return line


def _sent(side: Side) -> dict[str, object]:
    return {"schema": side.schema, "properties": dict(side.properties)}
