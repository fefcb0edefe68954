"""What may be done at the check desk beside asking: set a post, doubt a record, begin a list."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from entraide.clock import Clock
from entraide.desks.bureaus import queries as bureaus
from entraide.desks.bureaus.models import Person, Unit
from entraide.desks.bureaus.policy import Right, Thing, require
from entraide.desks.checks import queries
from entraide.desks.checks.models import CheckList, Post
from entraide.desks.inbox.actions import Message, clean_text, deliver
from entraide.desks.inbox.models import Item
from entraide.desks.records.queries import head, ref_for
from entraide.desks.records.writing import By, Done, Writing, act
from entraide.engine.check.questions import LONGEST_TEXT, PLACES
from entraide.engine.check.trail.lines import parse_line_id
from entraide.engine.schema.vocabulary import Purpose
from entraide.errors import Invalid, NotFound
from entraide.language import LANGUAGES, _

DOUBTS: Final = {
    "other_person": _("Doubt about %(record)s: whoever was checked is somebody else."),
    "wrong_value": _("Doubt about %(record)s: a value of the record looks wrong."),
    "recovered": _("Doubt about %(record)s: it has been found or given back."),
    "no_longer_valid": _("Doubt about %(record)s: it seems to be no longer valid."),
    "other": _("Doubt about %(record)s."),
}
"""Why a record is doubted → what its owner reads."""
ANSWER_WITHIN: Final = timedelta(days=14)
LISTS_KEPT: Final = timedelta(hours=24)
"""As long as the hub gives the same answer to a question that is sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTerms:
    """How a post asks; see `models.Post`."""

    purpose: Purpose | None = None
    place_kind: str = ""
    place: str = ""
    languages: tuple[str, ...] = ()
    is_neutral_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTerms:
    """How a list is asked, and what it holds."""

    title: str
    content: bytes
    rows: int
    purpose: Purpose
    place_kind: str = ""
    place: str = ""
    workstation: str = ""
    language: str = "en"


def set_post(by: By, bureau: str, unit: str, terms: PostTerms) -> Done:
    """Says how the officers of a unit ask; of the whole bureau, if the unit is "".

    Raises:
        NotFound, NotAllowed: as for all acts.
        Invalid: a word or text is not accepted.
    """
    require(by.actor, Right.SET_POST, Thing(bureau))
    if terms.place_kind not in PLACES or set(terms.languages) - set(LANGUAGES):
        raise Invalid("post", field="place_kind")
    if len(terms.place) > LONGEST_TEXT or not (terms.place.isprintable() or not terms.place):
        raise Invalid(
            "text",
            field="place",
            expected=_("Expected: at most %(most)s printable characters."),
            most=LONGEST_TEXT,
        )

    def do(writing: Writing) -> str:
        owner = bureaus.bureau(bureau)
        row = Unit.objects.filter(bureau=owner, code=unit).first() if unit else None
        if unit and row is None:
            raise NotFound
        Post.objects.update_or_create(
            bureau=owner,
            unit=row,
            defaults={
                "purpose": terms.purpose.value if terms.purpose else "",
                "place_kind": terms.place_kind,
                "place": terms.place,
                "languages": list(terms.languages),
                "is_neutral_first": terms.is_neutral_first,
                "set_by": by.actor.name,
                "set_at": writing.now,
            },
        )
        about = f"{bureau}/{unit}" if unit else bureau
        writing.journal("set_post", about=about)
        return about

    return act(by, ["set_post", bureau, unit, terms], do)


def doubt(by: By, reference: str, why: str, *, text: str = "", line: str = "") -> Done:
    """Tells a record's owner that it looks wrong: an item in that bureau's inbox.

    Raises:
        NotFound: there is no such record, or none for this actor.
        NotAllowed: whoever is told nothing of records cannot doubt them.
        Invalid: the reason, the text or the line is none.
    """
    if why not in DOUBTS:
        raise Invalid("why", field="why")
    said = clean_text(text, is_needed=False)
    of_trail = "-".join(map(str, parse_line_id(line))) if line else ""
    ref = ref_for(reference)
    # Seen before anything is judged: what is hidden is not there, whoever asks.
    seen = head(by.actor.asker(), ref, now=by.clock.now())
    require(by.actor, Right.DOUBT, Thing(seen.owner))

    def do(writing: Writing) -> str:
        present = head(by.actor.asker(), ref, now=writing.now)
        message = Message(
            kind=Item.Kind.DOUBT,
            subject=DOUBTS[why],
            told={"record": present.reference},
            text=said,
            record=ref,
            due_on=writing.today + ANSWER_WITHIN,
            line=of_trail,
        )
        deliver(writing, present.owner, message)
        writing.journal("doubt", about=present.reference)
        return present.reference

    return act(by, ["doubt", reference, why, said, of_trail], do)


def begin_list(by: By, terms: ListTerms) -> Done:
    """Keeps a list for being asked, in the actor's own name; `about` is its number.

    Raises:
        NotFound: the actor is no person.
    """
    number = by.actor.person
    person = Person.objects.filter(pk=number).first() if number is not None else None
    if person is None:
        raise NotFound

    def do(writing: Writing) -> str:
        row = CheckList.objects.create(
            person=person,
            grant=by.actor.grant,
            workstation=terms.workstation[:64],
            language=terms.language,
            purpose=terms.purpose.value,
            place_kind=terms.place_kind,
            place=terms.place,
            title=terms.title[:200],
            content=terms.content,
            rows=terms.rows,
            made_at=writing.now,
            beat_at=writing.now,
        )
        writing.journal("begin_list", about=f"list:{row.pk}", records=terms.rows)
        return str(row.pk)

    return act(by, None, do)


def delete_list(by: By, number: int) -> Done:
    """Deletes one of the actor's own lists before its day is over. Raises NotFound."""

    def do(writing: Writing) -> str:
        row = queries.check_list(by.actor, number)
        row.delete()
        writing.journal("delete_list", about=f"list:{number}")
        return str(number)

    return act(by, ["delete_list", number], do)


def forget_lists(clock: Clock) -> int:
    """Deletes every list whose day is over; gives how many."""
    rows = CheckList.objects.filter(made_at__lt=clock.now() - LISTS_KEPT)
    count = rows.count()
    rows.delete()
    return count
