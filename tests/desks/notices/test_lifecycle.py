"""Notices from draft to deletion: what each move does, in the records and in answers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.desks.notices.at_desk import BASES

from entraide.desks.bureaus import actions as bureaus
from entraide.desks.bureaus import queries as people
from entraide.desks.inbox.models import Item
from entraide.desks.notices.actions import (
    diffusing,
    drafting,
    ending,
    keeping,
    reopening,
    reviewing,
)
from entraide.desks.notices.actions.reading import opened
from entraide.desks.notices.kinds import KINDS
from entraide.desks.notices.models import Barred, Notice, Reviewer, Trace
from entraide.desks.notices.states import State
from entraide.desks.records import actions as records
from entraide.desks.records.envelope import Ref
from entraide.desks.records.models import Act, Record
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By
from entraide.engine.check.wire import Name, Person
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Deletion, Role
from entraide.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db(databases="__all__")

NOTICES = by_code("notices").number


def record(desk, reference):
    """The notice's record, as the truth has it."""
    return Record.objects.get(database=NOTICES, id=desk.read(reference).record)


def do(desk, mover, action, reference, *articles, reason="Because of the facts", **told):
    """One act by this person on the notice as it stands; answers have followed."""
    done = action(desk.by(mover, reason), desk.asked(reference, *articles), **told)
    settle(desk.work.hub, done)
    desk.work.follow()


@pytest.mark.parametrize("kind", sorted(set(BASES) - {"woa"}))
def test_a_notice_of_every_kind_goes_from_draft_to_deletion(desk, kind):
    reference = desk.published(kind)
    notice = desk.read(reference)
    assert notice.state == "published"
    assert notice.control_number.startswith(KINDS[kind].series + "-")
    number = record(desk, reference).id
    owner = desk.requester(kind)
    do(desk, owner, keeping.cancel, reference, why=Deletion.PURPOSE_ACHIEVED)
    assert Record.objects.get(database=NOTICES, id=number).body == b""
    do(desk, owner, ending.delete, reference)
    left = desk.read(reference)
    assert (left.state, left.person, left.body, left.stated) == ("deleted", {}, {}, {})
    assert all(step.body == {} == step.person for step in left.steps.all())


JOREN = Person(names=[Name(family="Vellamo", forename="Joren")], birth_date="1984-06-02")


def told(desk, guard):
    """What answers say became of the wanted man; "" if he is not answered at all."""
    hits = [hit for hit in desk.work.ask(guard, JOREN).hits if hit.database == "notices"]
    return hits[0].card.get("progress", "wanted") if hits else ""


def test_answers_carry_a_published_notice_its_progress_and_its_end(desk):
    guard = desk.work.person("guard", "QMA", Role.FRONTLINE)
    reference = desk.in_review("red")
    assert told(desk, guard) == ""
    do(desk, desk.reviewer, reviewing.publish, reference)
    assert told(desk, guard) == "wanted"
    do(desk, desk.clerk, keeping.progress, reference, code="locate")
    assert told(desk, guard) == "located"
    do(desk, desk.reviewer, keeping.suspend, reference)
    assert told(desk, guard) == ""
    do(desk, desk.legal, keeping.restore, reference)
    assert (desk.read(reference).state, told(desk, guard)) == ("located", "located")
    do(desk, desk.clerk, keeping.progress, reference, code="arrest")
    do(desk, desk.clerk, keeping.progress, reference, code="await_extradition")
    do(desk, desk.clerk, keeping.progress, reference, code="surrender")
    assert told(desk, guard) == "surrendered"
    do(desk, desk.clerk, keeping.cancel, reference, why=Deletion.PURPOSE_ACHIEVED)
    assert told(desk, guard) == ""


def test_nothing_of_a_request_is_met_before_it_is_published(desk):
    reference = desk.begun("red")
    for person in (desk.stranger, desk.commission, desk.entity, desk.reviewer):
        with pytest.raises(NotFound):
            desk.read(reference, person)
    drafting.submit(desk.by(desk.clerk), desk.asked(reference))
    for person in (desk.stranger, desk.commission, desk.entity):
        with pytest.raises(NotFound):
            desk.read(reference, person)
    assert desk.read(reference, desk.reviewer).state == "submitted"
    assert not Record.objects.filter(database=NOTICES).exists()


