"""What of a record may be read by whom: handling codes and particularly sensitive data. Pure.

Confidentiality is judged before, where the records are found (`queries.seen`). The owner reads all
of its own. "Not as evidence" and "not to be shown to the person" bind whoever has read: they go
with the record and are said on the page.
Source: domain §4.7 (art. 42), §4.9.
"""

from typing import Final

import msgspec

from entraide.engine.check.trail.lines import Manner
from entraide.engine.check.wire import Asker
from entraide.engine.databases import by_code
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Confidentiality, Handling, Level, Role

_INTELLIGENCE: Final = frozenset(
    {Role.BUREAU, Role.SECRETARIAT, Role.ANALYST, Role.FORENSIC, Role.ICSE}
)
_THIRD_PARTIES: Final = frozenset({Role.CARRIER, Role.CUSTOMS})
_READ: Final = frozenset({Manner.SHOWN, Manner.PRINTED})


def may_leave(state: RecordState, asker: Asker, manner: Manner) -> bool:
    """Whether the owner's handling codes let the record go to this asker in this manner."""
    if state.owner == asker.country:
        return True
    if Handling.INTELLIGENCE_ONLY in state.handling and asker.role not in _INTELLIGENCE:
        return False
    if Handling.NO_THIRD_PARTIES in state.handling and asker.role in _THIRD_PARTIES:
        return False
    return not (manner is Manner.COPIED and Handling.NO_NATIONAL_COPY in state.handling)


def as_read(state: RecordState, asker: Asker, manner: Manner) -> RecordState:
    """The record without the sensitive fields that this asker is not to have in this manner.

    They are for whoever reads the full report and may read restricted records; no program, export
    or copy of others has them.
    """
    if state.owner == asker.country:
        return state
    declared = by_code(state.database)
    if (
        manner in _READ
        and asker.clearance >= Confidentiality.RESTRICTED
        and declared.asked_by.get(asker.role, Level.YES_NO) >= Level.FULL
    ):
        return state
    sensitive = {field.name for field in declared.fields if field.sensitive}
    if not sensitive & state.body.keys():
        return state
    kept = {name: value for name, value in state.body.items() if name not in sensitive}
    return msgspec.structs.replace(state, body=kept)
