"""One question, every database: what HTTP, pages, the command line and batches all call.

`answer` is `judge`, which is pure, and a line in the trail, durable before anything leaves.
"""

import asyncio
import atexit
import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import Final, Self

import msgspec

from entraide.clock import Clock, SystemClock
from entraide.engine.check.answer_times import AnswerTimes
from entraide.engine.check.decide import Circumstances, Rules, judge
from entraide.engine.check.grants import Grants, named
from entraide.engine.check.hops import Hops
from entraide.engine.check.permissions import Permissions
from entraide.engine.check.questions import examine, examine_text
from entraide.engine.check.repeats import Repeats, Turn
from entraide.engine.check.trail.interfaces import Check
from entraide.engine.check.trail.writer import Trail
from entraide.engine.check.wire import Answer, Asker, Mrz, Person, Query
from entraide.engine.databases import REGISTRY
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.index.reading import Index
from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.version import matcher_version
from entraide.engine.schema.references import publish
from entraide.errors import Conflict, EntraideError, Unavailable
from entraide.hub import Hub, Limits
from entraide.language import _

REFERENCES: Final = 1 << 16
"""Published references that are remembered."""
FORGOTTEN_AT_START: Final = 10_000
"""Answers that are over and are erased when a service opens."""
PAUSE: Final = 0.005
ATTEMPTS: Final = 2000
"""A question waits 10 seconds for the process that is answering the same one."""

encode = msgspec.json.Encoder().encode
decode_answer = msgspec.json.Decoder(Answer).decode


class BeingAnswered(Conflict):
    """The same question is being answered and takes too long."""

    code = "being_answered"
    sentence = _("This question is still being answered. Send it again in a moment.")