def test_a_hub_whose_policy_shows_requests_marks_them_on_the_card(desk, settings, monkeypatch):
    monkeypatch.setattr(settings.HUB.configuration.organisation, "shows_requests", True)
    guard = desk.work.person("guard", "QMA", Role.FRONTLINE)
    first, second = desk.begun("red"), desk.begun("red")
    do(desk, desk.clerk, drafting.submit, first)
    assert told(desk, guard) == "being_processed"
    do(desk, desk.clerk, drafting.withdraw, first)
    assert told(desk, guard) == ""
    do(desk, desk.clerk, drafting.submit, second)
    do(desk, desk.reviewer, reviewing.take_up, second)
    desk.translate(second)
    do(desk, desk.reviewer, reviewing.publish, second)
    assert told(desk, guard) == "wanted"


def test_who_asked_does_not_judge_nor_a_national_of_either_country(desk):
    reference = desk.submitted("red")
    for country in ("UTO", "QMB"):
        Reviewer.objects.filter(person=desk.second).update(nationalities=[country])
        with pytest.raises(NotAllowed, match="recused"):
            do(desk, desk.second, reviewing.take_up, reference)
    Reviewer.objects.filter(person=desk.second).delete()
    with pytest.raises(NotAllowed, match="nationality"):
        do(desk, desk.second, reviewing.take_up, reference)
    own = desk.begun("orange", person=desk.work.person("own", "XPO", Role.SECRETARIAT))
    author = people.person("own")
    do(desk, author, drafting.submit, own)
    Reviewer.objects.create(person=author, nationalities=["QZZ"])
    with pytest.raises(NotAllowed, match="else must judge"):
        do(desk, author, reviewing.take_up, own)


def test_what_the_rules_refuse_only_the_legal_reviewer_overrides_by_name(desk):
    reference = desk.in_review("red", refugee_from=("UTO",))
    with pytest.raises(Conflict, match="rules refuse"):
        do(desk, desk.reviewer, reviewing.publish, reference)
    with pytest.raises(NotAllowed):
        do(desk, desk.reviewer, reviewing.publish, reference, "2", override=True)
    with pytest.raises(Conflict):
        do(desk, desk.legal, reviewing.publish, reference, "2")
    with pytest.raises(Invalid):
        do(desk, desk.legal, reviewing.publish, reference, override=True)
    do(desk, desk.legal, reviewing.publish, reference, "2", override=True)
    step = desk.read(reference).steps.get(move="publish")
    assert step.is_override
    assert step.by == desk.by(desk.legal).actor.name
    assert "asylum.refugee" in {one["rule"] for one in step.findings if one["verdict"] == "fail"}
    assert step.rules_version
    assert step.matcher_version


def test_a_request_referred_is_decided_by_the_legal_reviewer_alone(desk):
    reference = desk.in_review("red")
    do(desk, desk.reviewer, reviewing.refer, reference)
    for action in (reviewing.publish, reviewing.refuse):
        with pytest.raises(NotAllowed):
            do(desk, desk.second, action, reference, "83")
    do(desk, desk.legal, reviewing.refuse, reference, "83")
    assert desk.read(reference).steps.get(move="refuse").level == 2


def test_a_refused_request_is_recognised_when_it_comes_again(desk):
    first = desk.in_review("red")
    do(desk, desk.reviewer, reviewing.refuse, first, "3")
    desk.clock.advance(timedelta(days=91))
    ending.pass_time(desk.work.hub, desk.clock)
    assert desk.read(first).state == "deleted"
    assert Trace.objects.filter(notice__reference=first).count() == 2
    assert b"vellamo" not in b"".join(bytes(each.digest) for each in Trace.objects.all())
    again = desk.in_review("red")
    with pytest.raises(Conflict, match="rules refuse"):
        do(desk, desk.reviewer, reviewing.publish, again)


def test_a_barred_bureau_asks_for_nothing(desk):
    Barred.objects.create(
        bureau_id="UTO", until=date(2026, 12, 1), reason="x", by="hub", at=desk.clock.now()
    )
    reference = desk.begun("red")
    with pytest.raises(Conflict, match="may not ask"):
        do(desk, desk.clerk, drafting.submit, reference)
    desk.clock.advance(timedelta(days=31))
    do(desk, desk.clerk, drafting.submit, reference)


def test_an_incomplete_request_is_saved_and_not_submitted(desk):
    reference = desk.begun("red", body={})
    with pytest.raises(Invalid) as refused:
        do(desk, desk.clerk, drafting.submit, reference)
    assert "body.facts" in str(refused.value.problem())
    assert desk.read(reference, desk.clerk).state == "draft"


