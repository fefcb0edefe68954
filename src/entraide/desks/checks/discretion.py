"""Which cards a traveller must not be able to read: they stand behind a neutral screen.

Who is sought for information, or is a witness or a victim, must not learn it at the counter.
Source: rules on the processing of data, art. 88 (blue notices); domain §4.3, §4.9 (H3).
"""

from collections.abc import Iterable
from typing import Final

from entraide.desks.checks.queries import not_for_subjects
from entraide.engine.check.wire import Hit

COLOURS: Final = frozenset({"blue"})
STATUSES: Final = frozenset({"witness", "victim"})


def discreet(hits: Iterable[Hit]) -> frozenset[str]:
    """The references of those hits that no traveller may read."""
    hits = list(hits)
    told = {hit.record for hit in hits if _is_told_by_its_card(hit)}
    return frozenset(told | not_for_subjects({hit.record for hit in hits} - told))


def _is_told_by_its_card(hit: Hit) -> bool:
    return hit.card.get("colour") in COLOURS or hit.card.get("status") in STATUSES
