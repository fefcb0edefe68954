"""What is done in the audit room: opening one question, taking lines away signed, setting a watch.

The first two are consultations themselves: the journal says who did it and why, the trail that the
question was read.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import msgspec

from entraide.desks.audit import asked, consultations, signed_export
from entraide.desks.audit.columns import Columns
from entraide.desks.audit.consultations import Sought
from entraide.desks.audit.following import columns_folder
from entraide.desks.audit.models import Watched, WatchSettings
from entraide.desks.audit.thresholds import checked
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.inbox.actions import clean_text
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.check.trail import checkpoints, read
from entraide.engine.check.trail.criteria import Criteria, open_criteria
from entraide.engine.check.trail.interfaces import Disclosure, TrailWriter, who_asked
from entraide.engine.check.trail.lines import Checked, Manner, Seen
from entraide.engine.check.trail.replay import NotACheck
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.trail.writer import open_seals
from entraide.errors import Conflict, Invalid, NotFound, TooLarge
from entraide.hub import Hub
from entraide.language import _

MOST_EXPORTED: Final = 5000
SHORTEST_REASON: Final = 10
"""Characters of a reason that says anything."""


def opened(hub: Hub, by: By, id: str, trail: TrailWriter) -> Criteria:
    """What was asked in one check, opened with a reason; journal and trail say so first.

    Raises:
        NotFound: there is no such line, or it is not one that this actor may audit.
        NotACheck: the line is not that of a check.
        SealDestroyed: what was asked was lawfully destroyed.
        Invalid: no reason is given.
        Unavailable: the trail could not be written: nothing is opened.
    """
    _require_reason(by)
    kept = consultations.line(hub, by.actor, id)
    if not isinstance(kept.line, Checked):
        raise NotACheck(line=id)
    line = kept.line
    # A destroyed seal is told before anybody is said to have read what it held.
    criteria, _salt = open_criteria(line, open_seals(hub))

    def do(writing: Writing) -> str:
        writing.journal("open_line", about=kept.id)
        return kept.id

    act(by, ["open_line", kept.id], do)
    trail.append(
        Disclosure(
            moment=by.clock.now(),
            who=who_asked(by.actor.asker()),
            purpose=line.purpose,
            manner=Manner.SHOWN,
            records=[Seen(each.database, each.id, each.version) for each in line.found],
            reason=f"audit {kept.id}",
        )
    )
    return criteria


def exported(hub: Hub, by: By, sought: Sought, *, language: str) -> bytes:
    """The signed archive of what is sought, within what this actor may audit.

    Raises:
        NotAllowed: the actor may audit nothing.
        TooLarge: there are more than `MOST_EXPORTED` lines.
        Invalid: no reason is given, or the days are wrong.
    """
    _require_reason(by)
    within = consultations.scope(hub, by.actor, sought)
    rows = consultations.every(Columns(columns_folder(hub)), within)
    if len(rows) > MOST_EXPORTED:
        raise TooLarge(
            "trail_export",
            _("More than %(most)s lines: narrow the days or the question."),
            most=MOST_EXPORTED,
        )
    wanted = {row.line for row in rows}
    of_days = read.Sought(
        since=_begin(within.since), before=_begin(within.until) + timedelta(days=1)
    )
    kept = [each for each in read.lines(chains_folder(hub), of_days) if each.id in wanted]
    made = signed_export.archive(
        hub,
        rows,
        kept,
        about=_statement(hub, by, within, len(rows), by.clock.now()),
        checkpoint=_last_checkpoint(hub),
        language=language,
    )

    def do(writing: Writing) -> str:
        writing.journal("export_trail", about=f"{within.since} {within.until}", records=len(rows))
        return "trail"

    act(by, ["export_trail", msgspec.to_builtins(within)], do)
    return made


def set_thresholds(hub: Hub, by: By, bureau: str, given: Mapping[str, int]) -> Done:
    """Sets from where on a bureau's use is unusual; that of the hub if `bureau` is "".

    Raises:
        NotAllowed: the actor neither administers this bureau nor is the secretariat's auditor.
        Invalid: a number is out of its bounds.
    """
    require(by.actor, Right.SET_WATCH, Thing(bureau, secretariat=_secretariat(hub)))
    values = checked(given)

    def do(writing: Writing) -> str:
        WatchSettings.objects.update_or_create(
            bureau=bureau,
            defaults={"values": values, "set_by": by.actor.name, "set_at": writing.now},
        )
        told = " ".join(f"{name}={value}" for name, value in values.items())
        writing.journal("set_watch", about=told[:100])
        return bureau

    return act(by, ["set_watch", bureau, values], do)


def watch_for(hub: Hub, by: By, kind: str, entry: str, label: str) -> Done:
    """Puts a name or a number on the own bureau's list; only a keyed digest of it is kept.

    Raises:
        NotAllowed: the actor does not administer the bureau.
        Invalid: it is no name of two words or no number, or the label says what is not kept.
        Conflict: it is on the list already.
    """
    bureau = by.actor.bureau
    require(by.actor, Right.SET_WATCH, Thing(bureau, secretariat=_secretariat(hub)))
    form = asked.full_name_form(entry) if kind == Watched.Kind.NAME else asked.number_form(entry)
    if not form:
        raise Invalid(
            "watched", field="entry", expected=_("Expected: a name of two words, or a number.")
        )
    called = clean_text(label, field="label")[:100]
    digest = asked.Digests(hub).watched(kind, form, bureau)

    def do(writing: Writing) -> str:
        if Watched.objects.filter(bureau=bureau, digest=digest).exists():
            raise Conflict("watched_twice", _("This is on the list already."))
        row = Watched.objects.create(
            bureau=bureau,
            kind=Watched.Kind(kind),
            digest=digest,
            label=called,
            added_by=by.actor.name,
            added_at=writing.now,
        )
        writing.journal("watch_for", about=f"watched:{row.pk}")
        return called

    return act(by, ["watch_for", kind, digest, called], do)


def watch_no_more(hub: Hub, by: By, number: int) -> Done:
    """Takes an entry off the own bureau's list. Raises NotFound, NotAllowed."""
    bureau = by.actor.bureau
    require(by.actor, Right.SET_WATCH, Thing(bureau, secretariat=_secretariat(hub)))

    def do(writing: Writing) -> str:
        if not Watched.objects.filter(bureau=bureau, pk=number).delete()[0]:
            raise NotFound
        writing.journal("watch_no_more", about=f"watched:{number}")
        return str(number)

    return act(by, ["watch_no_more", number], do)


def _secretariat(hub: Hub) -> str:
    return hub.configuration.organisation.secretariat


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _statement(
    hub: Hub, by: By, sought: Sought, count: int, now: datetime
) -> signed_export.Statement:
    told: dict[str, Any] = {
        name: value
        for name, value in msgspec.to_builtins(sought).items()
        if value not in {None, ""}
    }
    return signed_export.Statement(
        hub=hub.configuration.organisation.id,
        made_at=now,
        made_by=by.actor.name,
        reason=by.reason,
        sought=told,
        lines=count,
        files={},
    )


def _last_checkpoint(hub: Hub) -> bytes | None:
    files = sorted(checkpoints.checkpoints_folder(hub).glob("[0-9]*.json"))
    return files[-1].read_bytes() if files else None


def _require_reason(by: By) -> None:
    if len(by.reason.strip()) < SHORTEST_REASON:
        raise Invalid(
            "reason_missing",
            _("A reason is needed."),
            field="reason",
            expected=_("Expected: why this is needed, in a few words."),
        )
