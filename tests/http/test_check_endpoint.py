"""POST /api/v1/check as a client meets it."""

import asyncio
import json
from datetime import timedelta

import pytest
from tests.http.serving import OFFICER, Serving, client, document, problem, question

from entraide.engine.check.app import make_app
from entraide.engine.check.trail.chain import TrailUnavailable
from entraide.engine.check.trail.writer import Trail
from entraide.hub import Limits

PASSPORT = {
    "number": "C01X00T47",
    "issuing_country": "UTO",
    "document_type": "P",
    "fraud_type": "stolen",
}


@pytest.fixture
def serving(tmp_path):
    made = Serving(tmp_path / "hub")
    made.world.add("travel_documents", PASSPORT, owner="UTO")
    yield made
    made.close()


def ask(serving, body, *, key=None, app=None, **options):
    async def asking():
        async with client(app or serving.app, serving.key() if key is None else key) as opened:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            headers = {"content-type": "application/json"} | options
            return await opened.post("/api/v1/check", content=content, headers=headers)

    return asyncio.run(asking())


def test_a_stolen_passport_is_a_hit_with_its_card_and_its_trail_line(serving):
    response = ask(serving, question(document()))
    assert response.status_code == 200
    answer = response.json()
    assert answer["verdict"] == "hit"
    assert answer["hits"][0]["card"]["fraud_type"] == "stolen"
    assert answer["line"]
    assert response.headers["cache-control"] == "no-store"


def test_the_feed_s_counter_never_leaves(serving):
    assert "seq" not in ask(serving, question(document())).json()["index"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_action_is_in_the_language_of_the_question(serving, language):
    answer = ask(serving, question(document(), language=language)).json()
    assert answer["hits"][0]["action"]
    assert "%(" not in answer["hits"][0]["action"]


@pytest.mark.parametrize("key", ["", "entraide_unknown", "é" * 9])
def test_without_a_known_key_nobody_learns_anything(serving, key):
    async def asking():
        async with client(serving.app) as opened:
            headers = {"authorization": f"Bearer {key}".encode()} if key else {}
            return await opened.post("/api/v1/check", content=b"{", headers=headers)

    response = asyncio.run(asking())
    assert response.status_code == 401
    assert problem(response)["code"] == "not_authenticated"
    assert response.headers["www-authenticate"] == "Bearer"


def test_a_revoked_key_is_refused_at_the_very_next_request_by_every_worker(serving):
    key = serving.key()
    other = serving.another_worker()
    other_app = make_app(other)
    assert ask(serving, question(document()), key=key).status_code == 200
    assert ask(serving, question(document()), key=key, app=other_app).status_code == 200
    serving.revoke(key)
    assert ask(serving, question(document()), key=key).status_code == 401
    assert ask(serving, question(document()), key=key, app=other_app).status_code == 401
    other.close()


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        (b"", 400, "json", ""),
        (b"\xff\xfe", 400, "json", ""),
        (b"[" * 60000, 422, "type", ""),
        (b"[]", 422, "type", ""),
        ({"subjects": []}, 422, "required", "purpose"),
        (question(document()) | {"purpose": "curiosity"}, 422, "choice", "purpose"),
        (question(document()) | {"extra": 1}, 422, "unknown_field", "extra"),
        (question(document(number=7)), 422, "type", "subjects.0.number"),
        (question({"kind": "planet"}), 422, "choice", "subjects.0.kind"),
        (question({"kind": "document"}), 422, "required", "subjects.0.number"),
        (question(document(number="")), 422, "nothing_to_look_up", "subjects.0"),
        (question(document(country="Nowhere")), 422, "country", "subjects.0.issuing_country"),
        (question(), 422, "no_subjects", "subjects"),
        (question(document(), language="xx"), 422, "language", "language"),
        (question(document(), databases=["x"]), 422, "no_such_database", "databases.0"),
        (question(document(), place={"kind": "moon"}), 422, "place", "place.kind"),
        (question(document(), case="x" * 201), 422, "text", "case"),
        (question(document(), databases=["vehicles"] * 65), 422, "too_many", "databases"),
        (question({"kind": "mrz", "text": "P<UTO"}), 422, "mrz", "subjects.0.text"),
        (question({"kind": "contact"}), 422, "one_contact", "subjects.0"),
        (question(document()) | {"officer": None}, 422, "officer_missing", "officer"),
        (
            question(document()) | {"officer": OFFICER | {"id": " "}},
            422,
            "officer_missing",
            "officer.id",
        ),
    ],
)
def test_a_refusal_names_the_field_and_what_was_expected(serving, body, status, code, field):
    response = ask(serving, body)
    told = problem(response)
    assert (response.status_code, told["code"], told.get("field", "")) == (status, code, field)
    assert told["title"]
    assert "%(" not in json.dumps(told)


