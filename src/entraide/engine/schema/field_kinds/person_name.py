"""A person's name."""

from entraide.engine.schema.field_kinds.choices import one_of
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.text import Text
from entraide.language import _


class PersonName(Group):
    """A name in parts where they are known, else as one text."""

    name = "person_name"


_part = Text(150)
person_name = PersonName(
    Field("family", _part, _("Family name")),
    Field("forename", _part, _("Forenames")),
    Field("full", _part, _("Name as written")),
    Field(
        "kind",
        one_of(
            {
                "main": _("Main name"),
                "birth": _("Name at birth"),
                "alias": _("Alias"),
                "pseudonym": _("Pseudonym"),
                "original_script": _("Name in its original script"),
            }
        ),
        _("Kind of name"),
    ),
    Field(
        "quality",
        one_of({"good": _("Identifies the person"), "low": _("Does not identify by itself")}),
        _("Quality of the name"),
    ),
    Field("script", _part, _("Script"), derived=True),
)
