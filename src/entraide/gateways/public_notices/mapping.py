"""A public notice as a person and the notice about that person, no field lost.

What a field cannot hold (a height of zero is no height, an unknown code is none) stands, with its
name, in the remarks. Source: domain §2.5.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from entraide.engine.databases import by_code
from entraide.engine.schema.field_kinds.field import Field
from entraide.errors import Invalid
from entraide.gateways.public_notices.entries import name

COLOURS: Final = re.compile(r"/notices/v\d+/(red|yellow|un|blue|green|black)/")

SIMPLE: Final = {
    "sex_id": "sex",
    "country_of_birth_id": "birth_country",
    "place_of_birth": "birth_place",
    "distinguishing_marks": "marks",
    "height": "height",
    "weight": "weight",
    "profession": "occupation",
}
"""The API's name → the person's field."""
LISTS: Final = {
    "nationalities": "nationalities",
    "eyes_colors_id": "eyes",
    "hairs_id": "hair",
    "languages_spoken_ids": "languages",
    "adresses": "addresses",
}
EVENT: Final = {
    "place": "event_place",
    "date_of_event": "event_date",
    "country": "event_country",
    "un_reference": "un_reference",
    "un_reference_date": "published_on",
    "un_resolution": "un_resolution",
    "summary": "facts",
}
"""The API's name → the notice's field."""
PARENTS: Final = ("father", "mother")
_OF_THE_NOTICE: Final = frozenset(
    {"entity_id", "arrest_warrants", "_links", "_embedded", "color", *EVENT}
)
_UNKNOWN: Final[tuple[Any, ...]] = (None, "", 0, [], {}, "N/A")
_FLATTENED: Final = re.compile(r"[A-Z]{2,4}(?:, [A-Z]{2,4})+")
_DATE: Final = re.compile(r"(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?")
_PERSON: Final = {field.name: field for field in by_code("persons").fields}
_NOTICE: Final = {field.name: field for field in by_code("notices").fields}
_PASSED_OVER: Final = "_"
"""Names that begin so are links and marks of the file, not data about anybody."""


def colour_of(entry: Mapping[str, Any], otherwise: str) -> str:
    """The notice's colour, from its own address."""
    found = COLOURS.search(str(name(dict(entry), "_links", "self", "href") or ""))
    return found[1] if found else otherwise


def is_listed_only(entry: Mapping[str, Any]) -> bool:
    """Whether this is an entry of a list, which says less than the notice itself does."""
    return not entry.keys() & {"sex_id", "arrest_warrants", "date_of_event", "un_reference_date"}


def person_of(entry: Mapping[str, Any], colour: str) -> dict[str, Any]:
    """The body of the person."""
    remarks: list[str] = []
    body: dict[str, Any] = {
        "entity_id": entry["entity_id"],
        "kind": "person",
        "names": list(_names(entry)),
        "parents": list(_parents(entry)),
        **_birth_date(entry, remarks),
    }
    if colour in {"yellow", "un"}:
        body["status"] = {"yellow": "missing", "un": "sanctioned_un"}[colour]
    for theirs, ours in SIMPLE.items():
        body[ours] = _kept(_PERSON[ours], theirs, entry.get(theirs), remarks)
    for theirs, ours in LISTS.items():
        body[ours] = _kept_each(_PERSON[ours], theirs, entry.get(theirs), remarks)
    photo = name(dict(entry), "_links", "thumbnail", "href")
    body["photos"] = _kept_each(_PERSON["photos"], "thumbnail", photo, remarks)
    for theirs, value in entry.items():
        if theirs not in _READ and not theirs.startswith(_PASSED_OVER) and value not in _UNKNOWN:
            remarks.append(f"{theirs}: {_said(value)}")
    body["remarks"] = "\n".join(remarks)
    return {field: value for field, value in body.items() if value not in _UNKNOWN}


