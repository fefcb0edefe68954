"""Persons found by name: how long a check takes, and how many of the asked are found."""

import random
from typing import Any

from benchmarks.exact import asker, deciding
from benchmarks.index import HEADING, built
from benchmarks.measuring import spread, table, timed
from benchmarks.population import MadeUpFeed, people
from entraide.engine.check.wire import Name, Person, Query
from entraide.engine.schema.vocabulary import Purpose
from entraide.hub import Hub

QUESTIONS = 500


def measure(hub: Hub, persons: int) -> None:
    """Prints the times with and without a date of birth; leaves the index of the persons behind."""
    row = built(hub, MadeUpFeed(0, persons=persons))
    table("The index of persons", [HEADING, row])
    lot = random.Random(11)
    chosen = [body for body in people(persons) if lot.random() < 4 * QUESTIONS / persons]
    asked = [body for body in chosen if _has_latin_name(body)][:QUESTIONS]
    rows = [["name checks", "time"]]
    with deciding(hub) as (_service, work):
        for title, with_date in (("with a date of birth", True), ("without", False)):
            ready = [_query(body, lot, with_date=with_date) for body in asked]
            rows.append(
                [title, spread(timed(lambda place, r=ready: work(r[place]), len(ready), warm=50))]
            )
    table(f"Names, one letter wrong, over {persons:,} persons (asked by {asker().role})", rows)


def _has_latin_name(body: dict[str, Any]) -> bool:
    return len(body.get("names", [{}])[0].get("family", "")) > 3 and "birth_date" in body


def _query(body: dict[str, Any], lot: random.Random, *, with_date: bool) -> Query:
    name = body["names"][0]
    place = lot.randrange(1, len(name["family"]))
    family = name["family"][:place] + lot.choice("aeiorst") + name["family"][place + 1 :]
    person = Person(
        names=[Name(family=family, forename=name["forename"])],
        birth_date=body["birth_date"] if with_date else "",
    )
    return Query(subjects=[person], purpose=Purpose.LOCATE, databases=["persons"])
