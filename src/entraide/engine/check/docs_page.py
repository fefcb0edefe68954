"""The description of the check interface for people: one page, no script, nothing fetched."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final, NamedTuple, get_args

import msgspec

from entraide.engine.check import words
from entraide.engine.check.openapi import EXAMPLE
from entraide.engine.check.permissions import Permissions
from entraide.engine.check.purposes import FITS
from entraide.engine.check.wire import Subject
from entraide.engine.schema.vocabulary import Purpose, Role, SubjectKind
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.errors import (
    Conflict,
    Invalid,
    Malformed,
    NotAllowed,
    NotAuthenticated,
    TooLarge,
    TooMany,
    Unavailable,
)
from entraide.hub import Limits
from entraide.language import LANGUAGES, RIGHT_TO_LEFT, _, translate

_STYLE: Final = """
:root{color-scheme:light dark;--line:#8886;--quiet:#8881}
body{font:16px/24px "IBM Plex Sans","IBM Plex Sans Arabic",system-ui,sans-serif;
max-inline-size:72rem;margin:0 auto;padding:24px}
h1{font-size:28px;line-height:36px}h2{font-size:20px;line-height:28px;margin-block-start:40px}
table{border-collapse:collapse;inline-size:100%;font-size:14px;line-height:20px}
th,td{text-align:start;vertical-align:top;padding:8px;border-block-end:1px solid var(--line)}
td.yes{text-align:center}pre,code{font-family:"IBM Plex Mono",ui-monospace,monospace;direction:ltr;
unicode-bidi:isolate}pre{text-align:left;background:var(--quiet);padding:16px;overflow-x:auto}
.scroll{overflow-x:auto}nav a{margin-inline-end:16px}
"""
_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

_ERRORS: Final = (
    *(Malformed, NotAuthenticated, NotAllowed, Conflict, TooLarge, Invalid, TooMany, Unavailable),
)


class Page(NamedTuple):
    """A page and the headers under which it is safe to show."""

    content: str
    headers: Mapping[str, str]


def docs_page(permissions: Permissions, limits: Limits, language: str) -> Page:
    """The page in one of `LANGUAGES`."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    title = translate(_("Ask one question of every database"), language)
    sections = "".join(
        (
            _asking(language, limits),
            _subjects(language),
            _databases(language, permissions),
            _purposes(language),
            _answers(language),
            _refusals(language),
        )
    )
    head = (
        f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style>"
    )
    body = f"<main><h1>{escape(title)}</h1>{_languages(language)}{sections}</main></html>"
    return Page(head + body, {**HEADERS, "Content-Language": language})


def _languages(language: str) -> str:
    links = "".join(
        f'<a href="?language={code}" lang="{code}" hreflang="{code}">{escape(name)}</a>'
        for code, name in LANGUAGES.items()
        if code != language
    )
    return f"<nav>{links}</nav>"


def _asking(language: str, limits: Limits) -> str:
    told = [
        _(
            "Send the question as JSON to POST /api/v1/check with your key in the header "
            "“Authorization: Bearer …”. A key belongs to a system: with every question it names "
            "the officer who asks, the unit and the workstation."
        ),
        _(
            "A question has exactly one purpose. Without “databases” it goes to every database "
            "that your grant, role and purpose allow."
        ),
        _(
            "A question that is sent again under the same “client_id” within 24 hours gets the "
            "same answer and leaves no second line in the trail."
        ),
        _("No hit is an answer about the databases that it lists as asked, and about no other."),
    ]
    bounds = translate(
        _(
            "At most %(bytes)s bytes and %(subjects)s subjects a question; at most %(rate)s "
            "subjects a second for one grant, in each process that answers."
        ),
        language,
        bytes=limits.body_bytes,
        subjects=limits.subjects,
        rate=limits.checks_per_second,
    )
    example = escape(json.dumps(EXAMPLE, indent=2, ensure_ascii=False))
    paragraphs = "".join(f"<p>{escape(translate(each, language))}</p>" for each in told)
    return (
        f"{_heading(_('How to ask'), language)}{paragraphs}<p>{escape(bounds)}</p>"
        f'<pre>{example}</pre><p><a href="/api/v1/check/openapi.json">OpenAPI 3.1</a></p>'
    )


def _subjects(language: str) -> str:
    rows = []
    for struct in get_args(Subject):
        kind = SubjectKind(struct.__struct_config__.tag)
        fields = ", ".join(
            f"<code>{field.encode_name}</code>" for field in msgspec.structs.fields(struct)
        )
        label = escape(translate(words.SUBJECTS[kind], language))
        rows.append([f"<code>{kind.value}</code>", label, fields])
    heads = ["kind", _("What"), _("Attributes")]
    return _heading(_("What can be asked about"), language) + _table(heads, rows, language)


def _databases(language: str, permissions: Permissions) -> str:
    roles = list(Role)
    rows = [
        [
            f"<code>{database.code}</code>",
            f"<b>{escape(translate(database.title, language))}</b> ({database.acronym})<br>"
            + escape(translate(database.about, language)),
            "<br>".join(
                f"{escape(translate(words.ROLES[role], language))}: "
                + escape(translate(words.LEVELS[database.asked_by[role]], language))
                for role in roles
                if role in database.asked_by
            ),
            " ".join(f"<code>{p.value}</code>" for p in Purpose if p in database.asked_for),
        ]
        for database in permissions.databases
    ]
    heads = [_("Code"), _("Database"), _("Who may ask, and what is shown"), _("Asked for")]
    return _heading(_("Databases"), language) + _table(heads, rows, language)


def _purposes(language: str) -> str:
    kept = list(Purpose)
    rows = [
        [
            f"<code>{asked.value}</code><br>{escape(translate(PURPOSES[asked], language))}",
            *("●" if purpose in FITS[asked] else "" for purpose in kept),
        ]
        for asked in Purpose
    ]
    told = _(
        "A question of the purpose on the left sees the records that are kept for a purpose with a "
        "mark. Any other record is as if it did not exist."
    )
    heads = [_("Asked for"), *(f"<code>{purpose.value}</code>" for purpose in kept)]
    return (
        _heading(_("Which purposes fit"), language)
        + f"<p>{escape(translate(told, language))}</p>"
        + _table(heads, rows, language)
    )


def _answers(language: str) -> str:
    verdicts = [
        [
            f"<code>{verdict.value}</code>",
            escape(translate(word, language)),
            escape(translate(words.MEANINGS[verdict], language)),
        ]
        for verdict, word in words.VERDICTS.items()
    ]
    reasons = _coded(words.REASONS, language)
    unasked = _coded(words.UNASKED, language)
    codes = [_("Code"), _("Sentence")]
    return "".join(
        (
            _heading(_("What is answered"), language),
            _table(["verdict", _("Word"), _("Meaning")], verdicts, language),
            _heading(_("Why something matched"), language),
            _table(codes, reasons, language),
            _heading(_("Why something could not be asked"), language),
            _table(codes, unasked, language),
        )
    )


def _refusals(language: str) -> str:
    rows = [
        [str(error.status), f"<code>{error.code}</code>", escape(_plain(error.sentence, language))]
        for error in _ERRORS
    ]
    told = _("A refusal is a problem document (RFC 9457); “field” names what was wrong.")
    return (
        _heading(_("What is refused"), language)
        + f"<p>{escape(translate(told, language))}</p>"
        + _table([_("Status"), _("Code"), _("Sentence")], rows, language)
    )


def _coded(sentences: Mapping[str, str], language: str) -> list[list[str]]:
    return [
        [f"<code>{code}</code>", escape(_plain(sentence, language))]
        for code, sentence in sentences.items()
    ]


def _plain(sentence: str, language: str) -> str:
    """A sentence with its parameters named and not filled: %(country)s becomes ‹country›."""
    return translate(sentence, language).replace("%(", "‹").replace(")s", "›")


def _heading(sentence: str, language: str) -> str:
    return f"<h2>{escape(translate(sentence, language))}</h2>"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], language: str) -> str:
    """A table of cells that are HTML already; heads are sentences, codes or HTML."""
    head = "".join(f'<th scope="col">{translate(each, language)}</th>' for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll">{table}</div>'
