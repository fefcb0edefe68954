"""Invented things: documents, vehicles, vessels, works of art, firearms and their catalogues."""

from typing import Final

from entraide.desks.sample.draw import Draw
from entraide.desks.sample.names import CUSTOMS
from entraide.desks.sample.organisation import State
from entraide.engine.schema.database import Body

FRAUD_TYPES: Final = (
    *("lost",) * 58,
    *("stolen",) * 30,
    *("revoked",) * 6,
    *("invalid",) * 4,
    *("stolen_blank",) * 2,
)
DOCUMENT_TYPES: Final = (
    *("P",) * 62,
    *("I",) * 30,
    *("R",) * 4,
    *("V",) * 2,
    *("PS", "PD", "T", "E", "S"),
)
PAPERS: Final = (
    *("registration",) * 5,
    *("driving_licence",) * 8,
    *("plate", "plate", "insurance", "export"),
)
CARS: Final = (
    ("Toyota", ("Corolla", "Hilux", "Land Cruiser", "Yaris")),
    ("Volkswagen", ("Golf", "Passat", "Tiguan", "Transporter")),
    ("Ford", ("Focus", "Fiesta", "Ranger", "Transit")),
    ("Renault", ("Clio", "Mégane", "Kangoo")),
    ("Nissan", ("Navara", "Patrol", "Qashqai")),
    ("BMW", ("320d", "X5", "530i")),
    ("Mercedes-Benz", ("C 220", "Sprinter", "GLE 350")),
    ("Hyundai", ("Tucson", "i30", "Santa Fe")),
    ("Škoda", ("Octavia", "Fabia", "Superb")),
    ("Fiat", ("Ducato", "Panda", "500")),
    ("Honda", ("Civic", "CR-V", "CBR 600")),
    ("Yamaha", ("MT-07", "TMAX", "XT 660")),
)
COLOURS: Final = ("white", "silver", "grey", "black", "blue", "red", "green", "brown", "yellow")
VANS: Final = frozenset({"Transporter", "Transit", "Kangoo", "Sprinter", "Ducato"})
MOTORCYCLES: Final = frozenset({"CBR 600", "MT-07", "TMAX", "XT 660"})
BOATS: Final = (
    ("motorboat", "Bavaria", "R40"),
    ("motorboat", "Quicksilver", "675"),
    ("sailing", "Bénéteau", "Oceanis 38"),
    ("inflatable", "Zodiac", "Pro 5.5"),
    ("jet_ski", "Yamaha", "VX Cruiser"),
    ("fishing", "Arvor", "730"),
)
VESSEL_WORDS: Final = (
    ("Morning", "Northern", "Golden", "Silent", "Blue", "Lucky", "Old", "Wild"),
    ("Star", "Heron", "Wave", "Pearl", "Harbour", "Lady", "Falcon", "Tide"),
)
ART_WORDS: Final = (
    ("The ferry", "Two sisters", "The red gate", "A child", "The orchard", "Three riders"),
    ("at dusk", "by the river", "in winter", "before the storm", "under the lamp", "at the well"),
)
ART: Final = (
    ("painting", "Oil on canvas"),
    ("painting", "Tempera on wood"),
    ("icon", "Egg tempera and gold on wood"),
    ("sculpture", "Bronze"),
    ("sculpture", "Marble"),
    ("drawing_print", "Etching on laid paper"),
    ("ceramics", "Glazed earthenware"),
    ("textile", "Wool on cotton, knotted"),
    ("coins_medals", "Silver, struck"),
    ("archaeological", "Terracotta"),
    ("manuscript_book", "Ink on parchment"),
)
FIREARMS: Final = (
    ("Glock", "17", "9x19mm", "pistol"),
    ("Glock", "19", "9x19mm", "pistol"),
    ("Beretta", "92FS", "9x19mm", "pistol"),
    ("CZ", "75B", "9x19mm", "pistol"),
    ("Walther", "PPK", "7.65x17mm", "pistol"),
    ("Smith & Wesson", "686", ".357 Magnum", "revolver"),
    ("Ruger", "GP100", ".357 Magnum", "revolver"),
    ("Remington", "870", "12 gauge", "shotgun"),
    ("Mossberg", "500", "12 gauge", "shotgun"),
    ("Sako", "85", ".308 Winchester", "rifle"),
    ("Zastava", "M70", "7.62x39mm", "rifle"),
    ("Heckler & Koch", "MP5", "9x19mm", "submachine_gun"),
)
METHODS: Final = ("counterfeit", "counterfeit", "forgery", "pseudo", "impostor")
FEATURES: Final = (
    ("Kinegram", "white", "Does not change when tilted"),
    ("Fluorescent fibres", "ultraviolet", "Missing"),
    ("Watermark", "transmitted", "Printed, not in the paper"),
    ("Laser perforation", "transmitted", "Made with a needle"),
    ("Infrared image", "infrared", "Visible where it must vanish"),
)


