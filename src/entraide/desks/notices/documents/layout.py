"""Puts a notice's values into words and order: sections of labels and texts, nothing drawn yet."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from entraide.desks.notices.documents.view import NoticeView
from entraide.engine.databases import by_code
from entraide.engine.schema.field_kinds.dates import locale_of
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.person_name import PersonName
from entraide.engine.schema.notice_terms import COLOURS
from entraide.engine.schema.vocabulary_words import CONFIDENTIALITIES, HANDLING
from entraide.language import LANGUAGES, RIGHT_TO_LEFT, _, translate

ACCUSED: Final = frozenset({"charged", "suspect"})
"""Statuses of those whom no court has found guilty."""
INNOCENT: Final = _("Every person is presumed innocent until a court has found otherwise.")
NO_WARRANT: Final = _("This is not an arrest warrant.")
PAGE: Final = _("Page %(page)s of %(pages)s")
PENDING: Final = _("The translation into this language is still due: %(languages)s")
VERIFY: Final = _("Verify that this is authentic and still in force")

IDENTITY: Final = (
    *("names", "birth_date", "possible_birth_dates", "birth_place", "birth_country", "sex"),
    *("nationalities", "status", "parents", "documents", "occupation", "languages", "died_on"),
)
APPEARANCE: Final = ("height", "weight", "eyes", "hair", "marks")
CASE: Final = (
    *("subject", "facts", "event_date", "event_place", "event_country"),
    *("un_reference", "un_resolution", "measures", "related"),
)
SECTIONS: Final = (
    (_("Identity"), IDENTITY),
    (_("Appearance"), APPEARANCE),
    (_("Charges"), ("charges",)),
    (_("Warrants"), ("warrants",)),
    (_("Circumstances"), CASE),
)
HEAD: Final = ("circulation", "control_number", "entity_id", "published_on", "valid_until")
_MARKS: Final = ("\x00", "\x01")


def laid_out(view: NoticeView, language: str) -> dict[str, Any]:
    """All that the printed page says, as texts in this language, for the page's own drawing."""
    values = dict(view.person) | dict(view.notice)
    said = {field.name: field for code in ("persons", "notices") for field in by_code(code).fields}

    def rows(names: tuple[str, ...]) -> list[list[str]]:
        return [
            [translate(said[name].label, language), text]
            for name in names
            if values.get(name) is not None
            for text in _texts(said[name], values[name], language)
        ]

    cautions = rows(("cautions",))
    return {
        "language": language,
        "is_right_to_left": language in RIGHT_TO_LEFT,
        "colour": view.notice["colour"],
        "title": translate(COLOURS[view.notice["colour"]], language),
        "banner": translate(CONFIDENTIALITIES[view.confidentiality], language),
        "owner": view.owner,
        "state": view.state,
        "action": view.action,
        "cautions": [text for _label, text in cautions],
        "head": rows(HEAD),
        "sections": [
            {"title": translate(title, language), "rows": found}
            for title, names in SECTIONS
            if (found := rows(names))
        ],
        "always": list(_always(view, values, language)),
        "handling": [translate(HANDLING[each], language) for each in view.handling],
        "pending": _pending(view, language),
        "verify": translate(VERIFY, language),
        "verify_at": view.verify_at,
        "printed": [
            translate(CONFIDENTIALITIES[view.confidentiality], language),
            view.printed_for,
            _moment(view, language),
        ],
        "page": _page(language),
    }


def _always(view: NoticeView, values: Mapping[str, Any], language: str) -> Iterator[str]:
    if values.get("status") in ACCUSED or view.notice["colour"] == "red" or values.get("charges"):
        yield translate(NO_WARRANT, language)
        yield translate(INNOCENT, language)


def _pending(view: NoticeView, language: str) -> str:
    if not view.pending:
        return ""
    due = ", ".join(LANGUAGES[code] for code in view.pending)
    return translate(PENDING, language, languages=due)


def _texts(field: Field, value: Any, language: str) -> list[str]:
    """One text for the field; for a group, one for each that it holds."""
    several = value if field.many else [value]
    if isinstance(field.kind, PersonName):
        return [field.kind.show(each, language) for each in several]
    if isinstance(field.kind, Group):
        return [_group(field.kind, each, language) for each in several]
    return ["\n".join(field.kind.show(each, language) for each in several)]


def _group(kind: Group, given: Mapping[str, Any], language: str) -> str:
    """Each field on a line of its own after its label, its direction its own."""
    return "\n".join(
        f"{translate(field.label, language)}: \N{FIRST STRONG ISOLATE}{text}"
        "\N{POP DIRECTIONAL ISOLATE}"
        for field in kind.fields
        if given.get(field.name) is not None
        for text in _texts(field, given[field.name], language)
    )


def _moment(view: NoticeView, language: str) -> str:
    from babel.dates import format_datetime  # noqa: PLC0415 - only who prints reads it

    return format_datetime(view.made_at, "medium", locale=locale_of(language)) + " UTC"


def _page(language: str) -> list[str]:
    """The three pieces around the page's number and the number of pages."""
    told = translate(PAGE, language, page=_MARKS[0], pages=_MARKS[1])
    before, rest = told.split(_MARKS[0])
    return [before, *rest.split(_MARKS[1])]
