"""For every database its frozen sample, and the questions that find it."""

import json
from functools import cache
from pathlib import Path

import msgspec
from tests.engine.check.world import World, asker

from entraide.engine.check import wire
from entraide.engine.databases import by_code, databases
from entraide.engine.schema.vocabulary import Purpose, Role, SubjectKind, Verdict

SAMPLES = Path(__file__).resolve().parents[1] / "engine" / "databases" / "samples"
SUBJECTS = {
    SubjectKind(subject.__struct_config__.tag): subject for subject in wire.Subject.__args__
}
ASKERS = [
    (database.code, role) for database in databases() for role in Role if role in database.asked_by
]


def sample(code):
    """A body of this database."""
    newest = max(SAMPLES.glob(f"{code}.*.json"))
    return json.loads(newest.read_text("utf-8"))["body"]


def value_at(body, path):
    """The first value at a field's dotted name, or None."""
    outer, _dot, inner = path.partition(".")
    value = body.get(outer)
    value = value[0] if isinstance(value, list) and value else value
    return value.get(inner) if inner and isinstance(value, dict) else value


@cache
def full_world():
    """A world that holds the sample of every database, and how to reach two bureaus."""
    made = World()
    for number, code in enumerate(("QMA", "QMZ"), start=1):
        made.take(f"contact/{code}", {"name": {"en": f"Bureau of {code}"}, "phone": f"+{number}"})
    for database in databases():
        made.add(database.code, sample(database.code), owner="QMZ")
    return made


def answers(code, role, body=None, world=None, **more):
    """The answers to every question by which the body is found, for a purpose that fits."""
    purpose = next(p for p in Purpose if p in by_code(code).asked_for)
    for subject in questions(code, body, role):
        if role is Role.CARRIER and not getattr(subject, "issuing_country", ""):
            continue
        yield (world or full_world()).ask(
            subject, by=asker(role=role), purpose=purpose, databases=[code], **more
        )


def key_questions(code, body=None, role=None):
    """Each key that this body can be found by, and the subject that asks it."""
    database, body = by_code(code), body or sample(code)
    for key in database.keys:
        values = [value_at(body, path) for path in key.fields]
        if key.gives is Verdict.NO_HIT or None in values:
            continue
        if key.only_for is not None and role not in key.only_for:
            continue
        subject = SUBJECTS[key.of]
        given = dict(zip(key.attributes, map(str, values), strict=True))
        required = {
            field.encode_name
            for field in msgspec.structs.fields(subject)
            if field.required and field.encode_name not in given
        }
        yield key, subject(**given, **dict.fromkeys(required, ""))


def questions(code, body=None, role=None):
    """The subjects by which this body can be found: by its keys and by its names."""
    database, body = by_code(code), body or sample(code)
    yield from (subject for _key, subject in key_questions(code, body, role))
    if database.names is not None and body.get(database.names.names):
        name = {
            part: text
            for part, text in body[database.names.names][0].items()
            if part in ("family", "forename", "full")
        }
        yield wire.Person(names=[wire.Name(**name)], birth_date=body.get("birth_date", ""))
