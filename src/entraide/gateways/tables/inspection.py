"""What a file is, from its bytes alone: its digest, format and encoding."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CHUNK: Final = 1024 * 1024
_HEAD: Final = 4096
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_RUN: Final = re.compile(rb"[\x80-\xff]+")
_ARABIC_LETTERS: Final = re.compile(rb"[\xc1-\xd6\xd8-\xdf\xe1\xe3-\xe6\xec\xed]")


@dataclass(frozen=True, slots=True)
class Inspected:
    """What one reading of the whole file tells.

    Attributes:
        digest: SHA-256, hexadecimal.
        format: "xlsx", "jsonl", "xml", "json" or "csv".
        encoding: of the text; "" for a workbook.
    """

    digest: str
    bytes: int
    format: str
    encoding: str


def inspect(path: Path) -> Inspected:
    """Reads the whole file once.

    Text without a byte order mark is UTF-8 if most of what is not ASCII in it is (so that a few
    broken lines stay a few broken lines); else UTF-16 by its zero bytes; else Windows-1256 where
    the letters stand in runs as Arabic words do, and Windows-1252 otherwise.
    """
    digest, size, head = hashlib.sha256(), 0, b""
    evidence = _Evidence()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            head = head or chunk[:_HEAD]
            size += len(chunk)
            digest.update(chunk)
            evidence.add(chunk)
    if head.startswith(b"PK\x03\x04"):
        return Inspected(digest.hexdigest(), size, "xlsx", "")
    encoding = _marked(head) or evidence.encoding()
    return Inspected(digest.hexdigest(), size, _text_format(head, encoding), encoding)


class _Evidence:
    """What the bytes of a text say about its encoding."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._sound = self._broken = self._runs = self._high = self._arabic = 0
        self._zeros = [0, 0]

    def add(self, chunk: bytes) -> None:
        if b"\x00" in chunk:
            self._zeros[0] += chunk[0::2].count(0)
            self._zeros[1] += chunk[1::2].count(0)
        text = self._decoder.decode(chunk)
        if text.isascii():
            return
        beyond = sum(1 for letter in text if letter > "\x7f")
        broken = sum(1 for letter in text if "\udc80" <= letter <= "\udcff")
        self._sound += beyond - broken
        self._broken += broken
        if broken:
            runs = _HIGH_RUN.findall(chunk)
            self._runs += len(runs)
            self._high += sum(map(len, runs))
            self._arabic += len(_ARABIC_LETTERS.findall(chunk))

    def encoding(self) -> str:
        """The likeliest."""
        even, odd = self._zeros
        if max(even, odd) > 8 * min(even, odd) + 8:
            return "utf-16-be" if even > odd else "utf-16-le"
        if self._sound >= self._broken:
            return "utf-8"
        is_arabic = self._high >= 2 * self._runs and self._arabic * 2 >= self._high
        return "cp1256" if is_arabic else "cp1252"


def _marked(head: bytes) -> str:
    return next((name for mark, name in _MARKS if head.startswith(mark)), "")


def _text_format(head: bytes, encoding: str) -> str:
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return "xml"
    if text.startswith("["):
        return "json"
    if text.startswith("{"):
        first, more, _ = text.partition("\n")
        is_whole = first.rstrip().endswith("}")
        return "jsonl" if is_whole or (not more and len(head) == _HEAD) else "json"
    return "csv"
