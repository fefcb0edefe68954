"""How a declaration's fields stand on the page: lines, groups, rows of groups.

The path of a node is the one that errors name; what is wrong with a row or a list as a whole stands
at its node, what is wrong with a value beside its control.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from entraide.desks.records.forms.controls import hint
from entraide.desks.records.forms.sent import Sent, is_rows, open_fields, rows_sent
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.language import translate

LINE: Final = "line"
BLOCK: Final = "block"
ROWS: Final = "rows"


@dataclass(slots=True)
class Node:
    """A part of a form.

    Attributes:
        kind: LINE (one control), BLOCK (a group), ROWS (a list, whose `nodes` are its rows).
        has_groups: of a list: its rows are groups and not single values.
        may_grow: of a list: it takes one more row.
        errors: what is wrong with it as a whole.
    """

    kind: str
    path: str
    declared: Field
    label: str
    help: str = ""
    nodes: list["Node"] = field(default_factory=list)
    has_groups: bool = False
    may_grow: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def is_required(self) -> bool:
        """Whether every record needs it."""
        return self.declared.required

    @property
    def is_sensitive(self) -> bool:
        """Whether it is particularly sensitive (art. 42), which the page says."""
        return self.declared.sensitive

    def walk(self) -> Iterator["Node"]:
        """Itself and all inside it."""
        yield self
        for node in self.nodes:
            yield from node.walk()


def layout(
    fields: Iterable[Field], sent: Sent, language: str, *, grown: str = "", inside: str = ""
) -> list[Node]:
    """The nodes of these fields, with a row for each that was sent and one to begin with.

    Args:
        fields: the declaration's.
        sent: what the form holds.
        language: of labels.
        grown: the path of a list that is to have one more row.
        inside: the path of the group that the fields are in, with its dot.
    """
    return [_node(each, sent, language, grown, inside + each.name) for each in open_fields(fields)]


def _node(declared: Field, sent: Sent, language: str, grown: str, path: str) -> Node:
    label, help = translate(declared.label, language), translate(declared.help, language)
    if is_rows(declared):
        sent_rows = rows_sent(sent, path, declared.many + 1)
        count = max(sent_rows, 1) + (grown == path and sent_rows < declared.many)
        help = hint(declared, language)
        made = Node(ROWS, path, declared, label, help, has_groups=isinstance(declared.kind, Group))
        made.may_grow = count < declared.many
        made.nodes = [
            _single(declared, sent, language, grown, f"{path}.{place}") for place in range(count)
        ]
        return made
    return _single(declared, sent, language, grown, path)


def _single(declared: Field, sent: Sent, language: str, grown: str, path: str) -> Node:
    label, help = translate(declared.label, language), translate(declared.help, language)
    if not isinstance(declared.kind, Group):
        return Node(LINE, path, declared, label)
    made = Node(BLOCK, path, declared, label, help)
    made.nodes = layout(declared.kind.fields, sent, language, grown=grown, inside=f"{path}.")
    return made
