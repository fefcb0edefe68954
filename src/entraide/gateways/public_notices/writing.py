"""A notice as the public API writes it: what was read from there can be given back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from entraide.engine.schema.field_kinds.country import two_letters
from entraide.gateways.public_notices.mapping import LISTS, PARENTS, SIMPLE

_COUNTRIES = frozenset({"birth_country", "nationalities"})


def detail(person: Mapping[str, Any], notice: Mapping[str, Any]) -> dict[str, Any]:
    """The notice's public fields under the API's names; None where nothing is known.

    Only what may be public is read from the two bodies: no facts, no documents, no contacts.
    Source: domain §2.4.
    """
    names = person.get("names", ())
    by_kind = {each.get("kind", "main"): each for each in reversed(names)}
    main, birth = by_kind.get("main", {}), by_kind.get("birth", {})
    found: dict[str, Any] = {
        "entity_id": notice.get("entity_id"),
        "name": main.get("family") or main.get("full"),
        "forename": main.get("forename"),
        "date_of_birth": _date(person.get("birth_date")),
        "arrest_warrants": list(_warrants(notice)),
    }
    for theirs, ours in {**SIMPLE, **LISTS}.items():
        value = person.get(ours)
        found[theirs] = _coded(value) if ours in _COUNTRIES else value
    if birth:
        found["birth_name"] = birth.get("family")
    for parent in person.get("parents", ()):
        if parent.get("relation") in PARENTS:
            for ours, part in (("family", "name"), ("forename", "forename")):
                found[f"{parent['relation']}_{part}"] = parent["name"].get(ours)
    for theirs, ours in (("place", "event_place"), ("date_of_event", "event_date")):
        if ours in notice:
            found[theirs] = _date(notice[ours]) if ours == "event_date" else notice[ours]
    if "event_country" in notice:
        found["country"] = _coded(notice["event_country"])
    if notice.get("colour") == "un":
        found |= _sanctioned(names, by_kind, notice)
    found["_embedded"] = {"links": [{"entity_id": each} for each in notice.get("related", ())]}
    return found


def _sanctioned(
    names: Iterable[Mapping[str, Any]],
    by_kind: Mapping[str, Mapping[str, Any]],
    notice: Mapping[str, Any],
) -> dict[str, Any]:
    """What only the notices of the United Nations have."""
    original = by_kind.get("original_script", {})
    resolution = str(notice.get("un_resolution") or "")
    aliases = [each for each in names if each.get("kind") == "alias"]
    return {
        "un_reference": notice.get("un_reference"),
        "un_resolution": int(resolution) if resolution.isdecimal() else resolution or None,
        "un_reference_date": _date(notice.get("published_on")),
        "purposes": list(notice.get("measures", ())),
        "aliases": [_whole(each) for each in aliases],
        "name_at_birth": by_kind.get("birth", {}).get("family"),
        "name_in_original_script": original.get("family") or original.get("full"),
        "forename_in_original_script": original.get("forename"),
    }


def _whole(name: Mapping[str, Any]) -> str:
    parts = (name.get("full"), name.get("forename"), name.get("family"))
    return " ".join(part for part in parts if part)


def _warrants(notice: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The charges with their countries, then the warrants whose charge is not public.

    A charge that names no country is that of a warrant which no other charge is about.
    """
    charges = list(notice.get("charges", ()))
    bare = [each["country"] for each in notice.get("warrants", ()) if each.get("country")]
    for charge in charges:
        if charge.get("country") in bare:
            bare.remove(charge["country"])
    for charge in charges:
        country = charge.get("country") or (bare.pop(0) if bare else None)
        yield _warrant(country, charge.get("text"), charge.get("translation"))
    for country in bare:
        yield _warrant(country, None, None)


def _warrant(country: str | None, charge: str | None, translation: str | None) -> dict[str, Any]:
    return {
        "issuing_country_id": _coded(country),
        "charge": charge,
        "charge_translation": translation,
    }


def _date(text: Any) -> Any:
    """1985-03 as 1985/03/00."""
    if not text:
        return None
    parts = str(text).split("-")
    return "/".join([*parts, "00", "00"][:3])


def _coded(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [two_letters(code) or code for code in value]
    return (two_letters(value) or value) if value else None