def test_an_urgent_request_is_published_in_its_own_language_first(desk):
    until = desk.clock.now() + timedelta(hours=5)
    Reviewer.objects.filter(person=desk.second).update(is_on_duty=True)
    reference = desk.submitted("yellow", urgent_until=until)
    item = Item.objects.get(bureau="XPO", kind="review_request")
    assert item.assigned_to_id == desk.second.pk
    do(desk, desk.second, reviewing.take_up, reference)
    do(desk, desk.second, reviewing.publish, reference)
    notice = desk.read(reference)
    assert notice.translations_due == desk.clock.now() + timedelta(hours=24)
    slow = desk.submitted("yellow")
    do(desk, desk.second, reviewing.take_up, slow)
    with pytest.raises(Conflict, match="Translations"):
        do(desk, desk.second, reviewing.publish, slow)


def test_information_is_asked_for_and_given(desk):
    reference = desk.in_review("red")
    do(desk, desk.reviewer, reviewing.ask_information, reference, reason="Where was he seen?")
    assert desk.read(reference).information_due is not None
    assert Item.objects.filter(bureau="UTO", text="Where was he seen?").exists()
    do(desk, desk.clerk, drafting.answer, reference)
    assert desk.read(reference).state == "in_review"


def test_a_change_is_published_by_somebody_else_than_who_proposed_it(desk):
    guard = desk.work.person("guard", "QMA", Role.FRONTLINE)
    reference = desk.published("red")
    notice = desk.read(reference)
    person = notice.person | {"birth_date": "1984-06-03"}
    do(
        *(desk, desk.clerk, keeping.propose, reference),
        person=person,
        body=notice.body,
        is_addendum=False,
    )
    assert desk.work.ask(guard, JOREN).hits[0].card["birth_date"] == "1984-06-02"
    with pytest.raises(Conflict, match="Another change"):
        do(
            *(desk, desk.clerk, keeping.propose, reference),
            person=person,
            body=notice.body,
            is_addendum=True,
        )
    do(desk, desk.reviewer, keeping.publish_change, reference)
    assert desk.work.ask(guard, JOREN).hits[0].card["birth_date"] == "1984-06-03"
    with pytest.raises(Conflict, match="No change"):
        do(desk, desk.reviewer, keeping.refuse_change, reference, "83")


def test_a_reopened_notice_is_hidden_meanwhile_and_decided_by_the_legal_reviewer(desk):
    guard = desk.work.person("guard", "QMA", Role.FRONTLINE)
    reference = desk.published("red")
    do(desk, desk.commission, reopening.reopen, reference, ground="asylum", suspends=True)
    assert told(desk, guard) == ""
    with pytest.raises(NotAllowed):
        do(desk, desk.clerk, keeping.restore, reference)
    with pytest.raises(Conflict):
        do(desk, desk.legal, reopening.reopen, reference, ground="acquittal", suspends=False)
    do(desk, desk.legal, reopening.uphold, reference, "2")
    assert told(desk, guard) == "wanted"
    do(desk, desk.clerk, reopening.reopen, reference, ground="acquittal", suspends=False)
    assert told(desk, guard) == "wanted"
    do(
        *(desk, desk.legal, keeping.cancel, reference, "81"),
        why=Deletion.ACQUITTED_OR_WARRANT_CANCELLED,
    )
    assert told(desk, guard) == ""


def test_a_notice_renewed_twice_is_answered_eleven_years_after_its_publication(desk):
    reference = desk.published("red")
    first = desk.clock.now().date()
    for asked, end in (
        ((2031, 6), date(2036, 5, 31)),
        ((2036, 2), date(2041, 1, 31)),
    ):
        desk.clock.moment = desk.clock.moment.replace(year=asked[0], month=asked[1])
        assert ending.pass_time(desk.work.hub, desk.clock) == 1
        assert desk.read(reference).state == "review_due"
        with pytest.raises(Invalid):
            do(desk, desk.clerk, keeping.renew, reference, until=date(2099, 1, 1))
        do(desk, desk.clerk, keeping.renew, reference, until=end)
    desk.clock.moment = desk.clock.moment.replace(year=first.year + 11, month=11, day=30)
    ending.pass_time(desk.work.hub, desk.clock)
    row = record(desk, reference)
    assert desk.read(reference).state == "published"
    assert row.retention_until > desk.clock.now().date()
    assert (row.status, desk.read(reference).steps.filter(move="renew").count()) == (1, 2)


