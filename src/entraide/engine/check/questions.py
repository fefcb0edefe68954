"""What a question may look like before anybody thinks about it: sizes, language, free text."""

from typing import Final

import msgspec

from entraide.engine.check.wire import Person, Query
from entraide.errors import Invalid, TooLarge
from entraide.language import LANGUAGES, _

PLACES: Final = frozenset({"", "air", "land", "sea", "inland", "operation"})
MOST_DATABASES: Final = 64
LONGEST_TEXT: Final = 200
"""Characters of a place's name, a case's or an operation's reference: the trail keeps them."""

_encode = msgspec.json.Encoder().encode


def examine(query: Query, *, most_subjects: int) -> None:
    """Refuses what no database need be asked to refuse.

    Raises:
        Invalid: nothing is asked, or a word or text is not accepted; `field` names it.
        TooLarge: more subjects than this hub accepts at once.
    """
    if not query.subjects:
        raise Invalid(
            "no_subjects",
            _("The question asks about nothing."),
            field="subjects",
            expected=_("Expected: at least one subject."),
        )
    if len(query.databases) > MOST_DATABASES:
        raise Invalid(
            "too_many",
            _("At most %(most)s values are asked at once; there are %(count)s."),
            field="databases",
            most=MOST_DATABASES,
            count=len(query.databases),
        )
    if len(query.subjects) > most_subjects:
        raise TooLarge(
            "too_many_subjects",
            _("One question may ask about at most %(most)s subjects."),
            most=most_subjects,
        )
    if query.language not in LANGUAGES:
        raise Invalid(
            "language",
            field="language",
            expected=_("Expected: one of %(codes)s."),
            codes=", ".join(LANGUAGES),
        )
    if query.place is not None:
        if query.place.kind not in PLACES:
            raise Invalid(
                "place",
                field="place.kind",
                expected=_("Expected: one of %(codes)s."),
                codes=", ".join(sorted(PLACES - {""})),
            )
        _is_short("place.name", query.place.name)
    if query.case:
        _is_short("case", query.case)
    if query.operation:
        _is_short("operation", query.operation)


def weight(query: Query) -> int:
    """How many look-ups of its kind a question counts for: a person's names and papers each one."""
    looked_up = len(query.subjects)
    for subject in query.subjects:
        if isinstance(subject, Person):
            papers = len(subject.documents) + len(subject.contacts)
            looked_up += max(0, len(subject.names) + papers - 1)
    return looked_up


def examine_text(query: Query) -> None:
    """Refuses half a character, which no JSON that arrived can hold but a typed text may.

    Raises:
        Invalid: code "text_encoding".
    """
    try:
        _encode(query)
    except UnicodeEncodeError:
        raise Invalid(
            "text_encoding",
            _("The text holds half a character and cannot be kept."),
            field="subjects",
        ) from None


def _is_short(field: str, text: str) -> None:
    if len(text) > LONGEST_TEXT or not (text.isprintable() or not text):
        raise Invalid(
            "text",
            field=field,
            expected=_("Expected: at most %(most)s printable characters."),
            most=LONGEST_TEXT,
        )
