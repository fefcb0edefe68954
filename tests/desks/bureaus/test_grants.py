"""Who takes part, and what each was granted: by whom, how much, until when."""

from datetime import timedelta

import pytest
from tests.acting import actor

from entraide.desks.bureaus import actions, granting, queries
from entraide.desks.bureaus.actions import Contact
from entraide.desks.bureaus.granting import Terms
from entraide.desks.bureaus.members import ENTITIES, admit_members, members
from entraide.desks.bureaus.models import ApiKey, Bureau, Grant
from entraide.desks.records.feed import TruthFeed
from entraide.desks.records.models import Act, Note
from entraide.desks.records.writing import By
from entraide.engine.check.grants import Grants, digest
from entraide.engine.schema.state import NotePut, Position
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import Conflict, Invalid, NotAllowed, NotAuthenticated, NotFound
from entraide.language import LANGUAGES

pytestmark = pytest.mark.django_db

BORDER = Terms(
    role=Role.FRONTLINE,
    databases=frozenset({"travel_documents", "notices", "vehicles"}),
    purposes=frozenset({Purpose.BORDER_MANAGEMENT}),
)
DESK = Terms(
    role=Role.BUREAU,
    databases=frozenset({"travel_documents", "persons"}),
    writes=frozenset({"travel_documents", "persons"}),
    purposes=frozenset(Purpose),
    clearance=2,
    administers=True,
)


class Notes:
    """The notes as an index would hold them, from the feed."""

    def note(self, name):
        found = None
        for change in TruthFeed().since(Position(TruthFeed().head().epoch, 0), 1000):
            if isinstance(change.what, NotePut) and change.what.name == name:
                found = change.what.value
        return found


@pytest.fixture
def operator(bureaus, clock):
    return By(actor=queries.operator(), clock=clock, reason="set-up")


@pytest.fixture
def chief(operator, clock):
    """The administrator of a bureau, as a person of the truth."""
    actions.admit_person(operator, "chief", bureau="UTO", full_name="C. Hief", unit="NCB")
    granting.grant_person(operator, "chief", DESK)
    return By(actor=queries.actor(queries.person("chief"), clock.now()), clock=clock)


def test_a_person_acts_under_a_grant_and_within_it(chief):
    someone = chief.actor
    assert (someone.bureau, someone.unit, someone.role) == ("UTO", "NCB", Role.BUREAU)
    assert someone.databases == DESK.databases
    assert someone.writes == DESK.writes
    assert someone.administers


def test_a_bureau_admits_and_grants_within_itself_only(chief, clock):
    actions.admit_person(chief, "guard", bureau="UTO", full_name="G. Uard", unit="AIRPORT")
    granting.grant_person(chief, "guard", BORDER)
    guard = queries.actor(queries.person("guard"), clock.now())
    assert (guard.role, guard.writes) == (Role.FRONTLINE, frozenset())
    with pytest.raises(NotAllowed):
        actions.admit_person(chief, "spy", bureau="QMA", full_name="S. Py")
    with pytest.raises(NotAllowed):
        granting.grant_system(chief, "QMA", "Border system", BORDER)
    with pytest.raises(NotAllowed):
        actions.set_contact(chief, "QMA", phone="+999 1")
    with pytest.raises(NotAllowed):
        actions.add_bureau(chief, "QMC", kind="member", names={})


def test_nobody_grants_himself(chief):
    with pytest.raises(NotAllowed):
        granting.grant_person(chief, "chief", BORDER)


@pytest.mark.parametrize(
    "terms",
    [
        Terms(role=Role.SECRETARIAT, databases=frozenset(), purposes=frozenset(Purpose)),
        Terms(role=Role.FRONTLINE, databases=frozenset({"dna"}), purposes=frozenset(Purpose)),
        Terms(
            role=Role.FRONTLINE,
            databases=frozenset(),
            writes=frozenset({"vehicles"}),
            purposes=frozenset(Purpose),
        ),
        Terms(
            role=Role.BUREAU,
            databases=frozenset(),
            writes=frozenset({"travel_documents_under_notice"}),
            purposes=frozenset(Purpose),
        ),
        Terms(role=Role.BUREAU, databases=frozenset(), purposes=frozenset(Purpose), clearance=3),
        Terms(role=Role.BUREAU, databases=frozenset(), purposes=frozenset()),
    ],
)
def test_nobody_grants_more_than_the_bureau_or_he_himself_has(chief, terms):
    actions.admit_person(chief, "guard", bureau="UTO", full_name="G. Uard")
    with pytest.raises(Invalid):
        granting.grant_person(chief, "guard", terms)
    assert Grant.objects.count() == 1


