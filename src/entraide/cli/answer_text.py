"""An answer as text, in the order in which an officer needs it."""

from collections.abc import Iterator
from typing import Final

from entraide.desks.checks.showing import Reader, Shown, ShownHit, show
from entraide.engine.check.hops import Hop
from entraide.engine.check.wire import Answer, Bureau
from entraide.language import _, translate

_COLUMN: Final = 20
"""Where the sentences begin, unless a label of the language is wider."""


def answer_text(answer: Answer, hops: list[Hop], language: str) -> str:
    """Verdict, then each hit with what to do and whom to call, then how the answer was made."""
    shown = show(answer, hops, Reader(language=language))
    blocks = [[*_hit_parts(hit)] for hit in shown.hits] + [[*_made_parts(shown)]]
    told = [[(f"{translate(label, language)}:", said) for label, said in one] for one in blocks]
    column = max(_COLUMN, *(len(label) + 1 for one in told for label, said in one if said))
    lines = [f"{shown.word.upper()} – {shown.sentence}"]
    for hit, parts in zip(shown.hits, told, strict=False):
        lines += ["", f"{hit.word.upper()}  {hit.title}  {hit.record}", *_labelled(parts, column)]
    return "\n".join([*lines, "", *_labelled(told[-1], column)])


def _hit_parts(hit: ShownHit) -> Iterator[tuple[str, list[str]]]:
    yield _("Do now"), [hit.action] if hit.action else []
    yield _("Call"), [_bureau(bureau) for bureau in hit.call]
    yield _("Differs"), hit.differs
    yield _("Why"), hit.reasons
    yield _("Record"), [f"{field.label}: {field.value}" for field in hit.card]


def _made_parts(shown: Shown) -> Iterator[tuple[str, list[str]]]:
    yield _("Could not be asked"), shown.unasked
    yield _("Not permitted"), [" · ".join(shown.not_permitted)] if shown.not_permitted else []
    yield _("Asked"), [" · ".join(shown.asked) or "–"]
    yield _("Age of the index"), [shown.age]
    yield _("Line in the trail"), [shown.line]
    yield _("Steps"), [f"{step.microseconds:>7} µs  {step.name}" for step in shown.hops]


def _labelled(parts: list[tuple[str, list[str]]], column: int) -> Iterator[str]:
    for label, sentences in parts:
        for place, sentence in enumerate(sentences):
            yield f"  {'' if place else label:<{column}}{sentence}"


def _bureau(bureau: Bureau) -> str:
    return "  ".join(
        part for part in (bureau.name or bureau.code, bureau.phone, bureau.email) if part
    )
