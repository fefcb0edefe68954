"""A declared mapping: which column of somebody's CSV is which field of a database (a TOML file)."""

import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from entraide.engine.databases import by_code
from entraide.engine.schema.database import Database
from entraide.errors import Invalid, NotFound
from entraide.gateways.tables.columns import Column, column_named
from entraide.language import _

FORMAT: Final = 1
ENCODINGS: Final = frozenset(
    {
        *("", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "iso8859-15"),
        *(f"cp{number}" for number in range(1250, 1259)),
        *("koi8-r", "shift_jis", "gb18030", "big5", "euc-kr"),
    }
)
LONGEST_FILE: Final = 1024 * 1024


class Place(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where a column goes and how its cells are read.

    The steps are taken in the order of the attributes here.

    Attributes:
        field: the field's name, dotted and numbered inside groups ("engines.1.number").
        before: the cell is cut where the first of these texts begins.
        split, part: the cell is parted at this text, and the part of this number (from 0) is read.
        values: cell → value, compared without regard to case.
        contains: text → value: the first whose text is found in the cell.
        otherwise: the value where neither has one; without it the cell itself is taken.
        empty: the value where the cell holds nothing.
        listed_by: in a field of many values, the text between those of one cell.
        date: how dates are written, as Python's `strptime` says it ("%d/%m/%Y").
    """

    field: str
    before: list[str] = []
    split: str = ""
    part: int = 0
    values: dict[str, str] = {}
    contains: dict[str, str] = {}
    otherwise: str = ""
    empty: str = ""
    listed_by: str = ""
    date: str = ""


class Mapping(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A mapping file.

    Attributes:
        database: the code of the database.
        reference: the owner's reference, with headings in braces ("{plate} {date_stolen}").
        digest_of: headings whose cells `{digest}` stands for, in twelve characters: a reference
            where the cells themselves would be too long.
        encoding, separator: of the CSV; found out if they are not said.
        nothing: cells that say that nothing is known ("-", "N/A").
        columns: heading → field's name, or how its cells are read.
        constants: field's name → the value of every record.
        made: field's name → text with headings in braces.
        ignored: headings that are left out on purpose.
    """

    format: int
    database: str
    reference: str
    digest_of: list[str] = []
    encoding: str = ""
    separator: str = ""
    nothing: list[str] = []
    columns: dict[str, str | Place]
    constants: dict[str, Any] = {}
    made: dict[str, str] = {}
    ignored: list[str] = []


def load(path: Path) -> Mapping:
    """The mapping in this file, checked against its database.

    Raises:
        Invalid: what is wrong, and where ("mapping").
    """
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise wrong("", f"> {LONGEST_FILE} bytes")
        mapping = msgspec.convert(tomllib.loads(path.read_text("utf-8-sig")), Mapping)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise wrong("", str(error)) from error
    if mapping.format != FORMAT:
        raise wrong("format", f"{mapping.format} ≠ {FORMAT}")
    check(mapping)
    return mapping


def check(mapping: Mapping) -> Database:
    """The mapping's database, if every field that it names is one of its fields. Raises Invalid."""
    try:
        database = by_code(mapping.database)
    except NotFound:
        raise wrong("database", mapping.database) from None
    if mapping.encoding not in ENCODINGS:
        raise wrong("encoding", mapping.encoding)
    if len(mapping.separator) > 1 or mapping.separator in {'"', "\n", "\r"}:
        raise wrong("separator", repr(mapping.separator))
    for heading, place in mapping.columns.items():
        each = place_of(place)
        target(each.field, database, heading)
        if each.date and not _is_day_format(each.date):
            raise wrong(heading, each.date)
    for name in (*mapping.constants, *mapping.made):
        target(name, database, name)
    return database


def _is_day_format(form: str) -> bool:
    """Whether a day written in this form is read back from it."""
    day = datetime(2031, 12, 29)  # noqa: DTZ001 - a day has no zone
    try:
        return datetime.strptime(day.strftime(form), form) == day  # noqa: DTZ007
    except (ValueError, re.error):
        return False


def place_of(place: str | Place) -> Place:
    """How a column is read, whichever way it is written."""
    return Place(field=place) if isinstance(place, str) else place


def target(name: str, database: Database, where: str) -> Column:
    """The field of this name. Raises Invalid, naming `where` in the mapping it stands."""
    found = column_named(name, database)
    if found is None:
        raise wrong(where, name)
    return found


def wrong(where: str, why: str) -> Invalid:
    """The refusal of a mapping, with what the machine says of it."""
    return Invalid(
        "mapping",
        _("The mapping file cannot be used: %(why)s"),
        field=where,
        expected=_("Expected: a mapping as docs/formats/mapped_csv.md describes it."),
        why=why[:300],
    )
