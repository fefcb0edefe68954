"""A record's envelope as files and forms write it, and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from entraide.desks.records.envelope import Envelope
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import (
    Accuracy,
    Confidentiality,
    Handling,
    Purpose,
    Reliability,
)
from entraide.errors import Invalid
from entraide.gateways.tables.own_columns import ENVELOPE, OWN_COLUMNS

_ENVELOPE: Final = next(field.kind for field in OWN_COLUMNS if field.name == ENVELOPE)


def envelope_words(state: RecordState) -> dict[str, Any]:
    """What a record says around its body, in words; without what it does not say."""
    said = {
        "purposes": list(state.purposes),
        "confidentiality": state.confidentiality.name.lower(),
        "handling": list(state.handling),
        "restricted": list(state.restricted),
        "reliability": state.reliability,
        "accuracy": state.accuracy,
    }
    return {name: value for name, value in said.items() if value}


def envelope_from(given: Mapping[str, Any]) -> Envelope:
    """The envelope as a row names it. Raises Invalid."""
    if not given:
        return Envelope()
    try:
        clean = _ENVELOPE.clean(dict(given))
    except Invalid as problem:
        raise problem.within(ENVELOPE) from None
    level = clean.get("confidentiality")
    return Envelope(
        purposes=_several(Purpose, clean.get("purposes")),
        confidentiality=None if level is None else Confidentiality[level.upper()],
        handling=_several(Handling, clean.get("handling")),
        restricted=_several(str, clean.get("restricted")),
        review_on=_day(clean.get("review_on")),
        retention_until=_day(clean.get("retention_until")),
        reliability=_one(Reliability, clean.get("reliability")),
        accuracy=_one(Accuracy, clean.get("accuracy")),
    )


def _one(kind: Any, value: Any) -> Any:
    return None if value is None else kind(value)


def _several(kind: Any, values: Any) -> Any:
    return None if values is None else tuple(map(kind, values))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
