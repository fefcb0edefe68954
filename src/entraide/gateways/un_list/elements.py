"""The list's XML as a stream of entries, each with the line on which it begins.

Entities, external references and document types are refused before they are looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from entraide.errors import Invalid
from entraide.gateways.tables.lines import LIMITS, Broken, Limits, blemish
from entraide.language import _

ROOT: Final = "CONSOLIDATED_LIST"
ENTRIES: Final = frozenset({"INDIVIDUAL", "ENTITY"})
_CHUNK: Final = 64 * 1024
_DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One person or entity of the list."""

    line: int
    element: Element


@dataclass(slots=True)
class _Collector:
    """Builds one entry at a time from the parser's events; forgets everything between them."""

    limits: Limits
    done: list[Entry | Broken] = field(default_factory=list)
    line: int = 0
    parser: Any = None
    _open: list[Element] = field(default_factory=list)
    _texts: list[list[str]] = field(default_factory=list)
    _depth: int = 0
    _size: int = 0
    _problem: Invalid | None = None

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        if self._depth == 0 and tag != ROOT:
            raise ParseError
        self._depth += 1
        if self._open:
            self._grow(len(tag))
            if self._problem is None:
                child = Element(tag)
                self._open[-1].append(child)
                self._open.append(child)
            else:
                self._open.append(self._open[-1])
            self._texts.append([])
        elif tag in ENTRIES:
            self.line = self.parser.CurrentLineNumber
            self._open, self._texts = [Element(tag)], [[]]
            self._size, self._problem = 0, None

    def data(self, text: str) -> None:
        if not self._open:
            return
        self._grow(len(text))
        if self._problem is None:
            self._texts[-1].append(text)

    def end(self, _tag: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        element.text = "".join(self._texts.pop())
        if not self._open:
            self.done.append(
                Entry(self.line, element)
                if self._problem is None
                else Broken(self.line, self._problem)
            )

    def close(self) -> None:
        """The end of the document; a parser calls it."""

    def _grow(self, by: int) -> None:
        self._size += by
        if self._size > self.limits.characters or len(self._open) > _DEEPEST:
            self._problem = Invalid(
                "entry_too_long",
                _("This entry is larger than any entry of the list."),
                expected=_("Expected: the list as the United Nations publish it."),
            )


def entries(file: BinaryIO, limits: Limits = LIMITS) -> Iterator[Entry | Broken]:
    """The entries in the order of the file; a file that is no XML from some line on ends broken."""
    collector = _Collector(limits)
    parser = DefusedXMLParser(target=collector, forbid_dtd=True)
    collector.parser = parser.parser
    try:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
            yield from map(_sound, collector.done)
            collector.done.clear()
        parser.close()
        yield from map(_sound, collector.done)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        yield from map(_sound, collector.done)
        yield Broken(parser.parser.CurrentLineNumber, _broken(error))


def _sound(entry: Entry | Broken) -> Entry | Broken:
    """The entry, unless its text cannot be kept."""
    if isinstance(entry, Entry):
        for element in entry.element.iter():
            problem = blemish(element.text or "")
            if problem is not None:
                return Broken(entry.line, problem.within(element.tag))
    return entry


def _broken(error: Exception) -> Invalid:
    if isinstance(error, DefusedXmlException):
        return Invalid(
            "xml_forbidden",
            _("The file declares entities or a document type, which no list needs."),
            expected=_("Expected: the list as the United Nations publish it."),
        )
    return Invalid(
        "xml_broken",
        _("The file is not the consolidated list, or breaks off here."),
        expected=_("Expected: the list as the United Nations publish it."),
    )
