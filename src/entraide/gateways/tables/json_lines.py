"""JSON Lines: one JSON object on a line, UTF-8."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import msgspec

from entraide.errors import Invalid
from entraide.gateways.tables.lines import LIMITS, Broken, Limits, Lines, blemish, too_long
from entraide.language import _

_DECODER: Final = msgspec.json.Decoder()
_DEEPEST: Final = 16


@dataclass(frozen=True, slots=True)
class Document:
    """One object and the line (or the position in a list) where it stands."""

    line: int
    content: dict[str, Any]


def read(
    stream: BinaryIO, encoding: str = "utf-8", limits: Limits = LIMITS
) -> Iterator[Document | Broken]:
    """The objects of the lines, blank lines left out."""
    with Lines(stream, encoding, limits.characters) as lines:
        while (line := lines.take()) is not None:
            text = line.strip(" \t\r\n\ufeff")
            if len(line) > limits.characters:
                yield Broken(lines.number, too_long(limits))
            elif text:
                yield _document(lines.number, text)


def _document(number: int, text: str) -> Document | Broken:
    problem = blemish(text)
    if problem is not None:
        return Broken(number, problem)
    try:
        content = _DECODER.decode(text)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        return Broken(number, no_json(error))
    return as_document(number, content)


def as_document(number: int, content: Any) -> Document | Broken:
    """The content, if it is an object, not nested beyond reason, of text that can be kept."""
    if not isinstance(content, dict):
        return Broken(
            number,
            Invalid(
                "json_object",
                _("This is not a record: a record is a JSON object."),
                expected=_("Expected: one JSON object with the fields of one record on a line."),
            ),
        )
    problem = _inner_blemish(content, 0)
    return Document(number, content) if problem is None else Broken(number, problem)


def no_json(error: Exception) -> Invalid:
    """The refusal of a text that is no JSON."""
    return Invalid(
        "json",
        _("This is not JSON: %(why)s."),
        expected=_("Expected: one JSON object with the fields of one record on a line."),
        why=str(error)[:120],
    )


def _inner_blemish(value: Any, depth: int) -> Invalid | None:
    if isinstance(value, str):
        return blemish(value)
    if not isinstance(value, dict | list):
        return None
    if depth >= _DEEPEST:
        return Invalid("json_depth", _("The record is nested more deeply than any record is."))
    if isinstance(value, list):
        return next((found for each in value if (found := _inner_blemish(each, depth + 1))), None)
    for name, each in value.items():
        problem = blemish(name) or _inner_blemish(each, depth + 1)
        if problem is not None:
            return problem if problem.field else problem.within(name)
    return None
