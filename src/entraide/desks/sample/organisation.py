"""The sample organisation: fourteen invented states, their bureaus, and three entities.

Source of the codes: ICAO Doc 9303 part 3 (UTO, Utopia) and those that ISO 3166-1 leaves to its
users (QMA to QZZ for the states, XAA to XZZ for the entities).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from entraide.engine.schema.vocabulary import Role
from entraide.hub import Organisation
from entraide.language import LANGUAGES, _

IDENTIFIER: Final = "sample"
NAMES: Final[Mapping[str, str]] = {
    "en": "Sample Union for Police Cooperation",
    "fr": "Union d'exemple pour la coopération policière",
    "es": "Unión de ejemplo para la cooperación policial",
    "ar": "الاتحاد النموذجي للتعاون الشرطي",
}


@dataclass(frozen=True, slots=True)
class State:
    """An invented state.

    Attributes:
        names: by language code.
        custom: how its people are named (`names.CUSTOMS`).
        language: what they speak, ISO 639-2/B.
        passport: the pattern of its numbers: # a digit, @ a letter, all else itself.
        plate: the pattern of its plates.
        towns: where people are born and things are stolen.
    """

    code: str
    names: Mapping[str, str]
    custom: str
    language: str
    passport: str
    plate: str
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """An international entity, or the secretariat (`kind` as `Bureau.Kind` has it)."""

    code: str
    names: Mapping[str, str]
    kind: str


def _state(code: str, names: str, custom: str, language: str, patterns: str, towns: str) -> State:
    english, french, spanish, arabic = names.split("/")
    passport, plate = patterns.split()
    return State(
        code,
        {"en": english, "fr": french, "es": spanish, "ar": arabic},
        custom,
        language,
        passport,
        plate,
        tuple(town.replace("_", " ") for town in towns.split()),
    )


STATES: Final = (
    _state(
        *("UTO", "Utopia/Utopie/Utopía/يوتوبيا", "utopian", "ENG", "L#######@ UT-###-@@"),
        "Amaurot Anydris Lindenau Marienfelde Nový_Most Szentkút",
    ),
    _state(
        *("QMA", "Almaria/Almarie/Almaria/ألماريا", "romance", "SPA", "AB###### ####-@@@"),
        "Puerto_Claro Vila_Serena Montealto São_Brás Ribeirinha Campofrío",
    ),
    _state(
        *("QMB", "Borvenia/Borvénie/Borvenia/بورفينيا", "cyrillic", "RUS", "7######## @###@@"),
        "Belogorsk-na-Reke Krasnopole Zelenigrad Svetlovo Novi_Dvor Starobor",
    ),
    _state(
        *("QMC", "Qamariya/Qamariya/Qamariya/القمرية", "arabic", "ARA", "N######## #####-@"),
        "Wadi_al-Zahr Qasr_al-Nur Bir_Salam Mina_al-Sahil Tall_Ahmar Ayn_al-Ward",
    ),
    _state(
        *("QMD", "Toprakia/Toprakie/Toprakia/توبراكيا", "turkic", "TUR", "U######## ##-@@-###"),
        "Altınköprü Gülpınar Yeşildere Karataşlı Denizçay Güzelova",
    ),
    _state(
        *("QME", "Thalassia/Thalassie/Talasia/ثالاسيا", "greek", "GRE", "AE####### @@@-####"),
        "Palaiopoli Nea_Akti Kalamitsi Pyrgaki Asprovrysi Glyfonisi",
    ),
    _state(
        *("QMF", "Yunhai/Yunhai/Yunhai/يونهاي", "chinese", "CHI", "E######## @#####"),
        "Qingtang Beiwan Yulinzhen Shanhekou Longtan Jinshui",
    ),
    _state(
        *("QMG", "Mtkvara/Mtkvarie/Mtkvara/متكفارا", "georgian", "GEO", "##@@##### @@-###-@@"),
        "Tsiteli Didveli Zemokalaki Kldekari Mtisdziri Vazisubani",
    ),
    _state(
        *("QMH", "Tsafonia/Tsafonie/Tsafonia/تسافونيا", "hebrew", "HEB", "3####### ##-###-##"),
        "Givat_Tal Ein_Rimon Kfar_Shaked Migdal_Or Nahal_Erez Rosh_Pinot",
    ),
    _state(
        *(
            "QMI",
            "Suryavana/Suryavana/Suryavana/سوريافانا",
            "devanagari",
            "HIN",
            "Z####### @@##@@####",
        ),
        "Amarkot Nilgarh Devnadi Chandrapuri Hariwadi Suvarnagram",
    ),
    _state(
        *("QMK", "Haneulia/Hanéulie/Haneulia/هانيوليا", "korean", "KOR", "M######## ##@####"),
        "Saebyeok Hanbit Cheongram Dalmaru Solbat Mirinae",
    ),
    _state(
        *("QMN", "Vindland/Vindland/Vindland/فيندلاند", "nordic", "NOR", "######### @@#####"),
        "Fjordvik Hvítanes Skogsund Åmot Brattdal Nordvåg",
    ),
    _state(
        *("QMS", "Pwanira/Pwanira/Pwanira/بوانيرا", "swahili", "SWA", "CK###### @@@-###@"),
        "Bandarini Mtoni_Juu Kisimani Mlimani Pwani_Kuu Darajani",
    ),
    _state(
        *("QMV", "Vinh Sa/Vinh Sa/Vinh Sa/فينه سا", "vietnamese", "VIE", "B####### ##@-#####"),
        "Bến_Trăng Phú_Lộc_Hạ Sông_Ngân Đồi_Sim Cửa_Nam_An Thạch_Kiều",
    ),
)
STATE: Final = {state.code: state for state in STATES}

SECRETARIAT: Final = "XEN"
CUSTOMS_UNION: Final = "XCU"
SANCTIONS_COUNCIL: Final = "XSC"
COMMISSION: Final = "XCC"

ENTITIES: Final = (
    Entity(
        SECRETARIAT,
        {
            "en": "Secretariat of the Sample Union",
            "fr": "Secrétariat de l'Union d'exemple",
            "es": "Secretaría de la Unión de ejemplo",
            "ar": "أمانة الاتحاد النموذجي",
        },
        "secretariat",
    ),
    Entity(
        CUSTOMS_UNION,
        {
            "en": "Sample Customs Union",
            "fr": "Union douanière d'exemple",
            "es": "Unión aduanera de ejemplo",
            "ar": "الاتحاد الجمركي النموذجي",
        },
        "international_entity",
    ),
    Entity(
        SANCTIONS_COUNCIL,
        {
            "en": "Sample Sanctions Council",
            "fr": "Conseil des sanctions d'exemple",
            "es": "Consejo de sanciones de ejemplo",
            "ar": "مجلس العقوبات النموذجي",
        },
        "international_entity",
    ),
    Entity(
        COMMISSION,
        {
            "en": "Commission for the Control of the Sample Union's Files",
            "fr": "Commission de contrôle des fichiers de l'Union d'exemple",
            "es": "Comisión de control de los ficheros de la Unión de ejemplo",
            "ar": "لجنة الرقابة على محفوظات الاتحاد النموذجي",
        },
        "commission",
    ),
)


@dataclass(frozen=True, slots=True)
class Card:
    """An invented person, as whom the demonstration may be entered.

    Attributes:
        title: what the person is, marked with `_`.
        writes: may record for the own bureau.
        is_head: administers the own bureau.
    """

    bureau: str
    role: Role
    name: str
    title: str
    writes: bool = False
    is_head: bool = False

    @property
    def account(self) -> str:
        """The name of the account ("emeric.valadon.uto")."""
        return f"{self.name.lower().replace(' ', '.')}.{self.bureau.lower()}"

    def bureau_name(self, language: str) -> str:
        """The name of the person's state or entity."""
        known: dict[str, State | Entity] = {each.code: each for each in (*STATES, *ENTITIES)}
        return known[self.bureau].names[language]


