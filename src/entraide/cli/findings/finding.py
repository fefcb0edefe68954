"""One thing that is wrong or soon will be, how bad it is, and the page that says what to do."""

from enum import StrEnum
from typing import Any, Final

import msgspec

from entraide.language import translate

RUNBOOKS: Final = "docs/runbooks"


class Severity(StrEnum):
    """How soon somebody must act."""

    WARNING = "warning"  # this week
    CRITICAL = "critical"  # now


class Finding(msgspec.Struct, kw_only=True, frozen=True):
    """A finding.

    Attributes:
        code: stable; the runbook page is named for it.
        sentence: marked, to translate with `params`.
    """

    code: str
    severity: Severity
    sentence: str
    params: dict[str, str | int | float] = {}

    @property
    def runbook(self) -> str:
        """The page that says what to do."""
        return f"{RUNBOOKS}/{self.code}.md"

    def say(self, language: str) -> str:
        """The finding in the reader's language."""
        return translate(self.sentence, language, **self.params)

    def document(self, language: str) -> dict[str, Any]:
        """The finding for programs."""
        return {
            "code": self.code,
            "severity": self.severity,
            "says": self.say(language),
            "params": self.params,
            "runbook": self.runbook,
        }
