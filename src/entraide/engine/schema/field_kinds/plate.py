"""Registration plates of vehicles, in any script."""

from typing import Any, Final

from entraide.engine.schema.field_kinds.identifier import (
    Identifier,
    capitals,
    skeleton,
    unaccented,
)

_ARABIC: Final = str.maketrans("أإآٱىة", "اااايه", "ـ")


class Plate(Identifier):
    """The number on a registration plate; blanks, hyphens and dots do not count.

    Letters keep their script (Arabic plates exist); accents and the pairs that readers confuse
    only make two plates near each other.
    """

    name = "plate"

    def exact(self, clean: Any) -> str:
        return capitals(clean).translate(_ARABIC)

    def keys(self, clean: Any) -> tuple[str, ...]:
        return (skeleton(unaccented(self.exact(clean))),)


plate = Plate(1, 15, "UT-123-AB")
