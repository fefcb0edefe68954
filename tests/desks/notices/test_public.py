"""From the desk to the public: what is published there with consent is found, and then gone."""

import pytest
from django.test import Client
from tests.desks.notices.at_desk import BASES

from entraide.desks.notices.actions import keeping
from entraide.engine.schema.vocabulary import Deletion

pytestmark = pytest.mark.django_db(databases="__all__")


def found(client):
    return client.get("/notices/v1/yellow", {"name": "LIND"}).json()["total"]


def test_a_notice_of_the_desk_is_public_by_consent_and_gone_when_it_is_cancelled(desk):
    client = Client()
    desk.published("yellow")
    assert found(client) == 0
    consenting = BASES["yellow"]["body"] | {"public_extract": True}
    reference = desk.published("yellow", body=consenting)
    assert found(client) == 1
    path = f"/notices/v1/yellow/{desk.read(reference).entity_id.replace('/', '-')}"
    told = client.get(path).json()
    assert told["name"].upper() == "LIND"
    assert "facts" not in str(told)
    done = keeping.suspend(desk.by(desk.reviewer), desk.asked(reference))
    assert done.hides
    assert found(client) == 0
    keeping.restore(desk.by(desk.legal), desk.asked(reference))
    assert found(client) == 1
    keeping.cancel(desk.by(desk.clerk), desk.asked(reference), why=Deletion.PURPOSE_ACHIEVED)
    assert found(client) == 0
    assert client.get(path).status_code == 410