def travel_document(draw: Draw, state: State) -> Body:
    """A passport, card or visa that its state has declared; now and then a lot of stolen blanks."""
    fraud = draw.one(FRAUD_TYPES)
    number = draw.pattern(state.passport)
    body: Body = {"number": number}
    if fraud == "stolen_blank" and number[-2:].isdigit():
        body = {"number": f"{number[:-2]}00", "number_until": f"{number[:-2]}99"}
    body["issuing_country"] = state.code
    body["document_type"] = draw.one(DOCUMENT_TYPES)
    body["fraud_type"] = fraud
    lost = draw.below(9 * 365) + 1
    if draw.often(0.8):
        body["lost_on"] = draw.days[lost]
    if draw.often(0.4):
        body["theft_country"] = draw.state().code if draw.often(0.3) else state.code
    if fraud != "stolen_blank" and draw.often(0.3):
        body["issued_on"] = draw.days[lost + 30 + draw.below(3000)]
    return body


def administrative_document(draw: Draw, state: State) -> Body:
    """A stolen vehicle paper, licence or plate."""
    kind = draw.one(PAPERS)
    number = state.plate if kind == "plate" else "@#######"
    body: Body = {
        "number": draw.pattern(number),
        "issuing_country": state.code,
        "document_type": kind,
        "is_blank": draw.often(0.1),
        "stolen_on": draw.day(),
    }
    if kind == "registration" and draw.often(0.3):
        body["vin"] = draw.vin(2000 + draw.below(24))
    return body


def vehicle(draw: Draw, state: State) -> Body:
    """A stolen car, van or motorcycle; now and then a freight container."""
    if draw.often(0.03):
        return {
            "container_number": draw.container(),
            "body": "container",
            "colour": draw.one(COLOURS),
            "theft_date": draw.day(),
            "theft_country": state.code,
        }
    make, models = draw.one(CARS)
    model = draw.one(models)
    year = 1998 + draw.below(27)
    body: Body = {}
    if draw.often(0.92):
        body["vin"] = draw.vin(year)
    if "vin" not in body or draw.often(0.85):
        body["plate"] = draw.pattern(state.plate)
        body["plate_country"] = state.code
    if draw.often(0.25):
        body["engine_number"] = draw.pattern("@@@######")
    body["body"] = "van" if model in VANS else "motorcycle" if model in MOTORCYCLES else "car"
    body |= {"make": make, "model": model, "colour": draw.one(COLOURS), "year": year}
    body["manner"] = "theft" if draw.often(0.85) else draw.one(("robbery", "fraud", "embezzlement"))
    body["theft_date"] = draw.day()
    body["theft_country"] = state.code
    return body


def vessel(draw: Draw, state: State) -> Body:
    """A stolen boat or ship, often with its engines."""
    theft = {"theft_date": draw.day(), "theft_country": state.code}
    name = f"{draw.one(VESSEL_WORDS[0])} {draw.one(VESSEL_WORDS[1])}"
    if draw.often(0.1):
        ship: Body = {"imo": draw.imo(), "call_sign": f"{draw.pattern('@@##')}", "flag": state.code}
        return ship | {"vessel_name": name, "type": draw.one(("cargo", "tanker", "tug"))} | theft
    kind, make, model = draw.one(BOATS)
    year = 1995 + draw.below(29)
    month = "ABCDEFGHIJKL"[draw.below(12)]
    body: Body = {
        "hin": f"{state.code[:2]}-{draw.pattern('@@@#####')}{month}{year % 10}{year % 100:02d}",
        "registration": f"{state.code}-{draw.digits(5)}",
        "flag": state.code,
        "vessel_name": name,
        "type": kind,
        "make": make,
        "model": model,
        "length_m": round(3 + draw.chance() * 15, 1),
        "colour": draw.one(COLOURS),
        "year": year,
    }
    if draw.often(0.6):
        body["engines"] = [
            {
                "number": draw.pattern("#@@@#######"),
                "make": "Yamaha",
                "power_hp": 60 + draw.below(240),
            }
        ]
    return body | theft


