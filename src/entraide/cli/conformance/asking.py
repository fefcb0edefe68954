"""Asking a hub the test deck over HTTP, as any border system would."""

import http.client
import json
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from entraide.desks.sample.deck import MOST_ASKED, Ask, Case
from entraide.errors import Invalid, Unavailable
from entraide.language import _

CHECK: Final = "/api/v1/check"
TIMEOUT_S: Final = 30.0
ATTEMPTS: Final = 3
TOO_MANY: Final = 429
LONGEST_PAUSE_S: Final = 60
ALWAYS: Final = {
    "purpose": "border_management",
    "officer": {"id": "4711", "unit": "Test deck", "workstation": "desk 1"},
}
UNKNOWN: Final = "entraide_not-a-key-that-any-hub-ever-made"


class NoHub(Unavailable):
    """Nothing that answers at this address."""

    code = "no_answer"
    sentence = _("%(url)s does not answer: %(why)s")


@dataclass(frozen=True, slots=True)
class Came:
    """What came back; `headers` by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case asked: what was expected, what came, and how long its last answer took."""

    code: str
    expected: str
    came: str
    milliseconds: int

    @property
    def passed(self) -> bool:
        return self.expected == self.came


@dataclass(slots=True)
class Door:
    """The way to one hub: a connection kept open, and opened again when the hub has closed it."""

    url: str
    tls: ssl.SSLContext | None = None
    _open: http.client.HTTPConnection | None = field(default=None, repr=False)

    def send(self, method: str, headers: Mapping[str, str], body: bytes) -> Came:
        """One request and what came. Raises NoHub."""
        for attempt in range(1, ATTEMPTS + 1):
            begun = time.perf_counter()
            try:
                return self._sent(method, headers, body, begun)
            except (OSError, http.client.HTTPException) as problem:
                self.close()
                if attempt == ATTEMPTS or isinstance(problem, ssl.SSLError):
                    raise NoHub(url=self.url, why=problem or type(problem).__name__) from problem
        raise AssertionError

    def close(self) -> None:
        """Closes the connection, if one is open."""
        if self._open is not None:
            self._open.close()
        self._open = None

    def _sent(self, method: str, headers: Mapping[str, str], body: bytes, begun: float) -> Came:
        if self._open is None:
            self._open = self._connection()
        self._open.request(method, _address(self.url).path.rstrip("/") + CHECK, body, dict(headers))
        answer = self._open.getresponse()
        content = answer.read()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Came(answer.status, told, content, time.perf_counter() - begun)

    def _connection(self) -> http.client.HTTPConnection:
        parts = _address(self.url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            tls = self.tls or ssl.create_default_context()
            return http.client.HTTPSConnection(host, parts.port, timeout=TIMEOUT_S, context=tls)
        return http.client.HTTPConnection(host, parts.port, timeout=TIMEOUT_S)


def _address(url: str) -> SplitResult:
    """The parts of a hub's address. Raises Invalid."""
    try:
        parts = urlsplit(url)
        is_right = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        is_right = False
    if not is_right:
        raise Invalid(
            "address", field="URL", expected=_("Expected: an address such as https://hub.example.")
        )
    return parts


def asked(door: Door, cases: list[Case], keys: Mapping[str, str], run: str) -> Iterator[Outcome]:
    """Asks case after case.

    Args:
        door: to the hub.
        cases: of the deck.
        keys: by the names that the cases use.
        run: a word of this run alone, so that no question is taken for one of an earlier run.

    Raises:
        NoHub: nothing answers there.
    """
    for case in cases:
        told, first, last = [], None, None
        for ask in case.asks:
            last = _answer(door, ask, keys, run)
            first = first or last
            told.append(_told(ask, last, first))
        assert last is not None
        yield Outcome(case.code, case.expects, "; ".join(told), round(last.seconds * 1000))


def _answer(door: Door, ask: Ask, keys: Mapping[str, str], run: str) -> Came:
    """What came of one request; of those asked until something comes, the last."""
    headers = {"Content-Type": ask.type, "Accept": "application/json"}
    if ask.language:
        headers["Accept-Language"] = ask.language
    if ask.key != "none":
        headers["Authorization"] = f"Bearer {keys.get(ask.key, UNKNOWN)}"
    body = b"" if ask.method == "GET" else _body(ask, run)
    came = door.send(ask.method, headers, body)
    if came.status == TOO_MANY and not ask.until:
        # An earlier run may still slow a key: ask again when the hub says, as programs must.
        time.sleep(min(_pause_s(came), LONGEST_PAUSE_S))
        came = door.send(ask.method, headers, body)
    for _again in range(MOST_ASKED if ask.until else 0):
        if came.status == ask.until:
            break
        came = door.send(ask.method, headers, body)
    return came


def _pause_s(came: Came) -> int:
    """How long the hub asks to wait, in seconds; one where it does not say."""
    told = came.headers.get("retry-after", "")
    return int(told) if told.isdigit() else 1


def _body(ask: Ask, run: str) -> bytes:
    if ask.raw:
        return ask.raw.encode()
    question: dict[str, Any] = {**ALWAYS, "subjects": list(_copies(ask)), **ask.question}
    if ask.client_id:
        question["client_id"] = f"{ask.client_id} {run}"
    for name in ask.without:
        del question[name]
    return json.dumps(question).encode()


def _copies(ask: Ask) -> Iterator[dict[str, Any]]:
    """The subjects as often as they are asked, with a word of its own in each that wants one."""
    written = json.dumps(ask.subjects)
    for number in range(ask.copies):
        word = "".join("bdfgklmnrt"[int(digit)] + "a" for digit in str(number))
        yield from json.loads(written.replace("{}", word))


def _told(ask: Ask, came: Came, first: Came) -> str:
    """What came in the sheet's words; see deck.toml."""
    words = [str(came.status)]
    try:
        document = json.loads(came.body)
    except ValueError:
        document = {}
    if not isinstance(document, dict):
        document = {}
    words.append(str(document.get("verdict", document.get("code", "?"))))
    words += dict.fromkeys(str(hit["database"]) for hit in document.get("hits", ()))
    words += dict.fromkeys(str(each["why"]) for each in document.get("unasked", ()))
    if ask.language:
        words.append(came.headers.get("content-language", "?"))
    if ask.same:
        words.append("same" if came.body == first.body else "other")
    if ask.within_s:
        words.append("in_time" if came.seconds <= ask.within_s else "too_late")
    if ask.until:
        words.append("retry_after" if came.headers.get("retry-after", "").isdigit() else "?")
    return " ".join(words)
