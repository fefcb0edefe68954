"""What `entraide trail` prints: reports and replays, for people and for programs."""

from typing import TYPE_CHECKING, Any

import msgspec

from entraide.cli.invocation import Invocation
from entraide.language import _

if TYPE_CHECKING:
    from entraide.engine.check.trail.replay import Gone, Replay
    from entraide.engine.check.trail.verify import Report


def report_document(report: "Report", invocation: Invocation) -> dict[str, Any]:
    """What verifying found, for a program."""

    def told(remarks: Any) -> list[dict[str, object]]:
        return [
            {"code": one.code, "sentence": one.say(invocation.language), **one.params}
            for one in remarks
        ]

    return {
        "whole": report.is_whole,
        "lines": report.lines,
        "segments": report.segments,
        "checkpoints": report.checkpoints,
        "chains": {
            name: {"n": n, "hash": digest.hex()} for name, (n, digest) in report.ends.items()
        },
        "problems": told(report.problems),
        "notes": told(report.notes),
    }


def report_text(report: "Report", invocation: Invocation) -> str:
    """What verifying found, for a person."""
    say = invocation.say
    lines = [one.say(invocation.language) for one in (*report.notes, *report.problems)]
    lines.append(
        say(
            _("Verified: %(lines)s lines, %(chains)s chains, %(checkpoints)s checkpoints."),
            lines=report.lines,
            chains=len(report.ends),
            checkpoints=report.checkpoints,
        )
    )
    lines.append(
        say(_("The trail is whole."))
        if report.is_whole
        else say(_("Problems: %(count)s."), count=len(report.problems))
    )
    return "\n".join(lines)


def replay_document(found: "Replay") -> dict[str, Any]:
    """What a replay showed, for a program; without the question."""
    line = found.line
    return {
        "line": found.kept.id,
        "moment": line.moment,
        "outcome": found.outcome,
        "who": {name: getattr(line.who, name) for name in line.who.__struct_fields__},
        "purpose": line.purpose,
        "verdict": line.verdict,
        "found": len(line.found),
        "rules_then": line.rules,
        "rules_now": found.rules,
        "destroyed": [
            {"record": None if gone.record is None else list(_record(gone)), "on": gone.on}
            | ({"why": gone.why} if gone.why else {})
            for gone in found.destroyed
        ],
    }


def _record(gone: "Gone") -> tuple[int, int, int]:
    assert gone.record is not None
    return gone.record.database, gone.record.id, gone.record.version


def replay_text(found: "Replay", invocation: Invocation) -> str:
    """What a replay showed, for a person; without the question."""
    say, line = invocation.say, found.line
    sentence, params = found.say()
    lines = [
        say(
            _("%(line)s, %(moment)s UTC: %(officer)s, %(unit)s, %(country)s: %(verdict)s"),
            line=found.kept.id,
            moment=f"{line.moment:%Y-%m-%d %H:%M:%S}",
            officer=line.who.officer,
            unit=line.who.unit,
            country=line.who.country,
            verdict=line.verdict,
        ),
        say(sentence, **params),
    ]
    for gone in found.destroyed:
        day = f"{gone.on:%Y-%m-%d}"
        if gone.record is None:
            lines.append(
                say(_("The question: destroyed on %(on)s (%(why)s)."), on=day, why=gone.why)
            )
        else:
            database, id, version = _record(gone)
            lines.append(
                say(
                    _(
                        "Record %(id)s of database %(database)s, version %(version)s: destroyed "
                        "on %(on)s."
                    ),
                    id=id,
                    database=database,
                    version=version,
                    on=day,
                )
            )
    return "\n".join(lines)


def shown_text(found: "Replay") -> str:
    """The question and the answer, as JSON."""
    assert found.criteria is not None
    shown = {"query": found.criteria.query, "answer": found.answer}
    return msgspec.json.format(msgspec.json.encode(shown), indent=2).decode()
