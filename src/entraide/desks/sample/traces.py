"""Invented traces: prints, faces, profiles, digests, fired cases, and what is known of piracy.

Codes, qualities and digests only: drawn by lot, of no picture that exists.
"""

from typing import Final

from entraide.desks.sample.draw import Draw
from entraide.desks.sample.names import CUSTOMS
from entraide.desks.sample.organisation import State
from entraide.desks.sample.people import CHARGES, names
from entraide.desks.sample.things import FIREARMS, VESSEL_WORDS
from entraide.engine.schema.database import Body

LOCI: Final = (
    *("D3S1358", "VWA", "D8S1179", "D21S11", "D18S51", "TH01", "FGA"),
    *("D1S1656", "D2S441", "D10S1248", "D12S391", "D22S1045"),
)
WATERS: Final = ("Gulf of Amaurot", "Strait of Asprovrysi", "Pwani Channel", "Bay of Mina al-Sahil")


def fingerprint(draw: Draw, state: State, number: int, person: str) -> Body:
    """The reference of a print of a known person, or of a trace from a scene."""
    is_known = bool(person) and draw.often(0.75)
    body: Body = {
        "code": f"{state.code}-FP-{number:06d}",
        "category": "known_person" if is_known else "trace",
        "transaction": f"{state.code}-{draw.day(3).replace('-', '')}-{number:06d}",
    }
    if is_known:
        body["person"] = person
    body |= {
        "impression": "rolled" if is_known else "latent",
        "positions": list(range(1, 11)) if is_known else [1 + draw.below(10)],
        "quality": 50 + draw.below(50) if is_known else 20 + draw.below(50),
        "resolution_ppi": 500 if is_known else 1000,
        "image_hash": draw.hexadecimal(64),
        "taken_on": draw.day(4),
        "taken_in": state.code,
    }
    if not is_known:
        body["offences"] = [draw.one(CHARGES)[0]]
        body["case"] = f"{state.code}-{draw.digits(6)}"
    return body


def face(draw: Draw, state: State, number: int, person: str) -> Body:
    """The reference of a picture of somebody's face."""
    body: Body = {
        "code": f"{state.code}-FA-{number:06d}",
        "category": draw.one(("wanted_person", "wanted_person", "missing_person")),
    }
    if person:
        body["person"] = person
    return body | {
        "pose": draw.one(("frontal", "frontal", "frontal", "half_profile")),
        "quality": 60 + draw.below(40),
        "eye_distance_px": 90 + draw.below(200),
        "image_hash": draw.hexadecimal(64),
        "picture_hash": draw.hexadecimal(16),
        "taken_on": draw.day(10)[:7],
        "taken_in": state.code,
    }


def profile(draw: Draw, state: State, number: int) -> Body:
    """A DNA profile under a code."""
    loci = [_locus(draw, locus) for locus in LOCI[: draw.one((7, 12))]]
    body: Body = {
        "code": f"{state.code}-DNA-{number:06d}",
        "category": draw.one(("convicted", "suspect", "crime_scene", "unidentified_body")),
        "kit": draw.one(("Sample kit 16", "Sample kit 24")),
        "loci": loci,
        "loci_count": len(loci),
        "laboratory": f"Laboratory of {draw.one(state.towns)}",
        "analysed_on": draw.day(4),
        "collected_in": state.code,
    }
    if body["category"] == "crime_scene":
        body["case"] = f"{state.code}-{draw.digits(6)}"
    return body


def _locus(draw: Draw, name: str) -> Body:
    """Two alleles of one locus, the shorter first."""
    first = 8 + draw.below(10)
    return {"locus": name, "first": str(first), "second": str(first + draw.below(6))}


def known_file(draw: Draw, state: State, number: int) -> Body:
    """The digests of a file in a series; the digests are random and of no file."""
    is_identified = draw.often(0.4)
    body: Body = {
        "item": f"{state.code}-IT-{number:06d}",
        "series": f"{state.code}-SE-{number // 8:05d}",
        "media": draw.one(("image", "image", "image", "video")),
        "category": draw.one(("baseline", "baseline", "other", "non_illegal")),
        "md5": draw.hexadecimal(32),
        "sha1": draw.hexadecimal(40),
        "sha256": draw.hexadecimal(64),
        "picture_hash": draw.hexadecimal(16),
        "victim_status": "identified" if is_identified else "unidentified",
        "first_seen": draw.day(8)[:7],
    }
    return body | ({"identified_in": state.code} if is_identified else {})


def fired(draw: Draw, state: State, number: int) -> Body:
    """A bullet or cartridge case from a scene, or test-fired from a firearm."""
    make, model, calibre, _kind = draw.one(FIREARMS)
    body: Body = {
        "code": f"{state.code}-BA-{number:06d}",
        "exhibit": draw.one(("cartridge_case", "cartridge_case", "bullet")),
        "origin": draw.one(("scene", "test_fire")),
        "calibre": calibre,
    }
    if body["origin"] == "test_fire":
        body |= {"serial_number": draw.pattern("@@######"), "make": make, "model": model}
    return body | {
        "quality": 40 + draw.below(60),
        "event_date": draw.day(8),
        "event_country": state.code,
    }


def piracy(draw: Draw, state: State, number: int) -> Body:
    """A person, a vessel or a telephone in the files on piracy."""
    body: Body = {"kind": "incident", "incident": f"IN-{number // 4:05d}"}
    lot = draw.below(3)
    if lot == 0:
        body["kind"] = "person"
        body["part"] = draw.one(("pirate", "leader", "financier", "negotiator"))
        body["names"] = names(draw, CUSTOMS[state.custom], "M")
        body["birth_date"] = draw.days[18 * 365 + draw.below(15_000)][:4]
        body["sex"] = "M"
        body["nationalities"] = [state.code]
    elif lot == 1:
        body["kind"] = "contact"
        body["phones"] = [f"+3363998{draw.digits(4)}"]
    else:
        body["kind"] = "vessel"
        body["imo"] = draw.imo()
        body["vessel_name"] = f"{draw.one(VESSEL_WORDS[0])} {draw.one(VESSEL_WORDS[1])}"
        body["flag"] = state.code
    body["event_date"] = draw.day(12)[:7]
    body["event_place"] = draw.one(WATERS)
    return body
