"""Nothing leaves the machine unencrypted."""

import pytest

from entraide.errors import Conflict, Unavailable
from entraide.hub import Serving
from entraide.serve.listening import is_loopback, listen, require_safe


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_this_machine_alone_needs_no_tls(host):
    assert is_loopback(host)
    require_safe(Serving(host=host), is_behind_proxy=False)


@pytest.mark.parametrize("host", ["::", "198.51.100.4", "192.0.2.7", "hub.example"])
def test_beyond_this_machine_tls_or_a_proxy_is_required(host):
    with pytest.raises(Conflict) as refused:
        require_safe(Serving(host=host), is_behind_proxy=False)
    assert refused.value.code == "tls"
    require_safe(Serving(host=host), is_behind_proxy=True)
    require_safe(Serving(host=host, tls_certificate="c", tls_key="k"), is_behind_proxy=False)


def test_half_of_tls_is_refused():
    with pytest.raises(Conflict) as refused:
        require_safe(Serving(tls_certificate="c"), is_behind_proxy=True)
    assert refused.value.code == "tls_half"


def test_a_taken_port_is_told_in_one_sentence():
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(Unavailable, match=str(port)):
            listen("127.0.0.1", port)
