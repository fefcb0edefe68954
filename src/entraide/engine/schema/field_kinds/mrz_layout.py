"""Where each field of a machine readable zone stands.

Source: ICAO Doc 9303 parts 4 (TD3), 5 (TD1), 6 (TD2) and 7 (visas); French identity cards of 1988
to 2021 by their published specimens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Span = tuple[int, int, int]
"""Line, first character, character behind the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MrzFields:
    """What a machine readable zone says.

    Attributes:
        document_code: P, I, V … and, where there is one, the second letter.
        birth_date: as far as known: 1974, 1974-08 or 1974-08-12; "" if it cannot be read.
        sex: M, F or X (unspecified); "" if it cannot be read.
        optional: the issuer's own data; the personal number of a passport.
        optional2: the same in the second line of a TD1.
    """

    document_code: str
    issuing_country: str
    number: str
    nationality: str = ""
    birth_date: str = ""
    sex: str = "X"
    expiry_date: str = ""
    family: str = ""
    forename: str = ""
    optional: str = ""
    optional2: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One size and kind of zone.

    Attributes:
        spans: field → where it stands; "number_check" stands behind "number".
        checked: the spans over which the composite check digit runs; none on visas.
        long_number: whether a number of more than nine characters runs on into `optional`.
    """

    name: str
    lines: int
    width: int
    spans: Mapping[str, Span]
    checked: tuple[Span, ...] = ()
    long_number: bool = False


_SECOND_LINE: Final[Mapping[str, Span]] = {
    "document_code": (0, 0, 2),
    "issuing_country": (0, 2, 5),
    "number": (1, 0, 9),
    "number_check": (1, 9, 10),
    "nationality": (1, 10, 13),
    "birth_date": (1, 13, 19),
    "birth_date_check": (1, 19, 20),
    "sex": (1, 20, 21),
    "expiry_date": (1, 21, 27),
    "expiry_date_check": (1, 27, 28),
}

TD1: Final = Layout(
    name="TD1",
    lines=3,
    width=30,
    spans={
        "document_code": (0, 0, 2),
        "issuing_country": (0, 2, 5),
        "number": (0, 5, 14),
        "number_check": (0, 14, 15),
        "optional": (0, 15, 30),
        "birth_date": (1, 0, 6),
        "birth_date_check": (1, 6, 7),
        "sex": (1, 7, 8),
        "expiry_date": (1, 8, 14),
        "expiry_date_check": (1, 14, 15),
        "nationality": (1, 15, 18),
        "optional2": (1, 18, 29),
        "composite_check": (1, 29, 30),
        "names": (2, 0, 30),
    },
    checked=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
    long_number=True,
)
TD2: Final = Layout(
    name="TD2",
    lines=2,
    width=36,
    spans={
        **_SECOND_LINE,
        "names": (0, 5, 36),
        "optional": (1, 28, 35),
        "composite_check": (1, 35, 36),
    },
    checked=((1, 0, 10), (1, 13, 20), (1, 21, 35)),
    long_number=True,
)
TD3: Final = Layout(
    name="TD3",
    lines=2,
    width=44,
    spans={
        **_SECOND_LINE,
        "names": (0, 5, 44),
        "optional": (1, 28, 42),
        "optional_check": (1, 42, 43),
        "composite_check": (1, 43, 44),
    },
    checked=((1, 0, 10), (1, 13, 20), (1, 21, 43)),
)
MRVA: Final = Layout(
    name="MRVA",
    lines=2,
    width=44,
    spans={**_SECOND_LINE, "names": (0, 5, 44), "optional": (1, 28, 44)},
)
MRVB: Final = Layout(
    name="MRVB",
    lines=2,
    width=36,
    spans={**_SECOND_LINE, "names": (0, 5, 36), "optional": (1, 28, 36)},
)
FRENCH_CARD: Final = Layout(
    name="FRENCH_CARD",
    lines=2,
    width=36,
    spans={
        "document_code": (0, 0, 2),
        "issuing_country": (0, 2, 5),
        "family": (0, 5, 30),
        "optional": (0, 30, 36),
        "number": (1, 0, 12),
        "number_check": (1, 12, 13),
        "forename": (1, 13, 27),
        "birth_date": (1, 27, 33),
        "birth_date_check": (1, 33, 34),
        "sex": (1, 34, 35),
        "composite_check": (1, 35, 36),
    },
    checked=((0, 0, 36), (1, 0, 35)),
)


def layout_of(lines: int, width: int, beginning: str) -> Layout | None:
    """The layout of a zone with so many lines of this width that begins like this, or None."""
    if (lines, width) == (TD1.lines, TD1.width):
        return TD1
    if (lines, width) == (TD3.lines, TD3.width):
        return MRVA if beginning.startswith("V") else TD3
    if (lines, width) == (TD2.lines, TD2.width):
        if beginning.startswith("IDFRA"):
            return FRENCH_CARD
        return MRVB if beginning.startswith("V") else TD2
    return None


def taken(lines: list[str], span: Span) -> str:
    """The characters of a span."""
    line, start, end = span
    return lines[line][start:end]
