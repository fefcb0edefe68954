"""How far the demonstration's records are: written by who adds them, read by the page's bar."""

import msgspec
from babel.numbers import format_decimal

from entraide.hub import Hub
from entraide.language import _, translate

FILE = "filling.json"


class Filling(msgspec.Struct, frozen=True):
    """So many records of so many are in the truth."""

    done: int
    total: int

    @classmethod
    def read(cls, hub: Hub) -> "Filling | None":
        """The state as last written; None where nothing was ever filled."""
        try:
            return msgspec.json.decode((hub.folder / FILE).read_bytes(), type=cls)
        except FileNotFoundError:
            return None

    def write(self, hub: Hub) -> None:
        """Replaces the state in one step, so that no reader ever sees half of it."""
        new = hub.folder / f"{FILE}.new"
        new.write_bytes(msgspec.json.encode(self))
        new.replace(hub.folder / FILE)

    def text(self, language: str) -> str:
        """The state in words."""
        return translate(
            _("%(done)s of %(total)s records"),
            language,
            done=format_decimal(self.done, locale=language),
            total=format_decimal(self.total, locale=language),
        )
