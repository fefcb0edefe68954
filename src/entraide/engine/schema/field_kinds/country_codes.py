"""Codes of states and of other issuers of documents, and which of them stand for the same one.

Source: ISO 3166-1 and 3166-3; ICAO Doc 9303 part 3, section 5. The codes in force are ICU's.
"""

import re
from collections.abc import Mapping
from typing import Final

import icu

from entraide.language import _

_NOT_ISO: Final = frozenset({"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "XK"})
"""Territories that ICU knows beside ISO 3166-1."""

ISO: Final[Mapping[str, str]] = {
    two: icu.Locale(f"und_{two}").getISO3Country()
    for two in icu.Locale.getISOCountries()
    if two not in _NOT_ISO
}
"""Alpha-2 → alpha-3, the codes in force."""

TWO_LETTERS: Final[Mapping[str, str]] = {
    **{three: two for two, three in ISO.items()},
    **dict.fromkeys(("RKS", "XKX", "XXK"), "XK"),
}

SPECIAL: Final[Mapping[str, str]] = {
    "GBD": _("British overseas territories citizen"),
    "GBN": _("British national (overseas)"),
    "GBO": _("British overseas citizen"),
    "GBP": _("British protected person"),
    "GBS": _("British subject"),
    "EUE": _("European Union"),
    "UNO": _("United Nations"),
    "UNA": _("United Nations specialised agency"),
    "UNK": _("United Nations mission in Kosovo"),
    "XBA": _("African Development Bank"),
    "XCC": _("Caribbean Community"),
    "XCE": _("Council of Europe"),
    "XCO": _("Common Market for Eastern and Southern Africa"),
    "XDC": _("Southern African Development Community"),
    "XEC": _("Economic Community of West African States"),
    "XES": _("Organisation of Eastern Caribbean States"),
    "XIM": _("African Export-Import Bank"),
    "XMP": _("Parliamentary Assembly of the Mediterranean"),
    "XOM": _("Sovereign Military Order of Malta"),
    "XPO": _("International Criminal Police Organization"),
    "XXA": _("Stateless person"),
    "XXB": _("Refugee (1951 Convention)"),
    "XXC": _("Other refugee"),
    "XXX": _("Unspecified nationality"),
    "UTO": _("Utopia (specimen documents)"),
    "ANT": _("Netherlands Antilles (former)"),
    "BUR": _("Burma (former)"),
    "BYS": _("Byelorussian SSR (former)"),
    "CSK": _("Czechoslovakia (former)"),
    "DDR": _("German Democratic Republic (former)"),
    "DHY": _("Dahomey (former)"),
    "FXX": _("Metropolitan France (former code)"),
    "HVO": _("Upper Volta (former)"),
    "NHB": _("New Hebrides (former)"),
    "NTZ": _("Neutral Zone (former)"),
    "RHO": _("Southern Rhodesia (former)"),
    "ROM": _("Romania (former code)"),
    "SCG": _("Serbia and Montenegro (former)"),
    "SUN": _("Soviet Union (former)"),
    "TMP": _("East Timor (former)"),
    "VDR": _("Democratic Republic of Viet Nam (former)"),
    "YMD": _("Democratic Yemen (former)"),
    "YUG": _("Yugoslavia (former)"),
    "ZAR": _("Zaire (former)"),
}
"""Codes that documents bear beside those in force, with their names."""

_TWO_LETTER_SPECIAL: Final = {
    "D": "DEU", "XK": "RKS", "UK": "GBR", "EL": "GRC", "EU": "EUE", "UN": "UNO",
    "AN": "ANT", "BU": "BUR", "DD": "DDR", "DY": "DHY", "FX": "FXX", "HV": "HVO", "NH": "NHB",
    "NT": "NTZ", "RH": "RHO", "SU": "SUN", "TP": "TMP", "VD": "VDR", "YD": "YMD", "YU": "YUG",
    "ZR": "ZAR",
}  # fmt: skip  # a table reads by rows
"""CS is missing on purpose: it was Czechoslovakia, then Serbia and Montenegro."""

ACCEPTED: Final[Mapping[str, str]] = {
    **{three: three for three in (*ISO.values(), *SPECIAL, *TWO_LETTERS)},
    **_TWO_LETTER_SPECIAL,
    **ISO,
}
"""Every code that is read → the code that is kept."""

USER_ASSIGNED: Final = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")
"""Codes that ISO 3166-1 leaves to its users; fictional states have them."""

SAME_ISSUER: Final[Mapping[str, str]] = {
    **dict.fromkeys(("GBD", "GBN", "GBO", "GBP", "GBS"), "GBR"),
    **dict.fromkeys(("XKX", "XXK"), "RKS"),
    "BUR": "MMR", "BYS": "BLR", "DHY": "BEN", "FXX": "FRA", "HVO": "BFA", "NHB": "VUT",
    "RHO": "ZWE", "ROM": "ROU", "TMP": "TLS", "ZAR": "COD",
}  # fmt: skip  # a table reads by rows
"""Another code of the same issuer → the one by which they are compared."""

_MAY_STAND_FOR: Final = {
    "ANT": "CUW SXM BES NLD", "CSK": "CZE SVK", "DDR": "DEU", "NTZ": "IRQ SAU", "SCG": "SRB MNE",
    "SUN": "RUS ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA TJK TKM UKR UZB", "UNA": "UNO",
    "UNK": "RKS", "VDR": "VNM", "YMD": "YEM", "YUG": "SRB MNE BIH HRV MKD SVN",
}  # fmt: skip  # a table reads by rows

_DOCUMENTS_OF: Final = {
    "AUS": "CCK CXR HMD NFK", "CHN": "HKG MAC", "DNK": "FRO GRL", "FIN": "ALA",
    "FRA": "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF",
    "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB", "NLD": "ABW BES CUW SXM",
    "NOR": "BVT SJM", "NZL": "COK NIU TKL", "USA": "ASM GUM MNP PRI UMI VIR",
}  # fmt: skip  # a table reads by rows
"""State → territories whose people carry its documents, so that either may be typed."""

LOOKED_UP: Final[Mapping[str, tuple[str, ...]]] = {
    **{code: (same,) for code, same in SAME_ISSUER.items()},
    **{code: (code, *others.split()) for code, others in _MAY_STAND_FOR.items()},
    **{
        territory: (territory, state)
        for state, territories in _DOCUMENTS_OF.items()
        for territory in territories.split()
    },
}
"""Code → the codes under which it is looked up, where they are not just itself."""
