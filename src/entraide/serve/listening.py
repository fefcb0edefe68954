"""Where the hub listens, and the rule that nothing leaves this machine unencrypted."""

import ipaddress
import socket
from typing import Final

from entraide.errors import Conflict, Unavailable
from entraide.hub import Serving
from entraide.language import _

BACKLOG: Final = 2048


def is_loopback(host: str) -> bool:
    """Whether this address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def require_safe(serving: Serving, *, is_behind_proxy: bool) -> None:
    """Refuses to listen beyond this machine without TLS, unless a proxy in front does it.

    Nor is a proxy's word about certificates believed where others than that proxy can connect.

    Raises:
        Conflict: code "tls", "tls_half", "client_authorities" or "certificate_header".
    """
    if bool(serving.tls_certificate) != bool(serving.tls_key):
        raise Conflict(
            "tls_half",
            _("hub.toml names only one of tls_certificate and tls_key. Name both or neither."),
        )
    if serving.client_authorities and not serving.tls_certificate:
        raise Conflict(
            "client_authorities",
            _("client_authorities in hub.toml needs tls_certificate and tls_key beside it."),
        )
    if serving.certificate_header and not (is_behind_proxy and is_loopback(serving.host)):
        raise Conflict(
            "certificate_header",
            _(
                "certificate_header in hub.toml is believed only behind a proxy on this machine: "
                "listen on 127.0.0.1 and say --behind-proxy."
            ),
        )
    if serving.tls_certificate or is_behind_proxy or is_loopback(serving.host):
        return
    raise Conflict(
        "tls",
        _(
            "Without TLS the hub listens on this machine only, and %(host)s lies beyond it. Name "
            "tls_certificate and tls_key in hub.toml, or say --behind-proxy if a proxy encrypts."
        ),
        host=serving.host,
    )


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that programs started from here can inherit.

    Raises:
        Unavailable: the address cannot be had (code "address").
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError as problem:
        made.close()
        raise Unavailable(
            "address",
            _("The hub cannot listen on %(host)s port %(port)s: %(why)s."),
            host=host,
            port=port,
            why=problem.strerror or problem,
        ) from problem
    made.set_inheritable(True)
    return made
