"""Countries' names as people write them, in the four languages, in any usual form.

Source: the names of CLDR through babel; the other forms in use are ours.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale
from rapidfuzz import fuzz, process

from entraide.engine.schema.field_kinds.country_codes import TWO_LETTERS
from entraide.language import LANGUAGES

_ALIASES: Final = {
    "ANT": "netherlands antilles, antilles neerlandaises, antillas neerlandesas",
    "ARE": "uae, emirates, emirats, emiratos, eau, الامارات, dubai, abu dhabi",
    "BIH": "bosnia, bosnie, bosnia herzegovina, bosnia hercegovina, البوسنه",
    "BLR": "byelorussia, bielorussie, belorussia, روسيا البيضاء",
    "BOL": "bolivia",
    "BRN": "brunei darussalam",
    "CAF": "car, centrafrique, rca",
    "CHE": "confederation helvetique, swiss confederation",
    "CHN": "prc, pr china, people s republic of china, mainland china, rpc, chine populaire",
    "CIV": "ivory coast, cote d ivoire, cote divoire, costa de marfil, ساحل العاج",
    "COD": "drc, dr congo, rdc, zaire, democratic republic of the congo, congo kinshasa"
    ", democratic republic of congo, congo democratic republic, congo drc, congo rdc"
    ", republique democratique du congo, republica democratica del congo"
    ", جمهوريه الكونغو الديمقراطيه, الكونغو الديمقراطيه",
    "COG": "republic of the congo, republic of congo, republique du congo, congo brazzaville"
    ", republica del congo, congo republic, جمهوريه الكونغو",
    "CPV": "cape verde, cap vert",
    "CSK": "czechoslovakia, tchecoslovaquie, checoslovaquia, تشيكوسلوفاكيا",
    "CUW": "curacao",
    "CZE": "czech republic, republique tcheque, republica checa, جمهوريه التشيك",
    "DDR": "german democratic republic, gdr, east germany, rda",
    "DEU": "german federal republic, federal republic of germany, frg, rfa, brd",
    "EUE": "european union, union europeenne, union europea, الاتحاد الاوروبي",
    "FLK": "falkland islands, falkland islands malvinas, falklands, malouines, malvinas",
    "FSM": "micronesia, federated states of micronesia",
    "GBR": "uk, united kingdom of great britain and northern ireland, great britain, britain"
    ", england, scotland, wales, northern ireland"
    ", royaume uni de grande bretagne et d irlande du nord, grande bretagne, angleterre, ecosse"
    ", gran bretana, inglaterra, escocia, بريطانيا, انجلترا, انكلترا",
    "GIN": "guinea conakry, guinee conakry",
    "GMB": "the gambia, gambie",
    "HKG": "hong kong, hongkong, hong kong sar",
    "IRL": "eire, republic of ireland",
    "IRN": "iran, persia, ايران",
    "KGZ": "kirghizistan, kirghizie, kyrgyz republic",
    "KNA": "saint kitts, saint christophe et nieves, saint christopher and nevis",
    "KOR": "south korea, republic of korea, korea south, coree du sud, rok, republique de coree"
    ", republica de corea, corea del sur, كوريا الجنوبيه, جمهوريه كوريا",
    "LAO": "lao people s democratic republic, lao pdr",
    "LBY": "libyan arab jamahiriya, jamahiriya",
    "MAC": "macau, macao",
    "MAF": "saint martin french part, saint martin partie francaise",
    "MDA": "moldova, moldavia, moldavie",
    "MKD": "macedonia, macedoine, fyrom, former yugoslav republic of macedonia, مقدونيا",
    "MMR": "burma, myanmar, birmanie, birmania, بورما",
    "NLD": "holland, the netherlands, hollande, holanda, هولندا",
    "PCN": "pitcairn",
    "PRK": "north korea, democratic people s republic of korea, korea north, dprk, coree du nord"
    ", republique populaire democratique de coree, republica popular democratica de corea"
    ", corea del norte, كوريا الشماليه",
    "PSE": "palestine, state of palestine, west bank, gaza, palestina, فلسطين",
    "RUS": "russia, russian federation, federation de russie, federacion de rusia",
    "SAU": "ksa, saudi, saudi arabia, arabie saoudite, المملكه العربيه السعوديه, السعوديه",
    "SCG": "serbia and montenegro, serbie et montenegro, serbia y montenegro",
    "SHN": "saint helena, saint helena ascension and tristan da cunha",
    "SUN": "soviet union, ussr, urss, union sovietique, union sovietica, الاتحاد السوفييتي",
    "SUR": "surinam",
    "SWZ": "swaziland, suazilandia, سوازيلاند",
    "SXM": "sint maarten dutch part",
    "SYR": "republique arabe syrienne, republica arabe siria, syrian arab republic"
    ", syria, الجمهوريه العربيه السوريه",
    "TLS": "east timor, timor oriental",
    "TUR": "turkey, turkiye, turquie, turquia",
    "TWN": "taiwan, taiwan province of china, republic of china, chinese taipei, formosa",
    "UNO": "united nations, nations unies, naciones unidas, الامم المتحده",
    "USA": "united states of america, us of a, america, etats unis d amerique, usa, eeuu, ee uu"
    ", estados unidos de america, امريكا, الولايات المتحده الامريكيه",
    "UTO": "utopia",
    "VAT": "vatican, holy see, saint siege, santa sede, vaticano, الفاتيكان",
    "VCT": "saint vincent",
    "VEN": "bolivarian republic of venezuela",
    "VGB": "virgin islands british",
    "VIR": "virgin islands us",
    "VNM": "viet nam",
    "XXA": "stateless, apatride, apatrida, عديم الجنسيه, بدون جنسيه",
    "YUG": "yugoslavia, yougoslavie, jugoslavia, يوغوسلافيا",
}
"""Forms in use beside CLDR's, without accents; they win where both know a name."""

