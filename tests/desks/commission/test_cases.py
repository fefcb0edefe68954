"""The commission's sealed room: from the public form to the answer, unseen by who is not asked."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.signed_in import sign_in

from entraide.desks.commission import actions, queries
from entraide.desks.commission.actions import OUTCOMES, _after
from entraide.desks.commission.models import Case, OwnerQuestion, Step
from entraide.desks.commission.sealing import Applied
from entraide.desks.commission.verifying import first_changed
from entraide.desks.inbox.models import Item
from entraide.desks.records.models import Act
from entraide.engine.schema.vocabulary import Role
from entraide.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db(databases="__all__")

SECRET = "Quillfeather"
WRITTEN = {
    "kind": "access",
    "names": f"Ada {SECRET}",
    "birth_date": "1987-05-01",
    "nationality": "Utopia",
    "identity": "Passport X1234567, Utopia",
    "contact": "ada@example.org",
    "text": f"I was stopped at Puerto Claro. {SECRET}",
}


@pytest.fixture
def member(work):
    from entraide.desks.bureaus import actions as bureaus  # noqa: PLC0415
    from entraide.desks.bureaus import queries as people  # noqa: PLC0415
    from entraide.desks.records.writing import By  # noqa: PLC0415

    operator = By(actor=people.operator(), clock=work.clock, reason="set-up")
    bureaus.add_bureau(operator, "QCC", kind="commission", names={"en": "Commission"})
    return work.person("member", "QCC", Role.COMMISSION)


@pytest.fixture
def acting(work, member):
    def as_member(reason=""):
        return work.acts_as(member, reason=reason)

    return as_member


def received(work, kind="access"):
    told = {name: value for name, value in WRITTEN.items() if name != "kind"}
    return actions.receive(work.clock, kind, Applied(**told), language="en")


def everything(client, addresses):
    return "".join(client.get(address).content.decode() for address in addresses)


def test_a_request_goes_from_the_public_form_to_its_answer(work, client, member):
    sent = client.post("/commission/request/", WRITTEN)
    reference, code = sent.context["reference"], sent.context["code"]
    known = {"reference": reference, "code": code}
    assert client.post("/commission/standing/", known).context["found"].case.state == "received"
    sign_in(client, member)
    assert SECRET in client.get(f"/commission/cases/{reference}/").content.decode()
    for what, told in (
        ("admit", {"text": ""}),
        ("ask", {"bureau": "UTO", "text": "What do you hold?"}),
    ):
        assert client.post(f"/commission/cases/{reference}/{what}/", told).status_code == 302
    owner = work.person("owner", "UTO")
    number = OwnerQuestion.objects.get().pk
    answered = sign_in(client, owner).post(
        f"/commission/questions/{number}/", {"consents": "yes", "text": "One record."}
    )
    assert answered.status_code == 302
    sign_in(client, member)
    told = {"outcome": "disclosed", "text": "Your passport is recorded as lost since 2026."}
    assert client.post(f"/commission/cases/{reference}/decide/", told).status_code == 302
    client.logout()
    page = client.post("/commission/standing/", known).content.decode()
    assert "recorded as lost" in page


def test_before_it_is_asked_no_bureau_and_no_secretariat_learns_of_a_case(work, client, acting):
    reference, _code = received(work)
    actions.admit(acting(), reference)
    for bureau, role in (("UTO", Role.BUREAU), ("XPO", Role.SECRETARIAT), ("XPO", Role.AUDITOR)):
        person = work.person(f"p-{bureau}-{role}", bureau, role, administers=role != Role.AUDITOR)
        sign_in(client, person)
        for address in ("/commission/cases/", f"/commission/cases/{reference}/"):
            assert client.get(address).status_code == 403
        assert client.get("/commission/questions/1/").status_code == 404
        seen = everything(client, ["/audit/journal/", "/audit/", "/inbox/", "/command/"])
        assert reference not in seen
        assert SECRET not in seen
    assert not Act.objects.filter(about__contains=reference).exists()
    assert not Item.objects.exists()


def test_the_hubs_operator_is_no_member(work, member):
    from entraide.desks.bureaus import queries as people  # noqa: PLC0415

    received(work)
    with pytest.raises(NotAllowed):
        queries.cases(people.operator())


def test_only_the_bureau_that_was_asked_reads_the_question(work, client, acting):
    reference, _code = received(work)
    actions.admit(acting(), reference)
    actions.ask_owner(acting("What do you hold on her?"), reference, "UTO")
    number = OwnerQuestion.objects.get().pk
    address = f"/commission/questions/{number}/"
    assert sign_in(client, work.person("asked", "UTO")).get(address).status_code == 200
    assert SECRET not in client.get(address).content.decode()
    assert sign_in(client, work.person("other", "QMA")).get(address).status_code == 404
    guard = work.person("guard", "UTO", Role.FRONTLINE)
    assert sign_in(client, guard).get(address).status_code == 404
    assert Item.objects.filter(bureau="UTO").count() == 1
    assert not Item.objects.exclude(bureau="UTO").exists()


def test_a_refused_disclosure_and_nothing_found_read_the_same_to_the_byte(work, client, acting):
    pages = []
    for consents in (None, False):
        reference, code = received(work)
        actions.admit(acting(), reference)
        if consents is False:
            actions.ask_owner(acting("What do you hold?"), reference, "UTO")
            question = OwnerQuestion.objects.get()
            owner = work.acts_as(work.person("owner", "UTO"), reason="Secret source.")
            actions.answer_owner(owner, question.pk, consents=False)
            with pytest.raises(Conflict):
                actions.decide(acting("It says"), reference, Case.Outcome.DISCLOSED)
        actions.decide(acting("We looked."), reference, Case.Outcome.NEUTRAL)
        page = client.post("/commission/standing/", {"reference": reference, "code": code})
        text = page.content.decode().replace(reference, "CR")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text))
    assert pages[0] == pages[1]


def test_a_wrong_code_and_an_unknown_reference_read_the_same(work, client):
    reference, code = received(work)
    pages = [
        client.post("/commission/standing/", {"reference": given, "code": wrong})
        for given, wrong in ((reference, "2222-3333-4444-5555"), ("CR-2222-3333", code))
    ]
    assert pages[0].context["form"].errors == pages[1].context["form"].errors
    with pytest.raises(NotFound):
        queries.standing(reference, "")


def test_what_was_written_lies_sealed(work, acting):
    reference, code = received(work)
    actions.admit(acting(f"About {SECRET}"), reference)
    row = Case.objects.get()
    kept = bytes(row.sealed) + b"".join(bytes(step.text) for step in Step.objects.all())
    assert SECRET.encode() not in kept
    assert code not in row.code


def test_deadlines_are_thirty_days_then_four_or_nine_months(work, acting):
    for kind, months in (("access", 4), ("deletion", 9)):
        reference, _code = received(work, kind)
        row = queries.case(acting().actor, reference)
        assert (row.due_on - row.received_at.date()).days == 30
        actions.admit(acting(), reference)
        row = queries.case(acting().actor, reference)
        assert row.due_on == _after(row.admitted_at.date(), months)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 24))
def test_months_later_is_the_same_day_or_the_months_last(day, months):
    after = _after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day <= day.day


@pytest.mark.parametrize("kind", list(Case.Kind))
def test_what_cannot_be_decided_on_a_request_is_refused(work, acting, kind):
    reference, _code = received(work, kind)
    with pytest.raises(Conflict):
        actions.decide(acting("Reasons"), reference, Case.Outcome.GRANTED)
    actions.admit(acting(), reference)
    for outcome in set(Case.Outcome) - OUTCOMES[kind]:
        with pytest.raises(Invalid):
            actions.decide(acting("Reasons"), reference, outcome)


def test_an_order_reaches_the_secretariat_and_says_only_what_the_commission_wrote(work, acting):
    reference, _code = received(work, "deletion")
    actions.admit(acting(), reference)
    actions.order(acting("Delete SLTD-AAAA-BBBB within a week."), reference)
    item = Item.objects.get()
    assert item.bureau_id == "XPO"
    assert item.text == "Delete SLTD-AAAA-BBBB within a week."
    assert SECRET not in str(item.told)


def test_the_commissions_own_chain_shows_a_changed_or_missing_step(work, acting):
    reference, _code = received(work)
    actions.admit(acting("Complete."), reference)
    actions.decide(acting("We looked."), reference, Case.Outcome.NEUTRAL)
    assert first_changed() is None
    second = Step.objects.order_by("pk")[1]
    Step.objects.filter(pk=second.pk).update(actor="person:99")
    assert first_changed() == second.pk
    Step.objects.filter(pk=second.pk).delete()
    assert first_changed() is not None


@pytest.mark.parametrize("field", ["names", "birth_date", "contact", "text", "kind"])
def test_a_missing_answer_is_told_at_its_field(client, db, field):
    page = client.post("/commission/request/", WRITTEN | {field: ""})
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Case.objects.exists()
