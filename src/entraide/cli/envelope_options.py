"""The options that say what surrounds a record's body."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from entraide.cli.command import option
from entraide.cli.moments import DAY
from entraide.engine.schema.vocabulary import (
    Accuracy,
    Confidentiality,
    Handling,
    Purpose,
    Reliability,
)
from entraide.language import _

if TYPE_CHECKING:
    from entraide.desks.records.envelope import Envelope


def envelope_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command; what is not named is left to the record or its database."""
    options = (
        option(
            "--purpose",
            "purposes",
            multiple=True,
            type=click.Choice([one.value for one in Purpose]),
            help=_("Why it is kept; otherwise as the database says."),
        ),
        option(
            "--confidentiality",
            type=click.IntRange(min(Confidentiality), max(Confidentiality)),
            help=_("1 official use, 2 restricted, 3 confidential."),
        ),
        option(
            "--handling",
            multiple=True,
            type=click.Choice([one.value for one in Handling]),
            help=_("A condition on its use; again for each."),
        ),
        option("--hide-from", multiple=True, metavar="CODE", help=_("Who shall not see it.")),
        option("--keep-until", type=DAY, help=_("The day from which it is no longer kept.")),
        option("--review-on", type=DAY, help=_("The day on which its owner looks at it again.")),
        option(
            "--reliability",
            type=click.Choice([one.value for one in Reliability]),
            help=_("Of its source: A always reliable to D doubtful; X cannot be judged."),
        ),
        option(
            "--accuracy",
            type=click.Choice([one.value for one in Accuracy]),
            help=_("Of what it says: 1 known to be accurate to 4 hearsay; X cannot be judged."),
        ),
    )
    for add in reversed(options):
        function = add(function)
    return function


def read_envelope(given: dict[str, Any]) -> "Envelope":
    """What those options say. Needs Django."""
    from entraide.desks.records.envelope import Envelope

    level, reliability, accuracy = (
        given[name] for name in ("confidentiality", "reliability", "accuracy")
    )
    until, review = given["keep_until"], given["review_on"]
    return Envelope(
        purposes=tuple(map(Purpose, given["purposes"])) or None,
        confidentiality=None if level is None else Confidentiality(level),
        handling=tuple(map(Handling, given["handling"])) or None,
        restricted=tuple(given["hide_from"]) or None,
        review_on=None if review is None else review.date(),
        retention_until=None if until is None else until.date(),
        reliability=None if reliability is None else Reliability(reliability),
        accuracy=None if accuracy is None else Accuracy(accuracy),
    )
