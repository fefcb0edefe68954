"""A hub whose index lies in a folder of one test."""

import pytest

from entraide.engine.databases import databases
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.index.follow import Follower
from entraide.hub import Hub


@pytest.fixture
def indexed(hub, tmp_path, bureaus, clock, settings):
    """That hub and its index, built over the truth; acts hide in it what they hide."""
    # Models can be imported only after `start`.
    from entraide.desks.records.feed import TruthFeed  # noqa: PLC0415

    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "hub.toml").write_bytes(hub.configuration_file.read_bytes())
    settings.HUB = other = Hub(folder)
    other.make_keys()
    index = LmdbIndex(other.index_folder, {each.code: each for each in databases()})
    Follower(index, TruthFeed(), clock=clock).rebuild()
    return other, index
