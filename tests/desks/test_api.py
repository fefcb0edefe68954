"""The API beside the check: programs of a bureau, each acting for a named officer."""

import json

import pytest
from tests.acting import passport

from entraide.desks.bureaus import granting, queries
from entraide.desks.bureaus.granting import Terms
from entraide.desks.records.models import Act, Record
from entraide.desks.records.writing import By
from entraide.engine.check.grants import CERTIFICATE
from entraide.engine.check.trail.read import lines
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.wire import Document
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db(databases="__all__")

OFFICER = {
    "HTTP_ENTRAIDE_OFFICER": "of-7",
    "HTTP_ENTRAIDE_UNIT": "north",
    "HTTP_ENTRAIDE_WORKSTATION": "w-1",
}


class Program:
    """A bureau's system with its key."""

    def __init__(self, client, token):
        self.client = client
        self.headers = OFFICER | {"HTTP_AUTHORIZATION": f"Bearer {token}"}
        self.acts = 0

    def get(self, path, **asked):
        return self.client.get(f"/api/v1{path}", asked, **self.headers)

    def act(self, method, path, given=None, **more):
        self.acts += 1
        headers = self.headers | {"HTTP_IDEMPOTENCY_KEY": f"act-{self.acts}"} | more
        send = getattr(self.client, method)
        return send(f"/api/v1{path}", json.dumps(given or {}), "application/json", **headers)


@pytest.fixture
def program(work, client):
    def made(bureau="UTO", role=Role.BUREAU, **told):
        writes = {"travel_documents"} if role is Role.BUREAU else set()
        terms = {
            "databases": frozenset(d.code for d in databases() if role in d.asked_by),
            "writes": frozenset(writes),
            "purposes": frozenset(Purpose),
            "clearance": 2,
        } | told
        operator = By(actor=queries.operator(), clock=work.clock, reason="set-up")
        grant = granting.grant_system(
            operator, bureau, f"System of {bureau}", Terms(role=role, **terms)
        )
        token, _done = granting.make_key(operator, grant.about)
        work.follow()
        return Program(client, token)

    return made


BODY = {"owner_ref": "r-1", "body": passport()}


def test_a_record_is_added_corrected_hidden_and_withdrawn(work, program):
    uto, guard = program(), work.person("guard", "QMA", Role.FRONTLINE)
    lost = Document(number="C01X00T47", issuing_country="UTO", document_type="P")
    made = uto.act("post", "/records/travel_documents", BODY)
    assert made.status_code == 201, made.content
    told = made.json()
    assert told["is_visible"]
    assert work.ask(guard, lost).verdict == "hit"
    place = f"/records/travel_documents/{told['reference']}"
    body = passport(fraud_type="lost")
    corrected = uto.act("put", place, {"version": 1, "body": body}).json()
    assert corrected["version"] == 2
    full = uto.get(place, purpose="border_management").json()
    assert full["body"]["fraud_type"] == "lost"
    hidden = uto.act("post", f"{place}/restrict", {"version": 2, "hidden_from": ["QMA"]})
    assert hidden.status_code == 200
    assert work.ask(guard, lost).verdict == "no_hit"
    gone = uto.act("post", f"{place}/withdraw", {"reason": "source_request"})
    assert gone.status_code == 200
    assert uto.get(place, purpose="border_management").json()["body"] == {}
    assert {act.actor[:4] for act in Act.objects.filter(what__in=["add", "withdraw"])} == {"key:"}


def test_a_repeated_request_acts_once(program):
    uto = program()
    first = uto.act("post", "/records/travel_documents", BODY, HTTP_IDEMPOTENCY_KEY="same")
    again = uto.act("post", "/records/travel_documents", BODY, HTTP_IDEMPOTENCY_KEY="same")
    assert first.json() == again.json()
    assert Record.objects.count() == 1


def test_a_write_without_an_idempotency_key_is_refused(program):
    sent = program().act("post", "/records/travel_documents", BODY, HTTP_IDEMPOTENCY_KEY="")
    assert sent.status_code == 422
    assert sent.json()["code"] == "request_key"
    assert not Record.objects.exists()


def test_a_wrong_body_is_refused_at_its_field(program):
    wrong = {"owner_ref": "r-1", "body": passport(fraud_type="mislaid")}
    sent = program().act("post", "/records/travel_documents", wrong)
    assert sent["Content-Type"] == "application/problem+json"
    assert 400 <= sent.status_code < 500
    assert "fraud_type" in sent.content.decode()


