"""Options that acts share, whatever they are about."""

from collections.abc import Callable
from typing import Any

from entraide.cli.command import option
from entraide.language import _


def request_key(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--request-key`: under which an act that is sent again is not done again."""
    return option(
        "--request-key",
        default="",
        metavar="KEY",
        help=_("A word of yours for this act: sent again, it acts once."),
    )(function)
