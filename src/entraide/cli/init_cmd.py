"""`entraide init`: a new hub, from nothing."""

from pathlib import Path
from typing import Any, Final

from entraide.cli.command import command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit
from entraide.hub import Organisation, Serving
from entraide.language import LANGUAGES, _

_PORTS: Final = Serving()


@command(
    "init",
    help=_(
        "Makes a new hub.\n\n"
        "In a new or empty folder: the configuration, secret keys, the truth with its members, the "
        "first person of the secretariat, and an empty index. Without --members, the 194 member "
        "countries and the international entities that this program knows take part. Nothing is "
        "left behind if it fails."
    ),
    examples=(
        'entraide init --hub hub --id union --name "The union" --admit ada.marlow',
        'entraide init --hub hub --id union --name "The union" --members members.csv',
        'entraide init --id union --name "The union" --postgresql postgresql://entraide@db1/entraide',
    ),
)
@option("--id", required=True, metavar="WORD", help=_("The hub's short name."))
@option("--name", required=True, help=_("The organisation's name in English."))
@option("--name-fr", help=_("Its name in French."))
@option("--name-es", help=_("Its name in Spanish."))
@option("--name-ar", help=_("Its name in Arabic."))
@option(
    "--secretariat",
    default="XPO",
    show_default=True,
    metavar="CODE",
    help=_("The code under which the secretariat owns records."),
)
@option("--members", type=Path, metavar="FILE", help=_("A CSV file of those who take part."))
@option("--admit", metavar="ACCOUNT", help=_("The first person of the secretariat."))
@option("--admit-name", metavar="NAME", help=_("That person's full name."))
@option("--database", multiple=True, metavar="CODE", help=_("Enable only this database."))
@option(
    "--postgresql",
    default="",
    metavar="ADDRESS",
    help=_("Keep the truth in this PostgreSQL database; its password lies in PGPASSFILE."),
)
@option("--check-port", type=int, default=_PORTS.check_port, help=_("The port for checks."))
@option("--desk-port", type=int, default=_PORTS.desk_port, help=_("The port for pages."))
@pass_invocation
def init(invocation: Invocation, /, **given: Any) -> None:
    """Makes the hub that --hub names (./hub if none)."""
    from entraide.cli.new_hub import configuration_text, empty_folder, write_configuration
    from entraide.engine.databases import enabled

    enabled(given["database"])  # an unknown one is refused before anything is made
    text = configuration_text(
        _organisation(given),
        check_port=given["check_port"],
        desk_port=given["desk_port"],
        postgresql=given["postgresql"],
    )
    with empty_folder(Path(invocation.hub_given or "hub")) as folder:
        invocation.hub = write_configuration(folder, text)
        count, address = _fill(invocation, given)
    text = invocation.say(
        _("The hub in %(folder)s is ready, %(count)s bureaus take part. Put its keys into a safe."),
        folder=folder,
        count=count,
    )
    document = {"hub": str(folder), "bureaus": count, "admitted": given["admit"]}
    if address:
        document["link"] = address
        text += "\n" + invocation.say(
            _("%(account)s sets a password here, once, within a day: %(address)s"),
            account=given["admit"],
            address=address,
        )
    emit(invocation, document, text)


def _organisation(given: dict[str, Any]) -> Organisation:
    names = {"en": given["name"]} | {
        language: given[f"name_{language}"]
        for language in LANGUAGES
        if given.get(f"name_{language}")
    }
    return Organisation(
        id=given["id"],
        name=names,
        secretariat=given["secretariat"],
        databases=list(given["database"]),
    )


def _fill(invocation: Invocation, given: dict[str, Any]) -> tuple[int, str]:
    """The truth's tables, those who take part, the first person and the index.

    Gives how many bureaus take part, and the first person's address to set a password at.
    """
    from entraide.desks.start import migrate

    migrate(invocation.hub)
    from entraide.cli.index_building import rebuild
    from entraide.cli.taking_part import admit_first, let_take_part
    from entraide.desks.bureaus import queries

    let_take_part(invocation, given["members"])
    address = ""
    if given["admit"]:
        address = admit_first(invocation, given["admit"], given["admit_name"] or given["admit"])
    rebuild(invocation)
    return len(queries.bureaus()), address
