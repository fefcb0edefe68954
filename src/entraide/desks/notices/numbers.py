"""The numbers that a published notice is known by; none tells how many there are, or their order.

Source: domain §2.1 (control numbers), §2.5 (entity ids).
"""

import secrets
from datetime import date
from typing import Final

from entraide.desks.notices.kinds import KINDS
from entraide.desks.notices.models import Notice

_DRAWN_FROM: Final = 900_000
_FIRST: Final = 100_000


def control_number(kind: str, today: date) -> str:
    """A free control number: "A-471932/11-2026"."""
    while True:
        drawn = _FIRST + secrets.randbelow(_DRAWN_FROM)
        number = f"{KINDS[kind].series}-{drawn}/{today.month}-{today.year}"
        if not Notice.objects.filter(control_number=number).exists():
            return number


def entity_id(today: date) -> str:
    """A free entity id, as programs know them from public notices: "2026/471932"."""
    while True:
        number = f"{today.year}/{_FIRST + secrets.randbelow(_DRAWN_FROM)}"
        if not Notice.objects.filter(entity_id=number).exists():
            return number
