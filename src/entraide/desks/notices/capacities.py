"""In which capacities somebody meets a notice, and who is recused from judging it.

Source: domain §2.3 (four eyes, second level).
"""

from django.conf import settings

from entraide.desks.bureaus.policy import Actor, examines
from entraide.desks.bureaus.queries import bureau
from entraide.desks.notices.case import Requester
from entraide.desks.notices.models import Notice, Reviewer
from entraide.desks.notices.states import BEFORE, Who
from entraide.engine.schema.vocabulary import Role
from entraide.errors import NotAllowed
from entraide.language import _

DRAFTING: frozenset[Role] = frozenset({Role.BUREAU, Role.SECRETARIAT})


def secretariat() -> str:
    """The code of the secretariat."""
    return str(settings.HUB.configuration.organisation.secretariat)


def capacities(actor: Actor, notice: Notice) -> frozenset[Who]:
    """What this actor is to this notice; empty for whom it does not exist at this desk."""
    if actor.is_operator:
        return frozenset({Who.HUB})
    found = set()
    if actor.bureau == notice.owner_id and drafts(actor):
        found.add(Who.REQUESTER)
    if actor.bureau == secretariat():
        if actor.role is Role.SECRETARIAT:
            found.add(Who.REVIEWER)
        if actor.role is Role.LEGAL_REVIEWER:
            found.add(Who.LEGAL)
    if examines(actor) and notice.state not in BEFORE and notice.published_at is not None:
        found.add(Who.COMMISSION)
    return frozenset(found)


def drafts(actor: Actor) -> bool:
    """Whether this actor may ask for notices in its bureau's name."""
    return actor.role in DRAFTING and "notices" in actor.writes


def reviews(actor: Actor) -> bool:
    """Whether this actor belongs to those who review requests."""
    return actor.bureau == secretariat() and actor.role in {Role.SECRETARIAT, Role.LEGAL_REVIEWER}


def requester_of(actor: Actor) -> Requester:
    """As whom the rules see this actor's request."""
    if actor.bureau == secretariat():
        return Requester.SECRETARIAT
    found = bureau(actor.bureau)
    return Requester.ENTITY if found.kind == found.Kind.INTERNATIONAL_ENTITY else Requester.BUREAU


def require_impartial(actor: Actor, notice: Notice) -> None:
    """Raises NotAllowed where this person may not judge this request.

    That is who wrote or submitted it, a national of the requesting country or one of the
    subject's, and whoever has not told the secretariat their nationality.
    """
    if actor.name in {notice.created_by, notice.submitted_by}:
        raise NotAllowed("four_eyes", _("Somebody else must judge what you asked for."))
    reviewer = Reviewer.objects.filter(person=actor.person).first()
    if reviewer is None or not reviewer.nationalities:
        raise NotAllowed(
            "nationality_unknown",
            _("Before you review, the secretariat must record your nationality."),
        )
    concerned = {notice.owner_id, *notice.person.get("nationalities", ())}
    if concerned & set(reviewer.nationalities):
        raise NotAllowed(
            "recused",
            _("You are recused: you are a national of the requesting country or the subject's."),
        )
