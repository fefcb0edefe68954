"""Real public notices, imported, are given by our API as they came; again, none changes."""

import pytest
from benchmarks.real_lists import lists
from django.test import Client
from tests.acting import actor

from entraide.clock import SystemClock
from entraide.gateways.public_notices.entries import entries
from entraide.gateways.tables.lines import LIMITS

pytestmark = [pytest.mark.real_data, pytest.mark.django_db(databases="__all__")]

LISTED = "1_interpol_notices/red_list_2025.jsonl"
PAGES = "1_interpol_notices/search_pages_sample.json"
THEIRS, OURS = "https://ws-public.interpol.int/", "http://testserver/"
NOTHING = (None, "", 0, [], "N/A")
FILLED = {"country_of_birth", "sex", "eyes_colors", "hairs_colors"}
"""Names that only the flattened list of 2025 has, with nothing under them."""


class Endless:
    """Thousands of questions at once are what this is about."""

    def take(self, address):
        """Never refuses."""


@pytest.fixture(params=[*lists.NOTICES, LISTED, PAGES])
def given(request, data, bureaus, monkeypatch):
    """The last entry of each notice of a file that was imported, twice."""
    from entraide.desks.notices.extract import api  # noqa: PLC0415 - after Django started
    from entraide.desks.records.imports import running  # noqa: PLC0415
    from entraide.desks.records.imports.asked import Asked, Form  # noqa: PLC0415
    from entraide.desks.records.writing import By  # noqa: PLC0415

    monkeypatch.setattr(api, "BUCKETS", Endless())
    path = data / request.param
    by = By(actor=actor("XPO"), clock=SystemClock(), reason="import")
    asked = Asked(path=path, form=Form.PUBLIC_NOTICES, owner="XPO")
    told, again = running.apply(by, asked), running.plan(by, asked)
    assert told.added > 0
    assert (told.refused, again.added, again.changed, again.refused) == (0, 0, 0, 0)
    found = {}
    with path.open("rb") as file:
        for each in entries(path, file, LIMITS):
            known = found.setdefault(each.content["entity_id"], {})
            known.update(each.content)
    return found


def colour_of(entry):
    address = entry.get("_links", {}).get("self", {}).get("href", "/red/")
    return "yellow" if "/yellow/" in address else "red"


def test_every_notice_is_given_as_it_came_key_by_key(given):
    client, wrong = Client(), []
    for entity_id, entry in given.items():
        address = f"/notices/v1/{colour_of(entry)}/{entity_id.replace('/', '-')}"
        answer = client.get(address).json()
        for name, value in entry.items():
            if name.startswith("_query") or name in FILLED:
                assert name.startswith("_") or value in NOTHING
            elif name == "_embedded":
                public = [each for each in value["links"] if each["entity_id"] in given]
                if not same(public, answer[name]["links"]):
                    wrong.append((entity_id, name, public, answer[name]["links"]))
            elif not same(value, answer.get(name, "absent")):
                wrong.append((entity_id, name, value, answer.get(name, "absent")))
    assert not wrong, "\n".join(map(repr, wrong))


def test_what_a_crawler_finds_by_age_is_what_was_published(given):
    client, seen = Client(), {}
    colour = colour_of(next(iter(given.values())))
    for age in range(121):
        asked = {"ageMin": age, "ageMax": age, "resultPerPage": 160}
        page = client.get(f"/notices/v1/{colour}", asked).json()
        found = page["_embedded"]["notices"]
        assert len(found) == min(page["total"], 160)
        assert page["query"] == {"page": 1, "resultPerPage": 160, "ageMin": age, "ageMax": age}
        seen.update((each["entity_id"], each) for each in found)
    assert seen
    for entity_id, entry in seen.items():
        for name in entry.keys() & given[entity_id].keys():
            assert same(given[entity_id][name], entry[name]), (entity_id, name)


def same(theirs, ours):
    """The same JSON but for the host, blanks, and one way instead of several to say nothing."""
    if theirs in NOTHING or ours in (*NOTHING, "0000/00/00"):
        return theirs in (*NOTHING, "0000/00/00") and ours in (*NOTHING, "0000/00/00")
    if isinstance(theirs, str) and isinstance(ours, list):
        return theirs.split(", ") == ours  # the flattened list of 2025
    if isinstance(theirs, str):
        return theirs.replace(THEIRS, OURS).split() == ours.split()
    if isinstance(theirs, list):
        return len(theirs) == len(ours) and all(map(same, theirs, ours))
    if isinstance(theirs, dict):
        return theirs.keys() == ours.keys() and all(same(v, ours[k]) for k, v in theirs.items())
    return theirs == ours
