"""Invented people: who they are, and the notices and diffusions about them."""

from collections.abc import Iterator
from typing import Any, Final

from entraide.desks.sample.draw import Draw
from entraide.desks.sample.names import CUSTOMS, Custom, Part
from entraide.desks.sample.organisation import SANCTIONS_COUNCIL, State
from entraide.engine.schema.database import Body

COLOURS: Final = (
    *("red",) * 62,
    *("yellow",) * 14,
    *("blue",) * 10,
    *("green",) * 9,
    *("black",) * 3,
    *("un",) * 2,
)
STATUSES: Final = {
    "red": ("charged", "charged", "convicted"),
    "yellow": ("missing", "missing", "missing", "unable_to_identify"),
    "blue": ("suspect", "suspect", "witness"),
    "green": ("criminal_history", "possible_threat"),
    "black": ("deceased",),
    "un": ("sanctioned_un",),
}
SERIES: Final = {"red": "A", "blue": "B", "green": "C", "black": "D", "yellow": "F", "un": "U"}
CHARGES: Final = (
    ("PTS", "Theft of goods from a warehouse", "Penal code, section 212"),
    ("PTW", "Armed robbery of a jeweller's shop", "Penal code, section 220"),
    ("PFF", "Fraud by means of invented companies", "Penal code, section 301"),
    ("PMM", "Laundering of the proceeds of crime", "Act on laundering, section 4"),
    ("IIO", "Organising illegal crossings of the border", "Borders act, section 17"),
    ("IIT", "Trafficking in human beings", "Penal code, section 140"),
    ("PDD", "Import of drugs in large quantity", "Narcotics act, section 9"),
    ("ILM", "Murder", "Penal code, section 101"),
    ("PCF", "Forgery of public documents", "Penal code, section 330"),
    ("PIH", "Intrusion into computers for gain", "Cybercrime act, section 3"),
    ("PWC", "Illicit trade in firearms", "Firearms act, section 25"),
    ("PWE", "Use of an explosive device", "Penal code, section 160"),
)
MARKS: Final = (
    "Scar on the left forearm",
    "Tattoo of an anchor on the right shoulder",
    "Walks with a limp",
    "Two fingers of the right hand are missing",
    "Birthmark below the left ear",
)
WORK: Final = ("Electrician", "Driver", "Merchant", "Cook", "Student", "Sailor", "Accountant")
EYES: Final = ("BRO", "BROD", "BLU", "GRE", "GRY", "BLA", "BROH")
HAIR: Final = ("BLA", "BRO", "BROF", "GRY", "RED", "YELB", "WHI", "HAIB")
DOCUMENT_TYPES: Final = ("P", "P", "P", "I", "I", "PS", "R")
YEAR: Final = 365.25


def names(draw: Draw, custom: Custom, sex: str) -> list[Body]:
    """A person's names: the main one, the own script's, sometimes another spelling or an alias."""
    forename = draw.one(custom.women if sex == "F" else custom.men)
    if draw.often(0.25):
        second = draw.one(custom.women if sex == "F" else custom.men)
        if second is not forename:
            forename = Part(f"{forename.latin} {second.latin}", f"{forename.own} {second.own}")
    family = draw.one(custom.women_families if sex == "F" else custom.families)
    held = [{"family": family.latin, "forename": forename.latin, "kind": "main"}]
    if not custom.is_latin:
        order = (family.own, forename.own) if custom.family_first else (forename.own, family.own)
        held.append({"full": custom.between.join(order), "kind": "original_script"})
    other = custom.variants.get(forename.latin)
    if other is not None and draw.often(0.5):
        held.append({"family": family.latin, "forename": other, "kind": "alias"})
    if draw.often(0.06):
        held.append({"full": draw.one(custom.men).latin.split()[0], "kind": "pseudonym"})
    return held


