"""Codes into words, in the reader's language: the last step before a person reads an answer."""

from typing import Any, Final

from entraide.engine.check.wire import Answer, Difference, Hit, Reason, Unasked
from entraide.engine.databases import by_code
from entraide.engine.matching import words as comparing
from entraide.engine.matching.reasons import NAME_REASONS, PERSON_REASONS
from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.vocabulary import Level, Role, SubjectKind, Verdict
from entraide.errors import NotFound
from entraide.language import _, translate

VERDICTS: Final = {
    Verdict.HIT: _("Hit"),
    Verdict.POSSIBLE: _("Possible"),
    Verdict.NO_HIT: _("No hit"),
    Verdict.INCOMPLETE: _("Incomplete"),
}

MEANINGS: Final = {
    Verdict.HIT: _(
        "A record matches. It is no ground to act by itself: contact your national bureau first."
    ),
    Verdict.POSSIBLE: _(
        "A record is near to what was asked. Compare it before you conclude anything."
    ),
    Verdict.NO_HIT: _("The databases that were asked hold nothing about this."),
    Verdict.INCOMPLETE: _(
        "Not everything could be asked. Do not take this for no hit; see what is missing."
    ),
}

REASONS: Final = {
    **PERSON_REASONS,
    **NAME_REASONS,
    "same": _("Exactly the same: %(fields)s."),
    "not_enough_alone": _("This alone does not prove that it is the same: %(fields)s."),
    "in_lot": _("The number lies in the lot from %(first)s to %(last)s."),
    "in_a_lot": _("The number lies in a lot of numbers."),
    "near_unseen": _("%(field)s is near to what was asked: %(asked)s."),
    "near_number": _("%(field)s is near: asked %(asked)s, recorded %(recorded)s."),
    "check_digit": _("The check digit over %(part)s is wrong: something was misread."),
    "supposed": _(
        "Read as %(read)s; looked up as %(supposed)s, which makes the check digit right."
    ),
    "by_reference": _(
        "%(field)s was asked as %(asked)s; the reference table calls it %(reference)s."
    ),
    "country_equivalent": _("The countries stand for one another: %(asked)s and %(recorded)s."),
}
"""Reason code → sentence. `fields` and `field` are shown by their labels."""

NEAR_CHARACTERS: Final = _(
    "%(field)s is near: asked %(asked)s, recorded %(recorded)s; these characters differ (place: "
    "asked/recorded): %(characters)s."
)

UNASKED: Final = {
    "missing": _("%(database)s could not be asked: %(attribute)s is missing."),
    "misread": _(
        "%(database)s was asked with a number that was misread. Read it again or type it in."
    ),
    "unavailable": _("%(database)s cannot answer now."),
    "index_outdated": _("The index for %(database)s must be rebuilt before it can say no hit."),
    "index_old": _("The index for %(database)s has not been brought up to date for too long."),
    "not_permitted": _("You may not ask %(database)s, and nothing else holds this."),
    "not_concerned": _("%(database)s holds nothing of the kind that was asked about."),
    "no_database": _("No database of this hub holds such things."),
}

ATTRIBUTES: Final = {
    "issuing_country": _("the country that issued the document"),
    "plate_country": _("the country of the plate"),
    "flag": _("the flag"),
    "make": _("the make"),
    "maker": _("the maker"),
    "title": _("the title"),
}
"""Attributes that a key can lack, as they are asked for."""

PARTS: Final = {
    "number": _("the document number"),
    "birth_date": _("the date of birth"),
    "composite": _("the whole zone"),
}
"""Parts of a machine readable zone that have a check digit of their own."""

HOPS: Final = {
    "permitted": _("Purpose and databases were judged"),
    "planned": _("The question was turned into look-ups"),
    "looked_up": _("The databases were looked up by number"),
    "searched": _("Persons were searched by name"),
    "decided": _("The answer and its cards were made"),
    "trailed": _("The line in the trail was made durable"),
}

ROLES: Final = {
    Role.FRONTLINE: _("First line"),
    Role.SECOND_LINE: _("Second line"),
    Role.BUREAU: _("National bureau"),
    Role.FORENSIC: _("Forensic examiner"),
    Role.ANALYST: _("Analyst"),
    Role.ICSE: _("Specialist for exploited children"),
    Role.CUSTOMS: _("Customs entity"),
    Role.CARRIER: _("Carrier"),
    Role.SECRETARIAT: _("Secretariat"),
    Role.LEGAL_REVIEWER: _("Legal reviewer"),
    Role.AUDITOR: _("Auditor"),
    Role.COMMISSION: _("Commission"),
}

LEVELS: Final = {
    Level.YES_NO: _("Yes or no"),
    Level.CARD: _("Hit card"),
    Level.FULL: _("Full report, as a second act"),
    Level.OWNER: _("Everything"),
}

