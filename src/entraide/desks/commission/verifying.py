"""Whether the commission's own chain of steps is as it was written."""

from entraide.desks.commission import queries
from entraide.desks.commission.actions import step_digest


def first_changed() -> int | None:
    """The first step that was changed or follows a missing one, by its number; None if whole."""
    previous = b""
    for step in queries.all_steps():
        if step_digest(previous, step) != bytes(step.digest):
            return int(step.pk)
        previous = bytes(step.digest)
    return None
