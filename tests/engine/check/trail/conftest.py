"""A hub of its own for each test that needs files."""

import pytest

from entraide.hub import Hub


@pytest.fixture
def own_hub(tmp_path, hub):
    """A fresh hub on the machine's disk, with keys and nothing else."""
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "hub.toml").write_bytes(hub.configuration_file.read_bytes())
    own = Hub(folder)
    own.make_keys()
    return own
