"""The entries in a file of public notices, in whichever of their shapes it holds them.

JSON Lines of list entries or details; a list of them; one page of a search, or a list of pages.
Source: domain §2.5.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from entraide.errors import Invalid
from entraide.gateways.tables.inspection import inspect
from entraide.gateways.tables.json_lines import Document, as_document, no_json, read
from entraide.gateways.tables.lines import Broken, Limits
from entraide.language import _


def entries(path: Path, file: BinaryIO, limits: Limits) -> Iterator[Document | Broken]:
    """Each entry with its line, or its place in the list, counted from 1."""
    seen = inspect(path)
    if seen.format == "jsonl":
        for found in read(file, seen.encoding, limits):
            yield from _opened(found)
        return
    if seen.bytes > limits.document_bytes:
        yield Broken(1, _too_large(limits))
        return
    try:
        content = msgspec.json.decode(file.read().removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        yield Broken(1, no_json(error))
        return
    several = content if isinstance(content, list) else [content]
    number = 0
    for each in several:
        for found in _opened(as_document(number + 1, each)):
            number += 1
            yield _numbered(found, number)


def _opened(found: Document | Broken) -> Iterator[Document | Broken]:
    """The entries of a page of a search, or the entry itself."""
    if isinstance(found, Document):
        embedded = found.content.get("_embedded")
        listed = embedded.get("notices") if isinstance(embedded, dict) else None
        if isinstance(listed, list) and "entity_id" not in found.content:
            for each in listed:
                yield as_document(found.line, each)
            return
    yield found


def _numbered(found: Document | Broken, number: int) -> Document | Broken:
    if isinstance(found, Document):
        return Document(number, found.content)
    return Broken(number, found.problem)


def name(entry: dict[str, Any], *path: str) -> Any:
    """What stands under these names inside an entry, None if it has none."""
    found: Any = entry
    for part in path:
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _too_large(limits: Limits) -> Invalid:
    return Invalid(
        "document_size",
        _("A JSON document of more than %(bytes)s bytes is not read as a whole."),
        expected=_("Expected: JSON Lines, one notice on a line."),
        bytes=limits.document_bytes,
    )
