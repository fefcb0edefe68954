"""Which certificate a system presents: read from the connection, or from a proxy that is trusted.

What was found stands in the request's scope under `CERTIFICATE`, as the SHA-256 of the certificate
in hexadecimal; only the server writes there, never a client.
"""

import asyncio
import hashlib
import re
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from entraide.engine.check.grants import CERTIFICATE
from entraide.serve.front_door import Application, Receive, Scope, Send

_FINGERPRINT: Final = re.compile(rb"[0-9a-f]{64}")
_LONGEST: Final = 32_768
"""Bytes of a header that can hold a certificate; uvicorn itself accepts no more in all."""


class PresentingProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which also tells what certificate the client presented.

    The TLS layer has verified it by then: issued by one of the hub's `client_authorities`, and not
    expired.
    """

    _presented = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Reads the client's certificate, once a connection."""
        super().connection_made(transport)
        tls = transport.get_extra_info("ssl_object")
        presented = tls.getpeercert(binary_form=True) if tls is not None else None
        self._presented = hashlib.sha256(presented).hexdigest() if presented else ""

    def on_message_begin(self) -> None:
        """Begins a request, with the certificate in its scope."""
        super().on_message_begin()
        scope: Any = self.scope
        scope[CERTIFICATE] = self._presented


def told_by_proxy(application: Application, header: str) -> Application:
    """The application behind a proxy that names the client's certificate in this header.

    The proxy verifies it and must replace whatever a client sends under that name.
    """
    name = header.lower().encode("ascii")

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            values = [value for key, value in scope["headers"] if key == name]
            scope[CERTIFICATE] = fingerprint(values[0]) if len(values) == 1 else ""
        await application(scope, receive, send)

    return behind


def fingerprint(told: bytes) -> str:
    """The SHA-256 that a proxy's header means; "" if it means none.

    It holds the fingerprint itself (colons and capitals do not matter) or the certificate as PEM,
    percent-encoded.
    """
    plain = told.strip().replace(b":", b"").lower()
    if _FINGERPRINT.fullmatch(plain):
        return plain.decode("ascii")
    if len(told) > _LONGEST or b"BEGIN" not in told:
        return ""
    try:
        return x509.load_pem_x509_certificate(unquote_to_bytes(told)).fingerprint(SHA256()).hex()
    except ValueError:
        return ""
