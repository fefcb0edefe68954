"""`entraide audit`: looking through use, asking reasons, at once instead of at its time."""

from entraide.cli.command import group, group_command
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit
from entraide.language import _


@group("audit", help=_("Looks through how the hub is used."))
def audit() -> None:
    """Commands about use."""


@group_command(
    audit,
    "watch",
    help=_(
        "Looks through every day that is over and was not looked through, and opens an inquiry "
        "where use was unusual. Asks one check in so many its reason. The served hub does both by "
        "itself; done again, nothing happens twice."
    ),
    examples=("entraide audit watch", "entraide audit watch --json"),
)
@pass_invocation
def watch(invocation: Invocation, /) -> None:
    """Does what the served hub does each hour."""
    hub = invocation.start_desks()
    from entraide.desks.audit import reasons
    from entraide.desks.audit.watching import watch as look_through

    signals = look_through(hub, invocation.clock)
    asked = reasons.ask_reasons(hub, invocation.clock)
    silent = reasons.silence(invocation.clock)
    text = invocation.say(
        _("Signals: %(signals)s. Reasons asked: %(asked)s, not given in time: %(silent)s."),
        signals=signals,
        asked=asked,
        silent=silent,
    )
    emit(invocation, {"signals": signals, "asked": asked, "silent": silent}, text)