_STATE_WORDS: Final = """
the of and republic kingdom state states islamic peoples people s democratic socialist
federal federation federative union united commonwealth principality sultanate arab rep
plurinational bolivarian grand duchy unie unida bolivarienne bolivariana la le les l du
de d des el los las del y et republique royaume etat islamique populaire democratique
socialiste federale federative principaute sultanat arabe republica reino estado
islamica popular democratica socialista federativa principado جمهوريه مملكه دوله
الاسلاميه الشعبيه الديمقراطيه الاتحاديه اماره سلطنه العربيه
"""
_OF_STATES: Final = frozenset(_STATE_WORDS.split())

_SHORTEST_TYPED: Final = 4
"""Letters below which a name that is not known is too short to guess at."""

_ARABIC: Final = str.maketrans("أإآٱىةؤئ", "اااايهوي", "ـ")
"""Letters that are written for one another, and the stroke that only stretches a word."""


def code_of(name: str) -> str | None:
    """The alpha-3 code of the country with this name, or None."""
    names = _names()
    folded = _folded(name)
    if folded in names:
        return names[folded]
    if (code := names.get(_folded(_turned(name)))) is not None:
        return code
    bare = _bare(folded)
    return _bare_names().get(bare) if bare != folded else None


def nearest(name: str) -> str | None:
    """The code of the country whose name is nearly this, or None."""
    folded = _folded(name)
    if len(folded) < _SHORTEST_TYPED:
        return None
    found = process.extractOne(folded, list(_names()), scorer=fuzz.ratio, score_cutoff=80)
    return _names()[found[0]] if found else None


@cache
def shown(code: str, language: str) -> str | None:
    """The country's name in this language, or None if it is none of ISO's."""
    two = TWO_LETTERS.get(code)
    return Locale(language if language in LANGUAGES else "en").territories.get(two) if two else None


@cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for code, aliases in _ALIASES.items():
        names.update({_folded(alias): code for alias in aliases.split(", ")})
    for code in TWO_LETTERS:
        for language in LANGUAGES:
            name = shown(code, language)
            if code in ("XKX", "XXK") or name is None:
                continue
            names.setdefault(_folded(name), code)
            for part in re.split(r"[()]", name) if "(" in name else ():
                names.setdefault(_folded(part), code)
    names.pop("", None)
    return names


@cache
def _bare_names() -> Mapping[str, str]:
    """Names without the words that only say what kind of state it is; none that two share."""
    bare: dict[str, set[str]] = {}
    for name, code in _names().items():
        bare.setdefault(_bare(name), set()).add(code)
    return {name: min(codes) for name, codes in bare.items() if len(codes) == 1 and name}


def _bare(folded: str) -> str:
    return " ".join(word for word in folded.split() if word not in _OF_STATES)


def _turned(name: str) -> str:
    """Puts what follows a comma or stands in brackets first: "Korea, Republic of"."""
    first, comma, rest = name.replace("(", ",", 1).partition(",")
    return f"{rest} {first}" if comma else name


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = plain.translate(_ARABIC)
    words = re.sub(r"[\W_]+", " ", plain).split()
    words = ["saint" if word in ("st", "ste", "sainte") else word for word in words]
    while len(words) > 1 and words[0] in ("the", "la", "le", "les", "l", "el", "los", "las"):
        del words[0]
    return " ".join(words)
