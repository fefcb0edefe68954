"""Notices for programs: every colour from draft to deletion, and what is refused."""

import json

import pytest
from tests.desks.notices.at_desk import BASES, LANGUAGES

from entraide.desks.bureaus import granting, queries
from entraide.desks.bureaus.granting import Terms
from entraide.desks.notices.actions.by_code import _ACTS
from entraide.desks.notices.models import Notice, Step
from entraide.desks.notices.states import BY_CODE
from entraide.desks.records.models import Record
from entraide.desks.records.writing import By
from entraide.engine.check.wire import Name, Person
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db(databases="__all__")

WRITES = frozenset({"persons", "notices"})
JOREN = Person(names=[Name(family="Vellamo", forename="Joren")], birth_date="1984-06-02")


class Program:
    """A bureau's system with its key, and the officer for whom it acts."""

    def __init__(self, client, token, officer):
        self.client, self.acts = client, 0
        self.headers = {
            "HTTP_AUTHORIZATION": f"Bearer {token}",
            "HTTP_ENTRAIDE_OFFICER": officer,
            "HTTP_ENTRAIDE_UNIT": "north",
            "HTTP_ENTRAIDE_WORKSTATION": "w-1",
        }

    def get(self, path, **asked):
        return self.client.get(f"/api/v1/notices/{path}", asked, **self.headers)

    def send(self, path, given, *, method="post", **headers):
        self.acts += 1
        headers = self.headers | {"HTTP_IDEMPOTENCY_KEY": f"act-{self.acts}"} | headers
        return getattr(self.client, method)(
            f"/api/v1/notices/{path}", json.dumps(given), "application/json", **headers
        )

    def begin(self, kind, **told):
        base = BASES[kind]
        asked = {name: base[name] for name in ("person", "body", "stated") if name in base}
        made = self.send("", {"kind": kind} | asked | told)
        assert made.status_code == 201, made.content
        return made.json()["reference"]

    def move(self, reference, code, **told):
        version = Notice.objects.get(reference=reference).version
        given = {"version": version, "reason": "Because of the facts"} | told
        return self.send(f"{reference}/moves/{code}", given)


@pytest.fixture
def programs(desk, client):
    """A program for each who takes part, by the name of its officer."""
    operator = By(actor=queries.operator(), clock=desk.work.clock, reason="set-up")

    def made(bureau, role, officer):
        writes = WRITES if role is Role.BUREAU else frozenset()
        terms = Terms(
            role=role,
            databases=writes,
            writes=writes,
            purposes=frozenset(Purpose),
            clearance=2,
        )
        grant = granting.grant_system(operator, bureau, f"System of {officer}", terms)
        token, _done = granting.make_key(operator, grant.about)
        return Program(client, token, officer)

    found = {
        "clerk": made("UTO", Role.BUREAU, "of-7"),
        "entity": made("QXE", Role.BUREAU, "of-8"),
        "stranger": made("QMA", Role.BUREAU, "of-9"),
        "reviewer": made("XPO", Role.SECRETARIAT, "reviewer"),
        "legal": made("XPO", Role.LEGAL_REVIEWER, "legal"),
    }
    desk.work.follow()
    return found


def done(sent):
    assert sent.status_code == 200, sent.content
    return sent.json()


def translate(programs, reference):
    """Enters every text that is wanted in the other languages."""
    told = programs["reviewer"].get(reference).json()
    wanted = {name: told["body"][name] for name in ("subject", "facts") if told["body"].get(name)}
    for place, charge in enumerate(told["body"].get("charges", ())):
        wanted[f"charges.{place}"] = charge["text"]
    for language in LANGUAGES:
        done(programs["reviewer"].move(reference, "translate", language=language, texts=wanted))


def published(programs, kind):
    """A notice that went through the interface until it is in force."""
    owner = programs["entity" if kind == "un" else "clerk"]
    reference = owner.begin(kind)
    done(owner.move(reference, "submit"))
    done(programs["reviewer"].move(reference, "take_up"))
    translate(programs, reference)
    judge = programs["legal" if kind == "green" else "reviewer"]
    assert done(judge.move(reference, "publish"))["state"] == "published"
    return reference, owner


