"""Which public lists there are, and how each is brought into a new hub by the command line.

Nothing of the lists is copied here.
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent
MAPPINGS = ROOT / "tests" / "real" / "mappings"
UN_LIST = "2_sanctions_wanted/un_consolidated_2018-10-29.xml"
NOTICES = tuple(
    f"1_interpol_notices/{name}.jsonl"
    for name in ("red_list_2020", "red_detail_2022", "red_detail_2023")
)
STOLEN = "5_property/vehicles/nz_stolen_2011_2013.csv"
VINS = "5_property/vehicles/vins.csv"
SHIPS = "5_property/vessels/imo_vessel_codes_2016.csv"
MODELS = "5_property/firearms/firearm_models.csv"


class Import(NamedTuple):
    """One list and how the command line is told to read it."""

    file: str
    owner: str
    form: str
    mapping: str = ""


IMPORTS = (
    Import(UN_LIST, "UNO", "un_list"),
    *(Import(file, "XPO", "public_notices") for file in NOTICES),
    Import(STOLEN, "NZL", "mapped_csv", "stolen_vehicles.toml"),
    Import(VINS, "NZL", "mapped_csv", "vehicle_numbers.toml"),
    Import(SHIPS, "XPO", "mapped_csv", "ships.toml"),
    Import(MODELS, "XPO", "mapped_csv", "firearm_models.toml"),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the command line said of one import, and of looking at the same file again."""

    list: Import
    told: dict[str, Any]
    again: dict[str, Any]
    seconds: float


def data_folder() -> Path | None:
    """Where the lists are, None if they are not on this machine."""
    named = os.environ.get("ENTRAIDE_DATA")
    folder = (ROOT / named if named else ROOT.parent / "shared" / "data").resolve()
    return folder if (folder / UN_LIST).is_file() else None


def entraide(hub: Path, *words: object, codes: Iterable[int] = (0,)) -> dict[str, Any]:
    """What a command prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "entraide", *map(str, words), "--hub", str(hub), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in codes:
        raise RuntimeError(f"{words}: {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout) if done.stdout.strip() else {}


def load(hub: Path, data: Path, reports: Path) -> list[Loaded]:
    """A new hub with every list in it, each looked at again at once, and its index built."""
    entraide(hub, "init", "--id", "lists", "--name", "Public lists")
    loaded = []
    for each in IMPORTS:
        words = ["import", data / each.file, "--owner", each.owner, "--form", each.form]
        if each.mapping:
            words += ["--mapping", MAPPINGS / each.mapping]
        report = reports / Path(each.file).stem
        begun = time.perf_counter()
        told = entraide(hub, *words, "--apply", "--report", report, codes=(0, 3))
        seconds = time.perf_counter() - begun
        loaded.append(Loaded(each, told, entraide(hub, *words, codes=(0, 3)), seconds))
    entraide(hub, "index", "build")
    return loaded


def refused_of(report: Path, column: str) -> set[str]:
    """What stood in a column of the rows that an import refused."""
    with (report / "refused.csv").open(encoding="utf-8-sig", newline="") as opened:
        return {row[column] for row in csv.DictReader(opened)}


def references_of(report: Path) -> list[str]:
    """The references of the rows that an import put."""
    with (report / "rows.jsonl").open(encoding="utf-8") as opened:
        rows = map(json.loads, opened)
        return list(dict.fromkeys(row["ref"] for row in rows if row["outcome"] == "added"))
