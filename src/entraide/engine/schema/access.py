"""Who may ask which sort of database and for what: the routing matrix, each line of it once.

Source: domain §1.20. An audience is read as "these roles, and how much a check shows each".
"""

from collections.abc import Mapping
from typing import Final

from entraide.engine.schema.database import DefaultPurposes
from entraide.engine.schema.vocabulary import Level, Purpose, Role

_BUREAU: Final = {Role.BUREAU: Level.FULL, Role.SECRETARIAT: Level.FULL}

BUREAUS: Final[Mapping[Role, Level]] = _BUREAU
"""Bureaus and the secretariat only."""

SECOND_LINE: Final[Mapping[Role, Level]] = {Role.SECOND_LINE: Level.CARD, **_BUREAU}
"""Specialists behind the first line, and bureaus."""

FIRST_LINE: Final[Mapping[Role, Level]] = {Role.FRONTLINE: Level.CARD, **SECOND_LINE}
"""Whoever stands at a border or a road check, and all behind them."""

EXAMINERS: Final[Mapping[Role, Level]] = {Role.FORENSIC: Level.FULL, **_BUREAU}
"""Forensic examiners, and bureaus."""

CERTIFIED: Final[Mapping[Role, Level]] = {Role.ICSE: Level.FULL, Role.SECRETARIAT: Level.FULL}
"""Certified users of the child sexual exploitation database: no bureau by its office alone."""

POLICING: Final = frozenset(
    {
        Purpose.WANTED_ARREST,
        Purpose.LOCATE,
        Purpose.CRIMINAL_INVESTIGATION_INFO,
        Purpose.WARN,
        Purpose.IDENTIFY,
        Purpose.SECURITY_CHECK,
        Purpose.BORDER_MANAGEMENT,
    }
)
"""What a check at a border, on a road or at a desk may be made for."""

INVESTIGATING: Final = frozenset(
    {
        Purpose.WANTED_ARREST,
        Purpose.LOCATE,
        Purpose.CRIMINAL_INVESTIGATION_INFO,
        Purpose.WARN,
        Purpose.IDENTIFY,
        Purpose.THREAT_ANALYSIS,
    }
)
"""Work on a case; a routine border crossing is none."""

EXAMINING: Final = frozenset(
    {Purpose.FORENSIC, Purpose.IDENTIFY, Purpose.CRIMINAL_INVESTIGATION_INFO}
)
"""Comparing traces, bodies and known persons."""

PROPERTY: Final = (
    Purpose.CRIMINAL_INVESTIGATION_INFO,
    Purpose.BORDER_MANAGEMENT,
    Purpose.SECURITY_CHECK,
    Purpose.IDENTIFY,
)
"""Why a stolen thing is kept: to be found again by whatever check it meets."""

KEPT_AS_PROPERTY: Final = DefaultPurposes(PROPERTY)

EXAMINED: Final = (
    Purpose.FORENSIC,
    Purpose.IDENTIFY,
    Purpose.CRIMINAL_INVESTIGATION_INFO,
    Purpose.WANTED_ARREST,
    Purpose.LOCATE,
)
"""Why traces, profiles and pictures of persons are kept."""

REFERENCE_WORK: Final = DefaultPurposes(tuple(Purpose))
"""A catalogue accuses nobody: it may be opened for whatever brings the reader."""
