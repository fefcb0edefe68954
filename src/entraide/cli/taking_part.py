"""Who takes part in a new hub: known members, or those of a file, and the first person."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final, NamedTuple

from entraide.cli.acting import by_operator
from entraide.cli.invocation import Invocation
from entraide.desks.bureaus import actions
from entraide.desks.bureaus.actions import Contact
from entraide.desks.bureaus.granting import Terms, grant_person
from entraide.desks.bureaus.members import admit_members
from entraide.engine.databases import enabled
from entraide.engine.schema.vocabulary import Confidentiality, Purpose, Role, Writer
from entraide.errors import Invalid
from entraide.language import LANGUAGES, _

KINDS: Final = ("member", "international_entity")
HTTPS: Final = 443
COLUMNS: Final = ("code", "kind", "name_en")


class Member(NamedTuple):
    """A line of a members file."""

    code: str
    kind: str
    names: dict[str, str]
    contact: Contact


def read_members(file: Path) -> Iterator[Member]:
    """The lines of a CSV file.

    Its columns are code, kind, name_en and, where known, name_fr, name_es, name_ar, phone, email.

    Raises:
        Invalid: a column is missing, or a line has no code, no name or another kind, or holds what
            no cell of text holds; with its line.
    """
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.DictReader(text)
        for column in COLUMNS:
            if column not in (rows.fieldnames or ()):
                raise Invalid(
                    "members",
                    field=column,
                    line=1,
                    expected=_("Expected: the columns code, kind and name_en."),
                )
        for row in _rows(rows):
            tidy = {name: (value or "").strip() for name, value in row.items() if name}
            is_text = all(value.isprintable() for value in tidy.values())
            is_whole = tidy["code"] and tidy["name_en"] and tidy["kind"] in KINDS
            if not is_text or not is_whole:
                raise Invalid(
                    "members",
                    line=rows.line_num,
                    expected=_("Expected: a code, a name and one of %(kinds)s."),
                    kinds=", ".join(KINDS),
                )
            names = {one: tidy[f"name_{one}"] for one in LANGUAGES if tidy.get(f"name_{one}")}
            contact = Contact(phone=tidy.get("phone", ""), email=tidy.get("email", ""))
            yield Member(tidy["code"], tidy["kind"], names, contact)


def _rows(rows: "csv.DictReader[str]") -> Iterator[dict[str, str]]:
    """The rows; Invalid with its line where one is no row at all."""
    try:
        yield from rows
    except csv.Error as problem:
        raise Invalid(
            "members",
            line=rows.line_num + 1,
            expected=_("Expected: the columns code, kind and name_en."),
        ) from problem


def let_take_part(invocation: Invocation, members_file: Path | None) -> None:
    """Lets the secretariat and the members take part: those of the file, or all that are known."""
    organisation = invocation.hub.configuration.organisation
    by = by_operator(invocation)
    if members_file is None:
        admit_members(by, organisation.secretariat, organisation.name)
        return
    actions.add_bureau(by, organisation.secretariat, kind="secretariat", names=organisation.name)
    for member in read_members(members_file):
        actions.add_bureau(
            by, member.code, kind=member.kind, names=member.names, contact=member.contact
        )


def admit_first(invocation: Invocation, account: str, name: str) -> str:
    """Admits the first person of the secretariat, who may then admit and grant.

    Gives the address of the page where that person sets a password: it works once, for a day.
    """
    organisation = invocation.hub.configuration.organisation
    by = by_operator(invocation)
    actions.admit_person(by, account, bureau=organisation.secretariat, full_name=name)
    databases = enabled(organisation.databases)
    asked = frozenset(one.code for one in databases if Role.SECRETARIAT in one.asked_by)
    written = frozenset(one.code for one in databases if one.written_by is not Writer.DERIVED)
    grant_person(
        by,
        account,
        Terms(
            role=Role.SECRETARIAT,
            databases=asked,
            writes=written,
            purposes=frozenset(Purpose),
            clearance=max(Confidentiality),
            administers=True,
            exports=True,
        ),
    )
    return link(invocation, account, hours=24)


def link(invocation: Invocation, account: str, *, hours: int) -> str:
    """A new address for a person to set a password at; it works once."""
    from entraide.desks.bureaus.signing_in import invite

    token, _done = invite(by_operator(invocation), account, lasts=timedelta(hours=hours))
    serving = invocation.hub.configuration.serving
    scheme = "https" if serving.tls_certificate else "http"
    name = serving.hosts[0] if serving.hosts else serving.host
    port = "" if serving.tls_certificate and serving.desk_port == HTTPS else f":{serving.desk_port}"
    return f"{scheme}://{name}{port}/invited/{token}/"
