"""The public lists through the command line, then asked: what is found, and what is found in error.

    python -m benchmarks.real_lists [DATA]    the lists' folder; else ENTRAIDE_DATA, ../shared/data

`tests/real` holds the same functions to what must be found. Nothing of the lists is copied here.
"""

import csv
import json
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measuring import machine, scratch, spread, table
from entraide.engine.check.service import Service
from entraide.engine.check.wire import (
    Answer,
    Asker,
    Document,
    Name,
    Officer,
    Person,
    Query,
    Reference,
    Vehicle,
    Vessel,
)
from entraide.engine.schema.field_kinds import country
from entraide.engine.schema.vocabulary import Purpose, Verdict
from entraide.errors import Invalid
from entraide.gateways.un_list.wording import names_in
from entraide.hub import Hub

ROOT = Path(__file__).parent.parent
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
NEGATIVES = tuple(f"3_name_matching/negatives_{name}.csv" for name in ("global", "us"))
NEGATIVES_ASKED = 2000
"""Of each file, evenly drawn."""
_PLAIN = re.compile(r"[^;():\d]+")
_NUMBER = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 /.-]{2,19}")
TOGETHER = 50
"""Subjects of one question: as many lines fewer in the trail, each of which waits for the disk."""
_OFFICER = Officer(id="benchmark", unit="test", workstation="w1")


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


@dataclass(slots=True)
class Found:
    """How many of those asked for were found, and which were not."""

    asked: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def tell(self, what: str, *, is_found: bool) -> None:
        """Counts one question."""
        self.asked += 1
        self.found += is_found
        if not is_found:
            self.missed.append(what)

    def share(self) -> str:
        """For a table."""
        return f"{self.found:,} of {self.asked:,} ({self.found / max(self.asked, 1):.2%})"


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


class Asking:
    """A hub's service, asked as a bureau's system that may ask everything a bureau may."""

    def __init__(self, service: Service, asker: Asker) -> None:
        self._service, self._asker = service, asker

    def ask(self, subject: Any, *databases: str) -> Answer:
        """The answer to a question about one subject."""
        return self.ask_together([subject], *databases)

    def ask_together(self, subjects: list[Any], *databases: str) -> Answer:
        """The answer to one question about many subjects, which is one line in the trail."""
        query = Query(
            subjects=subjects,
            purpose=Purpose.CRIMINAL_INVESTIGATION_INFO,
            databases=list(databases),
            officer=_OFFICER,
        )
        return self._service.answer(query, self._asker)