def test_silence_ends_a_notice_and_deletes_it(desk):
    reference = desk.published("red")
    notice = desk.read(reference)
    desk.clock.moment = desk.clock.moment.replace(year=2031, month=11, day=2)
    assert ending.pass_time(desk.work.hub, desk.clock) >= 1
    ending.pass_time(desk.work.hub, desk.clock)
    assert desk.read(reference).state == "deleted"
    assert Record.objects.get(database=NOTICES, id=notice.record).body == b""


def test_a_record_withdrawn_at_the_records_desk_ends_its_notice(desk):
    reference = desk.published("red")
    ref = Ref("notices", desk.read(reference).record)
    records.withdraw(desk.by(desk.clerk), ref, reason=Deletion.SOURCE_REQUEST)
    ending.pass_time(desk.work.hub, desk.clock)
    assert desk.read(reference).state in {"cancelled", "deleted"}


def test_a_diffusion_reaches_its_recipients_and_nobody_else(desk):
    guards = {
        code: desk.work.person(f"guard-{code}", code, Role.FRONTLINE) for code in ("QMA", "QMB")
    }
    reference = desk.begun("red", "diffusion", recipients=("QMA",))
    do(desk, desk.clerk, diffusing.circulate, reference)
    assert [told(desk, guards[code]) for code in ("QMA", "QMB")] == ["wanted", ""]
    assert Item.objects.filter(bureau="QMA", kind="announcement").count() == 1
    assert not Item.objects.filter(bureau="QMB").exists()
    assert Item.objects.filter(bureau="XPO", kind="review_request").exists()
    operator = By(actor=people.operator(), clock=desk.clock, reason="joins")
    bureaus.add_bureau(operator, "QMZ", names={"en": "A bureau that joins later"})
    newcomer = desk.work.person("newcomer", "QMZ", Role.FRONTLINE)
    assert told(desk, newcomer) == ""
    do(desk, desk.reviewer, diffusing.confirm, reference)
    assert desk.read(reference).is_confirmed


def test_recipients_of_a_diffusion_found_unlawful_are_told_to_delete_it(desk):
    guard = desk.work.person("guard", "QMA", Role.FRONTLINE)
    reference = desk.begun("red", "diffusion", refugee_from=("UTO",))
    with pytest.raises(Conflict, match="rules refuse"):
        do(desk, desk.clerk, diffusing.circulate, reference)
    do(desk, desk.clerk, diffusing.circulate, reference, override=True)
    assert told(desk, guard) == "wanted"
    do(desk, desk.reviewer, keeping.cancel, reference, "2", why=Deletion.NON_COMPLIANT_ART2)
    assert told(desk, guard) == ""
    assert set(Item.objects.filter(kind="receipt").values_list("bureau", flat=True)) == {
        *("QMA", "QMB", "QXE", "XPO")
    }
    assert Trace.objects.filter(state=State.CANCELLED).exists()


def test_a_country_that_is_excluded_is_told_nothing(desk):
    guard = desk.work.person("guard", "QMA", Role.FRONTLINE)
    desk.published("orange", restricted=("QMA",))
    desk.published("red", restricted=("QMA",))
    assert told(desk, guard) == ""
    assert not Item.objects.filter(bureau="QMA").exists()
    assert Item.objects.filter(bureau="QMB").exists()


def test_the_same_request_key_moves_a_notice_once(desk):
    reference = desk.begun("red")
    asked = desk.asked(reference)
    by = replace(desk.by(desk.clerk), request_key="k1")
    assert drafting.submit(by, asked).position == drafting.submit(by, asked).position
    with pytest.raises(Conflict):
        drafting.submit(desk.by(desk.clerk), asked)
    assert Notice.objects.get(reference=reference).steps.filter(move="submit").count() == 1


def test_whoever_opens_a_notice_leaves_a_line_in_the_journal(desk):
    reference = desk.submitted("red")
    for person in (desk.clerk, desk.reviewer, desk.legal):
        opened(desk.by(person), reference)
    with pytest.raises(NotFound):
        opened(desk.by(desk.stranger), reference)
    lines = Act.objects.filter(what="notice_read", about=reference)
    assert [line.bureau for line in lines.order_by("pk")] == ["UTO", "XPO", "XPO"]
