"""Machine readable zones: reading and writing them. Source: ICAO Doc 9303 parts 3 to 7."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

from entraide.engine.schema.field_kinds.country_codes import ACCEPTED
from entraide.engine.schema.field_kinds.mrz_digits import candidates, check_digit, is_right
from entraide.engine.schema.field_kinds.mrz_layout import (
    Layout,
    MrzFields,
    layout_of,
    taken,
)
from entraide.engine.schema.field_kinds.mrz_writing import (
    write_french_card,
    write_mrva,
    write_mrvb,
    write_td1,
    write_td2,
    write_td3,
)
from entraide.engine.schema.field_kinds.tidy import ascii_digits
from entraide.errors import Invalid
from entraide.language import _

__all__ = [
    "Mrz",
    "MrzFields",
    "check_digit",
    "parse_mrz",
    "write_french_card",
    "write_mrva",
    "write_mrvb",
    "write_td1",
    "write_td2",
    "write_td3",
]

LONGEST_TEXT: Final = 400
"""Characters that are looked at: the largest zone has 90."""

_FILLERS: Final = str.maketrans({"«": "<<", "‹": "<", "》": "<", "《": "<", "＜": "<", "_": "<"})
_NEVER_DIGITS: Final = str.maketrans("01245678", "OIZASGTB")
_DATE: Final = re.compile(r"\d{6}|\d{4}<<|\d\d<<<<|<{6}")
_WIDTHS: Final = (30, 36, 44)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mrz(MrzFields):
    """A zone as it was read.

    Attributes:
        format: TD1, TD2, TD3, MRVA, MRVB or FRENCH_CARD.
        names_truncated: the names fill their field, so more of them may be on the document.
        checks: field → whether its check digit is right ("number", "birth_date", "expiry_date",
            "optional", "composite"), for those that the format has.
        candidates: damaged field → what it may have said, each making its check digit true.
        lines: as they were read, tidied.
    """

    format: str
    names_truncated: bool
    checks: Mapping[str, bool]
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every check digit is right."""
        return all(self.checks.values())


def parse_mrz(text: str, today: date) -> Mrz:
    """What a machine readable zone says, with a verdict on each of its check digits.

    Args:
        text: two or three lines, or all of them in one; small letters, blanks and lost fillers at
            the end of a line are put right.
        today: the day by which the century is chosen: nobody is born later, and of two expiry
            dates the nearer one is meant.

    Raises:
        Invalid: it is no zone of a known size ("mrz"), or holds characters that none has.
    """
    lines, layout = _lines(text)
    read = {name: taken(lines, span) for name, span in layout.spans.items()}
    number, summed, optional = _number(layout, read)
    spans = {**read, "number": summed[0], "number_check": summed[1]}
    checks = _checks(layout, lines, spans)
    family, forename, names_end = _names(read)
    return Mrz(
        format=layout.name,
        lines=tuple(lines),
        document_code=read["document_code"].rstrip("<"),
        issuing_country=_country(read["issuing_country"]),
        number=number,
        nationality=_country(read.get("nationality", read["issuing_country"])),
        birth_date=_birth_date(read["birth_date"], today),
        sex={"M": "M", "F": "F", "<": "X", "X": "X"}.get(read["sex"], ""),
        expiry_date=_expiry_date(read.get("expiry_date", "<<<<<<"), today),
        family=family,
        forename=forename,
        names_truncated=names_end != "<",
        optional=_text(optional),
        optional2=_text(read.get("optional2", "")),
        checks=checks,
        candidates=_candidates(layout, lines, spans, checks, today),
    )


def _lines(text: str) -> tuple[list[str], Layout]:
    """The zone's lines, each of its whole width, and their layout."""
    if len(text) > LONGEST_TEXT:
        raise _unreadable()
    plain = ascii_digits(unicodedata.normalize("NFKC", text.replace("&lt;", "<")))
    plain = plain.upper().translate(_FILLERS)
    lines = [re.sub(r"\s+", "", line) for line in plain.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) == 1:
        lines = _split(lines[0])
    width = {3: 30}.get(len(lines)) or _nearest_width(lines)
    lines = [
        _fitted(line, width, may_end_early=_may_end_early(lines, at))
        for at, line in enumerate(lines)
    ]
    layout = layout_of(len(lines), width, lines[0]) if lines else None
    if layout is None or any(not re.fullmatch(rf"[A-Z0-9<]{{{width}}}", line) for line in lines):
        raise _unreadable()
    return lines, layout


def _split(zone: str) -> list[str]:
    """A zone that came as one line."""
    width = {90: 30, 72: 36, 88: 44}.get(len(zone), len(zone) or 1)
    return [zone[start : start + width] for start in range(0, len(zone), width)]


def _nearest_width(lines: list[str]) -> int:
    """The width that most of the characters show, when fillers at a line's end may be lost."""
    longest = max((len(line.rstrip("<")) for line in lines), default=0)
    last = len(lines[-1]) if lines else 0
    return last if last in _WIDTHS else next((w for w in _WIDTHS if longest <= w), 0)


def _may_end_early(lines: list[str], at: int) -> bool:
    """Whether this line may have lost the fillers at its end; a check digit ends the second one."""
    return at != 1 or lines[0].startswith("V")


