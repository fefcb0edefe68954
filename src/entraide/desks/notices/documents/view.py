"""What a printed notice says, whoever asks for it: plain values, no table behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from entraide.engine.schema.vocabulary import Confidentiality, Handling


@dataclass(frozen=True, kw_only=True)
class NoticeView:
    """One notice as its reader may see it; what the reader may not see is not in it.

    Attributes:
        notice: values as the database `notices` declares them.
        person: values as the database `persons` declares them; {} where it is about no person.
        owner: the requesting bureau's name in the document's language.
        state: where the notice stands, in the document's language.
        action: the sentence that says what to do, in the document's language.
        pending: languages whose translation is still due, as codes.
        made_at: printed on it and written into it: the same view gives the same bytes.
        printed_for: who asked for it, on every page.
        verify_at: the address where authenticity and present status are told.
        photo: JPEG or PNG; b"" for none.
    """

    notice: Mapping[str, Any]
    owner: str
    state: str
    action: str
    made_at: datetime
    verify_at: str
    printed_for: str
    person: Mapping[str, Any] = field(default_factory=dict)
    confidentiality: Confidentiality = Confidentiality.OFFICIAL_USE
    handling: tuple[Handling, ...] = ()
    pending: tuple[str, ...] = ()
    photo: bytes = b""
