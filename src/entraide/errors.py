"""Every error that Entraide raises on purpose, one tree.

    EntraideError              500  something we did not foresee, named
    ├── Invalid                422  a value is not what its field expects
    │   └── Malformed          400  the request itself cannot be read
    ├── NotAuthenticated       401  who asks is not known
    ├── NotAllowed             403  who asks is known and may not
    ├── NotFound               404  it does not exist, or not for this asker
    ├── Conflict               409  somebody else was first, or the state forbids it
    ├── TooLarge               413  more than this hub accepts at once
    ├── TooMany                429  more often than this hub accepts
    └── Unavailable            503  a part that is needed cannot answer now

Each has a stable `code`, an HTTP status and a sentence to translate. They are raised where they are
known and
caught at three edges only: the check endpoint, the Django middleware and the command line.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from entraide.language import _, translate


class EntraideError(Exception):
    """The root. `params` fill the sentence.

    They never hold a secret or a value the reader may not see.
    """

    status: ClassVar[int] = 500
    code: str = "error"
    sentence: str = _("Something went wrong that we did not foresee.")

    def __init__(
        self, code: str | None = None, sentence: str | None = None, **params: object
    ) -> None:
        self.code = code or type(self).code
        self.sentence = sentence or type(self).sentence
        self.params: Mapping[str, object] = params
        super().__init__(self.code)

    def say(self, language: str = "en") -> str:
        """The sentence in the reader's language, with its parameters."""
        return translate(self.sentence, language, **self.params)

    def __str__(self) -> str:
        return self.say("en")

    def problem(self, language: str = "en") -> dict[str, Any]:
        """The body of an RFC 9457 answer (`application/problem+json`)."""
        return {
            "type": f"urn:entraide:error:{self.code}",
            "title": self.say(language),
            "status": self.status,
            "code": self.code,
        }


class Invalid(EntraideError):
    """A value is not what its field expects.

    Attributes:
        field: the field's name as its database declares it, dotted inside groups
            ("documents.1.number"); "" if none.
        expected: a sentence to translate that says what would be right.
        repair: a value that would be accepted and is probably what was meant, or None.
        line: the line of the file, counted from 1 with its heading, or None outside files.
    """

    status = 422
    code = "invalid"
    sentence = _("This value is not accepted.")

    def __init__(
        self,
        code: str | None = None,
        sentence: str | None = None,
        *,
        field: str = "",
        expected: str = "",
        repair: object = None,
        line: int | None = None,
        **params: object,
    ) -> None:
        super().__init__(code, sentence, **params)
        self.field = field
        self.expected = expected
        self.repair = repair
        self.line = line

    def within(self, field: str, *, line: int | None = None) -> "Invalid":
        """The same error, one level further out.

        Its field gets this prefix, its line this number.
        """
        self.field = f"{field}.{self.field}" if self.field else field
        self.line = line if line is not None else self.line
        return self

    def problem(self, language: str = "en") -> dict[str, Any]:
        body = super().problem(language) | {"field": self.field}
        if self.expected:
            body["expected"] = translate(self.expected, language, **self.params)
        if self.repair is not None:
            body["repair"] = self.repair
        if self.line is not None:
            body["line"] = self.line
        return body


class Malformed(Invalid):
    """The request itself cannot be read."""

    status = 400
    code = "malformed"
    sentence = _("The request cannot be read.")


class NotAuthenticated(EntraideError):
    """Who asks is not known, or the key has been withdrawn."""

    status = 401
    code = "not_authenticated"
    sentence = _("The key is unknown, expired or withdrawn.")


class NotAllowed(EntraideError):
    """Who asks is known and may not do this."""

    status = 403
    code = "not_allowed"
    sentence = _("You do not have the right to do this.")


class NotFound(EntraideError):
    """It does not exist, or not for this asker: the two are never told apart."""

    status = 404
    code = "not_found"
    sentence = _("There is nothing here under this reference.")


class Conflict(EntraideError):
    """Somebody else was first, or the state of the record forbids the act."""

    status = 409
    code = "conflict"
    sentence = _("The record has changed since you read it. Read it again and repeat your change.")


class TooLarge(EntraideError):
    """More than this hub accepts in one request."""

    status = 413
    code = "too_large"
    sentence = _("The request is larger than this hub accepts.")


class TooMany(EntraideError):
    """More requests than this hub accepts in the time."""

    status = 429
    code = "too_many"
    sentence = _("Too many requests. Wait %(seconds)s seconds and try again.")


class Unavailable(EntraideError):
    """A part that is needed cannot answer now; trying again later may work."""

    status = 503
    code = "unavailable"
    sentence = _("A part of the hub that this needs cannot answer now. Try again later.")
