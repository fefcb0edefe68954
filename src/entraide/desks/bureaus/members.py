"""The members and international entities of a new hub, as data; names come from CLDR.

Nobody's telephone number is known here: contacts stay blank until a bureau gives its own.
Source: domain §7.3 (194 members), §1 and §2.2 (entities).
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from babel import Locale

from entraide.desks.bureaus.actions import add_bureau
from entraide.desks.bureaus.models import Bureau
from entraide.desks.bureaus.queries import known_codes
from entraide.desks.records.writing import By
from entraide.language import LANGUAGES

MEMBERS: Final = """
AF:AFG ZA:ZAF AL:ALB DZ:DZA DE:DEU AD:AND AO:AGO AG:ATG SA:SAU AR:ARG AM:ARM AW:ABW AU:AUS AT:AUT
AZ:AZE BS:BHS BH:BHR BD:BGD BB:BRB BY:BLR BE:BEL BZ:BLZ BJ:BEN BT:BTN BO:BOL BA:BIH BW:BWA BR:BRA
BN:BRN BG:BGR BF:BFA BI:BDI KH:KHM CM:CMR CA:CAN CV:CPV CF:CAF CL:CHL CN:CHN CY:CYP CO:COL KM:COM
CG:COG KR:KOR CR:CRI CI:CIV HR:HRV CU:CUB CW:CUW DK:DNK DJ:DJI DM:DMA DO:DOM EG:EGY SV:SLV AE:ARE
EC:ECU ER:ERI ES:ESP EE:EST SZ:SWZ US:USA ET:ETH FJ:FJI FI:FIN FR:FRA GA:GAB GM:GMB GE:GEO GH:GHA
GR:GRC GD:GRD GT:GTM GN:GIN GW:GNB GQ:GNQ GY:GUY HT:HTI HN:HND HU:HUN IN:IND ID:IDN IR:IRN IQ:IRQ
IE:IRL IS:ISL IL:ISR IT:ITA JM:JAM JP:JPN JO:JOR KZ:KAZ KE:KEN KG:KGZ KI:KIR KW:KWT LA:LAO LS:LSO
LV:LVA LB:LBN LR:LBR LY:LBY LI:LIE LT:LTU LU:LUX MK:MKD MG:MDG MY:MYS MW:MWI MV:MDV ML:MLI MT:MLT
MA:MAR MH:MHL MU:MUS MR:MRT MX:MEX MD:MDA MC:MCO MN:MNG ME:MNE MZ:MOZ MM:MMR NA:NAM NR:NRU NP:NPL
NI:NIC NE:NER NG:NGA NO:NOR NZ:NZL OM:OMN UG:UGA UZ:UZB PK:PAK PS:PSE PA:PAN PG:PNG PY:PRY NL:NLD
PE:PER PH:PHL PL:POL PT:PRT QA:QAT CD:COD RO:ROU GB:GBR RU:RUS RW:RWA LC:LCA KN:KNA SM:SMR VC:VCT
SB:SLB WS:WSM ST:STP SN:SEN RS:SRB SC:SYC SL:SLE SG:SGP SX:SXM SK:SVK SI:SVN SO:SOM SS:SSD SD:SDN
LK:LKA SR:SUR SE:SWE CH:CHE SY:SYR TJ:TJK TZ:TZA TD:TCD CZ:CZE TH:THA TL:TLS TG:TGO TO:TON TT:TTO
TN:TUN TM:TKM TR:TUR UA:UKR UY:URY VU:VUT VA:VAT VE:VEN VN:VNM YE:YEM ZM:ZMB ZW:ZWE
"""
"""ISO 3166-1 alpha-2 and alpha-3 of each member in 2020."""


class Entity(NamedTuple):
    """An international entity: its code, its names, and the databases it may be granted."""

    code: str
    names: dict[str, str]
    databases: tuple[str, ...] = ()


ENTITIES: Final = (
    Entity(
        "WCO",
        {
            "en": "World Customs Organization",
            "fr": "Organisation mondiale des douanes",
            "es": "Organización Mundial de Aduanas",
            "ar": "منظمة الجمارك العالمية",
        },
        ("firearms", "firearms_reference"),  # the agreement of 2020; domain §1.15
    ),
    Entity(
        "UNO",
        {
            "en": "United Nations",
            "fr": "Nations Unies",
            "es": "Naciones Unidas",
            "ar": "الأمم المتحدة",
        },
    ),
    Entity(
        "ICC",
        {
            "en": "International Criminal Court",
            "fr": "Cour pénale internationale",
            "es": "Corte Penal Internacional",
            "ar": "المحكمة الجنائية الدولية",
        },
    ),
    Entity(
        "EUROPOL",
        {
            "en": "European Union Agency for Law Enforcement Cooperation",
            "fr": "Agence de l’Union européenne pour la coopération des services répressifs",
            "es": "Agencia de la Unión Europea para la Cooperación Policial",
            "ar": "وكالة الاتحاد الأوروبي للتعاون في مجال إنفاذ القانون",
        },
    ),
    Entity(
        "UNESCO",
        {
            "en": "United Nations Educational, Scientific and Cultural Organization",
            "fr": "Organisation des Nations Unies pour l’éducation, la science et la culture",
            "es": "Organización de las Naciones Unidas para la Educación, la Ciencia y la Cultura",
            "ar": "منظمة الأمم المتحدة للتربية والعلم والثقافة",
        },
        ("works_of_art",),
    ),
    Entity(
        "ICOM",
        {
            "en": "International Council of Museums",
            "fr": "Conseil international des musées",
            "es": "Consejo Internacional de Museos",
            "ar": "المجلس الدولي للمتاحف",
        },
        ("works_of_art",),
    ),
    Entity(
        "ICCROM",
        {
            "en": "International Centre for the Study of the Preservation and Restoration of "
            "Cultural Property",
            "fr": "Centre international d’études pour la conservation et la restauration des biens "
            "culturels",
            "es": "Centro Internacional de Estudios para la Conservación y la Restauración de los "
            "Bienes Culturales",
            "ar": "المركز الدولي لدراسة صون وترميم الممتلكات الثقافية",
        },
        ("works_of_art",),
    ),
)


def members() -> Iterator[tuple[str, dict[str, str]]]:
    """Each member's alpha-3 code and its country's name in every language of the hub."""
    names = {language: Locale(language).territories for language in LANGUAGES}
    for pair in MEMBERS.split():
        two, three = pair.split(":")
        yield three, {language: names[language][two] for language in LANGUAGES}


def admit_members(by: By, secretariat: str, names: dict[str, str]) -> int:
    """Lets the secretariat, every member and every entity take part; safe to repeat.

    Bureaus that have given contacts keep them. Gives how many were added.
    """
    present = known_codes()
    wanted = [
        (secretariat, Bureau.Kind.SECRETARIAT, names, ()),
        *((code, Bureau.Kind.MEMBER, told, ()) for code, told in members()),
        *(
            (entity.code, Bureau.Kind.INTERNATIONAL_ENTITY, entity.names, entity.databases)
            for entity in ENTITIES
        ),
    ]
    missing = [each for each in wanted if each[0] not in present]
    for code, kind, told, databases in missing:
        add_bureau(by, code, kind=kind, names=told, databases=databases)
    return len(missing)
