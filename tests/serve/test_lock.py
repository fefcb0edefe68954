"""One hub is served once."""

import pytest

from entraide.errors import Conflict
from entraide.hub import Hub
from entraide.serve.lock import held, is_served


def test_a_hub_that_is_served_is_not_served_twice(tmp_path):
    hub = Hub(tmp_path)
    assert not is_served(hub)
    with held(hub):
        assert is_served(hub)
        with pytest.raises(Conflict), held(hub):
            pass
    assert not is_served(hub)
