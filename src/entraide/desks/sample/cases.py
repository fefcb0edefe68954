"""Eight questions to try, with the records that they find and what must come out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from entraide.engine.check.wire import Document, Firearm, Mrz, Name, Person, Query, Subject, Vehicle
from entraide.engine.schema.field_kinds.mrz import MrzFields, write_td3
from entraide.engine.schema.vocabulary import Purpose, Role, Verdict
from entraide.language import _


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and what must come out for them.

    Attributes:
        finds: (database code, owner's reference) of each record that is listed; no other of the
            cases' records is.
    """

    country: str
    role: Role
    verdict: Verdict
    finds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One question to try.

    Attributes:
        title, story: sentences to translate: what it is, and what happens and why.
        askings: once, or by two countries side by side.
    """

    code: str
    title: str
    story: str
    query: Query
    askings: tuple[Asking, ...]


def case_records(today: date) -> Iterator[dict[str, Any]]:
    """The records that the cases find, in the form of `records.records`."""
    lost, stolen = _days_before(today, 410), _days_before(today, 35)
    for owner, reference, document in (
        ("UTO", STOLEN, {"number": "L4471903K", "fraud_type": "stolen", "lost_on": lost}),
        ("QMN", NEAR, {"number": "NO7715520", "fraud_type": "lost", "lost_on": stolen}),
        ("UTO", DAMAGED, {"number": "L8035172H", "fraud_type": "lost", "lost_on": stolen}),
        ("QMB", HIDDEN, {"number": "733508164", "fraud_type": "revoked", "lost_on": stolen}),
    ):
        body = {"number": document["number"], "issuing_country": owner, "document_type": "P"}
        hidden = ["QME"] if reference == HIDDEN else []
        yield _record("travel_documents", owner, reference, body | document, hidden)
    for owner, reference, person, notice in _wanted(today):
        yield _record("persons", owner, reference, person)
        yield _record("notices", owner, f"{reference}-N", notice | {"person": reference})
    yield _record(
        "vehicles",
        "QMA",
        CAR,
        {
            "vin": "WX1G0LF02K7004418",
            "plate": "4471-KLT",
            "plate_country": "QMA",
            "body": "car",
            "make": "Volkswagen",
            "model": "Golf",
            "colour": "blue",
            "year": 2019,
            "manner": "theft",
            "theft_date": stolen,
            "theft_country": "QMA",
        },
    )
    for reference, make, model in ((PISTOL, "Glock", "17"), (OTHER_PISTOL, "Beretta", "92FS")):
        yield _record(
            "firearms",
            "QMS",
            reference,
            {
                "serial_number": "KX417208",
                "make": make,
                "model": model,
                "calibre": "9x19mm",
                "type": "pistol",
                "status": "stolen",
                "event_date": lost[:7],
                "event_country": "QMS",
            },
        )


STOLEN: Final = "CASE-STOLEN-PASSPORT"
NEAR: Final = "CASE-NEAR-NUMBER"
DAMAGED: Final = "CASE-DAMAGED-LINES"
HIDDEN: Final = "CASE-HIDDEN-FROM-ONE"
ARABIC: Final = "CASE-ARABIC-NAME"
NAMESAKE: Final = "CASE-NAMESAKE"
CAR: Final = "CASE-STOLEN-CAR"
PISTOL: Final = "CASE-PISTOL"
OTHER_PISTOL: Final = "CASE-OTHER-PISTOL"


def _wanted(today: date) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Two wanted persons: owner, reference, person, notice."""
    published, end = _days_before(today, 200), (today + timedelta(days=1_600)).isoformat()
    for owner, reference, number, person in (
        (
            "QMC",
            ARABIC,
            "A-4417/8-2025",
            {
                "names": [
                    {"family": "al-Qandili", "forename": "Yusuf Tariq", "kind": "main"},
                    {"full": "يوسف طارق القنديلي", "kind": "original_script"},
                ],
                "birth_date": "1984-11-23",
                "birth_place": "Qasr al-Nur",
            },
        ),
        (
            "QMA",
            NAMESAKE,
            "A-5120/8-2025",
            {
                "names": [
                    {"family": "Quintanilha Sabugal", "forename": "Baltasar", "kind": "main"}
                ],
                "birth_date": "1961-02-08",
                "birth_place": "Montealto",
            },
        ),
    ):
        yield (
            owner,
            reference,
            {
                "kind": "person",
                "status": "charged",
                "names": person["names"],
                "birth_date": person["birth_date"],
                "birth_place": person["birth_place"],
                "birth_country": owner,
                "sex": "M",
                "nationalities": [owner],
            },
            {
                "colour": "red",
                "circulation": "notice",
                "control_number": number,
                "charges": [{"offence": "PFF", "text": "Fraud by means of invented companies"}],
                "warrants": [{"country": owner, "issued_on": published}],
                "published_on": published,
                "valid_until": end,
                "public_extract": False,
            },
        )


