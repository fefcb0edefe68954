"""Somebody's CSV read through a declared mapping into rows of one database."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from string import Formatter
from typing import Any, BinaryIO, Final

from entraide.engine.schema.field_kinds.field import InvalidBody, listed
from entraide.errors import Invalid
from entraide.gateways.mapped_csv.mapping import Mapping as Declared
from entraide.gateways.mapped_csv.mapping import Place, check, place_of, target, wrong
from entraide.gateways.rows import NOTHING, Refused, Row
from entraide.gateways.tables import cells, delimited
from entraide.gateways.tables.columns import Column, put
from entraide.gateways.tables.dialect import separator
from entraide.gateways.tables.inspection import inspect
from entraide.gateways.tables.lines import LIMITS, Broken, Limits, Lines, blemish_among
from entraide.gateways.tables.own_columns import ENVELOPE
from entraide.language import _

DIGEST: Final = "digest"


class MappedCsv:
    """A CSV whose columns a mapping declares."""

    passed_over = NOTHING

    def __init__(self, path: Path, mapping: Declared, limits: Limits = LIMITS) -> None:
        """Raises Invalid if the mapping names a field that its database has not."""
        self.database = check(mapping)
        self.databases = (self.database.code,)
        self._path, self._mapping, self._limits = path, mapping, limits
        self._places: dict[str, tuple[Place, Column]] = {}
        for heading, place in mapping.columns.items():
            each = place_of(place)
            self._places[heading] = each, target(each.field, self.database, heading)
        self._nothing = {text.casefold() for text in mapping.nothing}
        self._bytes = max(path.stat().st_size, 1)
        self._file: BinaryIO | None = None
        self.headings: list[str] = []

    def rows(self) -> Iterator[Row | Refused]:
        """Every record, or why it is refused.

        Raises:
            Invalid: a heading that the mapping neither maps nor ignores, or a mapped one that the
                file has not ("mapping").
        """
        encoding = self._mapping.encoding or inspect(self._path).encoding
        with self._path.open("rb") as self._file:
            mark = self._mapping.separator
            if not mark:
                with Lines(self._file, encoding, self._limits.characters) as lines:
                    mark = separator(lines, self._mapping.columns)
                self._file.seek(0)
            heads: list[str] | None = None
            for record in delimited.read(self._file, encoding, mark, self._limits):
                if isinstance(record, Broken):
                    yield Refused(line=record.line, problem=record.problem)
                elif heads is None:
                    heads = [cell.strip().lstrip("\ufeff") for cell in record.cells]
                    self._check_headings(heads)
                    self.headings = heads
                elif len(record.cells) != len(heads):
                    yield Refused(line=record.line, problem=_unequal(heads, record.cells))
                else:
                    given = dict(zip(heads, record.cells, strict=True))
                    yield self._row(record.line, given)

    def share_read(self) -> float:
        """How much of the file has been read, 0–1."""
        if self._file is None:
            return 0.0
        return 1.0 if self._file.closed else min(self._file.tell() / self._bytes, 1.0)

    def _check_headings(self, heads: Sequence[str]) -> None:
        known = {*self._places, *self._mapping.ignored}
        used = {
            name
            for text in (self._mapping.reference, *self._mapping.made.values())
            for name in _named(text)
            if name != DIGEST
        } | set(self._mapping.digest_of)
        for heading in heads:
            if heading not in known and heading not in used:
                raise Invalid(
                    "heading_unmapped",
                    _("The mapping says nothing of this column."),
                    field=heading[:100],
                    expected=_("Expected: every column mapped, or named under `ignored`."),
                )
        for heading in (*self._places, *used):
            if heading not in heads:
                raise Invalid(
                    "heading_missing",
                    _("The file has no column of this heading, which the mapping names."),
                    field=heading[:100],
                )

    def _row(self, line: int, given: Mapping[str, str]) -> Row | Refused:
        problem = blemish_among(given)
        if problem is not None:
            return Refused(line=line, problem=problem, cells=given)
        told = {**given, DIGEST: _digest([given[name] for name in self._mapping.digest_of])}
        body: dict[str, Any] = {}
        errors: list[Invalid] = []
        for name, value in self._mapping.constants.items():
            put(body, target(name, self.database, name).path, value)
        for name, text in self._mapping.made.items():
            put(body, target(name, self.database, name).path, _filled(text, told))
        for heading, (place, column) in self._places.items():
            try:
                value = self._value(place, column, given[heading])
            except Invalid as error:
                errors.append(error.within(heading))
            else:
                if value is not None:
                    put(body, column.path, value)
        ref = _filled(self._mapping.reference, told)
        if errors:
            problem = errors[0] if len(errors) == 1 else InvalidBody(errors)
            return Refused(
                line=line, problem=problem, database=self.database.code, ref=ref, cells=given
            )
        envelope = body.pop(ENVELOPE, {})
        return Row(
            line=line,
            database=self.database.code,
            ref=ref,
            body=body,
            envelope=envelope,
            cells=given,
        )

    def _value(self, place: Place, column: Column, cell: str) -> Any:
        text = _cut(place, str(cells.plain(cell) or ""))
        if not text or text.casefold() in self._nothing:
            return cells.read(place.empty, column.field.kind)
        found = _chosen(place, text)
        if place.date and found is text:
            return _dated(place.date, text)
        if column.field.many and not column.is_one:
            parts = found.split(place.listed_by) if place.listed_by else listed(found)
            return [cells.read(part, column.field.kind) for part in parts]
        return cells.read(found, column.field.kind)


def _cut(place: Place, text: str) -> str:
    starts = [at for mark in place.before if (at := text.find(mark)) > 0]
    if starts:
        text = text[: min(starts)]
    if place.split:
        parts = text.split(place.split)
        text = parts[place.part] if place.part < len(parts) else ""
    return text.strip()


def _chosen(place: Place, text: str) -> str:
    folded = text.casefold()
    for value, becomes in place.values.items():
        if value.casefold() == folded:
            return becomes
    for piece, becomes in place.contains.items():
        if piece.casefold() in folded:
            return becomes
    return place.otherwise or text


def _dated(form: str, text: str) -> str:
    try:
        return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Invalid(
            "date",
            expected=_("Expected: a date as the mapping says: %(form)s."),
            form=form,
        ) from None


def _digest(texts: Sequence[str]) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()[:12]


def _named(text: str) -> list[str]:
    """The headings in braces."""
    try:
        return [name for _text, name, _form, _conversion in Formatter().parse(text) if name]
    except ValueError as error:
        raise wrong(text, str(error)) from None


def _filled(text: str, given: Mapping[str, str]) -> str:
    """The text with each heading in braces replaced by its cell."""
    parts = Formatter().parse(text)
    return " ".join(
        "".join(words + (given[name] if name else "") for words, name, _f, _c in parts).split()
    )


def _unequal(heads: Sequence[str], found: Sequence[str]) -> Invalid:
    return Invalid(
        "columns",
        _("This row has %(found)s cells under %(columns)s headings."),
        expected=_("Expected: one cell under each heading, an empty one where nothing is known."),
        columns=len(heads),
        found=len(found),
    )
