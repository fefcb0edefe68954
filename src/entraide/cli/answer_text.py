"""An answer as text, in the order in which an officer needs it."""

from collections.abc import Iterator

from entraide.desks.checks.showing import Shown, ShownHit, show
from entraide.engine.check.hops import Hop
from entraide.engine.check.wire import Answer, Bureau
from entraide.language import _, translate


def answer_text(answer: Answer, hops: list[Hop], language: str) -> str:
    """Verdict, then each hit with what to do and whom to call, then how the answer was made."""
    shown = show(answer, hops, asker="", language=language)
    lines = [f"{shown.word.upper()} – {shown.sentence}"]
    for hit in shown.hits:
        lines += ["", *_hit_lines(hit, language)]
    lines += ["", *_made_lines(shown, language)]
    return "\n".join(lines)


def _hit_lines(hit: ShownHit, language: str) -> Iterator[str]:
    yield f"{hit.word.upper()}  {hit.title}  {hit.record}"
    parts = (
        (_("Do now"), [hit.action] if hit.action else []),
        (_("Call"), [_bureau(bureau) for bureau in hit.call]),
        (_("Differs"), hit.differs),
        (_("Why"), hit.reasons),
        (_("Record"), [f"{field.label}: {field.value}" for field in hit.card]),
    )
    for label, sentences in parts:
        yield from _labelled(label, sentences, language)


def _made_lines(shown: Shown, language: str) -> Iterator[str]:
    parts = (
        (_("Could not be asked"), shown.unasked),
        (_("Not permitted"), [" · ".join(shown.not_permitted)] if shown.not_permitted else []),
        (_("Asked"), [" · ".join(shown.asked) or "–"]),
        (_("Age of the index"), [shown.age]),
        (_("Line in the trail"), [shown.line]),
        (_("Steps"), [f"{step.microseconds:>7} µs  {step.name}" for step in shown.hops]),
    )
    for label, sentences in parts:
        yield from _labelled(label, sentences, language)


def _labelled(label: str, sentences: list[str], language: str) -> Iterator[str]:
    told = f"{translate(label, language)}:"
    for sentence in sentences:
        yield f"  {told:<20}{sentence}"
        told = ""


def _bureau(bureau: Bureau) -> str:
    return "  ".join(
        part for part in (bureau.name or bureau.code, bureau.phone, bureau.email) if part
    )