def _record(
    database: str, owner: str, reference: str, body: dict[str, Any], hidden: list[str] | None = None
) -> dict[str, Any]:
    return {
        "database": database,
        "owner": owner,
        "owner_ref": reference,
        "body": body,
        "restricted": hidden or [],
    }


def _days_before(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()


def _asked(subject: Subject) -> Query:
    return Query(subjects=[subject], purpose=Purpose.BORDER_MANAGEMENT)


def _worn_passport() -> str:
    """The lines of a passport as a worn page is read: one 5 of the number taken for a 6."""
    first, second = write_td3(
        MrzFields(
            document_code="P",
            issuing_country="UTO",
            number="L8035172H",
            nationality="UTO",
            birth_date="1990-04-02",
            sex="F",
            expiry_date="2031-09-14",
            family="Halvarsson",
            forename="Philippa",
        )
    ).split("\n")
    return f"{first}\n{second.replace('L8035', 'L8036', 1)}"


HIT, POSSIBLE, NO_HIT = Verdict.HIT, Verdict.POSSIBLE, Verdict.NO_HIT
FRONTLINE: Final = Role.FRONTLINE
SLTD: Final = "travel_documents"

CASES: Final = (
    Case(
        "stolen_passport",
        _("A stolen passport"),
        _("Number and issuing country are exactly those of a passport declared stolen: a hit."),
        _asked(Document(number="L4471903K", issuing_country="UTO", document_type="P")),
        (Asking("QMA", FRONTLINE, HIT, ((SLTD, STOLEN),)),),
    ),
    Case(
        "near_number",
        _("A number read wrongly"),
        _("The letter O was read as a zero. That is near, not equal: possible, to be compared."),
        _asked(Document(number="N07715520", issuing_country="QMN", document_type="P")),
        (Asking("QMA", FRONTLINE, POSSIBLE, ((SLTD, NEAR),)),),
    ),
    Case(
        "arabic_name",
        _("A name in Arabic script"),
        _("The notice was filed in Latin letters; it is found in Arabic. A name is never a hit."),
        _asked(
            Person(
                names=[Name(full="يوسف طارق القنديلي")],
                birth_date="1984-11-23",
                nationalities=["QMC"],
            )
        ),
        (Asking("UTO", FRONTLINE, POSSIBLE, (("notices", f"{ARABIC}-N"),)),),
    ),
    Case(
        "namesake",
        _("An innocent namesake"),
        _("The same name, thirty years younger and of another country: nothing is shown."),
        _asked(
            Person(
                names=[Name(family="Quintanilha Sabugal", forename="Baltasar")],
                birth_date="1992-07-19",
                nationalities=["QMV"],
                sex="M",
            )
        ),
        (Asking("UTO", FRONTLINE, NO_HIT, ()),),
    ),
    Case(
        "damaged_zone",
        _("A worn passport"),
        _("One digit of the machine readable lines was misread; their check digits tell which."),
        _asked(Mrz(text=_worn_passport())),
        (Asking("QMN", FRONTLINE, POSSIBLE, ((SLTD, DAMAGED),)),),
    ),
    Case(
        "stolen_car",
        _("A stolen car"),
        _("Plate and identification number are those of a car reported stolen: a hit."),
        _asked(Vehicle(vin="WX1G0LF02K7004418", plate="4471 KLT", plate_country="QMA")),
        (Asking("QME", FRONTLINE, HIT, (("vehicles", CAR),)),),
    ),
    Case(
        "firearm",
        _("A pistol"),
        _("Two makers used this serial number: one record is the pistol, the other is listed."),
        _asked(Firearm(serial_number="KX 417208", make="Glock", model="17", calibre="9x19mm")),
        (Asking("UTO", FRONTLINE, HIT, (("firearms", PISTOL), ("firearms", OTHER_PISTOL))),),
    ),
    Case(
        "two_countries",
        _("The same question from two countries"),
        _("The owner hides this record from one of them, for which it does not exist."),
        _asked(Document(number="733508164", issuing_country="QMB", document_type="P")),
        (
            Asking("QMD", FRONTLINE, HIT, ((SLTD, HIDDEN),)),
            Asking("QME", FRONTLINE, NO_HIT, ()),
        ),
    ),
)
