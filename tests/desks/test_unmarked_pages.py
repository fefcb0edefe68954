"""Every page of every role, walked by its links, says nothing that is not marked."""

import pytest
from babel import Locale
from django.test import Client
from tests.acting import passport, person
from tests.pseudo import put_in_brackets, unmarked, words_of
from tests.signed_in import sign_in
from tools.rounds import reached

from entraide.engine.schema.vocabulary import Role
from entraide.language import LANGUAGES

pytestmark = pytest.mark.django_db(databases="__all__")
ROLES = {
    "head": ("UTO", Role.BUREAU, {"administers": True, "exports": True}),
    "officer": ("UTO", Role.FRONTLINE, {}),
    "secretariat": ("XPO", Role.SECRETARIAT, {"administers": True}),
    "commission": ("QCC", Role.COMMISSION, {}),
    "auditor": ("UTO", Role.AUDITOR, {}),
}

DOCUMENT = "Connect your border system in ten minutes"
"""The title of a document that is written in English only; its page marks the language."""


@pytest.fixture
def furnished(work):
    """Records, and a bureau for the commission."""
    from entraide.desks.bureaus import actions as bureaus  # noqa: PLC0415 - after Django started
    from entraide.desks.bureaus import queries as people  # noqa: PLC0415
    from entraide.desks.records.writing import By  # noqa: PLC0415

    operator = By(actor=people.operator(), clock=work.clock, reason="set-up")
    bureaus.add_bureau(operator, "QCC", kind="commission", names={"en": "Bureau of QCC"})
    work.record("travel_documents", passport())
    work.record("persons", person(), owner_ref="r-2")
    return work


def names():
    """What stands on pages as it is: invented names, those of languages, countries, programs."""
    from entraide.desks.guide.showcase import NAMES  # noqa: PLC0415 - after Django started

    found = {*NAMES, *LANGUAGES.values(), *Locale("en").territories.values()}
    people = (f"Officer {name}" for name in ROLES)
    bureaus = {"Test organisation", "Bureau of", "Testperson", *people}
    return sorted(found | bureaus | {"iARMS", "JSON Lines", DOCUMENT}, key=len, reverse=True)


def test_no_page_says_what_is_not_marked(furnished, monkeypatch):
    clients = {None: Client(headers={"Accept-Language": "en"})}
    for name, (bureau, role, told) in ROLES.items():
        person = furnished.person(name, bureau, role, **told)
        clients[name] = sign_in(Client(headers={"Accept-Language": "en"}), person)
    put_in_brackets(monkeypatch)
    known, left = set(), {}
    as_they_are = names()
    for client in clients.values():
        for page, _path, text in reached(asking(client), known=known):
            known.add(page)
            said = {each.strip() for each in words_of(text) if unmarked(each, names=as_they_are)}
            if said:
                left[page] = said
    assert not left
    assert {"checks:check", "records:record", "bureaus:people", "commission:cases"} <= known


def asking(client):
    """Gets a page as this client, and says where that ended."""

    def got(path):
        page = client.get(path, follow=True)
        end = page.redirect_chain[-1][0] if page.redirect_chain else path
        is_page = page.status_code == 200 and "html" in page.headers["Content-Type"]
        return end, page.content.decode() if is_page else ""

    return got
