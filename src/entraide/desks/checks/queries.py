"""How a post asks, and an officer's own lists."""

from typing import Final

from django.db.models import F, QuerySet

from entraide.desks.bureaus.models import Unit
from entraide.desks.bureaus.policy import Actor
from entraide.desks.checks.models import CheckList, ListRow, Post
from entraide.desks.records.envelope import Ref
from entraide.desks.records.models import Record
from entraide.desks.records.queries import ref_for
from entraide.engine.databases import by_code
from entraide.engine.schema.vocabulary import Handling
from entraide.errors import NotFound

ROWS_ON_A_PAGE: Final = 100
MOST_LISTS: Final = 50
_NOT_SHOWN: Final = 1 << list(Handling).index(Handling.NOT_SHOWN_TO_SUBJECT)


def post_of(actor: Actor) -> Post | None:
    """How this actor's unit asks, else how its bureau does; None where nobody said."""
    rows = Post.objects.filter(bureau=actor.bureau).select_related("unit")
    found = {row.unit.code if row.unit else "": row for row in rows}
    return found.get(actor.unit) or found.get("")


def posts(bureau: str) -> list[tuple[str, str, Post | None]]:
    """Code and name of the bureau itself ("") and of each of its units, and how each asks."""
    rows = Post.objects.filter(bureau=bureau).select_related("unit")
    found = {row.unit.code if row.unit else "": row for row in rows}
    units = Unit.objects.filter(bureau=bureau, is_active=True).order_by("name")
    named = [("", ""), *units.values_list("code", "name")]
    return [(code, name, found.get(code)) for code, name in named]


def check_lists(actor: Actor) -> list[CheckList]:
    """The actor's own lists, newest first, without what they hold."""
    rows = CheckList.objects.filter(person=actor.person).defer("content")
    return list(rows.order_by("-made_at", "-pk")[:MOST_LISTS])


def check_list(actor: Actor, number: int) -> CheckList:
    """One of the actor's own lists. Raises NotFound, also for anybody else's."""
    found = CheckList.objects.filter(pk=number, person=actor.person).defer("content").first()
    if found is None:
        raise NotFound
    return found


def answered(check_list: CheckList, verdict: str | None = None) -> QuerySet[ListRow]:
    """The rows that are answered, in the order of the file; of one verdict, if it is named."""
    rows = ListRow.objects.filter(check_list=check_list).order_by("place")
    return rows if verdict is None else rows.filter(verdict=verdict)


def list_row(actor: Actor, number: int, place: int) -> ListRow:
    """One row of one of the actor's own lists. Raises NotFound."""
    found = ListRow.objects.filter(
        check_list=number, check_list__person=actor.person, place=place
    ).first()
    if found is None:
        raise NotFound
    return found


def not_for_subjects(references: set[str]) -> set[str]:
    """Those of these records that their owners will not have shown to whom they are about."""
    found: dict[str, list[int]] = {}
    named: dict[Ref, str] = {}
    for reference in references:
        ref = ref_for(reference)
        named[ref] = reference
        found.setdefault(ref.database, []).append(ref.id)
    hidden = set()
    for code, ids in found.items():
        rows = Record.objects.filter(database=by_code(code).number, id__in=ids)
        flagged = rows.annotate(flag=F("handling").bitand(_NOT_SHOWN)).filter(flag__gt=0)
        hidden |= {named[Ref(code, id)] for id in flagged.values_list("id", flat=True)}
    return hidden
