"""Drawing by lot: one seeded source of chance, and what every maker of records draws from it."""

import string
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final, TypeVar

from stdnum import iso6346

from entraide.desks.sample.organisation import STATES, State
from entraide.engine.schema.field_kinds.vin import vin_check_digit

Thing = TypeVar("Thing")

DAYS_KNOWN: Final = 36_525
"""A hundred years of days before today, written out once."""
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"
_VIN_LETTERS: Final = _LETTERS + string.digits
_MAKERS: Final = ("WX1", "VX7", "TX3", "SX5", "ZX2", "JX4", "KX6", "1X9", "LX8")
"""Invented world manufacturer identifiers, of regions with and without check digits."""
_YEARS: Final = "ABCDEFGHJKLMNPRSTVWXY123456789"
_SHIP_WEIGHTS: Final = (7, 6, 5, 4, 3, 2)


class Draw:
    """A seeded source: the same seed and day give the same records on every machine.

    Attributes:
        today: the day on which the sample is made; nothing in it lies later but ends of validity.
    """

    def __init__(self, seed: int, today: date) -> None:
        self.today = today
        self.random = Random(seed)  # noqa: S311 - invented data, nothing secret
        self.chance = self.random.random
        self.days: Final = [(today - timedelta(days=ago)).isoformat() for ago in range(DAYS_KNOWN)]
        self._ahead: Final = [
            (today + timedelta(days=ahead)).isoformat() for ahead in range(1, 1827)
        ]

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return int(self.chance() * limit)

    def one(self, things: Sequence[Thing]) -> Thing:
        """One of these, each as likely."""
        return things[int(self.chance() * len(things))]

    def some(self, things: Sequence[Thing], most: int) -> list[Thing]:
        """One to `most` different ones of these."""
        return self.random.sample(things, 1 + self.below(min(most, len(things))))

    def often(self, share: float) -> bool:
        """True in this share (0–1) of all draws."""
        return self.chance() < share

    def day(self, years: float = 9.0) -> str:
        """A day of the last years, today excepted."""
        return self.days[1 + int(self.chance() * years * 365)]

    def day_ahead(self, years: float = 4.5) -> str:
        """A day of the years to come, five at most."""
        return self._ahead[int(self.chance() * years * 365)]

    def state(self) -> State:
        """One of the invented states."""
        return STATES[int(self.chance() * len(STATES))]

    def digits(self, count: int) -> str:
        """So many digits, zeros in front kept."""
        return f"{int(self.chance() * 10**count):0{count}d}"

    def pattern(self, pattern: str) -> str:
        """A number after a pattern: # a digit, @ a letter, all else itself."""
        number = self.digits(pattern.count("#"))
        place = 0
        written = []
        for mark in pattern:
            if mark == "#":
                written.append(number[place])
                place += 1
            else:
                written.append(_LETTERS[int(self.chance() * 23)] if mark == "@" else mark)
        return "".join(written)

    def hexadecimal(self, digits: int) -> str:
        """So many hexadecimal digits."""
        return f"{self.random.getrandbits(digits * 4):0{digits}x}"

    def vin(self, year: int) -> str:
        """A vehicle identification number with its check digit, of an invented maker."""
        lot = self.random.getrandbits(40)
        middle = "".join(_VIN_LETTERS[(lot >> shift) % 33] for shift in (0, 6, 12, 18, 24))
        rest = f"{_YEARS[(year - 1980) % 30]}{_LETTERS[(lot >> 30) % 23]}{self.digits(6)}"
        maker = self.one(_MAKERS)
        check = vin_check_digit(f"{maker}{middle}0{rest}")
        return f"{maker}{middle}{check}{rest}"

    def imo(self) -> str:
        """A ship's number with its check digit, of a range never given to a ship."""
        number = str(200_000 + self.below(300_000))
        total = sum(
            int(digit) * weight for digit, weight in zip(number, _SHIP_WEIGHTS, strict=True)
        )
        return f"{number}{total % 10}"

    def container(self) -> str:
        """A container number with its check digit, of an owner named after a state."""
        number = f"{self.state().code}U{self.digits(6)}"
        return f"{number}{iso6346.calc_check_digit(number)}"
