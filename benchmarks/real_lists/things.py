"""Vehicles, ships and firearms of the lists by their numbers."""

import csv
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.real_lists.asking import TOGETHER, Asking, Found
from benchmarks.real_lists.lists import SHIPS, STOLEN, VINS
from entraide.engine.check.wire import Reference, Vehicle, Vessel
from entraide.engine.schema.vocabulary import Verdict


def plates(hub: Asking, data: Path) -> Found:
    """Every stolen plate with its country."""
    return _exact(
        hub, data / STOLEN, "plate", lambda text: Vehicle(plate=text, plate_country="NZL")
    )


def vins(hub: Asking, data: Path) -> Found:
    """Every vehicle identification number of the list of them."""
    return _exact(hub, data / VINS, "vin", lambda text: Vehicle(vin=text))


def ships(hub: Asking, data: Path, refused: set[str]) -> Found:
    """Every ship's IMO number, but for rows that were refused (their check digit is wrong)."""
    return _exact(hub, data / SHIPS, "imo", lambda text: Vessel(imo=text), passed_over=refused)


def models(hub: Asking, references: Sequence[str]) -> Found:
    """Every model of firearm under its reference."""
    found = Found()
    for at in range(0, len(references), TOGETHER):
        some = references[at : at + TOGETHER]
        asked = [Reference(reference=reference) for reference in some]
        verdicts = hub.ask_together(asked, "firearms_reference").subjects
        for reference, verdict in zip(some, verdicts, strict=True):
            found.tell(reference, is_found=verdict == Verdict.HIT)
    return found


def _exact(
    hub: Asking,
    path: Path,
    column: str,
    subject: Callable[[str], Any],
    *,
    passed_over: Iterable[str] = (),
) -> Found:
    left = set(passed_over)
    with path.open(encoding="utf-8-sig", newline="") as opened:
        values = dict.fromkeys(row[column] for row in csv.DictReader(opened))
    waiting = iter([value for value in values if value not in left])
    found = Found()
    while some := list(islice(waiting, TOGETHER)):
        begun = time.perf_counter()
        answer = hub.ask_together([subject(value) for value in some])
        found.times.append((time.perf_counter() - begun) / len(some))
        for value, verdict in zip(some, answer.subjects, strict=True):
            found.tell(value, is_found=verdict == Verdict.HIT)
    return found
