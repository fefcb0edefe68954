"""The acts of registers: entering, correcting as a new version, and what the hub enters itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Max

from entraide.clock import Clock
from entraide.desks.audit import register_rows
from entraide.desks.audit.models import RegisterEntry, TrailReached
from entraide.desks.audit.registers import (
    COMPARISONS,
    INCIDENTS,
    PROCESSING,
    REGISTERS,
    facts_of,
)
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.bureaus.queries import operator
from entraide.desks.inbox.actions import clean_text
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.databases import enabled
from entraide.errors import Conflict, Invalid, NotFound
from entraide.hub import Hub
from entraide.language import _

_REACHED: Final = "comparisons"


def enter(by: By, register: str, content: Mapping[str, Any]) -> Done:
    """Enters something in a register of the own bureau; `about` is the entry's number.

    Raises:
        NotFound: there is no such register.
        NotAllowed: the actor may audit nothing.
        Invalid: a field is missing, or the authority was told before the discovery.
    """
    require(by.actor, Right.AUDIT, Thing(by.actor.bureau))
    kept = _checked(register, content, {})

    def do(writing: Writing) -> str:
        row = _new(writing, register, by.actor.bureau, content=kept)
        return str(row.number)

    return act(by, ["enter", register, kept], do)


def correct(by: By, register: str, number: int, version: int, content: Mapping[str, Any]) -> Done:
    """Writes the entry's next version, with the reason that `by` gives; the one before stays.

    Raises:
        NotFound: there is no such entry for this actor.
        NotAllowed: it is another bureau's.
        Conflict: somebody else corrected it meanwhile.
        Invalid: a field or the reason is missing.
    """
    said = clean_text(by.reason, field="reason")
    row = register_rows.entry(by.actor, register, number)
    require(by.actor, Right.AUDIT, Thing(row.bureau))
    kept = _checked(register, content, row.facts)

    def do(writing: Writing) -> str:
        before = register_rows.entry(by.actor, register, number)
        if before.version != version:
            raise Conflict
        _next(writing, before, content=kept, facts=before.facts, reason=said)
        return str(number)

    return act(by, ["correct_entry", register, number, version, kept, said], do)


def keep(hub: Hub, clock: Clock) -> int:
    """Enters what the hub itself knows: its databases, and lists and files that were compared.

    Done again, it changes nothing. Gives how many versions were written.
    """
    by = By(actor=operator(), clock=clock, reason="register")
    count = 0
    secretariat = hub.configuration.organisation.secretariat
    known = register_rows.reached_act(_REACHED)
    upto, batches = register_rows.last_act(), register_rows.imports_done()
    changed = [
        (each.code, facts_of(each))
        for each in enabled(hub.configuration.organisation.databases)
        if _differs(f"database:{each.code}", facts_of(each))
    ]
    if not changed and not batches and upto == known:
        return 0

    def do(writing: Writing) -> str:
        nonlocal count
        for code, facts in changed:
            count += _declared(writing, secretariat, f"database:{code}", facts)
        for line in register_rows.lists_begun(known, upto):
            facts = _compared("list", line.at.date(), line.records)
            count += _once(writing, line.bureau, line.about, facts)
        for batch in batches:
            ended = batch.finished_at or batch.started_at
            facts = _compared("import", ended.date(), sum(batch.counts.values()))
            count += _once(writing, batch.owner, f"batch:{batch.pk}", facts)
        TrailReached.objects.update_or_create(pk=_REACHED, defaults={"places": {"act": upto}})
        return "registers"

    act(by, None, do)
    return count


def _differs(about: str, facts: Mapping[str, Any]) -> bool:
    row = register_rows.entered(PROCESSING, about)
    return row is None or row.facts != facts


def _declared(writing: Writing, bureau: str, about: str, facts: Mapping[str, Any]) -> bool:
    """A database's entry, or its next version where its file says otherwise than before."""
    row = register_rows.entered(PROCESSING, about)
    if row is None:
        _new(writing, PROCESSING, bureau, about=about, facts=facts)
    else:
        _next(writing, row, content=row.content, facts=facts, reason="")
    return True


def _once(writing: Writing, bureau: str, about: str, facts: Mapping[str, Any]) -> bool:
    if register_rows.entered(COMPARISONS, about) is not None:
        return False
    _new(writing, COMPARISONS, bureau, about=about, facts=facts)
    return True


def _compared(kind: str, day: date, rows: int) -> dict[str, Any]:
    return {"kind": kind, "day": day.isoformat(), "rows": rows}


def _new(
    writing: Writing,
    register: str,
    bureau: str,
    *,
    about: str = "",
    content: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> RegisterEntry:
    rows = RegisterEntry.objects.filter(register=register)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    row = RegisterEntry.objects.create(
        register=register,
        number=number,
        version=1,
        bureau=bureau,
        about=about,
        content=dict(content or {}),
        facts=dict(facts or {}),
        made_by=writing.by.actor.name,
        made_at=writing.now,
    )
    writing.journal("enter_register", about=f"{register}:{number}", reason="")
    return row


def _next(
    writing: Writing,
    before: RegisterEntry,
    *,
    content: Mapping[str, Any],
    facts: Mapping[str, Any],
    reason: str,
) -> None:
    before.is_latest = False
    before.save(update_fields=["is_latest"])
    RegisterEntry.objects.create(
        register=before.register,
        number=before.number,
        version=before.version + 1,
        bureau=before.bureau,
        about=before.about,
        content=dict(content),
        facts=dict(facts),
        made_by=writing.by.actor.name,
        made_at=writing.now,
        reason=reason,
    )
    writing.journal("correct_register", about=f"{before.register}:{before.number}", reason="")


def _checked(register: str, content: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of what was written: known fields that are not facts; none needed is missing."""
    declared = REGISTERS.get(register)
    if declared is None:
        raise NotFound
    kept = {}
    for name, field in declared.fields.items():
        if facts and field.is_fact:
            continue
        value = content.get(name)
        if value in {None, ""}:
            if field.required:
                raise Invalid("missing", _("This is needed."), field=name)
            continue
        kept[name] = clean_text(value, field=name) if isinstance(value, str) else value
    if register == INCIDENTS and kept.get("told", "~") < kept["discovered"]:
        raise Invalid(
            "told_before", field="told", expected=_("Expected: not before the discovery.")
        )
    return kept
