"""The check endpoint: HTTP in, HTTP out; everything between is `Service.answer_soon`."""

import logging
from typing import ClassVar, Final

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from entraide.engine.check.docs_page import docs_page
from entraide.engine.check.grants import CERTIFICATE
from entraide.engine.check.limits import Rate
from entraide.engine.check.openapi import openapi
from entraide.engine.check.problems import Refusal, language_of, malformed
from entraide.engine.check.questions import weight
from entraide.engine.check.service import Service
from entraide.engine.check.wire import Query
from entraide.errors import EntraideError, Malformed, NotAuthenticated, NotFound, TooLarge
from entraide.language import LANGUAGES, _

CHECK: Final = "/api/v1/check"
HEALTH: Final = "/api/v1/health"
_DIGITS: Final = 18
LONGEST_HEADER: Final = 4096
"""Bytes of a header that is read at all; no client of ours sends more."""

_log = logging.getLogger("entraide.check")
_decode = msgspec.json.Decoder(Query).decode
_encode = msgspec.json.Encoder().encode

_KEPT_PRIVATE: Final = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


class WrongMethod(EntraideError):
    """The address is right, the method is not."""

    status: ClassVar[int] = 405
    code = "method"
    sentence = _("This address answers %(allow)s only.")


def make_app(service: Service) -> "CheckApp":
    """The application that answers under /api/v1/, for one process that has opened its service."""
    permissions, limits = service.rules.permissions, service.limits
    described = _encode(openapi(permissions, limits))
    pages = {language: docs_page(permissions, limits, language) for language in LANGUAGES}

    async def specification(_request: Request) -> Response:
        return Response(described, media_type="application/json")

    async def documentation(request: Request) -> Response:
        accepted = language_of(request.headers.get("accept-language", "")[:LONGEST_HEADER])
        page = pages.get(request.query_params.get("language", ""), pages[accepted])
        return Response(page.content, media_type="text/html", headers=page.headers)

    async def health(_request: Request) -> Response:
        state = service.health()
        status = 200 if state["status"] == "ok" else 503
        return Response(_encode(state), status, media_type="application/json")

    check = CheckEndpoint(service)
    others = Starlette(
        routes=[
            Route(CHECK, check),  # where a server mounts us under another path
            Route(f"{CHECK}/openapi.json", specification),
            Route(f"{CHECK}/docs", documentation),
            Route(HEALTH, health),
        ],
        exception_handlers={HTTPException: _http_problem, Exception: _unforeseen},
    )
    return CheckApp(check, others)


class CheckApp:
    """The application: checks at once, everything else through the framework.

    The framework's middlewares and routes would cost a check a fifth of its processor time.
    """

    __slots__ = ("_check", "_others")

    def __init__(self, check: "CheckEndpoint", others: Starlette) -> None:
        self._check, self._others = check, others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and scope["path"] == CHECK:
            await self._check(scope, receive, send)
        else:
            await self._others(scope, receive, send)


class CheckEndpoint:
    """Answers `POST /api/v1/check` as a bare ASGI application."""

    __slots__ = ("_most", "_rate", "_service")

    def __init__(self, service: Service) -> None:
        limits = service.limits
        self._service = service
        self._most = limits.body_bytes
        self._rate = Rate(limits.checks_per_second, limits.subjects)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        try:
            content = await self._answer(scope, headers, receive)
        except EntraideError as problem:
            await _send_refusal(send, problem, headers)
        except Exception:  # noqa: BLE001 - the edge: logged in full, told in one sentence
            _log.exception("A question could not be answered.")
            await _send_refusal(send, EntraideError(), headers)
        else:
            size = (b"content-length", b"%d" % len(content))
            await send(
                {"type": "http.response.start", "status": 200, "headers": [*_KEPT_PRIVATE, size]}
            )
            await send({"type": "http.response.body", "body": content})

    async def _answer(self, scope: Scope, headers: dict[bytes, bytes], receive: Receive) -> bytes:
        if scope["method"] != "POST":
            raise WrongMethod(allow="POST")
        key = _bearer(headers.get(b"authorization", b""))
        asker = self._service.asker(key, scope.get(CERTIFICATE, ""))
        self._rate.take(asker.grant)
        kind = headers.get(b"content-type", b"application/json")
        if kind.partition(b";")[0].strip().lower() != b"application/json":
            raise Malformed(
                "content_type",
                _("A question is sent as application/json."),
                field="content-type",
            )
        body = await self._body(headers, receive)
        try:
            query = _decode(body)
        except msgspec.DecodeError as problem:
            raise malformed(problem) from None
        except (UnicodeDecodeError, RecursionError):
            raise Malformed("json", _("The request is not JSON (byte %(byte)s)."), byte=0) from None
        if (more := weight(query) - 1) > 0 and len(query.subjects) <= self._service.limits.subjects:
            self._rate.take(asker.grant, more)
        return await self._service.answer_soon(query, asker)

    async def _body(self, headers: dict[bytes, bytes], receive: Receive) -> bytes:
        declared = headers.get(b"content-length", b"0")
        if not declared.isdigit() or int(declared[:_DIGITS]) > self._most:
            raise TooLarge
        message = await receive()
        body: bytes = message.get("body", b"")
        while message.get("more_body"):
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._most:
                raise TooLarge
        if message["type"] != "http.request":  # the client has gone
            raise Malformed
        if len(body) > self._most:
            raise TooLarge
        return body


def _bearer(header: bytes) -> str:
    """The key of an Authorization header; "" if there is none. Source: RFC 6750, 2.1."""
    scheme, _blank, key = header.partition(b" ")
    if scheme.lower() != b"bearer" or not key.isascii():
        raise NotAuthenticated
    return key.strip().decode("ascii")


async def _send_refusal(send: Send, problem: EntraideError, headers: dict[bytes, bytes]) -> None:
    accepted = headers.get(b"accept-language", b"")[:LONGEST_HEADER].decode("latin-1")
    refusal = Refusal(problem, language_of(accepted))
    await send(
        {"type": "http.response.start", "status": refusal.status, "headers": refusal.headers}
    )
    await send({"type": "http.response.body", "body": refusal.content})


async def _http_problem(request: Request, problem: Exception) -> Response:
    """What the framework itself refuses: an unknown address, a wrong method."""
    assert isinstance(problem, HTTPException)
    allow = (problem.headers or {}).get("Allow", "")
    return _refused(request, WrongMethod(allow=allow) if allow else NotFound())


async def _unforeseen(request: Request, _problem: Exception) -> Response:
    return _refused(request, EntraideError())


def _refused(request: Request, problem: EntraideError) -> Response:
    accepted = request.headers.get("accept-language", "")[:LONGEST_HEADER]
    refusal = Refusal(problem, language_of(accepted))
    response = Response(refusal.content, refusal.status)
    response.raw_headers = list(refusal.headers)
    return response
