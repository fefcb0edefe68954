"""The API beside the check meets whatever its own description allows, with keys that are valid."""

import itertools
from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance
from tests.acting import passport
from tests.desks.conftest import work  # noqa: F401 - a fixture

from entraide.clock import SetClock
from entraide.desks.api import api
from entraide.desks.bureaus import granting, queries
from entraide.desks.bureaus.granting import Terms
from entraide.desks.command import actions as figures
from entraide.desks.notices.actions import drafting
from entraide.desks.records import actions
from entraide.desks.records.writing import By
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db(databases="__all__")

PATIENT = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
WRITTEN = {"travel_documents", "persons", "notices"}
NO_QUESTIONS = [b"", b"{", b"[]", b"null", b"\xff", b'{"body": 1e999}', b'{"reason": 7}']
NOT_HELD = [positive_data_acceptance, ignored_auth]
OFFICER = {"Entraide-Officer": "of-7", "Entraide-Unit": "north", "Entraide-Workstation": "w-1"}
OPERATIONS = [
    (method.upper(), path)
    for path, operations in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
    for method in operations
]


@pytest.fixture
def keys(work):  # noqa: F811 - the fixture
    """A key that may do everything with records, and an auditor's."""
    operator = By(actor=queries.operator(), clock=work.clock, reason="set-up")
    made = {}
    for role in (Role.BUREAU, Role.AUDITOR):
        asked = frozenset(each.code for each in databases() if role in each.asked_by)
        terms = Terms(
            role=role,
            databases=asked,
            purposes=frozenset(Purpose),
            writes=frozenset(WRITTEN if role is Role.BUREAU else ()),
            clearance=2,
        )
        grant = granting.grant_system(operator, "UTO", role.value, terms)
        made[role], _done = granting.make_key(operator, grant.about)
    work.follow()
    return made


@pytest.fixture
def wsgi(keys):
    """The pages' application, described by itself, within the test's own transaction."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in ends:
        signal.connect(close_old_connections)


def valid(method, path, refs, day):
    """What makes this operation succeed: path, query and body; each reference succeeds once."""
    place = path.partition("{reference}")[2]
    if "/notices/" in path:
        return valid_notice(method, path, place, refs)
    bodies = {
        "post": {"owner_ref": "r-9", "body": passport("C01X00T99")},
        "put": {"version": 1, "body": passport("C01X00T00", fraud_type="lost")},
        "/restrict": {"version": 1, "hidden_from": ["QMA"]},
        "/withdraw": {"reason": "source_request"},
    }
    return {
        "path_parameters": {
            "database": "travel_documents",
            "reference": refs.get(place, ""),
            "code": "UTO",
            "period": day,
        },
        "query": {
            "purpose": "border_management",
            "since": day,
            "until": day,
        },
        "body": bodies.get(place or method.lower()),
    }


def valid_notice(method, path, place, refs):
    """The same of a notice."""
    asked = {"person": {}, "body": {"subject": "A way of working"}, "stated": {}}
    bodies = {
        "post": asked | {"kind": "purple"},
        "put": asked | {"version": 1},
        "/moves/{code}": {"version": 1, "reason": "Order 1"},
    }
    return {
        "path_parameters": {"reference": refs["notice" + place], "code": "withdraw"},
        "query": {"kind": "purple", "page": 1},
        "body": bodies.get(place or method.lower()),
    }


@pytest.fixture
def refs(work):  # noqa: F811 - the fixture
    """A record for each way of acting on one."""
    made = {}
    for number, place in enumerate(("", "/restrict", "/withdraw", "/suspend", "/restore")):
        body = passport(f"C01X00T{number:02}")
        ref, made[place] = work.record("travel_documents", body, owner_ref=f"r-{number}")
        if place == "/restore":
            actions.suspend(work.by("UTO"), ref)
    by = work.by("UTO")
    for place in ("", "/moves/{code}", "/findings"):
        begun = drafting.begin(by, "purple", "notice", drafting.Draft(body={"subject": "x"}))
        made["notice" + place] = begun.about.removeprefix("notice:")
    return made


@pytest.fixture
def day(work):  # noqa: F811 - the fixture
    """A day of which figures were published."""
    today = work.clock.now()
    figures.freeze_due(work.hub, SetClock(today + timedelta(days=1)))
    return today.date().isoformat()


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_whatever_is_sent_is_answered_as_described_and_something_succeeds(
    wsgi, keys, refs, day, method, path
):
    operation = wsgi[path][method]
    role = Role.AUDITOR if "/trail/" in path else Role.BUREAU
    acts, statuses = itertools.count(), set()

    def send(case):
        case.headers = OFFICER | {
            "Authorization": f"Bearer {keys[role]}",
            "Idempotency-Key": f"{method} {next(acts)}",
        }
        response = case.call()
        # What a body, a reference or a version holds may be refused though its shape is right.
        case.validate_response(response, excluded_checks=NOT_HELD)
        statuses.add(response.status_code)

    @PATIENT
    @given(operation.as_strategy(), st.data())
    def fuzz(case, data):
        right = valid(method, path, refs, day)
        held = data.draw(st.sets(st.sampled_from(["path_parameters", "query", "body"])))
        for part in held:
            drawn = getattr(case, part)
            if isinstance(drawn, dict):
                asked = {name: right[part].get(name, each) for name, each in drawn.items()}
                # One of the right values gives way to a drawn one.
                if asked and data.draw(st.booleans()):
                    name = data.draw(st.sampled_from(sorted(asked)))
                    asked[name] = drawn[name]
                setattr(case, part, asked)
        send(case)

    right = valid(method, path, refs, day)
    names = {each["name"] for each in operation.definition.raw["parameters"]}
    send(
        operation.Case(
            path_parameters={k: v for k, v in right["path_parameters"].items() if k in names},
            query={k: v for k, v in right["query"].items() if k in names},
            **({"body": right["body"], "media_type": "application/json"} if right["body"] else {}),
        )
    )
    assert statuses <= {200, 201}, statuses
    fuzz()
    assert max(statuses) < 500


@pytest.mark.parametrize(
    ("method", "path"), [each for each in OPERATIONS if "{database}" in each[1]]
)
def test_what_is_no_question_is_refused_as_a_problem(keys, client, method, path):
    place = path.format(database="travel_documents", reference="\x00")
    told = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in OFFICER.items()}
    contents = [b""] if method == "GET" else NO_QUESTIONS
    for content in contents:
        sent = client.generic(
            method, place, content, "application/json", **told,
            HTTP_AUTHORIZATION=f"Bearer {keys[Role.BUREAU]}", HTTP_IDEMPOTENCY_KEY="k",
        )  # fmt: skip
        assert 400 <= sent.status_code < 500
        assert sent["Content-Type"] == "application/problem+json"
        assert {"title", "status", "code"} <= sent.json().keys()
