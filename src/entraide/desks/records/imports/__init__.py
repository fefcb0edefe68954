"""Files of records brought in: planned first, then put in slices, undone if need be.

`plan`, `apply` and `undo` are what commands and pages call (`running.py`).
"""

from entraide.desks.records.imports.asked import Asked, Form, opened
from entraide.desks.records.imports.running import Progress, Totals, apply, plan, undo

__all__ = ["Asked", "Form", "Progress", "Totals", "apply", "opened", "plan", "undo"]
