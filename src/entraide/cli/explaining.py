"""Two persons compared for the command line: as a document for programs, as text for people."""

from functools import lru_cache
from typing import Any, Final

import msgspec
from rich.cells import cell_len

from entraide.cli.sides import Side
from entraide.engine.matching import words
from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.explained import Points
from entraide.engine.matching.normalise.name import form_of
from entraide.engine.matching.score import PersonForm, Scored, score
from entraide.engine.matching.thresholds import Use
from entraide.engine.matching.version import matcher_version
from entraide.gateways.tables.name_cells import names_written
from entraide.language import _, translate

_REMEMBERED: Final = 4096
_BAR: Final = 24
"""Columns of the longest bar."""
_FULL_BAR: Final = 12.0
"""Points that fill it, where no field has more."""


def document(left: Side, right: Side, language: str) -> dict[str, Any]:
    """Score, probability, verdicts and all reasons, with stable keys."""
    scored = compared(left, right)
    return {
        "score": scored.score,
        "probability": scored.probability,
        "verdicts": verdicts(scored.score),
        "one_in": scored.one_in,
        "reasons": [
            {"code": each.code, "params": each.params, "sentence": words.reason(each, language)}
            for each in scored.reasons
        ]
        or [{"code": "name_nothing", "params": {}, "sentence": words.commonness(1, language)}],
        "differs": [
            msgspec.to_builtins(each) | {"sentence": sentence}
            for each, sentence in zip(
                scored.differs,
                words.differences(scored.differs, scored.fields, language),
                strict=True,
            )
        ],
        "parts": [
            msgspec.to_builtins(each) | {"sentence": words.part(each, language)}
            for each in scored.parts
        ],
        "fields": scored.fields,
        "matcher": matcher_version(neutral()),
    }


def text(left: Side, right: Side, language: str) -> str:
    """What differs and how common the name is first, then part by part, then field by field."""
    scored = compared(left, right)
    blocks = [
        [f"{left.name}  ·  {right.name}"],
        _verdict(scored, language),
        [translate(_("What differs"), language), *_indented(_against(scored, language))],
        [
            translate(_("How common the name is"), language),
            *_indented([words.commonness(scored.one_in, language)]),
        ],
    ]
    if scored.parts:
        blocks += [
            [translate(_("Why it matched"), language), *_indented(_reasons(scored, language))],
            [translate(_("The names, part by part"), language), *_parts(scored, language)],
            [translate(_("What each field gave or took"), language), *_points(scored, language)],
        ]
    return "\n\n".join("\n".join(block) for block in blocks)


@lru_cache(maxsize=_REMEMBERED)
def _person(side: Side) -> PersonForm:
    names = names_written(side.name)
    return PersonForm(
        names=tuple([form_of(full=name) for name in names]),
        birth_dates=(side.date,) if side.date else (),
        nationalities=side.countries,
        written=names,
    )


def compared(left: Side, right: Side) -> Scored:
    """How likely the two are one person, and why."""
    return score(_person(left), _person(right), neutral())


def verdicts(score: float) -> dict[str, str]:
    """For each use whether a check would list the record; a name alone is never more."""
    return {use.name.lower(): "possible" if score >= use.value else "not_listed" for use in Use}


def _verdict(scored: Scored, language: str) -> list[str]:
    said = translate(_("Score: %(score)s."), language, score=words.number(scored.score, language))
    return [
        f"{said} {words.odds(scored.probability, language)}",
        *[words.use(use, scored.score, language) for use in Use],
    ]


def _against(scored: Scored, language: str) -> list[str]:
    told = [
        *words.names_differ(scored.reasons, scored.parts, language),
        *words.differences(scored.differs, scored.fields, language),
        *words.slips(scored.reasons, scored.parts, language),
    ]
    return told or [words.nothing_differs(language)]


def _reasons(scored: Scored, language: str) -> list[str]:
    return [
        words.reason(each, language)
        for each in scored.reasons
        if not words.is_against(each) and each.code != "name_common"
    ]


def _parts(scored: Scored, language: str) -> list[str]:
    rows = [
        (
            words.written(each.asked) or "–",
            words.written(each.recorded) or "–",
            words.meeting(each.code, language),
        )
        for each in scored.parts
    ]
    return _columns(rows)


def _points(scored: Scored, language: str) -> list[str]:
    most = max(_FULL_BAR, *[abs(each.points) for each in scored.fields])
    return _columns(
        [
            (
                words.field(each.field, language),
                words.points(each.points, language),
                _bar(each, most),
            )
            for each in scored.fields
        ]
    )


def _bar(each: Points, most: float) -> str:
    return ("█" if each.points > 0 else "░") * round(abs(each.points) / most * _BAR)


def _indented(sentences: list[str]) -> list[str]:
    return [f"  {sentence}" for sentence in sentences]


def _columns(rows: list[tuple[str, str, str]]) -> list[str]:
    """Rows in columns that line up, also where one character takes two places."""
    widths = [max(cell_len(row[column]) for row in rows) for column in range(2)]
    return [
        "  "
        + "  ".join(
            cell + " " * (width - cell_len(cell))
            for cell, width in zip(row, (*widths, cell_len(row[2])), strict=True)
        ).rstrip()
        for row in rows
    ]
