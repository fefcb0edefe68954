"""What a check asked about, made comparable without being kept: forms of names and numbers.

The machine opens the sealed criteria, makes keyed digests and forgets what it read. Only digests
outlive the run, and those of `again` only for a week.
"""

import hmac
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from entraide.desks.audit.models import Watched
from entraide.engine.check.wire import Document, Name, Person, Subject
from entraide.engine.matching.normalise.fold import fold, key_of
from entraide.engine.matching.normalise.name import form_of
from entraide.hub import Hub

DIGEST_BYTES: Final = 8
_NUMBERS: Final = (
    *("number", "text", "phone", "email", "account", "vin", "plate", "engine_number"),
    *("container_number", "imo", "mmsi", "hin", "call_sign", "registration", "serial_number"),
    *("inventory_number", "reference"),
)
_LEAST_WORDS: Final = 2


class Digests:
    """Keyed digests of forms, by a key of the hub's that is used for nothing else."""

    def __init__(self, hub: Hub) -> None:
        self._key = hub.key("audit-watch")

    def of(self, kind: str, form: str) -> bytes:
        """By what equal forms are found and none is guessed back without the key."""
        return hmac.digest(self._key, f"{kind}\x1f{form}".encode(), sha256)[:DIGEST_BYTES]

    def watched(self, kind: str, form: str, bureau: str) -> str:
        """The same for a bureau's own list, so that no two lists can be held side by side."""
        return self.of(f"{kind}\x1f{bureau}", form).hex()


def name_form(name: Name) -> str:
    """A name's words in the order of the alphabet, so that family and forename may change places.

    "" where fewer than two words are known: one word is half the world's name.
    """
    words = form_of(name.family, name.forename, name.full).in_order
    return " ".join(words) if len(words) >= _LEAST_WORDS else ""


def full_name_form(full: str) -> str:
    """The same of a name that is written as one text."""
    return name_form(Name(full=full))


def number_form(number: str) -> str:
    """A number's letters and digits, folded; "" if it has none."""
    return key_of(number)


def names(subject: Subject) -> set[str]:
    """The forms of all names that a subject gives."""
    if not isinstance(subject, Person):
        return set()
    return {form for name in subject.names if (form := name_form(name))}


def numbers(subject: Subject) -> set[str]:
    """The forms of all numbers that a subject gives, whatever they number."""
    found = {number_form(str(getattr(subject, field, "") or "")) for field in _NUMBERS}
    if isinstance(subject, Person):
        held: list[Subject] = [*subject.documents, *subject.contacts]
        found = found.union(*map(numbers, held))
    return found - {""}


def watch_forms(subject: Subject) -> Iterator[tuple[str, str]]:
    """What a bureau's list is held against: kind and form."""
    for form in names(subject):
        yield Watched.Kind.NAME, form
    for form in numbers(subject):
        yield Watched.Kind.NUMBER, form


def identity(subject: Subject) -> str:
    """By what the same person or document is known again; "" where it would not be sure.

    A name alone is not: with its date of birth it is.
    """
    match subject:
        case Person(birth_date=born) if born:
            given = sorted(names(subject))
            return f"person\x1f{given[0]}\x1f{fold(born)}" if given else ""
        case Document(number=number, issuing_country=country):
            return f"document\x1f{number_form(number)}\x1f{fold(country)}"
        case Person():
            held = sorted(numbers(subject))
            return f"numbers\x1f{held[0]}" if held else ""
        case _:
            held = sorted(numbers(subject))
            return f"numbers\x1f{' '.join(held)}" if held else ""


def kinds(line_subjects: list[Subject]) -> list[str]:
    """The kinds of subjects that were asked about, each once."""
    return sorted({subject.__struct_config__.tag for subject in line_subjects})  # type: ignore[misc]
