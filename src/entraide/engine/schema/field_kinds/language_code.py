"""Languages by their bibliographic codes. Source: ISO 639-2/B, from ICU's list of ISO 639."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import icu
from babel import Locale

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import LANGUAGES, _

_BIBLIOGRAPHIC: Final = {
    "SQI": "ALB", "HYE": "ARM", "EUS": "BAQ", "MYA": "BUR", "ZHO": "CHI", "CES": "CZE",
    "NLD": "DUT", "FRA": "FRE", "KAT": "GEO", "DEU": "GER", "ELL": "GRE", "ISL": "ICE",
    "MKD": "MAC", "MRI": "MAO", "MSA": "MAY", "FAS": "PER", "RON": "RUM", "SLK": "SLO",
    "BOD": "TIB", "CYM": "WEL",
}  # fmt: skip  # a table reads by rows
"""The twenty terminological codes whose bibliographic one differs."""
_FAMILIES: Final = (
    "AFA", "ALG", "APA", "ART", "ATH", "AUS", "BAD", "BAI", "BAT", "BER", "BNT",
    "BTK", "CAI", "CAU", "CEL", "CMC", "CPE", "CPF", "CPP", "CRP", "CUS", "DAY",
    "DRA", "FIU", "GEM", "IJO", "INC", "INE", "IRA", "IRO", "KAR", "KHI", "KRO",
    "MAP", "MKH", "MNO", "MUN", "MYN", "NAH", "NAI", "NIC", "NUB", "OTO", "PAA",
    "PHI", "PRA", "ROA", "SAI", "SAL", "SEM", "SGN", "SIO", "SIT", "SLA", "SMI",
    "SON", "SSA", "TAI", "TUP", "TUT", "WAK", "WEN", "YPK", "ZND",
)  # fmt: skip  # a table reads by rows
"""Codes that stand for several languages (CAU: one of the Caucasus), which lists of people use."""


class LanguageCode(Kind):
    """A language by its three letters; two letters and names in the four languages are read."""

    name = "language_code"
    example = "FRE"
    expected = _("Expected: a language's code of two or three letters (FRE), or its name.")

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        known = _known()
        code = known.get(text.upper()) or known.get(text.casefold())
        if code is None:
            raise self.refuse("language")
        return code

    def show(self, clean: Any, language: str) -> str:
        names = Locale(language if language in LANGUAGES else "en").languages
        return str(names.get(_icu_codes().get(clean, ""), clean))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 60}


language_code = LanguageCode()


@cache
def _icu_codes() -> Mapping[str, str]:
    """Bibliographic code → the code under which locale data know the language."""
    codes: dict[str, str] = {}
    for short in icu.Locale.getISOLanguages():
        three = icu.Locale(short).getISO3Language().upper()
        codes.setdefault(_BIBLIOGRAPHIC.get(three, three), short)
    return codes


@cache
def _known() -> Mapping[str, str]:
    """Everything that is read → bibliographic code: codes in capitals, names in small letters."""
    known: dict[str, str] = {}
    for code, short in _icu_codes().items():
        for language in LANGUAGES:
            if name := Locale(language).languages.get(short):
                known.setdefault(name.casefold(), code)
        known[code] = code
        known[short.upper()] = code
    known.update(_BIBLIOGRAPHIC)
    for code in _FAMILIES:
        known.setdefault(code, code)
    return known
