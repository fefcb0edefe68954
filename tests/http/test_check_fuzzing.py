"""The endpoint meets whatever its own description allows, and whatever it does not."""

import asyncio
import json

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.adversary.check_questions import ASKERS, full_world, questions
from tests.engine.check.world import asker
from tests.http.serving import Serving, client, question

from entraide.engine.check import wire, words
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import EntraideError
from entraide.language import LANGUAGES

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
OPERATIONS = [
    ("POST", "/api/v1/check"),
    ("GET", "/api/v1/check/docs"),
    ("GET", "/api/v1/health"),
]


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    made = Serving(tmp_path_factory.mktemp("fuzzed") / "hub", world=full_world())
    yield made
    made.close()


@pytest.fixture(scope="module")
def key(serving):
    return serving.key("QMA")


@pytest.fixture(scope="module")
def schema(serving):
    return schemathesis.openapi.from_asgi("/api/v1/check/openapi.json", serving.app)


def test_every_operation_is_fuzzed(schema):
    described = {
        (operation.ok().method.upper(), operation.ok().path)
        for operation in schema.get_all_operations()
    }
    # The description itself is what the fuzzer has just read.
    assert described == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_whatever_is_sent_is_answered_as_described_and_something_succeeds(
    schema, key, method, path
):
    operation = schema[path][method]
    statuses = set()

    @PATIENT
    @given(operation.as_strategy())
    def send(case):
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        # A number may be of the right shape and no number: not every valid body can be answered.
        case.validate_response(response, excluded_checks=[positive_data_acceptance])
        assert response.status_code < 500
        statuses.add(response.status_code // 100)

    send()
    if method == "POST":
        body = schema.raw_schema["paths"][path]["post"]["requestBody"]["content"]
        example = body["application/json"]["example"]
        case = operation.Case(body=example, media_type="application/json")
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        case.validate_response(response)
        statuses.add(response.status_code // 100)
    assert 2 in statuses


@pytest.mark.parametrize("role", Role)
def test_the_card_of_every_database_is_as_described(schema, serving, role):
    operation = schema["/api/v1/check"]["POST"]
    key = serving.key("QMA", role=role)
    for code in [code for code, each in ASKERS if each is role]:
        purpose = next(p for p in Purpose if p in by_code(code).asked_for)
        for subject in questions(code, role=role):
            asked = msgspec.to_builtins(subject)
            if role is Role.CARRIER and not asked.get("issuing_country"):
                continue
            body = question(asked, purpose=purpose.value, databases=[code])
            case = operation.Case(body=body, media_type="application/json")
            response = case.call(headers={"Authorization": f"Bearer {key}"})
            case.validate_response(response)
            assert response.json()["verdict"] in {"hit", "possible"}


def sent(serving, key, content):
    async def sending():
        async with client(serving.app, key) as opened:
            return await opened.post(
                "/api/v1/check", content=content, headers={"content-type": "application/json"}
            )

    return asyncio.run(sending())


WHOLE = json.dumps(
    question(
        {"kind": "mrz", "text": "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO"},
        {"kind": "person", "names": [{"full": "Ana"}], "documents": [{"kind": "document"}]},
        client_id="\u0000é",
    )
).encode()


@PATIENT
@given(st.binary(max_size=200) | st.data())
def test_no_bytes_whatever_break_the_endpoint(serving, key, given):
    if not isinstance(given, bytes):
        start = given.draw(st.integers(0, len(WHOLE)))
        end = given.draw(st.integers(start, len(WHOLE)))
        given = WHOLE[:start] + given.draw(st.binary(max_size=8)) + WHOLE[end:]
    response = sent(serving, key, given)
    assert response.status_code in {200, 400, 403, 409, 413, 422}


def outcome(subject, role):
    """The answer, or the refusal."""
    purpose = Purpose.CRIMINAL_INVESTIGATION_INFO
    try:
        return full_world().ask(subject, by=asker(role=role), purpose=purpose), None
    except EntraideError as refusal:
        return None, refusal


@pytest.mark.parametrize("struct", wire.Subject.__args__, ids=lambda struct: struct.__name__)
def test_no_value_of_any_subject_breaks_an_answer(struct):
    values = st.text(max_size=40) | st.sampled_from(ODD) | st.integers().map(str)
    known = {
        str: values,
        list[str]: st.lists(values, max_size=3),
        list[wire.Name]: st.lists(st.builds(wire.Name, family=values, full=values), max_size=3),
        list[wire.Document]: st.lists(
            st.builds(wire.Document, number=values, issuing_country=values), max_size=2
        ),
        list[wire.Contact]: st.lists(st.builds(wire.Contact, phone=values), max_size=2),
    }
    fields = {field.name: known[field.type] for field in msgspec.structs.fields(struct)}

    @PATIENT
    @given(st.builds(struct, **fields), st.sampled_from([Role.BUREAU, Role.FRONTLINE, Role.ICSE]))
    def ask(subject, role):
        answer, refusal = outcome(subject, role)
        if answer is None:
            said = [refusal.say(language) for language in LANGUAGES]
            assert refusal.status < 500
        else:
            assert answer.asked or answer.unasked
            said = [words.unasked(each, "es") for each in answer.unasked]
            for hit in answer.hits:
                said += [words.reason(reason, hit, "fr") for reason in hit.reasons]
                said += [words.difference(each, hit, "ar") for each in hit.differs]
        assert not [sentence for sentence in said if not sentence or "%(" in sentence]

    ask()


ODD = [
    "\x00", "\ud800", "ﷺ" * 9, "İ", "ß" * 20, "é", "1e9", "-0", "9" * 30, "<" * 44, "{}",
    "C01X00T47", "UTO", "D", "GBD", "XXA", "1985-02-30", "0000-00-00", "+33", "a@b", "\u202e",
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
]  # fmt: skip
"""Values that once broke something somewhere: half a character, marks of direction, zones."""