def person(draw: Draw, state: State, colour: str) -> Body:
    """Somebody of this state who could be under a notice of this colour."""
    if colour == "black":
        return _body_found(draw)
    sex = "F" if draw.often(0.5 if colour == "yellow" else 0.17) else "M"
    youngest, oldest = (3, 85) if colour == "yellow" else (17, 70)
    age = youngest + draw.chance() * (oldest - youngest)
    body: Body = {
        "kind": "person",
        "status": draw.one(STATUSES[colour]),
        "names": names(draw, CUSTOMS[state.custom], sex),
        "birth_date": _partial(draw, draw.days[int(age * YEAR)]),
        "birth_place": draw.one(state.towns),
        "birth_country": state.code,
        "sex": sex,
        "nationalities": [state.code],
    }
    if draw.often(0.08):
        second = draw.state().code
        if second != state.code:
            body["nationalities"].append(second)
    if colour in {"red", "green"} and draw.often(0.2):
        body["cautions"] = [draw.one(("armed", "violent", "escape_risk"))]
    if draw.often(0.6):
        body["documents"] = [_document(draw, state) for _ in range(1 + draw.below(2))]
    body.update(_details(draw, state, colour))
    return body


def _document(draw: Draw, state: State) -> Body:
    return {
        "number": draw.pattern(state.passport),
        "issuing_country": state.code,
        "document_type": draw.one(DOCUMENT_TYPES),
    }


def _details(draw: Draw, state: State, colour: str) -> Iterator[tuple[str, Any]]:
    """What a bureau may know beside identity."""
    if draw.often(0.15):
        yield "phones", [f"+3363998{draw.digits(4)}"]
    if draw.often(0.05):
        yield "emails", [f"contact.{draw.digits(6)}@example.org"]
    if draw.often(0.04):
        yield "accounts", [f"@sample_{draw.digits(7)}"]
    if draw.often(0.2):
        yield "occupation", draw.one(WORK)
    if draw.often(0.6):
        yield "languages", [state.language]
    if draw.often(0.5):
        yield "height", round(1.5 + draw.chance() * 0.5, 2)
        yield "eyes", [draw.one(EYES)]
        yield "hair", [draw.one(HAIR)]
    if draw.often(0.25):
        yield "marks", draw.one(MARKS)
    if colour == "red" and draw.often(0.3):
        yield "likely_in", [draw.state().code]


def _body_found(draw: Draw) -> Body:
    """An unidentified body: no name, what could be seen."""
    return {
        "kind": "body",
        "status": "deceased",
        "sex": draw.one(("M", "F", "U")),
        "height": round(1.5 + draw.chance() * 0.45, 2),
        "hair": [draw.one(HAIR)],
        "marks": draw.one(MARKS),
    }


def _partial(draw: Draw, day: str) -> str:
    """The day itself, or now and then only its month or year."""
    if draw.often(0.88):
        return day
    return day[:7] if draw.often(0.25) else day[:4]


def notice(draw: Draw, state: State, colour: str, reference: str) -> Body:
    """A notice or diffusion of this colour about the person of this reference."""
    published = draw.day(4)
    year, month = published[:4], int(published[5:7])
    body: Body = {
        "colour": colour,
        "circulation": "diffusion" if colour in {"red", "blue"} and draw.often(0.3) else "notice",
        "control_number": f"{SERIES[colour]}-{1 + draw.below(15_000)}/{month}-{year}",
        "entity_id": f"{year}/{draw.digits(6)}",
        "person": reference,
    }
    if colour == "red":
        body.update(_wanted(draw, state, published))
    elif colour in {"yellow", "black"}:
        body["event_date"] = draw.day(6)
        body["event_place"] = draw.one(state.towns)
        body["event_country"] = state.code
    elif colour == "un":
        body["un_reference"] = f"{SANCTIONS_COUNCIL}i.{1 + draw.below(9_999):04d}"
        body["un_resolution"] = f"Resolution {1 + draw.below(40)}"
        body["measures"] = draw.one((["assets_freeze"], ["assets_freeze", "travel_ban"]))
    body["published_on"] = published
    body["valid_until"] = draw.day_ahead()
    body["public_extract"] = colour == "un" or draw.often(0.12)
    return body


def _wanted(draw: Draw, state: State, published: str) -> Body:
    """Charge and warrant of a wanted person."""
    offence, text, law = draw.one(CHARGES)
    years = draw.one((2, 5, 8, 10, 15, 20))
    town = draw.one(state.towns)
    issued = f"{int(published[:4]) - 1}{published[4:8]}15"
    return {
        "charges": [{"offence": offence, "text": text, "law": law, "penalty_years": years}],
        "warrants": [
            {
                "number": f"{1 + draw.below(9_999)}/{issued[:4]}",
                "authority": f"Court of {town}",
                "country": state.code,
                "issued_on": issued,
            }
        ],
        "facts": f"{text}, in {town} in the year {int(issued[:4]) - 1}.",
    }