SUBJECTS: Final = {
    SubjectKind.PERSON: _("Person"),
    SubjectKind.DOCUMENT: _("Document"),
    SubjectKind.MRZ: _("Machine readable zone"),
    SubjectKind.VEHICLE: _("Vehicle"),
    SubjectKind.CONTAINER: _("Container"),
    SubjectKind.VESSEL: _("Vessel"),
    SubjectKind.FIREARM: _("Firearm"),
    SubjectKind.WORK_OF_ART: _("Work of art"),
    SubjectKind.CONTACT: _("Telephone number, e-mail address or account"),
    SubjectKind.REFERENCE: _("Reference"),
}

DIFFERS: Final = _("%(field)s differs: asked %(asked)s, recorded %(recorded)s.")
DIFFERS_UNSEEN: Final = _("%(field)s differs from what was recorded: asked %(asked)s.")


def verdict(verdict: Verdict, language: str) -> str:
    """The verdict's word."""
    return translate(VERDICTS[verdict], language)


def meaning(answer: Answer, language: str) -> str:
    """What the answer means for the officer, in one sentence."""
    return translate(MEANINGS[answer.verdict], language)


def database(code: str, language: str) -> str:
    """A database's title; its code if this program does not know it."""
    try:
        return translate(by_code(code).title, language)
    except NotFound:
        return code


def reason(reason: Reason, hit: Hit, language: str) -> str:
    """Why a hit matched, as a sentence."""
    declared = by_code(hit.database)
    params: dict[str, object] = dict(reason.params)
    if "fields" in params:
        labels = [_label(declared, path, language) for path in reason.params["fields"].split()]
        params["fields"] = _listed(labels, language)
    if "field" in params:
        params["field"] = _label(declared, reason.params["field"], language)
    if "part" in params:
        params["part"] = translate(PARTS[reason.params["part"]], language)
    if reason.code in PERSON_REASONS:
        return comparing.reason(reason, language)
    sentence = REASONS[reason.code]
    if reason.code == "near_number" and "characters" in params:
        sentence = NEAR_CHARACTERS
    return translate(sentence, language, **params)


def difference(difference: Difference, hit: Hit, language: str) -> str:
    """What is known on both sides and differs, as a sentence."""
    declared = by_code(hit.database)
    params: dict[str, object] = {
        "field": _label(declared, difference.field, language),
        "asked": _plain(difference.asked, language),
    }
    if difference.recorded is None:
        return translate(DIFFERS_UNSEEN, language, **params)
    field = declared.field_named(difference.field)
    params["recorded"] = _shown(field, difference.recorded, language)
    return translate(DIFFERS, language, **params)


def against(hit: Hit, language: str) -> list[str]:
    """All that is not the same, each as a sentence: what contradicts first, then what is near."""
    return [
        *comparing.names_differ(hit.reasons, hit.parts, language),
        *[difference(each, hit, language) for each in hit.differs],
        *comparing.slips(hit.reasons, hit.parts, language),
    ]


def agreeing(hit: Hit, language: str) -> list[str]:
    """All that speaks for a hit, each as a sentence; how common its name is stands by itself."""
    return [
        reason(each, hit, language)
        for each in hit.reasons
        if not comparing.is_against(each) and each.code != "name_common"
    ]


def card(hit: Hit, language: str) -> list[tuple[str, str]]:
    """The card's fields in order: label and value, as a person reads them."""
    declared = by_code(hit.database)
    return [
        (
            translate(declared.field_named(name).label, language),
            _shown(declared.field_named(name), hit.card[name], language),
        )
        for name in declared.card
        if name in hit.card
    ]


def unasked(unasked: Unasked, language: str) -> str:
    """Why a database could not be asked, as a sentence."""
    code, _colon, attribute = unasked.why.partition(":")
    wanted = translate(ATTRIBUTES[attribute], language) if attribute in ATTRIBUTES else attribute
    named = database(unasked.database, language)
    return translate(UNASKED[code], language, database=named, attribute=wanted)


def hop(code: str, language: str) -> str:
    """A step of "how this answer was made"."""
    return translate(HOPS[code], language)


def _label(database: Database, path: str, language: str) -> str:
    outer, _dot, inner = path.partition(".")
    field = database.field_named(outer)
    if inner and isinstance(field.kind, Group):
        field = next(part for part in field.kind.fields if part.name == inner)
    return translate(field.label, language)


def _shown(field: Field, value: Any, language: str) -> str:
    values = value if field.many and isinstance(value, list) else [value]
    return "; ".join(field.kind.show(each, language) for each in values)


def _plain(value: Any, language: str) -> str:
    return (
        _listed([str(each) for each in value], language) if isinstance(value, list) else str(value)
    )


def _listed(words: list[str], language: str) -> str:
    return ("، " if language == "ar" else ", ").join(words)
