"""`entraide serve`: the hub at work."""

from entraide.cli.command import command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.language import _


@command(
    "serve",
    help=_(
        "Serves the hub until it is stopped.\n\n"
        "Checks are answered on one port, pages on another, each by processes of their own that "
        "are started again when they fall. Without TLS it listens on this machine only."
    ),
    examples=(
        "entraide serve --hub /var/lib/entraide/hub",
        "entraide serve --behind-proxy",
        "entraide serve --one-process",
    ),
)
@option(
    "--behind-proxy",
    is_flag=True,
    help=_("A proxy in front encrypts; its word about addresses is believed."),
)
@option(
    "--one-process",
    is_flag=True,
    help=_("Checks and pages on one port of this machine, for trying out."),
)
@pass_invocation
def serve(invocation: Invocation, *, behind_proxy: bool, one_process: bool) -> None:
    """Runs until SIGTERM or SIGINT."""
    from entraide.serve.run import log_to_standard_error, supervise

    log_to_standard_error()
    if one_process:
        from entraide.serve.parts import serve_all

        serve_all(invocation.hub)
        return
    supervise(invocation.hub, is_behind_proxy=behind_proxy)
