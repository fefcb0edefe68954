"""Persons by name: candidates of the index, filtered, cut, then compared (invariants 2 and 10)."""

from entraide.engine.check.matches import Match
from entraide.engine.check.permissions import Way
from entraide.engine.check.targets import Target
from entraide.engine.check.visibility import View
from entraide.engine.index.reading import Snapshot
from entraide.errors import Unavailable


def search(target: Target, way: Way, snapshot: Snapshot, view: View) -> tuple[list[Match], bool]:
    """The persons of one database whose names may be the asked ones, and whether there were more.

    Raises:
        Unavailable: the matcher is not there.
    """
    raise Unavailable