@pytest.mark.parametrize("kind", sorted(set(BASES) - {"woa"}))
def test_every_colour_goes_from_draft_to_deletion_through_the_interface(programs, kind):
    reference, owner = published(programs, kind)
    told = owner.get(reference).json()
    assert told["control_number"]
    assert "cancel" in told["moves"]
    number = Notice.objects.get(reference=reference).record
    cancelled = done(owner.move(reference, "cancel", because="purpose_achieved"))
    assert (cancelled["state"], cancelled["is_visible"]) == ("cancelled", True)
    assert Record.objects.get(database=by_code("notices").number, id=number).body == b""
    assert done(owner.move(reference, "delete"))["state"] == "deleted"
    left = owner.get(reference).json()
    assert (left["person"], left["body"], left["moves"]) == ({}, {}, [])
    assert left["version"] == len(left["steps"])


def test_a_work_of_art_without_a_photograph_is_published_by_a_named_override_only(programs):
    owner, judge = programs["clerk"], programs["legal"]
    reference = owner.begin("woa")
    done(owner.move(reference, "submit"))
    done(judge.move(reference, "take_up"))
    translate(programs, reference)
    refused = judge.move(reference, "publish")
    assert (refused.status_code, refused.json()["code"]) == (409, "rules_refuse")
    done(judge.move(reference, "publish", override=True, articles=["94"]))
    assert Step.objects.get(move="publish").by == f"person:{queries.person('legal').pk}"
    done(owner.move(reference, "cancel", because="purpose_achieved"))
    assert done(owner.move(reference, "delete"))["state"] == "deleted"


def test_a_published_notice_is_answered_when_the_interface_says_that_it_is_seen(desk, programs):
    guard = desk.work.person("guard", "QMA", Role.FRONTLINE)
    reference, owner = published(programs, "red")
    assert desk.work.ask(guard, JOREN).hits
    assert done(owner.move(reference, "suspend"))["is_visible"]
    assert not desk.work.ask(guard, JOREN).hits
    assert done(owner.move(reference, "restore"))["state"] == "published"
    assert done(owner.move(reference, "locate"))["state"] == "located"
    assert done(owner.move(reference, "reopen", ground="acquittal"))["state"] == "located"
    assert done(programs["legal"].move(reference, "uphold", articles=["2"]))["state"] == "located"


def test_a_draft_is_saved_examined_and_listed_for_its_own_bureau_only(programs):
    owner = programs["clerk"]
    reference = owner.begin("red", body={})
    told = done(owner.send(f"{reference}/findings", {}))
    assert told["outcome"] == "refused"
    assert ["body.facts"] in told["missing"]
    saved = BASES["red"] | {"version": 1}
    asked = {name: saved[name] for name in ("person", "body", "stated", "version")}
    assert done(owner.send(reference, asked, method="put"))["version"] == 2
    told = done(owner.send(f"{reference}/findings", {}))
    assert (told["outcome"], told["missing"]) == ("publishable", [])
    assert owner.send(reference, asked, method="put").status_code == 409
    listed = owner.get("", state=["draft"], kind="red").json()
    assert [one["reference"] for one in listed["notices"]] == [reference]
    assert listed["next"] is None
    assert owner.get("", state="published").json()["notices"] == []
    for other in ("stranger", "reviewer"):
        assert programs[other].get("").json()["notices"] == []
        assert programs[other].get(reference).status_code == 404
        assert programs[other].send(f"{reference}/findings", {}).status_code == 404


def test_a_change_is_proposed_and_published_and_a_diffusion_circulated(programs):
    owner = programs["clerk"]
    reference = owner.begin("red", circulation="diffusion", recipients=["QMA"])
    assert done(owner.move(reference, "circulate"))["state"] == "published"
    told = owner.get(reference).json()
    person = told["person"] | {"birth_date": "1984-06-03"}
    done(owner.move(reference, "propose_update", person=person, body=told["body"]))
    done(programs["reviewer"].move(reference, "publish_change"))
    assert owner.get(reference).json()["person"]["birth_date"] == "1984-06-03"


