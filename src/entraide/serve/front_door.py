"""One door for one process: the check interface, and the desks for all else."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

CHECKS: Final = ("/api/v1/check", "/api/v1/health")
"""What begins so never meets a desk's thread: a busy desk must not delay a border."""


def front_door(checks: Application, desks: Application) -> Application:
    """An application that sends each request to one of the two; start and end go to `checks`."""

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        is_page = scope["type"] == "http" and not str(scope["path"]).startswith(CHECKS)
        await (desks if is_page else checks)(scope, receive, send)

    return door
