"""`entraide keys`: what systems present. A key is shown once, only its digest is kept."""

from datetime import datetime
from pathlib import Path

import click

from entraide.cli.act_options import request_key
from entraide.cli.command import group, group_command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.moments import DAY
from entraide.cli.output import emit, table, warn
from entraide.language import _


@group("keys", help=_("Makes, lists and revokes keys."))
def keys() -> None:
    """Commands about keys."""


@group_command(
    keys,
    "make",
    help=_("Makes a key under a system's grant and prints it, this once."),
    examples=('entraide keys make g12 --label "Border system" --until 2027-11-01',),
)
@click.argument("grant")
@option("--label", default="", help=_("What tells it from the grant's other keys."))
@option("--until", type=DAY, help=_("The day on which it ends."))
@pass_invocation
def make(invocation: Invocation, grant: str, label: str, until: datetime | None) -> None:
    """Makes a key."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator
    from entraide.desks.bureaus.granting import make_key
    from entraide.desks.records.visibility import settle

    token, done = make_key(by_operator(invocation), grant, label=label, expires_at=until)
    is_visible = settle(invocation.hub, done)
    number = done.about.removeprefix("key:")
    emit(invocation, {"key": token, "id": int(number), "visible": is_visible}, token)
    warn(
        invocation,
        _("This is key %(number)s. It is shown this once: hand it over by a protected way."),
        number=number,
    )


@group_command(
    keys,
    "list",
    help=_("Lists the keys of a bureau's systems, revoked ones too; never the keys themselves."),
    examples=("entraide keys list --bureau UTO",),
)
@option("--bureau", required=True, metavar="CODE", help=_("Whose keys."))
@pass_invocation
def list_keys(invocation: Invocation, bureau: str) -> None:
    """Prints the keys by grant."""
    invocation.start_desks()
    from entraide.desks.bureaus import queries

    now = invocation.clock.now()
    document = [
        {
            "id": key.pk,
            "grant": queries.grant_name(grant),
            "begins": key.prefix,
            "label": key.label,
            "certificates": sorted(queries.fingerprints_of(grant)),
            "until": key.expires_at,
            "stands": key.revoked_at is None
            and (key.expires_at is None or now < key.expires_at)
            and queries.is_standing(grant, now),
        }
        for grant in queries.grants_in(queries.bureau(bureau).code)
        for key in queries.keys_of(grant)
    ]
    say = invocation.say
    heads = ("#", say(_("Grant")), say(_("Begins")), say(_("Label")), say(_("Stands")))
    words = {True: say(_("yes")), False: say(_("no"))}
    rows = [
        (one["id"], one["grant"], one["begins"], one["label"], words[bool(one["stands"])])
        for one in document
    ]
    emit(invocation, {"keys": document}, table(heads, rows))


@group_command(
    keys,
    "revoke",
    help=_("Takes a key back; the very next request with it is refused."),
    examples=("entraide keys revoke 7",),
)
@click.argument("key", type=int)
@option("--reason", default="", help=_("Why; kept in the journal."))
@request_key
@pass_invocation
def revoke(invocation: Invocation, /, key: int, **given: str) -> None:
    """Revokes a key."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus.granting import revoke_key

    by = by_operator(invocation, reason=given["reason"], request_key=given["request_key"])
    done = revoke_key(by, key)
    show_done(invocation, done, _("%(about)s is revoked."))


@group_command(
    keys,
    "bind",
    help=_(
        "Binds a system's grant to a TLS client certificate: its keys then open nothing without "
        "one of the certificates that it is bound to."
    ),
    examples=("entraide keys bind g12 --certificate border.pem --reason 'Agreement of 3 March'",),
)
@click.argument("grant")
@option(
    "--certificate",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("The certificate in PEM, without its key."),
)
@option("--reason", default="", help=_("Why; kept in the journal."))
@request_key
@pass_invocation
def bind(invocation: Invocation, /, grant: str, certificate: Path, **given: str) -> None:
    """Binds a grant."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus import certificates

    by = by_operator(invocation, reason=given["reason"], request_key=given["request_key"])
    done = certificates.bind(by, grant, certificate.read_bytes())
    show_done(invocation, done, _("%(grant)s is bound to %(about)s."), grant=grant)


@group_command(
    keys,
    "unbind",
    help=_("Takes a client certificate off a grant; after the last, its keys open without one."),
    examples=("entraide keys unbind g12 4f0a91c2",),
)
@click.argument("grant")
@click.argument("fingerprint")
@option("--reason", default="", help=_("Why; kept in the journal."))
@request_key
@pass_invocation
def unbind(invocation: Invocation, /, grant: str, fingerprint: str, **given: str) -> None:
    """Takes a certificate off a grant."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator, show_done
    from entraide.desks.bureaus import certificates

    by = by_operator(invocation, reason=given["reason"], request_key=given["request_key"])
    done = certificates.unbind(by, grant, fingerprint)
    show_done(invocation, done, _("%(grant)s is no longer bound to %(about)s."), grant=grant)