def test_a_refusal_is_in_a_language_that_the_reader_accepts(serving):
    response = ask(serving, b"", **{"accept-language": "de, es;q=0.8, fr;q=0.3"})
    assert response.headers["content-language"] == "es"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_only_json_is_read(serving, kind):
    response = ask(serving, question(document()), **{"content-type": kind})
    assert (response.status_code, problem(response)["code"]) == (400, "content_type")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_another_method_is_refused(serving, method):
    async def asking():
        async with client(serving.app, serving.key()) as opened:
            return await opened.request(method, "/api/v1/check")

    response = asyncio.run(asking())
    assert problem(response)["status"] == 405
    assert response.headers["allow"] == "POST"


def test_a_page_that_is_only_read_refuses_to_be_written(serving):
    async def asking():
        async with client(serving.app) as opened:
            return await opened.post("/api/v1/check/docs")

    response = asyncio.run(asking())
    assert problem(response)["status"] == 405
    assert "GET" in response.headers["allow"]


def test_an_unknown_address_is_not_found(serving):
    async def asking():
        async with client(serving.app) as opened:
            return await opened.get("/api/v1/nothing")

    assert problem(asyncio.run(asking()))["status"] == 404


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(serving):
    response = ask(serving, b" " * 65537)
    assert (response.status_code, problem(response)["code"]) == (413, "too_large")


def test_a_body_that_grows_beyond_the_limit_is_refused_though_it_declared_nothing(serving):
    async def asking():
        async def chunks():
            for _ in range(100):
                yield b" " * 1000

        async with client(serving.app, serving.key()) as opened:
            return await opened.post("/api/v1/check", content=chunks())

    assert asyncio.run(asking()).status_code == 413


def test_more_subjects_than_allowed_are_refused(serving):
    response = ask(serving, question(*[document()] * 101))
    assert (response.status_code, problem(response)["code"]) == (413, "too_many_subjects")


def test_who_asks_too_often_is_told_when_to_come_back(tmp_path):
    serving = Serving(tmp_path, limits=Limits(checks_per_second=1, subjects=3))
    key, other = serving.key(), serving.key()
    assert ask(serving, question(document(), document()), key=key).status_code == 200
    response = ask(serving, question(document(), document()), key=key)
    assert response.status_code == 429
    assert 1 <= int(response.headers["retry-after"]) <= 3
    assert ask(serving, question(document()), key=other).status_code == 200
    serving.close()


def test_a_person_s_papers_count_against_the_rate(tmp_path):
    serving = Serving(tmp_path, limits=Limits(checks_per_second=3, subjects=3))
    key = serving.key()
    paper = {"kind": "document", "number": "X1", "issuing_country": "UTO"}
    person = {"kind": "person", "names": [], "documents": [paper] * 3}
    assert ask(serving, question(person), key=key).status_code == 200
    assert ask(serving, question(person), key=key).status_code == 429
    serving.close()


def test_the_same_client_id_gets_the_same_bytes_and_no_second_line_from_any_worker(serving):
    key = serving.key()
    body = question(document(), client_id="q-1")
    first = ask(serving, body, key=key)
    size = serving.lines()
    other = serving.another_worker()
    opened = serving.lines()
    serving.clock.advance(timedelta(hours=23))
    again = ask(serving, body, key=key)
    elsewhere = ask(serving, body, key=key, app=make_app(other))
    assert first.content == again.content == elsewhere.content
    assert serving.lines() == opened >= size
    changed = ask(serving, question(document("C01X00T48"), client_id="q-1"), key=key)
    assert (changed.status_code, problem(changed)["code"]) == (409, "client_id_reused")
    other.close()


def test_a_refused_question_may_be_sent_again_under_its_id(serving):
    key = serving.key()
    refused = ask(serving, question(document(country="Nowhere"), client_id="q-2"), key=key)
    assert refused.status_code == 422
    assert ask(serving, question(document(), client_id="q-2"), key=key).status_code == 200