def _fitted(line: str, width: int, *, may_end_early: bool) -> str:
    """The line with the fillers at its end that were lost, or without those too many."""
    while len(line) > width and line.endswith("<"):
        line = line[:-1]
    return line.ljust(width, "<") if may_end_early or line.endswith("<") else line


def _number(layout: Layout, read: Mapping[str, str]) -> tuple[str, tuple[str, str], str]:
    """The number, what its check digit runs over with that digit, and what stays of `optional`.

    A number of more than nine characters runs on behind a filler that is no part of it, and its
    check digit follows its end (Doc 9303 part 5, section 4.2.2, note j).
    """
    number, digit, optional = read["number"], read["number_check"], read.get("optional", "")
    if layout.long_number and digit == "<" and "<" not in number:
        tail, _filler, rest = optional.partition("<")
        if len(tail) > 1:
            whole = number + tail[:-1]
            return whole, (whole, tail[-1]), rest
    return number.rstrip("<"), (number, digit), optional


def _checks(layout: Layout, lines: list[str], spans: Mapping[str, str]) -> dict[str, bool]:
    """Whether each check digit of the layout is right."""
    checks = {
        name: _is_checked_right(name, spans)
        for name in ("number", "birth_date", "expiry_date", "optional")
        if f"{name}_check" in spans
    }
    if layout.checked:
        body = "".join(taken(lines, span) for span in layout.checked)
        checks["composite"] = is_right(body, spans["composite_check"])
    return checks


def _is_checked_right(name: str, spans: Mapping[str, str]) -> bool:
    text, digit = spans[name], spans[f"{name}_check"]
    if name == "optional" and not text.strip("<"):
        return digit in "<0"
    return is_right(text, digit)


def _names(read: Mapping[str, str]) -> tuple[str, str, str]:
    """Family name, forenames, and the last character of the field that holds them."""
    if "names" in read:
        family, _mark, forename = read["names"].partition("<<")
        end = read["names"][-1]
    else:
        family, forename = read["family"], read["forename"]
        end = "<" if family[-1] == forename[-1] == "<" else forename[-1]
    return _text(family.translate(_NEVER_DIGITS)), _text(forename.translate(_NEVER_DIGITS)), end


def _text(field: str) -> str:
    return " ".join(field.replace("<", " ").split())


def _country(field: str) -> str:
    """The code as countries are kept; a code that nobody knows as it stands."""
    code = field.rstrip("<").translate(_NEVER_DIGITS)
    return ACCEPTED.get(code, code)


def _birth_date(field: str, today: date) -> str:
    """The date as far as known; the later century in which it is not in the future."""
    for century in (today.year // 100, today.year // 100 - 1):
        read = _read_date(field, century)
        if read <= today.isoformat()[: len(read)]:
            return read
    return ""


def _expiry_date(field: str, today: date) -> str:
    """The date of the century that lies nearest to today."""
    century = today.year // 100
    readings = [_read_date(field, each) for each in (century - 1, century, century + 1)]
    return min(readings, key=lambda read: abs(int(read[:4] or 0) - today.year))


def _read_date(field: str, century: int) -> str:
    """YYMMDD, fillers for what is unknown, as an ISO date of that precision; "" if impossible."""
    if not _DATE.fullmatch(field) or field == "<<<<<<":
        return ""
    parts = [f"{century:02}{field[:2]}"]
    for part in (field[2:4], field[4:]):
        if part in ("<<", "00"):
            break
        parts.append(part)
    try:
        date.fromisoformat("-".join([*parts, "01", "01"][:3]))
    except ValueError:
        return ""
    return "-".join(parts)


def _number_kept(field: str, today: date) -> str:  # noqa: ARG001  # as the dates' own
    return field.rstrip("<")


_AS_KEPT: Final = {
    "number": _number_kept,
    "birth_date": _birth_date,
    "expiry_date": _expiry_date,
}


def _candidates(
    layout: Layout,
    lines: list[str],
    spans: Mapping[str, str],
    checks: Mapping[str, bool],
    today: date,
) -> dict[str, tuple[str, ...]]:
    """For each damaged field what it may have said; dates as they are kept."""
    found: dict[str, tuple[str, ...]] = {}
    for name, right in checks.items():
        if right or name in ("composite", "optional"):
            continue
        as_kept = _AS_KEPT[name]
        readings = candidates(
            spans[name],
            spans[f"{name}_check"],
            digits_only=name != "number",
            possible=partial(as_kept, today=today),
            confirmed=_confirmed(layout, lines, name),
        )
        found[name] = tuple(as_kept(reading, today) for reading in readings)
    return found


def _confirmed(layout: Layout, lines: list[str], name: str) -> Callable[[str, str], bool]:
    """Whether a reading of this field, with its digit, also makes the composite digit true."""
    line, start, end = layout.spans[name]

    def fits(reading: str, digit: str) -> bool:
        if not layout.checked or len(reading) != end - start:
            return False
        repaired = list(lines)
        repaired[line] = lines[line][:start] + reading + digit + lines[line][end + 1 :]
        body = "".join(taken(repaired, span) for span in layout.checked)
        return is_right(body, taken(lines, layout.spans["composite_check"]))

    return fits


def _unreadable() -> Invalid:
    return Invalid(
        "mrz",
        _("This is not a machine readable zone that can be read."),
        expected=_(
            "Expected: three lines of 30 characters, or two lines of 36 or 44, of A–Z, 0–9 and <."
        ),
    )
