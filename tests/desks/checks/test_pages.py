"""The check page as Django serves it: who may ask, and what is never shown."""

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from entraide.engine.schema.vocabulary import Purpose, Role

ADDRESSES = ["/", "/two-countries/"]


@pytest.fixture
def officer(bureaus, clock):
    """An officer of UTO who may ask about documents."""
    from entraide.desks.bureaus import actions, granting, queries  # noqa: PLC0415 - after Django started
    from entraide.desks.records.writing import By  # noqa: PLC0415

    by = By(actor=queries.operator(), clock=clock, reason="set-up")
    actions.admit_person(by, "guard", bureau="UTO", full_name="G. Uard")
    terms = granting.Terms(
        role=Role.FRONTLINE,
        databases=frozenset({"travel_documents"}),
        purposes=frozenset({Purpose.LOCATE}),
    )
    granting.grant_person(by, "guard", terms)
    return queries.person("guard")


@pytest.fixture
def real_hub(monkeypatch):
    """The same hub, no demonstration."""
    monkeypatch.setattr(settings.HUB.configuration.organisation, "is_demo", False)


@pytest.mark.django_db(databases="__all__")
@pytest.mark.usefixtures("real_hub")
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_real_hub_asks_who_it_is_first(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.django_db(databases="__all__")
@pytest.mark.usefixtures("real_hub")
def test_a_real_hub_has_no_cases_to_click(client):
    assert client.post("/cases/stolen_passport/").status_code == 404


@pytest.mark.django_db(databases="__all__")
@pytest.mark.usefixtures("real_hub")
def test_a_real_hub_shows_no_list_of_people_to_ask_as(client, officer):
    client.force_login(officer)
    page = client.get("/").content.decode()
    assert "Ask as" not in page
    assert officer.full_name in page


@pytest.mark.django_db(databases="__all__")
@pytest.mark.usefixtures("real_hub")
def test_a_grant_of_somebody_else_is_refused(client, officer):
    client.force_login(officer)
    asked = {"text": "X1234567 UTO", "purpose": "border_management", "as_whom": "g999999"}
    page = client.post("/", asked).content.decode()
    assert "This grant is not yours or no longer stands." in page


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("address", [*ADDRESSES, "/sign-in/"])
def test_a_form_without_its_token_is_refused(address):
    from django.test import Client  # noqa: PLC0415 - after Django started

    assert Client(enforce_csrf_checks=True).post(address, {"text": "x"}).status_code == 403


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("address", [*ADDRESSES, "/sign-in/"])
def test_pages_may_load_nothing_from_elsewhere_and_are_not_kept(client, address):
    response = client.get(address, follow=True)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert "<script>" not in response.content.decode()
    assert "style=" not in response.content.decode()


@pytest.mark.django_db(databases="__all__")
def test_what_was_typed_is_shown_as_text_never_as_markup(client, officer):
    client.force_login(officer)
    typed = "<script>alert(1)</script>"
    page = client.post("/", {"text": typed, "purpose": "locate", "as_whom": ""}).content.decode()
    assert typed not in page
    assert "&lt;script&gt;" in page


@pytest.mark.django_db(databases="__all__")
@given(
    text=st.text(max_size=700),
    purpose=st.sampled_from([*map(str, Purpose), "", "x"]),
    as_whom=st.text(max_size=20),
)
@hypothesis_settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_is_typed_gives_a_page(client, text, purpose, as_whom):
    asked = {"text": text, "purpose": purpose, "as_whom": as_whom}
    assert client.post("/", asked).status_code in {200, 302}
