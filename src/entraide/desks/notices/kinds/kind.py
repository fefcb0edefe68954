"""What one kind of notice is: its purpose, its conditions and what a request for it must tell."""

from dataclasses import dataclass

from entraide.desks.notices.case import Requester


@dataclass(frozen=True)
class Condition:
    """One of the conditions that must all hold; `is_checked` against the official text or not."""

    article: str
    sentence: str  # marked
    is_checked: bool = False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A colour of notice.

    Attributes:
        code: as the database `notices` has it in `colour`.
        title, purpose: marked sentences.
        may_request: who may ask for one.
        needs: fields without which nothing is submitted ("person.names", "body.facts" …); each
            item may name several, of which one is enough.
        person_fields, body_fields, stated: what the form asks, in its order.
        statuses: what the person may be; empty where none is asked.
        series: the letter of its control numbers; "" for kinds that have the United Nations' own.
        public_fields: what a public extract may show, if the requester consents.
        is_always_public: shown to the public whatever the requester says.
        years: how long it is in force at most without renewal.
        is_on: whether this hub's profile has it.
    """

    code: str
    title: str
    purpose: str
    may_request: frozenset[Requester]
    conditions: tuple[Condition, ...]
    needs: tuple[tuple[str, ...], ...]
    person_fields: tuple[str, ...] = ()
    body_fields: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    statuses: frozenset[str] = frozenset()
    series: str = ""
    public_fields: frozenset[str] = frozenset()
    is_always_public: bool = False
    years: int = 5
    is_on: bool = True


BUREAUS = frozenset({Requester.BUREAU, Requester.ENTITY})
ANYBODY = frozenset(Requester)
SECRETARIAT = frozenset({Requester.SECRETARIAT, Requester.ENTITY})

IDENTITY = ("status", "names", "birth_date", "sex", "nationalities", "birth_place", "birth_country")
DESCRIPTION = ("height", "weight", "eyes", "hair", "marks", "languages", "photos")
WHO_IT_IS = (*IDENTITY, "documents", "parents", *DESCRIPTION, "occupation", "addresses", "remarks")

PUBLIC_IDENTITY = frozenset(
    {
        *("names", "birth_date", "sex", "nationalities", "birth_place", "birth_country"),
        *("height", "weight", "eyes", "hair", "marks", "languages", "photos"),
    }
)
"""Source: domain §2.4. Never facts, warrants, contacts, documents or biometrics."""
