import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse

from entraide.desks.problems import Problems
from entraide.desks.settings import postgresql
from entraide.desks.start import start
from entraide.errors import Conflict, Malformed
from entraide.hub import Hub


def test_a_process_serves_one_hub_only(hub, tmp_path):
    start(hub)
    with pytest.raises(Conflict):
        start(Hub(tmp_path))


@pytest.mark.django_db
def test_the_truth_is_written_through_to_the_disk():
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


def test_sessions_lie_apart_from_the_truth(hub):
    assert settings.DATABASES["work"]["NAME"] == str(hub.work_file)
    assert settings.DATABASES["default"]["NAME"] == str(hub.truth_file)


def test_a_postgresql_address_becomes_djangos_settings():
    found = postgresql("postgresql://entraide@db1:5433/truth?sslmode=verify-full")
    assert (found["USER"], found["HOST"], found["PORT"], found["NAME"]) == (
        "entraide",
        "db1",
        "5433",
        "truth",
    )
    assert found["OPTIONS"] == {"sslmode": "verify-full"}
    with pytest.raises(Malformed):
        postgresql("mysql://x/y")


@pytest.mark.django_db
def test_a_page_lets_nothing_in_from_elsewhere(client):
    response = client.get("/")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db(databases=["default", "work"])
def test_the_migrations_make_the_tables_that_the_models_name():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_is_told_in_the_readers_language_and_form(client):
    page = client.get("/nowhere", headers={"accept": "text/html", "accept-language": "en"})
    assert page.status_code == 404
    assert "There is nothing here under this reference." in page.content.decode()
    document = client.get("/nowhere", headers={"accept": "application/problem+json"})
    assert document.headers["Content-Type"] == "application/problem+json"
    assert document.json()["code"] == "not_found"


def test_our_errors_become_pages_and_what_nobody_foresaw_does_not(rf):
    edge = Problems(lambda _request: HttpResponse())
    request = rf.get("/", headers={"accept": "application/json"})
    response = edge.process_exception(request, Conflict())
    assert (response.status_code, b"conflict" in response.content) == (409, True)
    assert edge.process_exception(request, ValueError("bug")) is None
