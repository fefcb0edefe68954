"""One field of a record, or of a group within it."""

from dataclasses import dataclass

from entraide.engine.schema.field_kinds.kind import Kind


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record.

    Attributes:
        many: a list of at most this many values; 0 for a single value.
        personal: about an identifiable person (a database without personal data may hold none).
        sensitive: particularly sensitive data (art. 42): never a criterion, shown only in the full
            report.
        derived: filled by the act that writes the record, never by a person or an import.
    """

    name: str
    kind: Kind
    label: str
    required: bool = False
    many: int = 0
    personal: bool = False
    sensitive: bool = False
    derived: bool = False
    help: str = ""
