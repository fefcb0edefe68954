"""A hub with those who meet a notice: clerks, reviewers, the legal reviewer, the commission."""

import pytest


@pytest.fixture
def desk(work):
    """The notices desk of this hub, and people for every part."""
    # Models can be imported only after `start`.
    from tests.desks.notices.at_desk import AtDesk  # noqa: PLC0415

    return AtDesk(work)