def work_of_art(draw: Draw, state: State) -> Body:
    """A stolen painting, sculpture or antiquity."""
    kind, materials = draw.one(ART)
    custom = CUSTOMS[state.custom]
    year = 1650 + draw.below(310)
    body: Body = {
        "object_type": kind,
        "title": f"{draw.one(ART_WORDS[0])} {draw.one(ART_WORDS[1])}",
        "maker": f"{draw.one(custom.men).latin} {draw.one(custom.families).latin}",
        "inventory_number": f"{state.code} {year + 20}-{1 + draw.below(999)}",
        "period": str(year),
        "materials": materials,
        "height_cm": round(5 + draw.chance() * 200, 1),
        "width_cm": round(5 + draw.chance() * 250, 1),
    }
    if draw.often(0.4):
        body["picture_hash"] = draw.hexadecimal(16)
    body["event"] = draw.one(("stolen", "stolen", "stolen", "missing", "looted"))
    body["event_date"] = draw.day(30)[: draw.one((4, 7, 10))]
    body["event_place"] = draw.one(state.towns)
    body["event_country"] = state.code
    return body


def firearm(draw: Draw, state: State) -> Body:
    """A lost, stolen, trafficked or smuggled firearm."""
    make, model, calibre, kind = draw.one(FIREARMS)
    body: Body = {
        "serial_number": draw.pattern(draw.one(("@@######", "@######", "######", "@@@###"))),
        "make": make,
        "model": model,
        "calibre": calibre,
        "type": kind,
        "status": draw.one(("stolen", "stolen", "stolen", "lost", "trafficked", "smuggled")),
    }
    if draw.often(0.7):
        body["event_date"] = draw.day(20)
    body["event_country"] = state.code
    return body


def firearm_model(draw: Draw, number: int) -> Body:
    """One entry of the firearms reference table: the known models first, then invented ones."""
    make, model, calibre, kind = draw.one(FIREARMS)
    if number <= len(FIREARMS):
        make, model, calibre, kind = FIREARMS[number - 1]
    else:
        make, model = f"{draw.one(draw.state().towns)} Arms", draw.pattern("@@-##")
    start = 1950 + draw.below(55)
    return {
        "reference": f"REF-{number:06d}",
        "make": make,
        "model": model,
        "calibres": [calibre],
        "type": kind,
        "made_from": str(start),
        "made_until": str(start + 5 + draw.below(15)),
        "marking_places": draw.one(
            ("Frame, right side", "Slide and barrel", "Receiver, left side")
        ),
        "serial_pattern": draw.one(("Two letters, six digits", "Six digits", "Letter, six digits")),
    }


def counterfeit_alert(draw: Draw, state: State, number: int) -> Body:
    """An alert about false documents that imitate those of some state."""
    imitated = draw.state()
    feature, light, finding = draw.one(FEATURES)
    return {
        "reference": f"{state.code}-ALERT-{number:06d}",
        "document_type": draw.one(("P", "P", "I", "R")),
        "imitated_country": imitated.code,
        "method": draw.one(METHODS),
        "numbers": [draw.pattern(imitated.passport) for _ in range(1 + draw.below(4))],
        "findings": [{"page": "2", "feature": feature, "light": light, "finding": finding}],
        "detected_on": draw.day(5),
        "detected_in": state.code,
        "detected_at": f"Border post {draw.one(state.towns)}",
    }


def genuine_document(draw: Draw, state: State, number: int) -> Body:
    """The description of a genuine document of this state."""
    start = 1995 + draw.below(20)
    kind = draw.one(("P", "I", "PD", "R"))
    return {
        "reference": f"{state.code}-{kind}-{number:05d}",
        "issuing_country": state.code,
        "document_type": kind,
        "series": draw.pattern("@"),
        "number_pattern": state.passport,
        "issued_from": str(start),
        "issued_until": str(start + 10),
        "width_mm": 125.0 if kind.startswith("P") else 85.6,
        "height_mm": 88.0 if kind.startswith("P") else 54.0,
        "features": [
            {"page": str(page), "feature": feature, "light": light}
            for page, (feature, light, _finding) in enumerate(draw.some(FEATURES, 4), start=1)
        ],
    }