def test_an_entity_is_granted_what_its_agreement_names_only(operator):
    actions.add_bureau(
        operator, "QXE", kind="international_entity", names={}, databases=["firearms"]
    )
    customs = Terms(
        role=Role.CUSTOMS, databases=frozenset({"firearms"}), purposes=frozenset(Purpose)
    )
    with pytest.raises(Conflict):  # nobody could be told of a hit
        granting.grant_system(operator, "QXE", "Customs", customs)
    for code in ("QXE", "XPO"):
        actions.set_contact(operator, code, email=f"desk.{code.lower()}@example.org")
    granting.grant_system(operator, "QXE", "Customs", customs)
    wider = Terms(
        role=Role.CUSTOMS,
        databases=frozenset({"firearms", "firearms_reference"}),
        purposes=frozenset(Purpose),
    )
    with pytest.raises(Invalid):
        granting.grant_system(operator, "QXE", "Customs", wider)


def test_a_systems_key_answers_until_it_or_its_grant_is_revoked(operator, clock):
    made = granting.grant_system(operator, "UTO", "Border system", BORDER, unit="BORDER")
    token, key = granting.make_key(operator, made.about, label="gate 1")
    other, _ = granting.make_key(operator, made.about)
    asker = Grants().of_key(token, Notes(), clock.now())
    assert (asker.country, asker.unit, asker.is_system) == ("UTO", "BORDER", True)
    assert queries.actor_of_key(token, clock.now()).name == key.about
    assert token not in str(list(ApiKey.objects.values()) + list(Note.objects.values()))
    assert ApiKey.objects.filter(digest=digest(token)).exists()

    granting.revoke_key(operator, int(key.about.removeprefix("key:")))
    for reads in (
        lambda: Grants().of_key(token, Notes(), clock.now()),
        lambda: queries.actor_of_key(token, clock.now()),
    ):
        with pytest.raises(NotAuthenticated):
            reads()
    assert Grants().of_key(other, Notes(), clock.now())
    done = granting.revoke(operator, made.about)
    assert set(done.notes.values()) == {None}
    with pytest.raises(NotAuthenticated):
        Grants().of_key(other, Notes(), clock.now())
    with pytest.raises(Conflict):
        granting.make_key(operator, made.about)


def test_a_persons_grant_reaches_answers_and_ends_with_its_revocation(operator, chief, clock):
    name = chief.actor.grant
    asked = {"officer": "chief", "workstation": "ws-1"}
    assert Grants().of_person(name, Notes(), clock.now(), **asked).country == "UTO"
    with pytest.raises(Conflict):
        granting.make_key(operator, name)
    granting.revoke(operator, name)
    with pytest.raises(NotAuthenticated):
        Grants().of_person(name, Notes(), clock.now(), **asked)
    with pytest.raises(NotAuthenticated):
        queries.actor(queries.person("chief"), clock.now())


@pytest.mark.parametrize("end", ["until", "agreement_until"])
def test_a_grant_ends_with_itself_or_its_agreement(operator, clock, end):
    terms = Terms(
        role=Role.FRONTLINE,
        databases=BORDER.databases,
        purposes=BORDER.purposes,
        **{end: clock.now() + timedelta(days=1)},
    )
    made = granting.grant_system(operator, "UTO", "Border system", terms)
    token, _ = granting.make_key(operator, made.about)
    assert queries.actor_of_key(token, clock.now())
    clock.advance(timedelta(days=1))
    for reads in (
        lambda: Grants().of_key(token, Notes(), clock.now()),
        lambda: queries.actor_of_key(token, clock.now()),
    ):
        with pytest.raises(NotAuthenticated):
            reads()


def test_a_key_ends_when_it_was_to_end(operator, clock):
    made = granting.grant_system(operator, "UTO", "Border system", BORDER)
    soon = clock.now() + timedelta(hours=1)
    token, _ = granting.make_key(operator, made.about, expires_at=soon)
    clock.advance(timedelta(hours=1))
    with pytest.raises(NotAuthenticated):
        queries.actor_of_key(token, clock.now())
    with pytest.raises(NotAuthenticated):
        Grants().of_key(token, Notes(), clock.now())


def test_contacts_and_owner_wide_restrictions_reach_answers(operator, chief):
    done = actions.set_contact(chief, "UTO", phone="+999 555 0100", email="ncb@example.org")
    assert done.notes["contact/UTO"]["phone"] == "+999 555 0100"
    actions.restrict_owner(chief, "UTO", ["QMB", "QMA"])
    assert Notes().note("restrictions/UTO") == ["QMA", "QMB"]
    assert queries.owners_hiding_from("QMA") == ["UTO"]
    with pytest.raises(NotAllowed):
        actions.restrict_owner(By(actor=actor("QMA"), clock=chief.clock), "UTO", [])
    with pytest.raises(NotAllowed):  # only the owner lifts
        actions.restrict_owner(operator, "UTO", ["QMA"])
    with pytest.raises(Invalid):
        actions.restrict_owner(chief, "UTO", ["UTO"])
    actions.restrict_owner(chief, "UTO", [])
    assert Notes().note("restrictions/UTO") is None


