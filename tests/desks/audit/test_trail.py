"""The audit room: who consulted what, within what the reader may audit, and nothing of the rest."""

import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from tests.acting import passport
from tests.signed_in import sign_in

from entraide.desks.audit import actions, chain_state, consultations
from entraide.desks.audit.columns import Columns
from entraide.desks.audit.consultations import Sought
from entraide.desks.audit.following import columns_folder, follow
from entraide.desks.records.models import Act
from entraide.desks.records.writing import By
from entraide.engine.check.trail.checkpoints import public_key
from entraide.engine.check.trail.read import lines
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.wire import Document
from entraide.engine.schema.vocabulary import Role, Verdict
from entraide.errors import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db(databases="__all__")

LOST = Document(number="C01X00T47", issuing_country="UTO", document_type="P")
OTHER = Document(number="C01X00T48", issuing_country="UTO", document_type="P")


@pytest.fixture
def guard(work):
    return work.person("guard", "QMA", Role.FRONTLINE, unit="north")


@pytest.fixture
def auditor(work):
    return work.acts_as(work.person("auditor", "QMA", Role.AUDITOR)).actor


@pytest.fixture
def asked(work, guard):
    """One hit by QMA, one check without any, one check by another bureau; taken in."""
    work.record("travel_documents", passport())
    hit, none = work.ask(guard, LOST), work.ask(guard, OTHER)
    stranger = work.ask(work.person("stranger", "QMB", Role.FRONTLINE), OTHER)
    follow(work.hub, work.clock)
    return hit, none, stranger


def week(work, **told):
    today = work.clock.now().date()
    return Sought(since=today - timedelta(days=6), until=today, **told)


def found(work, actor, **told):
    within = consultations.scope(work.hub, actor, week(work, **told))
    return consultations.consulted(Columns(columns_folder(work.hub)), within)


def test_an_auditor_reads_what_the_own_bureau_asked_and_nothing_else(work, asked, auditor):
    hit, none, _stranger = asked
    page = found(work, auditor)
    assert {row.line for row in page.lines} == {hit.line, none.line}
    assert page.total == 2
    assert page.by_verdict == {"hit": 1, "no_hit": 1}
    assert sum(page.by_hour) == 2
    assert found(work, auditor, country="QMB").total == 2  # what is named cannot widen it


def test_the_secretariats_auditor_reads_every_bureau(work, asked):
    actor = work.acts_as(work.person("overseer", "XPO", Role.AUDITOR)).actor
    assert {row.line for row in found(work, actor).lines} == {each.line for each in asked}
    assert found(work, actor, country="QMB").total == 1


def test_an_officer_who_is_neither_auditor_nor_head_reads_nothing(work, asked, guard):
    with pytest.raises(NotAllowed):
        found(work, work.acts_as(guard).actor)


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ({"verdict": Verdict.HIT}, 1),
        ({"officer": "guard"}, 2),
        ({"officer": "somebody-else"}, 0),
        ({"database": 3}, 2),
        ({"manner": "checked"}, 2),
        ({"manner": "shown"}, 0),
    ],
)
def test_consultations_are_found_by_who_what_and_result(work, asked, auditor, told, count):
    assert found(work, auditor, **told).total == count


def test_taking_the_trail_in_again_counts_no_line_twice(work, asked, auditor):
    follow(work.hub, work.clock)
    assert found(work, auditor).total == 2


def test_what_a_crash_left_behind_does_not_count(work, asked, auditor):
    folder = columns_folder(work.hub)
    with next(folder.glob("*.rows")).open("ab") as torn:
        torn.write(b"half a row")
    with (folder / "words.json.lines").open("ab") as torn:
        torn.write(b'"half a wo')
    assert found(work, auditor).total == 2
    work.ask(work.person("later", "QMA", Role.FRONTLINE), OTHER)
    follow(work.hub, work.clock)
    assert found(work, auditor).total == 3


def test_what_was_asked_is_opened_with_a_reason_and_that_leaves_its_own_line(work, asked, auditor):
    hit, _none, _stranger = asked
    by = By(actor=auditor, clock=work.clock, reason="complaint 17 of 2026")
    criteria = actions.opened(work.hub, by, hit.line, work.service.trail)
    assert criteria.query.subjects[0].number == LOST.number
    assert Act.objects.filter(what="open_line", about=hit.line).count() == 1
    written = [kept.line for kept in lines(chains_folder(work.hub))][-1]
    assert written.reason == f"audit {hit.line}"
    assert written.who.country == "QMA"


