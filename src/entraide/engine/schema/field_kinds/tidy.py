"""Tidying what people, cells and scanners send before any kind reads it.

Nothing that carries meaning is changed: letters keep their case and their script.
"""

import re
import unicodedata
from typing import Any, Final

from entraide.errors import Invalid
from entraide.language import _

_DROPPED: Final = {
    code: None
    for code in (
        *range(0x20),  # control characters, NUL among them
        *range(0x7F, 0xA0),
        0xAD,  # soft hyphen
        *range(0x200E, 0x2010),  # marks that only turn the writing direction
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,  # byte order mark
        *range(0xFFF9, 0xFFFC),
    )
    if code not in (0x09, 0x0A, 0x0D, 0x85)
}
_SPREADSHEET_NUMBER: Final = re.compile(r"\d[.,٫]\d+E\+?\d{1,3}|\dE\+\d{1,3}", re.IGNORECASE)
_LONGEST_NUMBER: Final = 1024
"""Bits of a whole number that is read as text: far more than any number on a thing has."""
_HYPHENS: Final = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣-"), "-")


def tidy_text(value: str) -> str:
    """The text in NFC on one line: no control or direction marks, blanks collapsed.

    Raises:
        Invalid: half a character ("text_encoding"), or nothing left ("empty").
    """
    if not value.isascii():
        value = unicodedata.normalize("NFC", _whole(value))
    text = " ".join(value.translate(_DROPPED).split())
    if not text:
        raise Invalid("empty", _("Nothing readable was given."))
    return text


def tidy_lines(value: str) -> str:
    """The same for a text of several lines, which keeps its paragraphs."""
    value = unicodedata.normalize("NFC", _whole(value))
    lines = (" ".join(line.translate(_DROPPED).split()) for line in value.splitlines())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if not text:
        raise Invalid("empty", _("Nothing readable was given."))
    return text


def tidy_code(value: Any) -> str:
    """A code or number as text: full-width forms and every script's digits become ASCII.

    Whole numbers are accepted as spreadsheets and JSON send them; case and punctuation are kept.

    Raises:
        Invalid: neither text nor a whole number ("text"); nothing in it ("empty"); digits that a
            spreadsheet has destroyed, as in `1.2E+11` ("spreadsheet_number").
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if value.bit_length() <= _LONGEST_NUMBER else None
    if not isinstance(value, str):
        raise Invalid("text", expected=_("Expected: text."))
    if value.isascii():
        is_tidy = value.isprintable() and " " not in value
        text = value if is_tidy else " ".join(value.translate(_DROPPED).split())
    else:
        wide = unicodedata.normalize("NFKC", _whole(value)).translate(_HYPHENS)
        text = " ".join(ascii_digits(wide).translate(_DROPPED).split())
    if not text:
        raise Invalid("empty", _("Nothing readable was given."))
    if ("E" in text or "e" in text) and _SPREADSHEET_NUMBER.fullmatch(text):
        raise Invalid(
            "spreadsheet_number",
            _("A spreadsheet has shortened this number and its last digits are lost."),
            expected=_("Expected: the whole number; format the column as text and enter it again."),
        )
    return text


def ascii_digits(text: str) -> str:
    """The text with the digits of every script written 0–9."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )


def _whole(value: str) -> str:
    """The value itself, if it can be written as UTF-8 at all."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Invalid(
            "text_encoding", _("The text holds half a character and cannot be kept.")
        ) from None
    return value