def test_a_list_is_read_page_by_page(programs, monkeypatch):
    from entraide.desks.notices import queries as notices  # noqa: PLC0415 - after Django started

    monkeypatch.setattr(notices, "ON_A_PAGE", 2)
    owner = programs["clerk"]
    made = {owner.begin("purple") for _each in range(3)}
    first = owner.get("", page=1).json()
    second = owner.get("", page=first["next"]).json()
    assert {one["reference"] for page in (first, second) for one in page["notices"]} == made


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        ("clerk", "publish", 403),
        ("clerk", "expire", 403),
        ("clerk", "answer", 409),
        ("clerk", "cancel", 409),
        ("clerk", "edit", 404),
        ("clerk", "nonsense", 404),
        ("stranger", "withdraw", 404),
        ("reviewer", "take_up", 404),
    ],
)
def test_a_forbidden_move_is_refused_and_leaves_nothing(programs, who, code, status):
    reference = programs["clerk"].begin("red")
    sent = programs[who].move(reference, code, because="purpose_achieved", articles=["83"])
    assert sent.status_code == status
    assert sent["Content-Type"] == "application/problem+json"
    assert {"title", "status", "code"} <= sent.json().keys()
    assert Step.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "field"),
    [
        *(("translate", "language"), ("propose_update", "body"), ("reopen", "ground")),
        *(("renew", "until"), ("cancel", "because")),
    ],
)
def test_what_a_move_needs_and_lacks_is_named(programs, code, field):
    reference = programs["clerk"].begin("red")
    sent = programs["clerk"].move(reference, code)
    assert sent.status_code == 422
    assert sent.json()["field"] == field


def test_a_repeated_move_is_made_once_and_tells_what_it_told(programs):
    owner = programs["clerk"]
    reference = owner.begin("red")
    given = {"version": 1}
    first = owner.send(f"{reference}/moves/submit", given, HTTP_IDEMPOTENCY_KEY="k")
    done(programs["reviewer"].move(reference, "take_up"))
    again = owner.send(f"{reference}/moves/submit", given, HTTP_IDEMPOTENCY_KEY="k")
    assert done(first) == done(again)
    assert Step.objects.filter(move="submit").count() == 1
    assert owner.send(f"{reference}/moves/withdraw", given).status_code == 409
    without = owner.send(f"{reference}/moves/submit", given, HTTP_IDEMPOTENCY_KEY="")
    assert (without.status_code, without.json()["code"]) == (422, "request_key")


@pytest.mark.parametrize("officer", ["of-7", "clerk", "legal"])
def test_the_secretariats_program_names_one_of_its_people_in_its_role(programs, officer):
    reference = programs["clerk"].begin("red")
    done(programs["clerk"].move(reference, "submit"))
    programs["reviewer"].headers["HTTP_ENTRAIDE_OFFICER"] = officer
    assert programs["reviewer"].get(reference).status_code == 403
    assert programs["reviewer"].move(reference, "take_up").status_code == 403
    assert Notice.objects.get().state == "submitted"


def test_who_wrote_a_request_at_the_desk_does_not_judge_it_through_a_program(desk, programs):
    reference = desk.begun("orange", person=desk.reviewer)
    from entraide.desks.notices.actions import drafting  # noqa: PLC0415 - after Django started

    drafting.submit(desk.by(desk.reviewer), desk.asked(reference))
    sent = programs["reviewer"].move(reference, "take_up")
    assert (sent.status_code, sent.json()["code"]) == (403, "four_eyes")


def test_a_character_that_no_database_keeps_is_refused(programs):
    sent = programs["clerk"].send("", {"kind": "red", "stated": {"extradition_sought": "\x00"}})
    assert sent.status_code == 400
    assert not Notice.objects.exists()


def test_every_move_of_the_table_has_its_act():
    assert set(_ACTS) == set(BY_CODE) - {"edit"}
