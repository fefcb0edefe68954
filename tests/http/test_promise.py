"""What version 1 described once, it describes for ever: additions only."""

import copy
import json

import pytest
from tests.http.promise import FROZEN, broken
from tools.descriptions import described

INTERFACES = ["api", "check"]


def frozen(name):
    return json.loads((FROZEN / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", INTERFACES)
def test_nothing_that_was_promised_is_gone(name):
    assert broken(frozen(name), described()[name]) == []


def query(told):
    return told["components"]["schemas"]["Query"]


def parameters(told):
    return told["paths"]["/api/v1/check"]["post"]["parameters"]


@pytest.mark.parametrize(
    "takes_away",
    [
        lambda told: told["paths"].pop("/api/v1/health"),
        lambda told: query(told)["properties"].pop("client_id"),
        lambda told: query(told)["required"].append("case"),
        lambda told: query(told)["required"].remove("officer"),
        lambda told: query(told)["properties"]["subjects"].update(maxItems=5),
        lambda told: query(told)["properties"]["case"].update(type="integer"),
        lambda told: query(told)["properties"]["databases"]["items"]["enum"].remove("vehicles"),
        lambda told: told["components"]["schemas"]["Card_works_of_art"]["properties"].pop("title"),
        lambda told: parameters(told).append({"name": "X", "in": "header", "required": True}),
        lambda told: parameters(told).pop(),
        lambda told: told["paths"]["/api/v1/check"]["post"]["responses"].pop("429"),
    ],
)
def test_whatever_is_taken_away_is_found(takes_away):
    later = copy.deepcopy(frozen("check"))
    takes_away(later)
    assert broken(frozen("check"), later)


@pytest.mark.parametrize(
    "adds",
    [
        lambda told: told["paths"].update({"/api/v1/more": {}}),
        lambda told: query(told)["properties"].update(more={"type": "string"}),
        lambda told: query(told)["properties"]["subjects"].update(maxItems=500),
        lambda told: query(told).update(description="In other words."),
        lambda told: parameters(told).append({"name": "X", "in": "header", "required": False}),
    ],
)
def test_whatever_is_added_is_allowed(adds):
    later = copy.deepcopy(frozen("check"))
    adds(later)
    assert broken(frozen("check"), later) == []