_OFFICER: Final = _("First line")
PEOPLE: Final = (
    Card("UTO", Role.FRONTLINE, "Anders Utman", _OFFICER),
    Card("UTO", Role.SECOND_LINE, "Perdita Sorrel", _("Second line")),
    Card("UTO", Role.BUREAU, "Emeric Valadon", _("National bureau")),
    Card("UTO", Role.BUREAU, "Livia Corbin", _("Clerk of a bureau"), writes=True),
    Card("UTO", Role.BUREAU, "Hanna Verdel", _("Head of a bureau"), writes=True, is_head=True),
    Card("UTO", Role.FORENSIC, "Oskar Lindt", _("Forensic examiner")),
    Card("UTO", Role.AUDITOR, "Iris Calder", _("Auditor")),
    Card("QMA", Role.FRONTLINE, "Ilse Marbach", _OFFICER),
    Card("QMB", Role.FRONTLINE, "Tomas Brenner", _OFFICER),
    Card("QMD", Role.FRONTLINE, "Danica Orel", _OFFICER),
    Card("QME", Role.FRONTLINE, "Mirela Estrada", _OFFICER),
    Card("QMN", Role.FRONTLINE, "Noor Vandal", _OFFICER),
    Card("QME", Role.BUREAU, "Salima Rahal", _("National bureau"), writes=True),
    Card(CUSTOMS_UNION, Role.CUSTOMS, "Corin Tallis", _("Customs entity")),
    Card(
        SECRETARIAT, Role.SECRETARIAT, "Odette Varga", _("Secretariat"), writes=True, is_head=True
    ),
    Card(SECRETARIAT, Role.LEGAL_REVIEWER, "Jonas Amsel", _("Legal reviewer")),
    Card(SECRETARIAT, Role.ANALYST, "Freya Holm", _("Analyst")),
    Card(SECRETARIAT, Role.AUDITOR, "Radko Silven", _("Auditor")),
    Card(COMMISSION, Role.COMMISSION, "Nadir Escalante", _("Commission")),
)


def cards() -> tuple[Card, ...]:
    """Invented people to enter as."""
    return PEOPLE


def bureaus() -> tuple[Mapping[str, Any], ...]:
    """Every bureau of the organisation: code, kind, names, and a 24/7 contact that nobody answers.

    The telephone numbers are of a range kept for fiction; the addresses end in example.org.
    """
    members = [(state.code, "member", state.names) for state in STATES]
    entities = [(entity.code, entity.kind, entity.names) for entity in ENTITIES]
    return tuple(
        {
            "code": code,
            "kind": kind,
            "names": dict(names),
            "phone": f"+33 1 99 00 {place // 100:02d} {place % 100:02d}",
            "email": f"bureau.{code.lower()}@example.org",
        }
        for place, (code, kind, names) in enumerate([*members, *entities], start=10)
    )


def organisation_of_the_sample() -> Organisation:
    """What the demonstration's `hub.toml` says of its organisation."""
    return Organisation(
        id=IDENTIFIER,
        name=dict(NAMES),
        secretariat=SECRETARIAT,
        languages=list(LANGUAGES),
        is_demo=True,
    )
