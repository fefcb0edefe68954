"""How likely a record is the person asked for: what is known on both sides, weighed.

A person is at most POSSIBLE by this score, whatever its height: a name is never proof.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from typing import Any, Final

import msgspec

from entraide.engine.matching.commonness import Commonness
from entraide.engine.matching.compare.countries import compare_countries
from entraide.engine.matching.compare.dates import compare_dates, date_code
from entraide.engine.matching.compare.evidence import evidence
from entraide.engine.matching.compare.names import Met, align
from entraide.engine.matching.compare.numbers import compare_numbers
from entraide.engine.matching.compare.places import compare_places
from entraide.engine.matching.compare.sexes import compare_sexes
from entraide.engine.matching.compare.sides import Side
from entraide.engine.matching.compare.words import How
from entraide.engine.matching.explained import (
    NamePart,
    Points,
    name_parts,
    name_reasons,
    remarks,
)
from entraide.engine.matching.normalise.name import NameForm, name_form
from entraide.engine.matching.reasons import Difference, Reason
from entraide.engine.matching.weights import FIELD_EVIDENCE, Weights, fitted


class PersonForm(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of a person, asked or recorded, as it is compared; the index keeps it.

    Attributes:
        names: every name of the person.
        birth_dates: each as far as known: "1985", "1985-03", "1985-03-07".
        nationalities: three-letter codes.
        sexes: M, F, X or U.
        birth_places: as written.
        parents: names of father and mother.
        numbers: of documents and other papers.
        written: each of `names` as its owner wrote it, for the reasons; () if it is not kept.
    """

    names: tuple[NameForm, ...] = ()
    birth_dates: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    parents: tuple[NameForm, ...] = ()
    numbers: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


class Scored(msgspec.Struct, frozen=True):
    """How likely it is the same person, why, and what speaks against it.

    Attributes:
        score: 0–1; what thresholds are stated in.
        probability: 0–1, calibrated: of candidates as near as this, how many are the person.
        reasons: what agrees and what remarks there are, as codes; the first is of the names.
        differs: what contradicts: `field` is that of `PersonForm`.
        names: which of the asked and which of the recorded names met best; (-1, -1) if none.
        parts: what became of each part of those two names.
        fields: what each field gave or took, the names first.
        one_in: one person in so many shares what met of the names; 1 if nothing met.
    """

    score: float
    probability: float
    reasons: tuple[Reason, ...]
    differs: tuple[Difference, ...]
    names: tuple[int, int]
    parts: tuple[NamePart, ...]
    fields: tuple[Points, ...]
    one_in: int


NOTHING: Final = Scored(0.0, 0.0, (), (), (-1, -1), (), (), 1)
"""Of two persons whose names share nothing."""

_UNLIKE_NAMES: Final = -math.inf


class _Best(msgspec.Struct):
    """The two names that met best."""

    points: float
    asked: int = -1
    recorded: int = -1
    one: Side | None = None
    two: Side | None = None
    met: Sequence[Met] = ()
    row: Sequence[float] = ()


