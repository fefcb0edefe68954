"""A hub where people work, for the tests of every desk."""

import pytest


@pytest.fixture
def work(hub, tmp_path, bureaus, settings, monkeypatch):
    """Officers can be made, records added and asked for; pages answer from the same service."""
    # Models can be imported only after `start`.
    from tests.desks.at_work import at_work  # noqa: PLC0415

    from entraide.desks.checks import asking  # noqa: PLC0415

    with at_work(hub, tmp_path / "hub", settings) as found:
        monkeypatch.setattr(asking, "service", lambda: found.service)
        yield found
