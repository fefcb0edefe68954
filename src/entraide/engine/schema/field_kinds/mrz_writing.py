"""Writing machine readable zones, for specimens, samples and tests.

Source: ICAO Doc 9303 parts 3 (names, section 4.6; transliteration, section 6) to 7.
"""

import re
from collections.abc import Mapping
from typing import Final

import icu

from entraide.engine.schema.field_kinds.mrz_digits import check_digit
from entraide.engine.schema.field_kinds.mrz_layout import (
    FRENCH_CARD,
    MRVA,
    MRVB,
    TD1,
    TD2,
    TD3,
    Layout,
    MrzFields,
    taken,
)

_SPELLED: Final = str.maketrans(
    {"Ä": "AE", "Ö": "OE", "Ü": "UE", "ẞ": "SS", "Å": "AA", "Æ": "AE", "Ø": "OE", "Œ": "OE",
     "Þ": "TH", "Ð": "D", "Ĳ": "IJ", "'": "", "’": ""}
)  # fmt: skip  # a table reads by rows
_LATIN: Final = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Upper")
_SHORT_NUMBER: Final = 9


def write_td1(fields: MrzFields) -> str:
    """The three lines of 30 characters of an identity card."""
    return _written(TD1, fields)


def write_td2(fields: MrzFields) -> str:
    """The two lines of 36 characters of a larger card."""
    return _written(TD2, fields)


def write_td3(fields: MrzFields) -> str:
    """The two lines of 44 characters of a passport."""
    return _written(TD3, fields)


def write_mrva(fields: MrzFields) -> str:
    """The two lines of 44 characters of a visa that fills its page."""
    return _written(MRVA, fields)


def write_mrvb(fields: MrzFields) -> str:
    """The two lines of 36 characters of a smaller visa."""
    return _written(MRVB, fields)


def write_french_card(fields: MrzFields) -> str:
    """The two lines of 36 characters of a French identity card of the old layout."""
    return _written(FRENCH_CARD, fields)


def _written(layout: Layout, fields: MrzFields) -> str:
    """The zone's lines; names that do not fit are cut.

    Raises:
        ValueError: another value does not fit its field.
    """
    texts = _texts(layout, fields)
    lines = [["<"] * layout.width for _line in range(layout.lines)]
    for name, (line, start, end) in layout.spans.items():
        if name in texts:
            text = texts[name]
            if len(text) > end - start:
                raise ValueError(name)
            lines[line][start : start + len(text)] = text
    written = ["".join(line) for line in lines]
    if layout.checked:
        digit = check_digit("".join(taken(written, span) for span in layout.checked))
        line, start, end = layout.spans["composite_check"]
        written[line] = written[line][:start] + digit + written[line][end:]
    return "\n".join(written)


def _texts(layout: Layout, fields: MrzFields) -> dict[str, str]:
    """Field → what is printed, check digits included, the composite one not yet."""
    texts = {
        "document_code": fields.document_code,
        "issuing_country": _country(fields.issuing_country),
        "nationality": _country(fields.nationality or fields.issuing_country),
        "number": fields.number,
        "birth_date": _date(fields.birth_date),
        "sex": fields.sex if fields.sex in ("M", "F") else "<",
        "expiry_date": _date(fields.expiry_date),
        "optional": fields.optional,
        "optional2": fields.optional2,
        "family": mrz_name(fields.family)[: _width(layout.spans, "family")],
        "forename": mrz_name(fields.forename)[: _width(layout.spans, "forename")],
        "names": _names(fields, _width(layout.spans, "names")),
    }
    if layout.long_number and len(fields.number) > _SHORT_NUMBER:
        head, tail = fields.number[:_SHORT_NUMBER], fields.number[_SHORT_NUMBER:]
        rest = f"<{fields.optional}" if fields.optional else ""
        texts |= {"number": head, "optional": tail + check_digit(fields.number) + rest}
        texts["number_check"] = "<"
    texts = {name: re.sub(r"[^A-Z0-9<]", "<", text.upper()) for name, text in texts.items()}
    for name in ("number", "birth_date", "expiry_date", "optional"):
        if f"{name}_check" in layout.spans and f"{name}_check" not in texts:
            padded = texts[name].ljust(_width(layout.spans, name), "<")
            texts[f"{name}_check"] = check_digit(padded)
    return texts


def mrz_name(name: str) -> str:
    """A name in the letters of the zone, its parts joined by fillers."""
    latin = _LATIN.transliterate(name.upper().translate(_SPELLED))
    return "<".join(re.findall(r"[A-Z]+", latin))


def _names(fields: MrzFields, width: int) -> str:
    """Both names; when they do not fit, at least one letter of the forenames stays."""
    family, forename = mrz_name(fields.family), mrz_name(fields.forename)
    if not forename:
        return family[:width]
    room = max(width - len("<<") - len(forename), width * 2 // 3)
    return f"{family[:room].rstrip('<')}<<{forename}"[:width]


def _country(code: str) -> str:
    return {"DEU": "D"}.get(code, code)


def _date(iso: str) -> str:
    return iso.replace("-", "")[2:].ljust(6, "<")


def _width(spans: Mapping[str, tuple[int, int, int]], name: str) -> int:
    _line, start, end = spans.get(name, (0, 0, 0))
    return end - start
