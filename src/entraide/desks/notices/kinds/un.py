"""Persons and entities under United Nations sanctions. Source: domain §2.1, art. 95."""

from entraide.desks.notices.kinds.kind import (
    PUBLIC_IDENTITY,
    SECRETARIAT,
    WHO_IT_IS,
    Condition,
    Kind,
)
from entraide.engine.schema.notice_terms import COLOURS
from entraide.language import _

KIND = Kind(
    code="un",
    title=COLOURS["un"],
    purpose=_(
        "To tell all bureaus that somebody is under sanctions of the United Nations' Security "
        "Council, and which."
    ),
    may_request=SECRETARIAT,
    conditions=(
        Condition("95", _("A committee of the Security Council has listed the person or entity.")),
        Condition("95", _("The measures and the listing's reference are told.")),
    ),
    needs=(
        ("person.names",),
        ("body.un_reference",),
        ("body.un_resolution",),
        ("body.measures",),
    ),
    person_fields=("kind", *WHO_IT_IS),
    body_fields=("un_reference", "un_resolution", "measures", "facts"),
    statuses=frozenset({"sanctioned_un"}),
    series="U",
    public_fields=PUBLIC_IDENTITY
    | {
        *("documents", "parents", "addresses", "occupation", "facts"),
        *("un_reference", "un_resolution", "measures"),
    },
    is_always_public=True,
)
