"""Many people at once, from a table: tried first, then admitted, with a line of report each."""

import csv
import io
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from entraide.desks.bureaus import queries
from entraide.desks.bureaus.actions import admit_person
from entraide.desks.bureaus.presets import preset
from entraide.desks.bureaus.proposals import give
from entraide.desks.bureaus.signing_in import TOKEN_BYTES, write_invitation
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.schema.vocabulary import Role
from entraide.errors import Conflict, EntraideError, Invalid, TooLarge
from entraide.language import LANGUAGES, _

COLUMNS: Final = ("username", "full_name", "unit", "role")
OPTIONAL: Final = ("language", "until")
MOST_ROWS: Final = 1000
LARGEST: Final = 512 * 1024
"""Bytes of a file: a thousand people, and room for long names."""
USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
LONGEST_NAME: Final = 200
LONGEST_UNIT: Final = 32


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A row of the table, and what came of it.

    Attributes:
        line: of the file, counted from 1 with its heading.
        token: the secret of the link by which the person sets a password.
        is_proposed: somebody else has to approve what is granted.
        problem: why the row is refused, or None.
        acts: what was done, to be made visible.
    """

    line: int
    username: str
    full_name: str
    unit: str
    role: str
    language: str = "en"
    until: str = ""
    token: str = ""
    is_proposed: bool = False
    problem: EntraideError | None = None
    acts: Sequence[Done] = field(default=())


def read(content: bytes) -> list[Newcomer]:
    """The rows of a CSV file, separated by commas or semicolons.

    Raises:
        TooLarge: more bytes or rows than are taken at once.
        Invalid: it is no such file, or lacks a column.
    """
    if len(content) > LARGEST:
        raise TooLarge
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Invalid("encoding", _("The file is not UTF-8 text."), field="file") from problem
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = {name.strip().casefold() for name in rows.fieldnames or ()}
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            raise Invalid(
                "columns",
                _("These columns are missing: %(names)s."),
                field="file",
                names=", ".join(missing),
            )
        found = [_newcomer(rows.line_num, row) for row in rows]
    except csv.Error as problem:
        raise Invalid("csv", _("The file is not a CSV table."), field="file") from problem
    if len(found) > MOST_ROWS:
        raise TooLarge
    return found


def admit_all(by: By, rows: Sequence[Newcomer], *, is_trial: bool) -> list[Newcomer]:
    """Admits each person, grants what the role asks and makes a link; refused rows stay out.

    A trial does the same and keeps nothing, so that it tells exactly what would come of it.
    """
    seen: set[str] = set()
    told = []
    for row in rows:
        is_twice = row.username in seen
        seen.add(row.username)
        told.append(_admitted(by, row, is_twice=is_twice, is_trial=is_trial))
    return told


def _newcomer(line: int, row: dict[str, str]) -> Newcomer:
    tidy = {
        name.strip().casefold(): value.strip()
        for name, value in row.items()
        if isinstance(name, str) and isinstance(value, str)
    }
    told = {name: tidy.get(name, "") for name in (*COLUMNS, *OPTIONAL)}
    told["language"] = told["language"] or "en"
    return Newcomer(
        line=line,
        username=told["username"],
        full_name=told["full_name"],
        unit=told["unit"],
        role=told["role"],
        language=told["language"],
        until=told["until"],
    )


def _admitted(by: By, row: Newcomer, *, is_twice: bool, is_trial: bool) -> Newcomer:
    """What came of one row: all of it or nothing."""
    try:
        if is_twice:
            raise Conflict("twice", _("This user name stands in the file twice."))
        with transaction.atomic():
            told = _admit(by, row)
            transaction.set_rollback(is_trial)
    except EntraideError as problem:
        return replace(row, problem=problem)
    return replace(told, token="", acts=()) if is_trial else told


def _admit(by: By, row: Newcomer) -> Newcomer:
    _check(row)
    by = replace(by, request_key="")
    bureau = queries.bureau(by.actor.bureau)
    admitted = admit_person(
        by,
        row.username,
        bureau=bureau.code,
        full_name=row.full_name,
        unit=row.unit,
        language=row.language,
    )
    given = give(by, row.username, preset(by.actor, bureau, Role(row.role), until=_until(row)))
    person = queries.person(row.username)
    token = secrets.token_urlsafe(TOKEN_BYTES)

    def do(writing: Writing) -> str:
        write_invitation(writing, person, token)
        return f"person:{person.pk}"

    invited = act(by, None, do)
    return replace(
        row,
        token=token,
        is_proposed=given.about.startswith("proposal:"),
        acts=(admitted, given, invited),
    )


def _check(row: Newcomer) -> None:
    expected = {
        "username": bool(USERNAME.fullmatch(row.username)),
        "full_name": row.full_name.isprintable() and 0 < len(row.full_name) <= LONGEST_NAME,
        "unit": row.unit.isprintable() and len(row.unit) <= LONGEST_UNIT,
        "role": row.role in set(Role),
        "language": row.language in LANGUAGES,
    }
    for name, is_right in expected.items():
        if not is_right:
            raise Invalid(
                "cell", _("The column %(column)s holds nothing usable."), field=name, column=name
            )
    _until(row)


def _until(row: Newcomer) -> datetime | None:
    if not row.until:
        return None
    try:
        return datetime.fromisoformat(row.until).replace(tzinfo=UTC)
    except ValueError as problem:
        raise Invalid(
            "cell", _("The column %(column)s holds nothing usable."), field="until", column="until"
        ) from problem