def test_nothing_is_answered_when_the_trail_cannot_be_written(serving, monkeypatch):
    async def broken(self, entry):
        raise TrailUnavailable

    monkeypatch.setattr(Trail, "append_soon", broken)
    response = ask(serving, question(document()))
    assert response.status_code == 503
    assert b"C01X00T47" not in response.content


def test_no_byte_leaves_before_the_line_is_durable(serving, monkeypatch):
    async def asking():
        is_durable, real = asyncio.Event(), Trail.append_soon

        async def slow(self, entry):
            await is_durable.wait()
            return await real(self, entry)

        monkeypatch.setattr(Trail, "append_soon", slow)
        sent = []
        body = json.dumps(question(document())).encode()
        headers = [(b"authorization", f"Bearer {serving.key()}".encode())]
        scope = {"type": "http", "method": "POST", "path": "/api/v1/check", "headers": headers}

        async def receive():
            return {"type": "http.request", "body": body}

        async def send(message):
            sent.append(message)

        answering = asyncio.create_task(serving.app(scope, receive, send))
        for _ in range(50):
            await asyncio.sleep(0)
        before = list(sent)
        is_durable.set()
        await answering
        return before, sent

    before, sent = asyncio.run(asking())
    assert before == []
    assert sent[0]["status"] == 200


def test_after_a_trail_that_failed_the_same_question_may_be_sent_again(serving, monkeypatch):
    key, body = serving.key(), question(document(), client_id="q-3")

    async def broken(self, entry):
        raise TrailUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(Trail, "append_soon", broken)
        assert ask(serving, body, key=key).status_code == 503
    assert ask(serving, body, key=key).status_code == 200


def test_an_error_that_nobody_foresaw_tells_nothing_of_its_cause(serving, monkeypatch, caplog):
    def broken(self, query, asker, hops):
        raise ZeroDivisionError("secret C01X00T47")

    monkeypatch.setattr(type(serving.service), "_judge", broken)
    response = ask(serving, question(document()))
    assert problem(response)["status"] == 500
    assert b"secret" not in response.content
    assert "secret" in caplog.text


def test_health_says_whether_complete_answers_can_be_given(serving):
    async def asking():
        async with client(serving.app) as opened:
            return await opened.get("/api/v1/health")

    assert asyncio.run(asking()).json() == {"status": "ok", "index_age": 0}
    serving.clock.advance(timedelta(hours=2))
    response = asyncio.run(asking())
    assert (response.status_code, response.json()["why"]) == (503, "index_old")


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_page_for_people_needs_nothing_from_elsewhere(serving, language):
    async def asking():
        async with client(serving.app) as opened:
            return await opened.get(f"/api/v1/check/docs?language={language}")

    response = asyncio.run(asking())
    assert response.status_code == 200
    assert "default-src 'none'" in response.headers["content-security-policy"]
    page = response.text
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page
    for word in ("travel_documents", "wanted_arrest", "near_number", "index_old"):
        assert word in page


def test_the_description_for_machines_names_every_database_and_no_counter(serving):
    async def asking():
        async with client(serving.app) as opened:
            return await opened.get("/api/v1/check/openapi.json")

    told = asyncio.run(asking()).json()
    assert told["openapi"] == "3.1.0"
    codes = told["components"]["schemas"]["Query"]["properties"]["databases"]["items"]["enum"]
    assert len(codes) == 18
    assert "seq" not in told["components"]["schemas"]["IndexState"]["properties"]


def test_hidden_and_absent_are_the_same_bytes_to_the_last_header(tmp_path):
    hidden, absent = Serving(tmp_path / "one"), Serving(tmp_path / "other")
    hidden.world.add("travel_documents", PASSPORT, owner="UTO", restricted=("QMA",))
    body = question(document(), document("C01X00T48"), client_id="q")

    async def asking(serving):
        async with client(serving.app, serving.key()) as opened:
            addresses = ("/api/v1/health", "/api/v1/check/docs", "/api/v1/check/openapi.json")
            read = [await opened.get(address) for address in addresses]
            return [await opened.post("/api/v1/check", json=body), *read]

    one, other = asyncio.run(asking(hidden)), asyncio.run(asking(absent))
    assert [(r.content, r.headers) for r in one] == [(r.content, r.headers) for r in other]
    assert ask(hidden, body, key=hidden.key("QMB")).json()["verdict"] == "hit"
    hidden.close()
    absent.close()