class Asked:
    """A person asked for, made ready to be compared with many records.

    Attributes:
        form: the person.
    """

    def __init__(
        self, form: PersonForm, commonness: Commonness, weights: Weights | None = None
    ) -> None:
        """Prepares the asked names once; `weights` are the committed ones if None."""
        self.form = form
        self._commonness = commonness
        self._weights = fitted() if weights is None else weights
        self._sides: dict[str, list[Side]] = {}
        self._last: tuple[tuple[NameForm, ...], str, _Best] | None = None

    def strength(self, recorded: PersonForm) -> float:
        """The score alone, 0–1, as `scored` gives it. Cost: 10 to 20 µs a name."""
        best = self._best_names(recorded)
        if best.asked < 0:
            return 0.0
        return _logistic(best.points + self._field_points(recorded))

    def strengths(self, recorded: Iterable[PersonForm]) -> list[float]:
        """`strength` of each."""
        return [self.strength(each) for each in recorded]

    def evidence(self, recorded: PersonForm) -> tuple[Sequence[float], list[str]] | None:
        """What is weighed of the two: the row of the names, the codes of the fields.

        None if nothing of the names meets. What weights are fitted on.
        """
        best = self._best_names(recorded)
        if best.asked < 0:
            return None
        return best.row, [each.code for each in self._codes(recorded)]

    def scored(self, recorded: PersonForm) -> Scored:
        """How likely the record is the person, and why."""
        best = self._best_names(recorded)
        if best.asked < 0:
            return NOTHING
        return self._scored(best, recorded)

    def _field_points(self, recorded: PersonForm) -> float:
        """What the fields give and take: what `_codes` says, without saying it."""
        form, weights, points = self.form, self._weights.fields, 0.0
        mine, others = form.birth_dates, recorded.birth_dates
        if len(mine) == len(others) == 1:
            points += weights[date_code(mine[0], others[0])]
        elif found := compare_dates(mine, others):
            points += weights[found.code]
        mine, others = form.nationalities, recorded.nationalities
        if mine and others:
            if mine[0] in others:
                points += weights["nationality_same"]
            elif found := compare_countries(mine, others):
                points += weights[found.code]
        if form.sexes and (found := compare_sexes(form.sexes, recorded.sexes)):
            points += weights[found.code]
        if form.birth_places and (
            found := compare_places(form.birth_places, recorded.birth_places)
        ):
            points += weights[found.code]
        if form.numbers and (found := compare_numbers(form.numbers, recorded.numbers)):
            points += weights[found.code]
        if form.parents and recorded.parents:
            points += weights[self._parents(recorded).code]
        return points

    def _codes(self, recorded: PersonForm) -> list[Reason]:
        form = self.form
        found = [
            compare_dates(form.birth_dates, recorded.birth_dates),
            compare_countries(form.nationalities, recorded.nationalities),
            compare_sexes(form.sexes, recorded.sexes),
        ]
        if form.birth_places and recorded.birth_places:
            found.append(compare_places(form.birth_places, recorded.birth_places))
        if form.numbers and recorded.numbers:
            found.append(compare_numbers(form.numbers, recorded.numbers))
        if form.parents and recorded.parents:
            found.append(self._parents(recorded))
        return [each for each in found if each is not None]

    def _best_names(self, recorded: PersonForm) -> _Best:
        """The two names that meet best; without a place where nothing of any names meets."""
        country = _country(self.form.nationalities, recorded.nationalities)
        last = self._last
        # Whoever is scored has mostly been weighed just before, by the same names.
        if last is not None and last[0] is recorded.names and last[1] == country:
            return last[2]
        mine = self._sides.get(country)
        if mine is None:
            mine = self._sides[country] = [
                Side(name, self._commonness, country) for name in self.form.names if name.words
            ]
        best = _Best(_UNLIKE_NAMES)
        for to, name in enumerate(recorded.names):
            if not name.words:
                continue
            two = Side(name, self._commonness, country)
            for at, one in enumerate(mine):
                met = align(one, two)
                row = evidence(one, two, met)
                if not row[0]:
                    continue
                points = self._weights.base + sum(map(mul, self._weights.names, row))
                if points > best.points:
                    best = _Best(points, at, to, one, two, met, row)
        self._last = recorded.names, country, best
        return best

    def _parents(self, recorded: PersonForm) -> Reason:
        best, words = _UNLIKE_NAMES, ("", "")
        for name in self.form.parents:
            for other in recorded.parents:
                one, two = Side(name, self._commonness), Side(other, self._commonness)
                met = align(one, two)
                conflicts = sum([each.how is How.UNLIKE for each in met])
                meets = sum([each.likeness for each in met if each.how < How.UNLIKE])
                if meets - conflicts > best or not words[0]:
                    best = max(best, meets - conflicts)
                    words = (_told(name), _told(other))
        code = "parent_same" if best > 0 else "parent_differs"
        return Reason(code, {"asked": words[0], "recorded": words[1]})

    def _scored(self, best: _Best, recorded: PersonForm) -> Scored:
        assert best.one is not None
        assert best.two is not None
        weights = self._weights
        codes = self._codes(recorded)
        points = best.points + sum([weights.fields[each.code] for each in codes])
        written = (
            _written(self.form, best.asked, best.one.form),
            _written(recorded, best.recorded, best.two.form),
        )
        against = [each for each in codes if FIELD_EVIDENCE[each.code] < 0]
        one_in = _one_in(best.met)
        return Scored(
            round(_logistic(points), 4),
            round(_logistic(weights.slope * points + weights.shift), 4),
            (
                *name_reasons(best.met, *written),
                *remarks(best.row, one_in),
                *[each for each in codes if FIELD_EVIDENCE[each.code] > 0],
            ),
            tuple([_difference(each) for each in against]),
            (best.asked, best.recorded),
            name_parts(best.one, best.two, best.met),
            (
                Points("names", "", round(best.points, 2)),
                *[
                    Points(_field(each.code), each.code, round(weights.fields[each.code], 2))
                    for each in codes
                ],
            ),
            one_in,
        )


def score(asked: PersonForm, recorded: PersonForm, commonness: Commonness) -> Scored:
    """How likely a record is the person asked for; `NOTHING` if no part of any name meets.

    Of one person against many records, `Asked` costs less.
    """
    return Asked(asked, commonness).scored(recorded)


def person_form(values: Mapping[str, Any], fields: Mapping[str, str] | None = None) -> PersonForm:
    """The form of a record's values.

    Args:
        values: field → value, a list or one.
        fields: which field holds what, where it is not called `names`, `birth_date`,
            `nationalities`, `sex`, `birth_place`, `parents`, `numbers`.
    """
    named = fields or {}

    def several(name: str) -> tuple[Any, ...]:
        value = values.get(named.get(name, name))
        if value is None or value == "":
            return ()
        return (value,) if isinstance(value, str | Mapping) else tuple(value)

    names = several("names")
    return PersonForm(
        tuple([name_form(name) for name in names]),
        several("birth_date"),
        several("nationalities"),
        several("sex"),
        several("birth_place"),
        tuple([name_form(name) for name in several("parents")]),
        several("numbers"),
        tuple([written_name(name) for name in names]),
    )


def written_name(name: Mapping[str, Any]) -> str:
    """The name on one line as its owner wrote it."""
    parts = (name.get("forename"), name.get("family"))
    return " ".join(part for part in parts if part) or str(name.get("full") or "")


def _logistic(points: float) -> float:
    return 1 / (1 + math.exp(-max(-700.0, min(points, 700.0))))


def _country(mine: Sequence[str], others: Sequence[str]) -> str:
    """The country by whose frequencies the names are weighed: shared, or known on one side only."""
    if mine and others:
        shared = sorted(set(mine) & set(others))
        return shared[0] if shared else ""
    known = mine or others
    return min(known) if known else ""


def _one_in(met: Sequence[Met]) -> int:
    bits = sum([each.bits for each in met if each.how < How.UNLIKE])
    return round(2 ** min(bits, 33.0))


def _written(form: PersonForm, place: int, name: NameForm) -> str:
    return form.written[place] if place < len(form.written) else _told(name)


def _told(name: NameForm) -> str:
    return " ".join([word.native or word.text for word in name.words])


def _field(code: str) -> str:
    return code.rpartition("_")[0].replace("birth_year", "birth_date")


def _difference(reason: Reason) -> Difference:
    return Difference(_field(reason.code), reason.params["asked"], reason.params["recorded"])