def test_a_full_record_leaves_only_after_its_line_in_the_trail(work, program):
    _ref, reference = work.record("travel_documents", passport())
    reader = program("QMA")
    place = f"/records/travel_documents/{reference}"
    assert reader.get(place, purpose="border_management").status_code == 200
    last = list(lines(chains_folder(work.hub)))[-1].line
    assert (last.manner, last.who.officer, last.who.country) == ("sent", "of-7", "QMA")


def test_an_excluded_country_and_an_absent_record_read_the_same(work, program):
    _ref, hidden = work.record("travel_documents", passport(), restricted=("QMA",))
    _ref, gone = work.record("travel_documents", passport("C01X00T48"), owner_ref="r-2")
    owner, reader = program(), program("QMA")
    place = "/records/travel_documents"
    owner.act("post", f"{place}/{gone}/withdraw", {"reason": "source_request"})
    answers = [
        reader.get(f"{place}/{reference}", purpose="border_management")
        for reference in (hidden, gone)
    ]
    assert answers[0].status_code == answers[1].status_code == 404
    assert answers[0].content == answers[1].content
    assert reader.get(place, purpose="border_management").json()["records"] == []


def test_another_bureaus_record_is_not_written(work, program):
    _ref, reference = work.record("travel_documents", passport())
    stranger = program("QMA")
    place = f"/records/travel_documents/{reference}"
    sent = stranger.act("put", place, {"version": 1, "body": passport(fraud_type="lost")})
    assert sent.status_code in {403, 404}
    assert Record.objects.get().version == 1


@pytest.mark.parametrize("missing", list(OFFICER))
def test_a_program_that_names_no_officer_is_refused(program, missing):
    uto = program()
    uto.headers[missing] = ""
    assert uto.get("/records/").status_code == 422


@pytest.mark.parametrize("token", ["", "nonsense", "Bearer"])
def test_an_unknown_key_reads_nothing_but_what_is_public(client, bureaus, token):
    for path in ("/records/", "/bureaus/", "/trail/"):
        sent = client.get(f"/api/v1{path}", HTTP_AUTHORIZATION=f"Bearer {token}", **OFFICER)
        assert sent.status_code == 401
        assert sent["Content-Type"] == "application/problem+json"
    assert client.get("/api/v1/figures/").status_code == 200


def test_a_list_is_read_page_by_page_without_gap_or_double(work, program, monkeypatch):
    from entraide.desks.records import queries  # noqa: PLC0415 - after Django started

    monkeypatch.setattr(queries, "MOST_LISTED", 3)
    uto = program()
    for number in range(8):
        body = {"owner_ref": f"r-{number}", "body": passport(f"C01X00T{number:02}")}
        assert uto.act("post", "/records/travel_documents", body).status_code == 201
    seen, after = [], None
    while True:
        asked = {"purpose": "border_management"} | ({"after": after} if after else {})
        page = uto.get("/records/travel_documents", **asked).json()
        seen += [record["owner_ref"] for record in page["records"]]
        after = page["next"]
        if after is None:
            break
    assert sorted(seen) == [f"r-{number}" for number in range(8)]


def test_the_trail_is_for_keys_of_auditors(work, program):
    today = work.clock.now().date().isoformat()
    days = {"since": today, "until": today}
    assert program("QMA").get("/trail/", **days).status_code == 403
    auditor = program("QMB", Role.AUDITOR)
    found = auditor.get("/trail/", **days)
    assert found.status_code == 200
    assert found.json()["total"] == 0


def test_bureaus_are_told_with_their_contacts(program):
    told = program().get("/bureaus/uto").json()
    assert told["code"] == "UTO"
    assert program("QMA").get("/bureaus/ZZZ").status_code == 404


def test_the_description_of_the_interface_names_every_operation(client, db):
    told = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/records/{database}", "/api/v1/figures/{period}"} <= told["paths"].keys()
    for operations in told["paths"].values():
        for operation in operations.values():
            assert operation["description"]


def test_a_bound_key_reads_only_with_its_certificate(work, program):
    from entraide.desks.bureaus.models import ClientCertificate, Grant  # noqa: PLC0415

    uto = program()
    ClientCertificate.objects.create(
        grant=Grant.objects.get(title="System of UTO"),
        fingerprint="a" * 64,
        expires_at=work.clock.now(),
        bound_by="test",
        bound_at=work.clock.now(),
    )
    for presented, status in (("a" * 64, 200), ("b" * 64, 401), ("", 401)):
        uto.headers["asgi.scope"] = {CERTIFICATE: presented}
        assert uto.get("/records/").status_code == status
    uto.headers |= {"asgi.scope": {}, "HTTP_ENTRAIDE_CERTIFICATE": "a" * 64}
    assert uto.get("/records/").status_code == 401
