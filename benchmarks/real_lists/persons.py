"""Persons of the lists by their names, and made-up travellers who are on none."""

import csv
import json
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.real_lists.asking import TOGETHER, Asking, Found
from benchmarks.real_lists.lists import NOTICES, UN_LIST
from entraide.engine.check.wire import Document, Name, Person
from entraide.engine.schema.field_kinds import country
from entraide.engine.schema.vocabulary import Verdict
from entraide.errors import Invalid
from entraide.gateways.un_list.wording import names_in

NEGATIVES: Final = tuple(f"3_name_matching/negatives_{name}.csv" for name in ("global", "us"))
_PLAIN: Final = re.compile(r"[^;():\d]+")
_NUMBER: Final = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 /.-]{2,19}")


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
