"""Public notices in the shapes of the public API: list, detail, images. Pure.

Only what domain §2.4 lets the public read is named here; the rest of a record is never looked at.
Source: domain §2.5.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from entraide.gateways.public_notices.writing import detail

_EVERY: Final = (
    *("forename", "date_of_birth", "entity_id", "nationalities", "sex_id"),
    *("country_of_birth_id", "name", "place_of_birth"),
)
_LOOKS: Final = (
    *("weight", "languages_spoken_ids", "height", "distinguishing_marks"),
    *("eyes_colors_id", "hairs_id"),
)
DETAIL: Final[Mapping[str, tuple[str, ...]]] = {
    "red": ("arrest_warrants", *_EVERY, *_LOOKS),
    "yellow": (
        *_EVERY,
        *_LOOKS,
        *("birth_name", "place", "date_of_event", "country"),
        *("father_forename", "father_name", "mother_forename", "mother_name"),
    ),
    "un": (
        *_EVERY,
        *("un_reference", "un_resolution", "un_reference_date", "purposes", "aliases"),
        *("name_at_birth", "name_in_original_script", "forename_in_original_script"),
        *("father_forename", "father_name", "mother_forename", "mother_name", "profession"),
    ),
}
"""The fields of a notice by its colour."""
NOT_GIVEN: Final[Mapping[str, Any]] = {
    "summary": None,
    "identity_documents": [],
    "associates": [],
    "adresses": [],
    "main_activity": None,
    "from_chamber_of_commerce": None,
    "legal_form": None,
    "administrators": [],
    "additional_information": None,
    "registration_number": None,
    "formerly_known_as": None,
}
"""Fields of United Nations notices that clients look for and the public extract never fills."""
_LISTED: Final = ("forename", "date_of_birth", "entity_id", "nationalities", "name")
_IDENTITY: Final = frozenset(
    {"names", "birth_date", "birth_place", "birth_country", "sex", "nationalities"}
)
UNKNOWN_DATE: Final = "0000/00/00"
_NUMBERS: Final = ("weight", "height")


def listed(notice: Mapping[str, Any], person: Mapping[str, Any], address: str) -> dict[str, Any]:
    """An entry of a list; `address` is the notice's own."""
    known = _known(notice, person)
    entry = {name: known.get(name) for name in _LISTED}
    if notice["colour"] == "un":
        entry["un_reference"] = known.get("un_reference")
    return {**entry, "_links": links(person, address)}


def detailed(
    notice: Mapping[str, Any],
    person: Mapping[str, Any],
    address: str,
    related: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """A notice as a whole; `related` are its entries under `_embedded.links`."""
    colour = notice["colour"]
    known = _known(notice, person)
    shaped = {name: known.get(name) for name in DETAIL[colour]}
    for name in _NUMBERS:
        if name in shaped:
            shaped[name] = _number(shaped[name])
    if "arrest_warrants" in shaped:  # of which clients take one after another
        shaped["arrest_warrants"] = shaped["arrest_warrants"] or []
    more = NOT_GIVEN if colour == "un" else {}
    return {
        **shaped,
        **more,
        "_embedded": {"links": list(related)},
        "_links": links(person, address),
    }


def related_entry(
    colour: str, notice: Mapping[str, Any], person: Mapping[str, Any], address: str
) -> dict[str, Any]:
    """A notice as another one that names it shows it."""
    known = _known(notice, person)
    kept = {name: kept for name, kept in links(person, address).items() if name != "images"}
    return {
        "forename": known.get("forename"),
        "color": colour.upper(),
        "name": known.get("name"),
        "entity_id": known["entity_id"],
        "_links": kept,
    }


def links(person: Mapping[str, Any], address: str) -> dict[str, Any]:
    """Where the notice, its images and its first photograph are; no photograph, no thumbnail."""
    found = {"self": {"href": address}, "images": {"href": f"{address}/images"}}
    for number in list(pictures(person))[:1]:
        found["thumbnail"] = {"href": f"{address}/images/{number}"}
    return found


def images(person: Mapping[str, Any], address: str) -> dict[str, Any]:
    """The list of a notice's images."""
    own = links(person, address)
    given = {"self": own["images"], "notice": own["self"]}
    if "thumbnail" in own:
        given["thumbnail"] = own["thumbnail"]
    embedded = [
        {"picture_id": number, "_links": {"self": {"href": f"{address}/images/{number}"}}}
        for number in pictures(person)
    ]
    return {"_embedded": {"images": embedded}, "_links": given}


def pictures(person: Mapping[str, Any]) -> dict[str, str]:
    """Each photograph's number and address: the number that its address ends with, or its place."""
    found = {}
    for place, address in enumerate(person.get("photos", ()), start=1):
        last = urlsplit(address).path.rstrip("/").rpartition("/")[2]
        found[last if last.isascii() and last.isdigit() else str(place)] = address
    return found


def _known(notice: Mapping[str, Any], person: Mapping[str, Any]) -> dict[str, Any]:
    """What the two bodies say under the API's names; the notice's copy of the identity counts."""
    identity = {name: value for name, value in notice.items() if name in _IDENTITY}
    known = detail({**person, **identity}, notice)
    found = {name: value for name, value in known.items() if value not in (None, "", [], ())}
    born = str(found.get("date_of_birth", UNKNOWN_DATE))
    # Where only the year is known the API gives the year alone: its clients read that, not "/00".
    return found | {"date_of_birth": born if born == UNKNOWN_DATE else born.removesuffix("/00/00")}


def _number(value: Any) -> int | float:
    """A measure; 0 where it is unknown."""
    found = float(value or 0)
    return int(found) if found.is_integer() else found
