"""What is asked of an import: the file, whose records they become, and how it is to be read."""

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from entraide.engine.databases import by_code
from entraide.errors import Invalid
from entraide.gateways.ftm.source import FtmEntities
from entraide.gateways.mapped_csv.mapping import load
from entraide.gateways.mapped_csv.source import MappedCsv
from entraide.gateways.public_notices.source import PublicNotices
from entraide.gateways.rows import Source
from entraide.gateways.tables.inspection import inspect
from entraide.gateways.tables.table import Table, detect
from entraide.gateways.un_list.source import UnList
from entraide.language import _


class Form(StrEnum):
    """What kind of file it is."""

    TABLE = "table"  # a CSV, XLSX or JSON Lines with our own headings
    MAPPED_CSV = "mapped_csv"  # somebody's CSV with a declared mapping
    UN_LIST = "un_list"  # the Security Council's consolidated list
    PUBLIC_NOTICES = "public_notices"  # notices as the public API gives them
    FTM = "ftm"  # FollowTheMoney JSON Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An import as it is asked.

    Attributes:
        owner: whose records they become, its code.
        database: of a table, the code of its database.
        mapping: of a mapped CSV, its mapping file.
        locale: of who wrote a table ("en_US", "fr"), for the order of dates; "" to find it out.
        colour: of public notices that do not say theirs.
        constants: of FollowTheMoney, database → field → the value of every record.
        accepted: codes of errors whose proposed repair is taken, so that the row is not refused
            ("lost_zeros", "date_serial", "choice").
        language: of the reasons in the report.
    """

    path: Path
    owner: str
    form: Form = Form.TABLE
    database: str = ""
    mapping: Path | None = None
    locale: str = ""
    colour: str = "red"
    constants: dict[str, dict[str, Any]] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was looked through once.

    Attributes:
        digest: of the file and of how it is read: what an import that was cut off is taken up by.
    """

    source: Source
    digest: str


def opened(asked: Asked) -> Opened:
    """The rows' source.

    Raises:
        NotFound: there is no such database.
        Invalid: the file or its mapping is not what it is said to be.
    """
    if not asked.path.is_file():
        raise Invalid(
            "file_missing",
            _("There is no file %(path)s."),
            field="path",
            path=asked.path,
        )
    how: Any = [asked.form, asked.colour, asked.constants, sorted(asked.accepted)]
    source: Source
    if asked.form is Form.TABLE:
        database = by_code(asked.database)
        seen, dialect = detect(asked.path, database, locale=asked.locale)
        source = Table(asked.path, database, dialect, accepted=asked.accepted)
        how.append(dialect)
    else:
        seen = inspect(asked.path)
        source = _gateway(asked)
        how.append(asked.mapping.read_text("utf-8-sig") if asked.mapping is not None else "")
    told = msgspec.json.encode([seen.digest, how], order="sorted")
    return Opened(source, sha256(told).hexdigest())


def _gateway(asked: Asked) -> Source:
    if asked.form is Form.UN_LIST:
        return UnList(asked.path)
    if asked.form is Form.PUBLIC_NOTICES:
        return PublicNotices(asked.path, asked.colour)
    if asked.form is Form.FTM:
        return FtmEntities(asked.path, asked.constants)
    if asked.mapping is None:
        raise Invalid("mapping_missing", _("A mapped CSV needs its mapping file."), field="mapping")
    return MappedCsv(asked.path, load(asked.mapping))
