"""The two servers of the HTTP benchmark: the checks, and one that answers always the same."""

import sys
from pathlib import Path
from typing import Any

import uvicorn

from entraide.engine.check.app import make_app
from entraide.engine.check.service import Service
from entraide.hub import Hub

CONSTANT = b'{"verdict":"no_hit","subjects":["no_hit"],"at":"2026-01-01T00:00:00Z"}'.ljust(300)


async def constant(_scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Reads the whole body and answers 200 with as many bytes as a no hit has."""
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-type", b"application/json"), (b"content-length", b"300")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": CONSTANT})


def main(kind: str, folder: str, port: str) -> None:
    application = constant if kind == "constant" else make_app(Service.open(Hub(Path(folder))))
    uvicorn.run(
        application,  # type: ignore[arg-type]
        port=int(port),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        proxy_headers=False,  # as a hub's check part runs, which no proxy stands before
        log_level="error",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
