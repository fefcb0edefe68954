"""Why something matched and what differs: codes with parameters, put into words at the edge."""

from typing import Any

import msgspec


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why something matched, as a code with parameters; `engine.check.words` puts it into words."""

    code: str
    params: dict[str, str] = {}


class Difference(msgspec.Struct, frozen=True):
    """A field known on both sides whose values differ."""

    field: str
    asked: Any
    recorded: Any
