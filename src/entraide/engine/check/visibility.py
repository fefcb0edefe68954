"""What one asker may see of what the index holds (invariant 2).

Asked of every entry before anything is counted, cut or ranked: to whoever may not see a record, it
is as if it had never been written.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from entraide.engine.check.purposes import SEES
from entraide.engine.check.wire import Asker
from entraide.engine.index.reading import Entry, Envelope, Snapshot
from entraide.engine.schema.vocabulary import Handling, Purpose, Role

_THIRD_PARTIES: Final = 1 << list(Handling).index(Handling.NO_THIRD_PARTIES)


def restrictions_note(owner: str) -> str:
    """The note that holds an owner's general restrictions: a list of country and entity codes."""
    return f"restrictions/{owner}"


class View:
    """What an asker may see of one snapshot, for one question.

    Attributes:
        role: the asker's.
    """

    __slots__ = (
        "_barred",
        "_clearance",
        "_country",
        "_general",
        "_purposes",
        "_read",
        "_second",
        "role",
    )

    def __init__(self, asker: Asker, purpose: Purpose, snapshot: Snapshot, now: datetime) -> None:
        self.role = asker.role
        self._country = asker.country
        self._clearance = asker.clearance
        self._purposes = SEES[purpose]
        self._second = now.timestamp()
        # A carrier is a third party: its owner may have forbidden to pass the record on.
        self._barred = _THIRD_PARTIES if asker.role is Role.CARRIER else 0
        self._general: dict[str, bool] = {}
        self._read = snapshot

    def shows(self, entry: Entry | Envelope) -> bool:
        """Whether this record exists for the asker.

        An owner sees its own records whatever it restricts; purpose and clearance hold for all.
        """
        if (
            not entry.purposes & self._purposes
            or entry.confidentiality > self._clearance
            or entry.handling & self._barred
            or 0 < entry.until <= self._second
        ):
            return False
        owner = entry.owner
        if owner == self._country:
            return True
        if self._country in entry.restricted:
            return False
        hides = self._general.get(owner)
        if hides is None:
            codes: Iterable[str] = self._read.note(restrictions_note(owner)) or ()
            hides = self._general[owner] = self._country in codes
        return not hides
