"""People at the records desk: clerks of two bureaus, one of the front line, their records."""

from types import SimpleNamespace

import pytest
from tests.signed_in import sign_in

from entraide.engine.schema.vocabulary import Confidentiality, Purpose, Role


@pytest.fixture
def people(unindexed, clock, settings):
    """Whoever works at the desk, by name; the pages' clock is the tests'."""
    from entraide.desks.bureaus import actions, granting, queries  # noqa: PLC0415 - after Django started
    from entraide.desks.bureaus.granting import may_write  # noqa: PLC0415
    from entraide.desks.records.writing import By  # noqa: PLC0415
    from entraide.engine.databases import databases  # noqa: PLC0415

    settings.CLOCK = clock
    by = By(actor=queries.operator(), clock=clock, reason="set-up")
    for name, bureau, role, level in (
        ("clerk", "UTO", Role.BUREAU, Confidentiality.CONFIDENTIAL),
        ("trainee", "UTO", Role.BUREAU, Confidentiality.OFFICIAL_USE),
        ("other", "QMA", Role.BUREAU, Confidentiality.CONFIDENTIAL),
        ("guard", "UTO", Role.FRONTLINE, Confidentiality.CONFIDENTIAL),
    ):
        actions.admit_person(by, name, bureau=bureau, full_name=f"{name.title()} of {bureau}")
        terms = granting.Terms(
            role=role,
            databases=frozenset(each.code for each in databases() if role in each.asked_by),
            writes=frozenset(
                each.code
                for each in databases()
                if role is Role.BUREAU and may_write(each.written_by, role)
            ),
            exports=role is Role.BUREAU,
            purposes=frozenset(Purpose),
            clearance=level,
        )
        granting.grant_person(by, name, terms)
    return {each.username: each for each in queries.people()}


@pytest.fixture
def at_desk(people, client):
    """Signs the test's browser in as one of them."""
    return lambda name: sign_in(client, people[name])


@pytest.fixture
def clerk(people, clock):
    """The clerk as who acts."""
    from entraide.desks.bureaus import queries  # noqa: PLC0415
    from entraide.desks.records.writing import By  # noqa: PLC0415

    return By(actor=queries.actor(people["clerk"], clock.now()), clock=clock)


@pytest.fixture
def put(clerk):
    """Adds a record of UTO."""
    from tests.acting import passport, person  # noqa: PLC0415

    from entraide.desks.records import actions  # noqa: PLC0415
    from entraide.desks.records.envelope import Envelope  # noqa: PLC0415

    def add(database="travel_documents", ref="r-1", body=None, **envelope):
        body = body or (
            person() if database == "persons" else passport(f"C{abs(hash(ref)) % 10**7}")
        )
        return actions.add(
            clerk, database, owner="UTO", owner_ref=ref, body=body, envelope=Envelope(**envelope)
        )

    return add


@pytest.fixture
def read():
    """What a page holds: its text and the fields of its last form."""
    import re  # noqa: PLC0415

    def take(response):
        text = response.content.decode()
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
        return SimpleNamespace(text=text, status=response.status_code, hidden=hidden)

    return take
