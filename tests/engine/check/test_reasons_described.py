"""Machines are told of every code that a reason, a part or a field may have."""

from entraide.engine.check.openapi import openapi
from entraide.engine.check.permissions import Permissions
from entraide.engine.check.words import REASONS
from entraide.engine.databases import REGISTRY
from entraide.engine.matching.compare.words import How
from entraide.engine.matching.weights import FIELD_EVIDENCE
from entraide.hub import Limits

SCHEMAS = openapi(Permissions(REGISTRY), Limits())["components"]["schemas"]


def described(component, field):
    return {each["const"] for each in SCHEMAS[component]["properties"][field]["oneOf"]}


def test_every_reason_is_described_with_its_sentence():
    assert described("Reason", "code") == REASONS.keys()
    told = SCHEMAS["Reason"]["properties"]["code"]["oneOf"]
    assert all(each["description"] for each in told)


def test_every_way_in_which_parts_meet_is_described():
    assert described("NamePart", "code") == {how.name.lower() for how in How}


def test_every_field_that_gives_points_is_described():
    assert FIELD_EVIDENCE.keys() <= set(SCHEMAS["Points"]["properties"]["code"]["enum"])
    assert "names" in described("Points", "field")
