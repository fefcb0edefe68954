"""Persons found by name: how fast, and how many of those who are asked for in another form."""

import sys
from collections.abc import Iterable
from time import perf_counter, process_time

from benchmarks.exact import asker, deciding
from benchmarks.index import HEADING, built
from benchmarks.measuring import spread, table
from benchmarks.perturbed import Question, with_date, without_date
from benchmarks.population import MadeUpFeed
from entraide.engine.check.wire import Answer
from entraide.engine.databases import by_code
from entraide.hub import Hub

EACH = 200
"""Questions of each kind."""
BEST = 10
WARM = 100


def measure(hub: Hub, persons: int) -> None:
    """Prints rates, times and recall with and without a date of birth; leaves the index behind."""
    table("The index of persons", [HEADING, built(hub, MadeUpFeed(0, persons=persons))])
    search(hub, persons)


def search(hub: Hub, persons: int) -> None:
    """The same over an index of as many persons that is there already."""
    for title, asked in (
        ("with a date of birth", with_date(persons, EACH)),
        ("without", without_date(persons, EACH)),
    ):
        _print(hub, f"Names {title}, over {persons:,} persons", list(asked))


def _print(hub: Hub, title: str, questions: list[Question]) -> None:
    taken: dict[str, list[float]] = {}
    found: dict[str, list[bool]] = {}
    with deciding(hub) as (service, work):
        acronym = by_code("persons").acronym
        for question in questions[:: max(len(questions) // WARM, 1)]:
            work(question.query)
        processor = process_time()
        for question in questions:
            begun = perf_counter()
            answer = work(question.query)
            taken.setdefault(question.kind, []).append(perf_counter() - begun)
            expected = service.rules.publish(acronym, question.place + 1)
            found.setdefault(question.kind, []).append(_is_found(answer, expected))
        processor = process_time() - processor
    rows = [["asked", "questions", "time", f"recall at {BEST}"]]
    rows += [
        [kind, f"{len(times)}", spread(times), f"{_share(found[kind]):.3f}"]
        for kind, times in taken.items()
    ]
    everything = [each for times in taken.values() for each in times]
    recall = _share(each for kind in found.values() for each in kind)
    rows.append(["all", f"{len(everything)}", spread(everything), f"{recall:.4f}"])
    table(f"{title} (asked by {asker().role})", rows)
    print(
        f"\n{len(everything) / processor:.0f} searches a processor second "
        f"({len(everything) / sum(everything):.0f} by the clock)"
    )


def _is_found(answer: Answer, expected: str) -> bool:
    """Whether fewer than ten are scored higher; whoever ties with the tenth is found too."""
    hits = answer.hits
    score = next((hit.score for hit in hits if hit.record == expected), None)
    if score is None:
        return False
    return sum(1 for hit in hits if hit.score > score) < BEST


def _share(found: Iterable[bool]) -> float:
    each = list(found)
    return sum(each) / len(each)


if __name__ == "__main__":
    from pathlib import Path

    search(Hub(Path(sys.argv[1])), int(sys.argv[2]))
