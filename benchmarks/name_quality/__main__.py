"""How well names and persons are matched, beside the best open matcher in the same run.

    python -m benchmarks.name_quality [--names N] [--every N] [PART ...]
    python -m benchmarks.name_quality errors | freeze | diff

Parts: names entities dated aliases alarms robustness cost across. The lists are those of
ENTRAIDE_DATA or ../shared/data; the peer is where `peer.py` says, and not measured where it is not
installed.

`errors` counts what is wrong at the threshold by category; `freeze` writes what every labelled pair
scores into frozen.json; `diff` says what moved since.
"""

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.measuring import machine as told_machine
from benchmarks.measuring import scratch, table
from benchmarks.name_quality import alarms, aliases, cost, frozen, labelled, robustness
from benchmarks.name_quality import pairs as lists
from benchmarks.name_quality import peer as peers
from benchmarks.name_quality.ours import Ours
from benchmarks.name_quality.peer import Peer

NOT_MEASURED = "not measured"
QUESTIONS_ACROSS = 1000
"""Native names that are sought, of each file."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the parts share.

    Attributes:
        ours: our matcher.
        peer: the peer, None if it is not installed.
        names: random names to try.
        every: of the benign, each so-manieth is asked.
    """

    ours: Ours
    peer: Peer | None
    names: int
    every: int

    def matchers(self) -> list[tuple[str, float, Ours | Peer | None]]:
        """Each with its name and its own threshold."""
        return [("ours", self.ours.threshold, self.ours), ("logic-v2", peers.THRESHOLD, self.peer)]