def test_without_a_reason_nothing_is_opened(work, asked, auditor):
    with pytest.raises(Invalid):
        actions.opened(
            work.hub, By(actor=auditor, clock=work.clock), asked[0].line, work.service.trail
        )


def test_another_bureaus_line_is_not_there(work, asked, auditor):
    by = By(actor=auditor, clock=work.clock, reason="complaint 17 of 2026")
    for id in (asked[2].line, "A-99999"):
        with pytest.raises(NotFound):
            actions.opened(work.hub, by, id, work.service.trail)


def test_a_signed_export_is_verified_with_the_published_key_alone(work, asked, auditor):
    by = By(actor=auditor, clock=work.clock, reason="for the court of Puerto Claro")
    made = actions.exported(work.hub, by, week(work), language="en")
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    key = load_pem_public_key(files["public_key.pem"])
    assert key.public_bytes_raw() == public_key(work.hub)
    key.verify(files["statement.sig"], files["statement.json"])
    statement = json.loads(files["statement.json"])
    for name, digest in statement["files"].items():
        assert sha256(files[name]).hexdigest() == digest
    told = [json.loads(line)["line"] for line in files["lines.jsonl"].splitlines()]
    assert sorted(told) == sorted([asked[0].line, asked[1].line])
    assert asked[2].line.encode() not in files["lines.csv"]
    assert LOST.number.encode() not in b"".join(files.values())


def test_the_whole_trail_is_drawn_as_it_was_verified(work, asked):
    assert chain_state.last(work.hub, "en").verified is None
    chain_state.verify_now(work.hub, work.clock)
    state = chain_state.last(work.hub, "en")
    assert not state.problems
    assert {each.standing for chain in state.chains for each in chain.segments} == {"whole"}


def test_a_changed_byte_is_drawn_as_wrong(work, asked):
    segment = next(chains_folder(work.hub).glob("*/*.trail"))
    segment.chmod(0o600)
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(content)
    chain_state.verify_now(work.hub, work.clock)
    state = chain_state.last(work.hub, "fr")
    assert state.problems
    assert "wrong" in {each.standing for chain in state.chains for each in chain.segments}


@pytest.mark.parametrize(
    "address", ["/audit/", "/audit/journal/", "/audit/export/", "/audit/lines/{line}/"]
)
def test_the_pages_are_for_auditors_and_heads(work, asked, guard, client, address):
    address = address.format(line=asked[0].line)
    assert client.get(address).status_code == 302
    assert sign_in(client, guard).get(address).status_code == 403
    auditor = work.person("auditor", "QMA", Role.AUDITOR)
    assert sign_in(client, auditor).get(address).status_code == 200


def test_a_page_lists_opens_and_exports(work, asked, client):
    sign_in(client, work.person("auditor", "QMA", Role.AUDITOR))
    listed = client.get("/audit/").content.decode()
    assert asked[0].line in listed
    assert asked[2].line not in listed
    address = f"/audit/lines/{asked[0].line}/"
    assert LOST.number not in client.get(address).content.decode()
    opened = client.post(address, {"reason": "complaint 17 of 2026"}).content.decode()
    assert LOST.number in opened
    told = {"reason": "for the court"}
    sent = client.post("/audit/export/", told)
    assert sent["Content-Type"] == "application/zip"
    assert client.get(f"/audit/lines/{asked[2].line}/").status_code == 404


def test_days_in_the_wrong_order_are_told_at_their_field(work, asked, client):
    sign_in(client, work.person("auditor", "QMA", Role.AUDITOR))
    page = client.get("/audit/", {"since": "2026-03-02", "until": "2026-03-01"})
    assert page.status_code == 200
    assert page.context["form"].errors["until"]


def test_the_journal_tells_the_own_bureaus_acts_and_others_on_its_records(work, asked, client):
    sign_in(client, work.person("auditor", "UTO", Role.AUDITOR))
    page = client.get("/audit/journal/")
    told = page.context["acts"]
    assert told
    assert {act.row.bureau for act in told} <= {"UTO", "XPO"}
