"""A hub whose index lies in a folder of one test."""

import shutil

import pytest

from entraide.engine.databases import databases
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.index.follow import Follower
from entraide.hub import Hub


@pytest.fixture
def unindexed(hub, tmp_path, bureaus, settings):
    """That hub and the place of its index, which nobody has built yet."""
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "hub.toml").write_bytes(hub.configuration_file.read_bytes())
    # With the process's own keys: the desks read each key once a process.
    shutil.copytree(hub.keys_folder, folder / "keys")
    settings.HUB = other = Hub(folder)
    return other, LmdbIndex(other.index_folder, {each.code: each for each in databases()})


@pytest.fixture
def indexed(unindexed, clock):
    """That hub and its index, built over the truth; acts hide in it what they hide."""
    # Models can be imported only after `start`.
    from entraide.desks.records.feed import TruthFeed  # noqa: PLC0415

    other, index = unindexed
    Follower(index, TruthFeed(), clock=clock).rebuild()
    return other, index
