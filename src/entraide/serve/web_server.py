"""uvicorn as a hub's parts use it: on a socket that is given, ending in order."""

import os
import signal
import socket
import ssl
import sys
import threading
from typing import TYPE_CHECKING, Any, Final

from entraide.hub import Serving

if TYPE_CHECKING:
    import uvicorn

END_WITHIN_S: Final = 10
KEEP_ALIVE_S: Final = 75
"""Longer than a proxy's 60: the proxy ends idle connections and never meets a closed one."""


def server(
    application: Any, serving: Serving, *, is_behind_proxy: bool = False, is_pages: bool = False
) -> "uvicorn.Server":
    """A server for one application, with TLS if the hub has a certificate."""
    import uvicorn

    from entraide.serve.certificates import PresentingProtocol, told_by_proxy

    if is_behind_proxy and serving.certificate_header:
        application = told_by_proxy(application, serving.certificate_header)
    return uvicorn.Server(
        uvicorn.Config(
            application,
            loop="uvloop",
            http=PresentingProtocol if serving.client_authorities else "httptools",
            ws="none",
            lifespan="off" if is_pages else "on",
            access_log=False,
            server_header=False,
            log_level="warning",
            proxy_headers=is_behind_proxy,
            forwarded_allow_ips="127.0.0.1,::1",
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=END_WITHIN_S,
            ssl_certfile=serving.tls_certificate or None,
            ssl_keyfile=serving.tls_key or None,
            ssl_ca_certs=serving.client_authorities or None,
            ssl_cert_reqs=ssl.CERT_OPTIONAL if serving.client_authorities else ssl.CERT_NONE,
        )
    )


def run_on(made: "uvicorn.Server", descriptor: int) -> None:
    """Serves on an inherited listening socket until a signal ends it."""
    stop_on_signal()  # uvicorn raises the signal again at its end: this process must end in order
    with socket.socket(fileno=descriptor) as listening:
        made.run(sockets=[listening])


def end_with_supervisor() -> None:
    """Ends this process in order when its supervisor is gone, whatever became of it."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="supervisor").start()


def stop_on_signal() -> threading.Event:
    """An event that a signal to this process sets: for parts that are no servers."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    return stopping