@contextmanager
def asking(folder: Path) -> Iterator[Asking]:
    """The hub, followed by a process of its own, until the questions have been asked."""
    entraide(folder, "bureaus", "add", "UTO", "--name", "Utopia")
    purposes = [word for purpose in Purpose for word in ("--purpose", purpose.value)]
    granted = entraide(folder, "grant", "system", "UTO", "Test", "--role", "bureau", *purposes)
    key = entraide(folder, "keys", "make", granted["about"])["key"]
    command = [sys.executable, "-m", "entraide", "index", "follow", "--hub", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as follower:
        service = Service.open(Hub(folder))
        try:
            yield Asking(service, service.asker(key))
        finally:
            service.close()
            follower.terminate()


# -- persons --


def individuals(data: Path) -> Iterator[tuple[str, ET.Element]]:
    """The list's individuals with their permanent reference, read without our gateway."""
    for entry in ET.parse(data / UN_LIST).getroot().iter("INDIVIDUAL"):  # noqa: S314 - our own file
        yield _text(entry, "REFERENCE_NUMBER"), entry


def un_names(hub: Asking, data: Path) -> Found:
    """Every individual by its own name, within the first 5."""
    sought = []
    for reference, entry in individuals(data):
        parts = (_text(entry, f"{part}_NAME") for part in ("FIRST", "SECOND", "THIRD", "FOURTH"))
        sought.append((reference, Person(names=[Name(full=" ".join(filter(None, parts)))])))
    return _seek(hub, sought, "un_reference", first=5)


def un_aliases(hub: Asking, data: Path, *, is_plain: bool) -> Found:
    """Every alias of two words or more, within the first 10.

    Those that are a name and nothing else are asked as the list writes them; of the others, which
    hold several names or notes, each name is asked.
    """
    sought = []
    for reference, entry in individuals(data):
        for alias in entry.iterfind("INDIVIDUAL_ALIAS/ALIAS_NAME"):
            text = " ".join((alias.text or "").split())
            if bool(_PLAIN.fullmatch(text)) != is_plain:
                continue
            names = [text] if is_plain else names_in(text)
            sought += [
                (reference, Person(names=[Name(full=name)]))
                for name in names
                if len(name.split()) > 1
            ]
    return _seek(hub, sought, "un_reference", first=10)


def un_documents(hub: Asking, data: Path) -> Found:
    """Every document whose number stands by itself: a hit with its country, possible without."""
    found = Found()
    for reference, entry in individuals(data):
        for paper in entry.iterfind("INDIVIDUAL_DOCUMENT"):
            number = _text(paper, "NUMBER")
            if not _NUMBER.fullmatch(number):
                continue
            issuer = _code(_text(paper, "ISSUING_COUNTRY") or _text(paper, "COUNTRY_OF_ISSUE"))
            answer = hub.ask(Document(number=number, issuing_country=issuer))
            wanted = Verdict.HIT if issuer else Verdict.POSSIBLE
            found.tell(f"{reference} {number} {issuer}", is_found=answer.verdict == wanted)
    return found


def notices(data: Path) -> dict[str, dict[str, Any]]:
    """Every public notice as its newest file writes it, by its entity id."""
    newest: dict[str, dict[str, Any]] = {}
    for file in NOTICES:
        with (data / file).open(encoding="utf-8") as lines:
            newest.update((entry["entity_id"], entry) for entry in map(json.loads, lines))
    return newest


def notice_names(hub: Asking, data: Path, *, with_date: bool) -> Found:
    """Every public notice by its own name, within the first 5."""
    sought = []
    for entity, entry in notices(data).items():
        name = Name(family=entry["name"] or "", forename=entry["forename"] or "")
        born = str(entry["date_of_birth"] or "").replace("/", "-") if with_date else ""
        sought.append((entity, Person(names=[name], birth_date=born)))
    return _seek(hub, sought, "entity_id", first=5)


def false_alarms(hub: Asking, data: Path, file: str, *, limit: int) -> Found:
    """How many made-up travellers, asked with date, sex and nationality, come out as possible."""
    with (data / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    found = Found()
    for row in rows[:: max(len(rows) // limit, 1)][:limit]:
        nationality = _code(row["nationality"])
        person = Person(
            names=[Name(full=row["full_name"])],
            birth_date=row["date_of_birth"],
            nationalities=[nationality] if nationality else [],
            sex={"male": "M", "female": "F"}.get(row["gender"], ""),
        )
        begun = time.perf_counter()
        answer = hub.ask(person, "notices")
        found.times.append(time.perf_counter() - begun)
        found.tell(row["full_name"], is_found=answer.verdict != Verdict.NO_HIT)
    return found


# -- things --


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


def _seek(hub: Asking, sought: list[tuple[str, Person]], key: str, *, first: int) -> Found:
    """Whether each person is among the first hits for its name; the key says who a hit is."""
    found = Found()
    for at in range(0, len(sought), TOGETHER):
        some = sought[at : at + TOGETHER]
        begun = time.perf_counter()
        answer = hub.ask_together([person for _wanted, person in some], "notices")
        found.times.append((time.perf_counter() - begun) / len(some))
        listed: dict[int, list[Any]] = {}
        for hit in answer.hits:
            listed.setdefault(hit.subject, []).append(hit.card.get(key))
        for place, (wanted, person) in enumerate(some):
            is_found = wanted in listed.get(place, [])[:first]
            found.tell(f"{wanted} {person.names}", is_found=is_found)
    return found


def _text(element: ET.Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


def _code(name: str) -> str:
    try:
        return str(country.clean(name)) if name else ""
    except Invalid:
        return ""


def refused_of(report: Path, column: str) -> set[str]:
    """What stood in a column of the rows that an import refused."""
    with (report / "refused.csv").open(encoding="utf-8-sig", newline="") as opened:
        return {row[column] for row in csv.DictReader(opened)}


def references_of(report: Path) -> list[str]:
    """The references of the rows that an import put."""
    with (report / "rows.jsonl").open(encoding="utf-8") as opened:
        rows = map(json.loads, opened)
        return list(dict.fromkeys(row["ref"] for row in rows if row["outcome"] == "added"))


def imported_table(loaded: Sequence[Loaded]) -> list[list[str]]:
    """The imports for a table."""
    rows = [["list", "added", "changed", "unchanged", "refused", "again changes", "seconds"]]
    for each in loaded:
        told = [f"{each.told[name]:,}" for name in ("added", "changed", "unchanged", "refused")]
        again = each.again["added"] + each.again["changed"]
        rows.append([Path(each.list.file).name, *told, str(again), f"{each.seconds:.1f}"])
    return rows


def found_table(measured: dict[str, Found]) -> list[list[str]]:
    """What was found, for a table."""
    rows = [["asked", "found", "time"]]
    for what, found in measured.items():
        rows.append([what, found.share(), spread(found.times) if found.times else ""])
    return rows


def alarms_table(measured: dict[str, Found], persons: int) -> list[list[str]]:
    """False alarms, for a table."""
    rows = [["made-up travellers", f"POSSIBLE per 1,000 (list of {persons:,} persons)", "time"]]
    for what, found in measured.items():
        per_thousand = 1000 * found.found / max(found.asked, 1)
        rows.append([f"{what} ({found.asked:,})", f"{per_thousand:.1f}", spread(found.times)])
    return rows


def main() -> None:
    """Prints everything."""
    data = Path(sys.argv[1]) if sys.argv[1:] else data_folder()
    if data is None:
        sys.exit("The public lists are not on this machine: set ENTRAIDE_DATA.")
    with scratch() as folder:
        print(machine(folder), flush=True)
        hub, reports = folder / "hub", folder / "reports"
        table("Imports through the command line", imported_table(load(hub, data, reports)))
        with asking(hub) as asked:
            measured = {
                "UN individuals by name, first 5": un_names(asked, data),
                "plain aliases, first 10": un_aliases(asked, data, is_plain=True),
                "other aliases, first 10": un_aliases(asked, data, is_plain=False),
                "UN documents": un_documents(asked, data),
                "red notices by name, first 5": notice_names(asked, data, with_date=False),
                "red notices by name and date": notice_names(asked, data, with_date=True),
                "stolen plates": plates(asked, data),
                "VINs": vins(asked, data),
                "ships": ships(asked, data, refused_of(reports / Path(SHIPS).stem, "imo")),
                "firearm models": models(asked, references_of(reports / Path(MODELS).stem)),
            }
            table("Found", found_table(measured))
            persons = sum(1 for _each in individuals(data)) + len(notices(data))
            alarms = {
                Path(file).stem: false_alarms(asked, data, file, limit=NEGATIVES_ASKED)
                for file in NEGATIVES
            }
            table("False alarms", alarms_table(alarms, persons))


if __name__ == "__main__":
    main()