def main() -> None:
    """Prints the parts that were named, or all of them; or does what else was named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=1_000_000, help="random names")
    parser.add_argument("--every", type=int, default=1, help="of the benign, ask each so-manieth")
    parser.add_argument("parts", nargs="*", metavar="PART")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - {*PARTS, *ACTS}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    lists.folder()
    with ExitStack() as stack:
        peer = Peer.found()
        if peer is not None:
            stack.enter_context(peer)
        run = Run(Ours(), peer, asked.names, asked.every)
        with scratch() as folder:
            print(told_machine(folder), f"matcher {run.ours.version}", flush=True)
        for part in asked.parts or PARTS:
            {**PARTS, **ACTS}[part](run)


# -- parts --


def names(run: Run) -> None:
    """Labelled pairs of names alone."""
    _labelled(run, labelled.NAMES)


def entities(run: Run) -> None:
    """Labelled pairs of entities with what else is known."""
    _labelled(run, labelled.ENTITIES)


def dated(run: Run) -> None:
    """Pairs of persons with dates of birth."""
    _labelled(run, labelled.MADE_UP)
    _labelled(run, labelled.HISTORICAL)


def _labelled(run: Run, which: labelled.Labelled) -> None:
    pairs = which.pairs()
    rows = [labelled.HEADING]
    for only_persons in (False, True)[: 1 if all(pair.is_person for pair in pairs) else 2]:
        title = f"{which.name}, {'persons' if only_persons else 'all'}"
        for name, threshold, matcher in run.matchers():
            if matcher is None:
                rows.append([title, name, *[NOT_MEASURED] * 6])
                continue
            scores = matcher.scores(pairs)
            told = labelled.measured(pairs, scores, threshold, only_persons=only_persons)
            rows.append([title, name, *told.cells()])
    table(f"{which.file}", rows)


def true_aliases(run: Run) -> None:
    """True aliases at equal false alarms, by name alone and with dates of birth."""
    for with_dates in (False, True):
        trial = aliases.trial(lists.folder(), with_dates=with_dates, every=run.every)
        rows = [[*("matcher", "true pairs", "recall", "threshold"), *aliases.GROUPS,
                 "benign told of", "pairs told of"]]  # fmt: skip
        for name, _threshold, matcher in run.matchers():
            if matcher is None:
                rows.append([name, *[NOT_MEASURED] * (len(rows[0]) - 1)])
                continue
            found = aliases.found(trial, matcher.scores(trial.true), matcher.scores(trial.benign))
            rows.append([name, f"{len(trial.true):,}", *found.cells(trial)])
        known = "with dates of birth" if with_dates else "name alone"
        table(
            f"True aliases where {aliases.PER_THOUSAND} in 1,000 of {trial.asked:,} benign is told"
            f" of, against {trial.listed:,} listed persons, {known}",
            rows,
        )


def false_alarms(run: Run) -> None:
    """False alarms at our thresholds by group."""
    scored = alarms.scored(run.ours, every=run.every)
    for use, threshold in run.ours.thresholds.items():
        told = alarms.counted(threshold, scored)
        worst = told.worst()
        rows = [["group", "", "persons", "expected alarms of 1,000", "times the mean", "borne out"]]
        rows += [
            [what, group.name.strip(), f"{group.persons:,}", f"{group.per_thousand:.3f}",
             f"{told.times(group.per_thousand):.2f}", f"{told.times(group.at_least):.2f}"]
            for what, groups in told.by.items() for group in groups
        ]  # fmt: skip
        table(
            f"False alarms at the {use} threshold ({threshold}): mean {told.per_thousand:.3f} of"
            f" 1,000; worst {told.highest().name.strip()}"
            f" {told.times(told.highest().per_thousand):.1f} times, borne out"
            f" {worst.name.strip()} {told.times(worst.at_least):.1f}: {told.standing().upper()}",
            rows,
        )


def random_names(run: Run) -> None:
    """Names of random characters."""
    told = robustness.times(run.ours, run.names)
    row = [f"{told.count:,}", *(f"{each * 1e3:.3f} ms" for each in told[1:])]
    table(
        "Random Unicode names, made ready and compared twice: processor time",
        [["names", "median", "99.99th percentile", "slowest"], row],
    )


def pair_cost(run: Run) -> None:
    """What a comparison costs on what was analysed before."""
    trial = aliases.trial(lists.folder(), every=10)
    pairs = [*trial.true, *trial.benign[: len(trial.true)]]
    each, made = cost.ours(run.ours, pairs)
    rows = [["matcher", "pairs", "a comparison", "making a person ready"]]
    rows.append(["ours", f"{len(pairs):,}", f"{each * 1e6:.1f} µs", f"{made * 1e6:.0f} µs"])
    if run.peer is None:
        rows.append(["logic-v2", *[NOT_MEASURED] * 3])
    else:
        some = pairs[:: max(len(pairs) // cost.PEERS_PAIRS, 1)][: cost.PEERS_PAIRS]
        fresh, again = run.peer.cost(some)
        both = f"{again * 1e6:.0f} µs ({fresh * 1e6:.0f} µs of entities seen first)"
        rows.append(["logic-v2", f"{len(some):,}", both, NOT_MEASURED])
    table("One comparison, both sides analysed before: processor time", rows)


def across(_run: Run) -> None:
    """Across scripts."""
    from benchmarks.name_quality import cross_script  # noqa: PLC0415 - its tables load for seconds

    cross_script.singles(QUESTIONS_ACROSS)
    cross_script.full(QUESTIONS_ACROSS)


# -- acts --


def errors(run: Run) -> None:
    """What is wrong at our threshold, by category."""
    for which in (labelled.NAMES, labelled.ENTITIES):
        pairs = which.pairs()
        rows = [["category", "pairs", "ours: missed", "ours: wrong", "peer: missed", "peer: wrong"]]
        told = [
            labelled.errors(pairs, matcher.scores(pairs), threshold) if matcher else {}
            for _name, threshold, matcher in run.matchers()
        ]
        for category, (count, missed, wrong) in sorted(told[0].items()):
            others = told[1].get(category, (0, "", ""))[1:]
            rows.append([category, *map(str, (count, missed, wrong, *others))])
        table(f"Errors in {which.file}", rows)


def freeze(run: Run) -> None:
    """Freezes what every labelled pair scores, recall of aliases and false alarms by group."""
    told = frozen.present(run.ours, run.peer)
    trial = aliases.trial(lists.folder(), every=run.every)
    told.figures["aliases"] = {
        name: aliases.found(trial, matcher.scores(trial.true), matcher.scores(trial.benign)).told()
        for name, _threshold, matcher in run.matchers()
        if matcher is not None
    }
    scored = alarms.scored(run.ours, every=run.every)
    told.figures["alarms"] = {
        use: alarms.counted(threshold, scored).told()
        for use, threshold in run.ours.thresholds.items()
    }
    frozen.write(told)
    print(f"written: {frozen.FILE}")


def diff(run: Run) -> None:
    """What moved since the results were frozen; ends with 1 if anything did."""
    before, now = frozen.read(), frozen.present(run.ours, run.peer)
    print(frozen.staleness(now.matcher, before) or "The frozen results are of this matcher.")
    moved = False
    for name, rows in now.sets.items():
        changes = list(frozen.moved(before.sets.get(name, []), rows, now.threshold))
        moved |= bool(changes)
        figures = [
            [which, figure, f"{before.figures[name][which][figure]}", f"{value}"]
            for which, told in now.figures[name].items()
            for figure, value in told.items()
        ]
        table(name, [["pairs", "figure", "frozen", "now"], *figures])
        heading = ["row", "digest", "frozen", "now", ""]
        table(f"{name}: {len(changes)} of {len(rows)} rows moved", [heading, *changes])
    sys.exit(1 if moved else 0)


PARTS: dict[str, Callable[[Run], None]] = {
    "names": names,
    "entities": entities,
    "dated": dated,
    "aliases": true_aliases,
    "alarms": false_alarms,
    "robustness": random_names,
    "cost": pair_cost,
    "across": across,
}
ACTS: dict[str, Callable[[Run], None]] = {"errors": errors, "freeze": freeze, "diff": diff}

if __name__ == "__main__":
    main()