def test_what_is_not_told_of_a_bureau_stays_as_it_was(operator):
    desk = Contact(phone="+999 1", email="desk@qxe.example")
    names = {"en": "Customs", "fr": "Douanes"}
    kind = "international_entity"
    actions.add_bureau(
        operator, "QXE", kind=kind, names=names, contact=desk, databases=["firearms"]
    )
    actions.add_bureau(operator, "QXE", names={"en": "The customs"})
    actions.set_contact(operator, "QXE", phone="+999 2")
    found = queries.bureau("QXE")
    assert (found.kind, found.databases) == (kind, ["firearms"])
    assert found.names == {"en": "The customs", "fr": "Douanes"}
    assert (found.phone, found.email) == ("+999 2", "desk@qxe.example")
    actions.add_bureau(operator, "QXE", names={}, databases=[])
    assert queries.bureau("QXE").databases == []


def test_every_act_about_rights_is_in_the_journal(operator, chief):
    made = granting.grant_system(chief, "UTO", "Border system", BORDER)
    _token, key = granting.make_key(chief, made.about)
    granting.revoke(chief, made.about)
    lines = Act.objects.filter(actor=chief.actor.name).order_by("pk")
    assert [(line.what, line.about) for line in lines] == [
        ("grant", made.about),
        ("make_key", key.about),
        ("revoke_key", key.about),
        ("revoke", made.about),
    ]


def test_what_is_not_there_is_not_found(operator):
    for act in (
        lambda: granting.revoke(operator, "g999"),
        lambda: granting.revoke(operator, "quite wrong"),
        lambda: granting.revoke_key(operator, 999),
        lambda: granting.grant_person(operator, "nobody", BORDER),
        lambda: actions.set_contact(operator, "ZZZ", phone="+999 1"),
        lambda: queries.person("nobody"),
        lambda: queries.bureau("ZZZ"),
    ):
        with pytest.raises(NotFound):
            act()


def test_accounts_grants_and_keys_of_another_bureau_are_not_there(operator, chief):
    actions.admit_person(operator, "almar", bureau="QMA", full_name="A. Lmar")
    made = granting.grant_system(operator, "QMA", "Border system", BORDER)
    _token, key = granting.make_key(operator, made.about)
    for act, missing in (
        (lambda name: granting.grant_person(chief, name, BORDER), "nobody"),
        (lambda name: actions.set_password(chief, name, "a gate by the river"), "nobody"),
        (lambda name: granting.revoke(chief, name), "g999"),
        (lambda name: granting.make_key(chief, name), "g999"),
        (lambda name: granting.revoke_key(chief, int(name.removeprefix("key:"))), "key:999"),
    ):
        others = {"nobody": "almar", "g999": made.about, "key:999": key.about}[missing]
        told = []
        for name in (others, missing):
            with pytest.raises(NotFound) as refused:
                act(name)
            told.append(refused.value.say().replace(name.removeprefix("key:"), "…"))
        assert told[0] == told[1]


def test_a_new_hub_has_194_members_named_in_every_language(operator):
    listed = dict(members())
    assert len(listed) == 194
    assert all(set(names) == set(LANGUAGES) and all(names.values()) for names in listed.values())
    assert listed["DEU"]["fr"] == "Allemagne"
    assert all(set(entity.names) == set(LANGUAGES) for entity in ENTITIES)


def test_admitting_the_members_again_adds_nobody_and_keeps_their_contacts(operator, monkeypatch):
    few = "DE:DEU FR:FRA"
    monkeypatch.setattr("entraide.desks.bureaus.members.MEMBERS", few)
    assert admit_members(operator, "XPO", {"en": "Secretariat"}) == 2 + len(ENTITIES)
    assert Bureau.objects.get(code="DEU").phone == ""  # nobody told us
    actions.set_contact(operator, "DEU", phone="+999 555 0199")
    assert admit_members(operator, "XPO", {"en": "Secretariat"}) == 0
    assert Bureau.objects.get(code="DEU").phone == "+999 555 0199"


def test_a_new_key_under_a_suspended_grant_opens_nothing_until_it_holds_again(operator, clock):
    grant = granting.grant_system(operator, "UTO", "Gate", BORDER).about
    row = Grant.objects.get(title="Gate")
    row.suspended_at = clock.now()
    row.save()
    token, _done = granting.make_key(operator, grant)
    with pytest.raises(NotAuthenticated):
        Grants().of_key(token, Notes(), clock.now())
