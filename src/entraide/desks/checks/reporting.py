"""The full report: a second act, with its reason, in the trail before anything is shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from entraide.desks.bureaus.entering import clock
from entraide.desks.bureaus.policy import Actor
from entraide.desks.bureaus.queries import bureau
from entraide.desks.checks import asking
from entraide.desks.records.queries import Reading, disclose, keeps_records, ref_for
from entraide.engine.check.wire import Asker
from entraide.engine.databases import by_code, databases
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Level, Purpose
from entraide.engine.schema.vocabulary_words import ACCURACIES, HANDLING, RELIABILITIES
from entraide.errors import NotFound
from entraide.language import translate


@dataclass(frozen=True, slots=True)
class Value:
    """One field of a report: a value, or for a group one list of labels and values each."""

    label: str
    text: str = ""
    groups: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A full record, ready to be read."""

    reference: str
    title: str
    owner: str
    confidentiality: int
    version: int
    values: list[Value]
    handling: list[str]
    grading: list[str]


def readable(actor: Actor) -> frozenset[str]:
    """The databases whose full records this actor may ask for."""
    desk = keeps_records(actor.asker())
    return frozenset(
        each.code
        for each in databases()
        if each.code in actor.databases
        and (desk or each.asked_by.get(actor.role, Level.YES_NO) >= Level.FULL)
    )


def report(asker: Asker, reference: str, *, purpose: Purpose, reason: str, language: str) -> Report:
    """The full record under a reference; its line in the trail is durable before this returns.

    Args:
        asker: who reads, with officer and workstation.
        reference: as a card gives it.
        purpose: what it is read for.
        reason: codes and references, for the trail.
        language: the reader's.

    Raises:
        NotFound: there is no such record, or none for this asker.
        NotAllowed: the asker is shown no full records of this database.
        Unavailable: the trail could not be written.
    """
    reading = Reading(purpose=purpose, trail=asking.service().trail, clock=clock(), reason=reason)
    found = disclose(asker, [ref_for(reference)], reading)
    if not found:
        raise NotFound
    state = found[0]
    return Report(
        reference=reference,
        title=translate(by_code(state.database).title, language),
        owner=bureau(state.owner).name(language),
        confidentiality=int(state.confidentiality),
        version=state.version,
        values=list(_values(state, language)),
        handling=[translate(HANDLING[each], language) for each in state.handling],
        grading=_grading(state, language),
    )


def _grading(state: RecordState, language: str) -> list[str]:
    told = []
    if state.reliability is not None:
        told.append(translate(RELIABILITIES[state.reliability], language))
    if state.accuracy is not None:
        told.append(translate(ACCURACIES[state.accuracy], language))
    return told


def _values(state: RecordState, language: str) -> Iterator[Value]:
    for field in by_code(state.database).fields:
        value = state.body.get(field.name)
        if value is None:
            continue
        label = translate(field.label, language)
        several = value if field.many and isinstance(value, list) else [value]
        if isinstance(field.kind, Group) and all(isinstance(each, Mapping) for each in several):
            groups = tuple(_group(field.kind.fields, each, language) for each in several)
            yield Value(label, groups=groups)
        else:
            yield Value(label, "; ".join(field.kind.show(each, language) for each in several))


def _group(
    fields: Sequence[Field], given: Mapping[str, Any], language: str
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (translate(field.label, language), _shown(field, given[field.name], language))
        for field in fields
        if given.get(field.name) is not None
    )


def _shown(field: Field, value: Any, language: str) -> str:
    several = value if field.many and isinstance(value, list) else [value]
    return "; ".join(field.kind.show(each, language) for each in several)
