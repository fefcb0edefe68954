"""The rules put to every request for a notice, each with its article.

Source: domain §2.1, §2.3, §4. No citation was held against the official text yet (domain §9).
"""

import hashlib
from pathlib import Path
from typing import Final

from entraide.desks.notices.case import Case
from entraide.desks.notices.compliance import harm, judicial, others, requesting, words
from entraide.desks.notices.compliance.finding import (
    Finding,
    Outcome,
    Rule,
    Verdict,
    found,
    verdict,
)

__all__ = ["RULES", "RULES_VERSION", "Finding", "Outcome", "Rule", "Verdict", "examine", "verdict"]

RULES: Final[tuple[Rule, ...]] = (
    requesting.RULES + judicial.RULES + harm.RULES + others.RULES + words.RULES
)


def _version() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.suffix in {".py", ".toml"}:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


RULES_VERSION: Final = _version()
"""Digest of the rules and their word lists; kept with each decision."""


def examine(case: Case) -> tuple[Finding, ...]:
    """What each rule that speaks about this kind says of the request, in the rules' order."""
    return tuple(
        found(rule, case) for rule in RULES if rule.kinds is None or case.kind in rule.kinds
    )
