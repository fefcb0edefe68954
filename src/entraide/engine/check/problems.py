"""From an error to the bytes that leave: RFC 9457, in a language that the reader accepts."""

import re
from functools import lru_cache
from typing import Any, Final

import msgspec

from entraide.engine.schema.vocabulary import Purpose, SubjectKind
from entraide.errors import EntraideError, Invalid, Malformed, NotAuthenticated, TooMany
from entraide.language import LANGUAGES, _

CONTENT_TYPE: Final = b"application/problem+json"

_encode = msgspec.json.Encoder().encode
_PLACE: Final = re.compile(
    r"^(?P<what>.*?)(?: - at `(?P<key>key in )?\$(?P<path>.*)`)?$", re.DOTALL
)
_STEP: Final = re.compile(r"\[(\d+|\.\.\.)\]|\.?([^.\[\]]+)")
_BYTE: Final = re.compile(r"\(byte (\d+)\)")
_NAMED: Final = re.compile(r"`([^`]*)`")
_CHOICES: Final = {"purpose": tuple(Purpose), "kind": tuple(SubjectKind)}
_TYPES: Final = {
    "str": _("Expected: text."),
    "array": _("Expected: a list."),
    "object": _("Expected: an object with named fields."),
}


class Refusal:
    """The answer to a question that was refused."""

    __slots__ = ("content", "headers", "status")

    def __init__(self, problem: EntraideError, language: str) -> None:
        self.status = problem.status
        self.content = _encode(problem.problem(language))
        self.headers = [
            (b"content-type", CONTENT_TYPE),
            (b"content-language", language.encode()),
            (b"content-length", str(len(self.content)).encode()),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
        ]
        if isinstance(problem, NotAuthenticated):
            self.headers.append((b"www-authenticate", b"Bearer"))
        if "allow" in problem.params:
            self.headers.append((b"allow", str(problem.params["allow"]).encode()))
        if isinstance(problem, TooMany):
            seconds = str(problem.params.get("seconds", 1)).encode()
            self.headers.append((b"retry-after", seconds))


@lru_cache(maxsize=512)
def language_of(accepted: str) -> str:
    """The language of ours that an Accept-Language header prefers; English if it names none.

    Source: RFC 9110, 12.5.4.
    """
    wanted = []
    for place, part in enumerate(accepted.split(",")[:32]):
        code, _semicolon, rest = part.strip().partition(";")
        weight = 1.0
        if rest.strip().startswith("q="):
            try:
                weight = float(rest.strip()[2:])
            except ValueError:
                weight = 0.0
        code = code.strip().lower().partition("-")[0]
        if code in LANGUAGES and weight > 0:
            wanted.append((-weight, place, code))
    return min(wanted)[2] if wanted else "en"


def malformed(problem: msgspec.DecodeError) -> Invalid:
    """What was wrong with a body that is not a question, naming the field."""
    if not isinstance(problem, msgspec.ValidationError):
        found = _BYTE.search(str(problem))
        return Malformed(
            "json",
            _("The request is not JSON (byte %(byte)s)."),
            byte=int(found[1]) if found else 0,
        )
    told = _PLACE.match(str(problem))
    assert told is not None, "the pattern accepts every text"
    steps = [number or name for number, name in _STEP.findall(told["path"] or "")]
    code, expected, params = _expectation(told["what"], steps)
    return Invalid(code, expected=expected, field=".".join(steps), **params)


def _expectation(what: str, steps: list[str]) -> tuple[str, str, dict[str, Any]]:
    """Code, expected sentence and its parameters; adds the missing or unknown field to the path."""
    named = _NAMED.search(what)
    name = named[1] if named else ""
    if "missing required field" in what:
        steps.append(name)
        return "required", _("Expected: this field must be given."), {}
    if "unknown field" in what:
        steps.append(name)
        return "unknown_field", _("Expected: no field of this name."), {}
    if steps and steps[-1] in _CHOICES and "Expected" not in what:
        codes = ", ".join(_CHOICES[steps[-1]])
        return "choice", _("Expected: one of %(codes)s."), {"codes": codes}
    return "type", _TYPES.get(name, ""), {}