def notice_of(entry: Mapping[str, Any], colour: str) -> dict[str, Any]:
    """The body of the notice."""
    remarks: list[str] = []
    warrants = [
        each | {"issuing_country_id": _country(each.get("issuing_country_id"), remarks)}
        for each in _listed(entry.get("arrest_warrants"))
        if isinstance(each, dict)
    ]
    related = name(dict(entry), "_embedded", "links")
    body: dict[str, Any] = {
        "colour": colour,
        "circulation": "notice",
        "entity_id": entry["entity_id"],
        "person": entry["entity_id"],
        "public_extract": True,
        "charges": list(_charges(warrants)),
        "warrants": [
            {"country": each["issuing_country_id"]}
            for each in warrants
            if each.get("issuing_country_id")
        ],
        "related": [
            each["entity_id"]
            for each in _listed(related)
            if isinstance(each, dict) and each.get("entity_id")
        ],
    }
    for theirs, ours in EVENT.items():
        body[ours] = _kept(_NOTICE[ours], theirs, _dashed(entry.get(theirs)), remarks)
    body["facts"] = "\n".join(filter(None, [body["facts"], *remarks]))
    return {field: value for field, value in body.items() if value not in _UNKNOWN}


def _names(entry: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    yield from _name("main", entry.get("name"), entry.get("forename"))
    yield from _name("birth", entry.get("birth_name") or entry.get("name_at_birth"), None)
    yield from _name(
        "original_script",
        entry.get("name_in_original_script"),
        entry.get("forename_in_original_script"),
    )
    for alias in _listed(entry.get("aliases")):
        if isinstance(alias, dict):
            yield from _name("alias", alias.get("name"), alias.get("forename"))
        else:
            yield from _name("alias", alias, None, whole=True)


def _name(
    kind: str, family: Any, forename: Any, *, whole: bool = False
) -> Iterator[dict[str, str]]:
    made = {"full" if whole else "family": family, "forename": forename}
    given = {part: text for part, text in made.items() if isinstance(text, str) and text.strip()}
    if given:
        yield {**given, "kind": kind}


def _parents(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for relation in PARENTS:
        for made in _name("main", entry.get(f"{relation}_name"), entry.get(f"{relation}_forename")):
            yield {"relation": relation, "name": made}


def _charges(warrants: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in warrants:
        if each.get("charge") or each.get("charge_translation"):
            charge = {
                "text": each.get("charge") or each.get("charge_translation"),
                "translation": each.get("charge_translation"),
                "country": each.get("issuing_country_id"),
            }
            yield {field: value for field, value in charge.items() if value not in _UNKNOWN}


def _birth_date(entry: Mapping[str, Any], remarks: list[str]) -> dict[str, str]:
    """1979/01/17, 1985/03/00, 1953 and 0000/00/00, of which the parts that are known are kept."""
    text = str(entry.get("date_of_birth") or "").strip()
    found = _DATE.fullmatch(text)
    if found and found[1] != "0000":
        parts = [found[1], *(part for part in found.groups()[1:] if part and int(part))]
        # A day whose month is unknown would read as a month.
        if not (found[3] and int(found[3]) and not int(found[2] or 0)):
            return {"birth_date": "-".join(parts)}
    if text and set(text) - set("0/"):
        remarks.append(f"date_of_birth: {text}")
    return {}


def _dashed(value: Any) -> Any:
    return value.replace("/", "-") if isinstance(value, str) and _DATE.fullmatch(value) else value


def _country(value: Any, remarks: list[str]) -> Any:
    return _kept(_PERSON["birth_country"], "issuing_country_id", value, remarks)


def _kept(field: Field, theirs: str, value: Any, remarks: list[str]) -> Any:
    """The value, if its field takes it; else None, and a remark."""
    if value in _UNKNOWN:
        return None
    try:
        return field.kind.clean(value)
    except Invalid:
        remarks.append(f"{theirs}: {_said(value)}")
        return None


def _kept_each(field: Field, theirs: str, value: Any, remarks: list[str]) -> list[Any]:
    values = value if isinstance(value, list) else _apart(value)
    kept = (_kept(field, theirs, each, remarks) for each in values)
    return [each for each in kept if each is not None]


def _apart(value: Any) -> list[Any]:
    """The codes of a list that somebody flattened ("US, BS"); anything else is one value."""
    is_flat = isinstance(value, str) and _FLATTENED.fullmatch(value)
    return value.split(", ") if is_flat else [value]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _said(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


_READ: Final = frozenset(
    {
        *("name", "forename", "birth_name", "name_at_birth", "date_of_birth", "aliases"),
        *("name_in_original_script", "forename_in_original_script"),
        *(f"{relation}_{part}" for relation in PARENTS for part in ("name", "forename")),
        *SIMPLE,
        *LISTS,
        *_OF_THE_NOTICE,
    }
)