class Service:
    """Answers questions; one in each process, safe in any thread.

    Attributes:
        index: where answers come from.
        rules: what they are decided by.
        limits: what one asker may send.
    """

    def __init__(  # noqa: PLR0913 - the parts of which `open` makes it
        self,
        *,
        index: Index,
        trail: Trail,
        repeats: Repeats,
        rules: Rules,
        limits: Limits,
        times: AnswerTimes,
        clock: Clock,
    ) -> None:
        self.index, self.rules, self.limits = index, rules, limits
        self._times = times
        self._trail, self._repeats, self._clock = trail, repeats, clock
        self._grants = Grants()
        # Name searches take milliseconds of processor: one at a time, beside the event loop, so
        # that exact checks go on between them.
        self._searching = ThreadPoolExecutor(1, "search")

    @classmethod
    def open(cls, hub: Hub, *, clock: Clock | None = None) -> Self:
        """The service of this hub: its index, its trail on a chain of this process, its grants.

        Open it after every fork; `shared_service` gives one to all of a process.

        Raises:
            HubError: a key is missing, or hub.toml cannot be used.
            Unavailable: the trail cannot be written here.
        """
        clock = clock or SystemClock()
        rules = rules_of(hub)
        databases = {database.code: database for database in rules.permissions.databases}
        repeats = Repeats(hub.repeats_folder, hub.key("repeats"))
        repeats.forget(clock.now(), FORGOTTEN_AT_START)
        try:
            trail = Trail.open(hub, clock)
        except EntraideError:
            repeats.close()
            raise
        return cls(
            index=LmdbIndex(hub.index_folder, databases),
            trail=trail,
            repeats=repeats,
            rules=rules,
            limits=hub.configuration.limits,
            times=AnswerTimes(hub.times_folder, clock),
            clock=clock,
        )

    def asker(self, key: str, certificate: str = "") -> Asker:
        """Who presents this key and client certificate. Raises NotAuthenticated."""
        with self.index.snapshot() as snapshot:
            now = self._clock.now()
            return self._grants.of_key(key, snapshot, now, certificate=certificate)

    def person(self, grant: str, *, officer: str, workstation: str) -> Asker:
        """A signed-in person under one of their grants. Raises NotAuthenticated."""
        with self.index.snapshot() as snapshot:
            return self._grants.of_person(
                grant, snapshot, self._clock.now(), officer=officer, workstation=workstation
            )

    def answer(self, query: Query, asker: Asker, *, hops: Hops | None = None) -> Answer:
        """The answer, once its line in the trail is durable.

        Args:
            query: the question.
            asker: who asks, from `asker` or `person`.
            hops: records the steps, for whoever wants to see how the answer was made.

        Raises:
            Invalid, TooLarge: the question cannot be asked so; `field` names what is wrong.
            NotAllowed: the grant does not hold for it.
            Conflict: its client id was used for another question, or is being answered.
            Unavailable: the trail or the index cannot be used: nothing is answered.
        """
        examine_text(query)
        asker = self._examined(query, asker)
        if not query.client_id:
            return self._answer(query, asker, hops)
        for _attempt in range(ATTEMPTS):
            turn = self._repeats.take(asker.grant, query, self._clock.now())
            if isinstance(turn, Turn):
                with turn:
                    answer = self._answer(query, asker, hops)
                    turn.answered(encode(answer))
                    return answer
            if turn is not None:
                return decode_answer(turn)
            time.sleep(PAUSE)
        raise BeingAnswered

    async def answer_soon(self, query: Query, asker: Asker, *, hops: Hops | None = None) -> bytes:
        """The same as JSON, without holding up the event loop. Raises as `answer`."""
        asker = self._examined(query, asker)
        if not query.client_id:
            return await self._answer_soon(query, asker, hops)
        for _attempt in range(ATTEMPTS):
            turn = self._repeats.take(asker.grant, query, self._clock.now())
            if isinstance(turn, Turn):
                with turn:
                    answer = await self._answer_soon(query, asker, hops)
                    turn.answered(answer)
                    return answer
            if turn is not None:
                return turn
            await asyncio.sleep(PAUSE)
        raise BeingAnswered

    def health(self) -> dict[str, object]:
        """Whether complete answers can be given: "ok" or "degraded", why, and the index's age.

        Open to anybody: it counts nothing and names no record.
        """
        try:
            with self.index.snapshot() as snapshot:
                is_current = snapshot.is_current
                age = max(0.0, (self._clock.now() - snapshot.followed_at).total_seconds())
        except Unavailable as problem:
            return {"status": "degraded", "why": problem.code}
        if not is_current:
            return {"status": "degraded", "why": "index_outdated", "index_age": round(age)}
        if age > self.rules.oldest.total_seconds():
            return {"status": "degraded", "why": "index_old", "index_age": round(age)}
        return {"status": "ok", "index_age": round(age)}

    @property
    def trail(self) -> Trail:
        """This process's way to write the trail: disclosures share it with checks."""
        return self._trail

    def close(self) -> None:
        """Ends the name searches, and the trail's chain in order."""
        self._searching.shutdown()
        self._trail.close()
        self._repeats.close()
        self._times.close()

    def _examined(self, query: Query, asker: Asker) -> Asker:
        """The asker with the officer who looks, once the question is one that can be asked."""
        examine(query, most_subjects=self.limits.subjects)
        return named(asker, query.officer)

    def _answer(self, query: Query, asker: Asker, hops: Hops | None) -> Answer:
        since = perf_counter()
        check = self._judge(query, asker, hops)
        line = self._trail.append(check)
        self._times.answered(since)
        return self._outward(check, line, hops)

    async def _answer_soon(self, query: Query, asker: Asker, hops: Hops | None) -> bytes:
        since = perf_counter()
        if _has_names(query):
            loop = asyncio.get_running_loop()
            check = await loop.run_in_executor(self._searching, self._judge, query, asker, hops)
        else:
            check = self._judge(query, asker, hops)
        line = await self._trail.append_soon(check)
        self._times.answered(since)
        return encode(self._outward(check, line, hops))

    def _judge(self, query: Query, asker: Asker, hops: Hops | None) -> Check:
        with self.index.snapshot() as snapshot:
            at = Circumstances(
                now=self._clock.now(),
                fingerprint=snapshot.fingerprint,
                is_current=snapshot.is_current,
                hops=hops,
            )
            decision = judge(query, asker, snapshot, rules=self.rules, at=at)
            followed_at = snapshot.followed_at
        return Check(
            query=query,
            asker=asker,
            answer=decision.answer,
            asked=decision.asked,
            found=decision.found,
            followed_at=followed_at,
            seq=decision.seq,
            rules=self.rules.version,
            notes=decision.notes,
            consulted=decision.consulted,
        )

    def _outward(self, check: Check, line: str, hops: Hops | None) -> Answer:
        """The answer as it leaves: with its line and rules."""
        if hops is not None:
            hops.mark("trailed")
        check.answer.line, check.answer.rules = line, check.rules
        return check.answer


_SHARED: Final[dict[tuple[Path, int], Service]] = {}
_SHARING: Final = Lock()


def shared_service(hub: Hub) -> Service:
    """The one service of this process for this hub, opened when it is first asked for.

    Raises:
        EntraideError: as `Service.open`.
    """
    place = (hub.folder, os.getpid())
    with _SHARING:
        service = _SHARED.get(place)
        if service is None:
            service = _SHARED[place] = Service.open(hub)
            atexit.register(service.close)
        return service


def rules_of(hub: Hub) -> Rules:
    """What this hub's questions are decided by: its databases, its limits, its key for references.

    Raises:
        HubError: the key is missing.
        NotFound: hub.toml enables a database that this program does not know.
    """
    configuration, key = hub.configuration, hub.key("references")

    @lru_cache(maxsize=REFERENCES)
    def published(acronym: str, record: int) -> str:
        return publish(key, acronym, record)

    return Rules(
        permissions=Permissions(REGISTRY, configuration.organisation.databases),
        publish=published,
        version=f"{version('entraide')}+{REGISTRY.digest[:16]}+{matcher_version(neutral())}",
        listed=configuration.limits.listed_hits,
        oldest=timedelta(seconds=configuration.serving.oldest_index_seconds),
    )


def _has_names(query: Query) -> bool:
    return any(isinstance(subject, Person | Mrz) for subject in query.subjects)
