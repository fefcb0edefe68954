"""A hub in a temporary folder for this process's tests, its clock, and the bureaus on it."""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

from entraide.clock import SetClock
from entraide.desks.start import start
from entraide.hub import Hub

# A first call reads tables, and the machine may be busy: neither is a failure.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

FOLDER = Path(tempfile.mkdtemp(prefix="entraide-tests-"))
HUB_TOML = """\
format = 1

[organisation]
id = "test"
secretariat = "XPO"
is_demo = true

[organisation.name]
en = "Test organisation"
fr = "Organisation d'essai"
es = "Organización de prueba"
ar = "منظمة تجريبية"
"""

(FOLDER / "hub.toml").write_text(HUB_TOML, "utf-8")
Hub(FOLDER).make_keys()


def pytest_configure(config):
    start(Hub(FOLDER))
    # Not passed on to the processes of a parallel run: each has a hub of its own.
    del os.environ["DJANGO_SETTINGS_MODULE"]
    # The tests' databases are the hub's own files, so that acts, commands and pages share them.
    for database in settings.DATABASES.values():
        database.setdefault("TEST", {})["NAME"] = database["NAME"]


def pytest_unconfigure(config):
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Nothing: each process of a parallel run has its own hub already."""


@pytest.fixture(scope="session")
def hub():
    """The hub of this process's tests; its truth is there for tests marked `django_db`."""
    return Hub(FOLDER)


@pytest.fixture
def clock():
    """A clock that stands at noon of 2 March 2026 until a test moves it."""
    return SetClock(datetime(2026, 3, 2, 12, 0, tzinfo=UTC))


@pytest.fixture
def bureaus(db, clock):
    """Three members of fictional states, an international entity and the secretariat, by code."""
    # Models can be imported only after `start`.
    from entraide.desks.bureaus import actions, queries  # noqa: PLC0415
    from entraide.desks.records.writing import By  # noqa: PLC0415

    operator = By(actor=queries.operator(), clock=clock, reason="set-up")
    for code, kind in {
        "UTO": "member",
        "QMA": "member",
        "QMB": "member",
        "QXE": "international_entity",
        "XPO": "secretariat",
    }.items():
        actions.add_bureau(operator, code, kind=kind, names={"en": f"Bureau of {code}"})
    return {bureau.code: bureau for bureau in queries.bureaus()}
