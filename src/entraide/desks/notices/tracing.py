"""What is recognised of refused and cancelled requests, when somebody asks again.

Digests under the hub's own key, of who is sought and of each warrant; nothing is readable of them.
Source: rules on the processing of data, art. 52; domain §2.3.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from entraide.desks.notices.case import Earlier
from entraide.desks.notices.models import Notice, Trace
from entraide.desks.records.hub_keys import key
from entraide.engine.matching.normalise.fold import fold
from entraide.engine.schema.database import Body

DIGEST_BYTES: Final = 32


def digests(person: Body, body: Body) -> Iterator[tuple[str, bytes]]:
    """What this request would be recognised by: ("identity" or "warrant", digest)."""
    born = str(person.get("birth_date", ""))[:4]
    for name in person.get("names", ()):
        words = " ".join(str(name.get(part, "")) for part in ("family", "forename", "full"))
        if born and words.strip():
            # Whichever part a word stands in and whatever the day: it only has to be looked at.
            yield "identity", _digest("identity", " ".join(sorted(fold(words).split())), born)
    for warrant in body.get("warrants", ()):
        if number := fold(str(warrant.get("number", ""))):
            yield "warrant", _digest("warrant", number, str(warrant.get("country", "")))


def leave(notice: Notice, articles: list[str]) -> None:
    """Keeps what a request refused or cancelled now will be recognised by."""
    Trace.objects.bulk_create(
        Trace(notice=notice, what=what, digest=digest, state=notice.state, articles=articles)
        for what, digest in dict.fromkeys(digests(notice.person, notice.body))
    )


def earlier(notice: Notice) -> tuple[Earlier, ...]:
    """The refused and cancelled requests that this one resembles."""
    kept = {digest: what for what, digest in digests(notice.person, notice.body)}
    found: dict[int, Earlier] = {}
    rows = Trace.objects.filter(digest__in=list(kept)).exclude(notice=notice.pk).order_by("pk")
    for trace in rows:
        present = found.get(trace.notice_id)
        same = {*(present.same if present else ()), trace.what}
        found[trace.notice_id] = Earlier(
            trace.notice_id, trace.state, tuple(trace.articles), tuple(sorted(same))
        )
    return tuple(found.values())


def _digest(*parts: str) -> bytes:
    text = "\0".join(parts).encode()
    return blake2b(text, key=key("notice_traces"), digest_size=DIGEST_BYTES).digest()
