"""The registers: what the hub knows stands in them by itself, and nothing is ever erased."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.signed_in import sign_in

from entraide.desks.audit import entries, register_rows
from entraide.desks.audit.models import RegisterEntry
from entraide.desks.audit.registers import REGISTERS, facts_of, telling_clock, told
from entraide.desks.checks.actions import ListTerms, begin_list
from entraide.desks.records.models import Batch
from entraide.engine.databases import databases
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import Conflict, Invalid, NotAllowed, NotFound
from entraide.language import LANGUAGES

pytestmark = pytest.mark.django_db(databases="__all__")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
INCIDENT = {
    "title": "A laptop was lost",
    "discovered": "2026-03-02T08:00",
    "what": "A patrol laptop was left in a train.",
    "count": "12",
}


@pytest.fixture
def auditor(work):
    return work.person("auditor", "QMA", Role.AUDITOR)


@pytest.fixture
def page(auditor, client):
    return sign_in(client, auditor)


def issue(**more):
    return {"title": "Kept too long", "day": "2026-03-01", "what": "A copy was not erased."} | more


def test_every_database_stands_in_the_register_of_processing_by_itself(work):
    assert entries.keep(work.hub, work.clock) == len(databases())
    assert entries.keep(work.hub, work.clock) == 0
    for each in databases():
        assert register_rows.entered("processing", f"database:{each.code}").bureau == "XPO"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("database", databases(), ids=lambda each: each.code)
def test_what_a_database_file_says_fills_every_such_field_in_every_language(database, language):
    found = told(facts_of(database), language)
    wanted = {name for name, each in REGISTERS["processing"].fields.items() if each.is_fact}
    assert {name for name, text in found.items() if text} == wanted


def test_a_database_that_changes_makes_a_new_version_and_keeps_what_was_completed(work):
    entries.keep(work.hub, work.clock)
    overseer = work.acts_as(work.person("overseer", "XPO", Role.AUDITOR), reason="Completed.")
    row = register_rows.entered("processing", "database:persons")
    entries.correct(overseer, "processing", row.number, 1, {"basis": "Rules, article 35"})
    RegisterEntry.objects.filter(about="database:persons").update(facts={"database": "persons"})
    assert entries.keep(work.hub, work.clock) == 1
    after = register_rows.entered("processing", "database:persons")
    assert (after.version, after.content) == (3, {"basis": "Rules, article 35"})
    assert [each.version for each in register_rows.versions(after)] == [3, 2, 1]


def test_lists_and_imports_are_entered_once_without_the_names_of_their_files(work, auditor):
    terms = ListTerms(title="ada-testperson.csv", content=b"x", rows=7, purpose=Purpose.LOCATE)
    begin_list(work.acts_as(auditor), terms)
    Batch.objects.create(
        database=3,
        owner="QMA",
        actor="person:1",
        source="secret.csv",
        digest="0" * 64,
        state=Batch.State.DONE,
        counts={"added": 3, "refused": 1},
        started_at=work.clock.now(),
        finished_at=work.clock.now(),
    )
    entries.keep(work.hub, work.clock)
    entries.keep(work.hub, work.clock)
    rows = register_rows.entries(work.acts_as(auditor).actor, "comparisons")
    assert sorted(row.facts["rows"] for row in rows) == [4, 7]
    assert "csv" not in str([(row.facts, row.content, row.about) for row in rows])


def test_an_entry_is_made_corrected_and_never_erased(page):
    made = page.post("/audit/registers/compliance/new/", issue())
    assert made.status_code == 302
    address = made["Location"]
    form = page.get(f"{address}correct/").context["form"]
    assert form.initial["what"] == "A copy was not erased."
    fixed = issue(measures="Erased.", closed="2026-03-02", version="1")
    assert page.post(f"{address}correct/", fixed).context["form"].errors["reason"]
    fixed["reason"] = "The copy is gone."
    assert page.post(f"{address}correct/", fixed).status_code == 302
    stale = page.post(f"{address}correct/", fixed)
    assert stale.context["form"].non_field_errors()
    shown = page.get(address)
    assert [each.version for each, _who, _pairs in shown.context["versions"]] == [2, 1]
    assert "The copy is gone." in shown.content.decode()
    assert RegisterEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("register", "content", "field"),
    [
        ("compliance", issue(title=""), "title"),
        ("compliance", issue(day="tomorrow"), "day"),
        ("incidents", INCIDENT | {"told": "2026-03-02T07:59"}, "told"),
        ("incidents", INCIDENT | {"count": "-1"}, "count"),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_field(page, register, content, field):
    sent = page.post(f"/audit/registers/{register}/new/", content)
    assert sent.status_code == 200
    assert sent.context["form"].errors[field]
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize(
    ("told_after", "now_after", "expected"),
    [
        (None, 10, (62, False, False)),
        (None, 72, (0, False, False)),
        (None, 73, (0, True, False)),
        (71, 500, (71, False, True)),
        (73, 500, (73, True, True)),
    ],
)
def test_the_clock_of_an_incident_says_what_is_left_or_was_too_late(
    told_after, now_after, expected
):
    content = {"discovered": NOON.isoformat()}
    if told_after is not None:
        content["told"] = (NOON + timedelta(hours=told_after)).isoformat()
    found = telling_clock(content, NOON + timedelta(hours=now_after))
    assert (found.hours, found.is_late, found.is_told) == expected


@given(st.integers(-10_000, 10_000))
def test_hours_left_are_never_below_none(minutes):
    found = telling_clock({"discovered": NOON.isoformat()}, NOON + timedelta(minutes=minutes))
    assert found.hours >= 0
    assert found.is_late == (minutes > 72 * 60)


def test_an_incidents_clock_stands_on_its_page_and_in_the_list(work, page):
    moment = work.clock.now() - timedelta(hours=10)
    told_of = INCIDENT | {"discovered": f"{moment:%Y-%m-%dT%H:%M}"}
    address = page.post("/audit/registers/incidents/new/", told_of)["Location"]
    assert page.get(address).context["clock"].hours == 61
    assert "61 hours left" in page.get("/audit/registers/incidents/").content.decode()


def test_a_register_is_read_and_written_by_those_who_answer_for_the_bureau(work, page):
    address = page.post("/audit/registers/compliance/new/", issue())["Location"]
    told_of = {
        "head": ("QMA", Role.BUREAU, {"administers": True}, 200, 200),
        "officer": ("QMA", Role.FRONTLINE, {}, 403, 403),
        "stranger": ("QMB", Role.AUDITOR, {}, 404, 404),
        "overseer": ("XPO", Role.AUDITOR, {}, 200, 403),
    }
    for name, (bureau, role, more, reads, corrects) in told_of.items():
        client = sign_in(Client(), work.person(name, bureau, role, **more))
        assert client.get(address).status_code == reads, name
        listed = client.get("/audit/registers/compliance/")
        assert (b"Kept too long" in listed.content) == (reads == 200), name
        told_again = issue(version="1", reason="Because.")
        sent = client.post(f"{address}correct/", told_again)
        assert sent.status_code == (302 if corrects == 200 else corrects), name
        RegisterEntry.objects.filter(version__gt=1).delete()
        RegisterEntry.objects.update(is_latest=True)


def test_acts_are_refused_as_the_pages_are(work, auditor):
    officer = work.acts_as(work.person("officer", "QMA", Role.FRONTLINE))
    with pytest.raises(NotAllowed):
        entries.enter(officer, "compliance", issue())
    by = work.acts_as(auditor, reason="Because.")
    with pytest.raises(NotFound):
        entries.enter(by, "nothing", issue())
    with pytest.raises(Invalid):
        entries.enter(by, "compliance", issue(what="x" * 2001))
    number = int(entries.enter(by, "compliance", issue()).about)
    with pytest.raises(Conflict):
        entries.correct(by, "compliance", number, 2, issue())


def test_the_export_has_every_field_and_no_formula(work, page):
    page.post("/audit/registers/compliance/new/", issue(title="=1+1", measures="Erased."))
    sent = page.get("/audit/registers/compliance/?export=entries")
    content = b"".join(sent.streaming_content).decode()
    assert "Erased." in content
    assert ";=1+1" not in content
    assert "=1+1" in content


def test_a_long_register_asks_as_little_as_a_short_one(work, page, django_assert_max_num_queries):
    entries.keep(work.hub, work.clock)
    for address in ("/audit/registers/", "/audit/registers/processing/1/"):
        with django_assert_max_num_queries(16):
            assert page.get(address).status_code == 200
