"""Verifying the trail: whether every line is as it was written, and none is missing.

Needs no secret: the chains show what was changed by chance or by whoever cannot recompute them; the
checkpoints, with the hub's public key, what was recomputed, cut or dropped behind everybody's back,
up to the last checkpoint that somebody else holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from entraide.engine.check.trail import frames
from entraide.engine.check.trail.checkpoints import Checkpoint, is_signed, signed_digest
from entraide.engine.check.trail.disk import Disk, RealDisk
from entraide.engine.check.trail.lines import Why
from entraide.engine.check.trail.segments import (
    FIRST_LINE_BYTES,
    Opening,
    Segment,
    TrailDamaged,
    chains_in,
    opening,
    read_head,
    segments_in,
)
from entraide.language import _, translate

PROBLEMS: Final = {
    "changed": _("Chain %(chain)s: segment %(segment)s was changed behind line %(n)s."),
    "cut": _("Chain %(chain)s ends at line %(n)s, but it went on to line %(expected)s."),
    "missing_segment": _("Chain %(chain)s: the segment before segment %(segment)s is missing."),
    "unbound": _(
        "Chain %(chain)s: segment %(segment)s does not go on from line %(n)s before it: segments "
        "were swapped, dropped or made anew."
    ),
    "misplaced": _("Chain %(chain)s: the file of segment %(segment)s belongs somewhere else."),
    "torn_changed": _(
        "Chain %(chain)s: what a crash left behind line %(n)s in segment %(segment)s was changed."
    ),
    "recomputed": _(
        "Chain %(chain)s: line %(n)s is not the one that checkpoint %(checkpoint)s signed: the "
        "chain was made anew."
    ),
    "missing_chain": _("Chain %(chain)s, which checkpoint %(checkpoint)s signed, is missing."),
    "signature": _("The signature of checkpoint %(checkpoint)s is not the hub's."),
    "checkpoint": _("Checkpoint %(checkpoint)s does not go on from the one before it."),
}

NOTES: Final = {
    "recovered": _(
        "Chain %(chain)s: after line %(n)s a crash tore %(bytes)s bytes that had not been answered."
    ),
    "failed": _("Chain %(chain)s: after line %(n)s a write failed; nothing of it was answered."),
    "vain": _("Chain %(chain)s: segment %(segment)s was begun in vain and counts for nothing."),
    "unfinished": _("Chain %(chain)s: behind line %(n)s a line is being written, or was torn."),
    "damaged_left": _("Chain %(chain)s was begun because %(damaged)s could not go on."),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something found; `code` is one of PROBLEMS or of NOTES, `params` fill its sentence."""

    code: str
    params: dict[str, object]

    def say(self, language: str = "en") -> str:
        """The sentence in the reader's language."""
        return translate(PROBLEMS.get(self.code) or NOTES[self.code], language, **self.params)


@dataclass(slots=True)
class Report:
    """What verifying found.

    Attributes:
        ends: chain → its last line's number and hash.
        lines, segments, checkpoints: how many were verified.
        notes: what happened and was put right: no fault.
    """

    ends: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    lines: int = 0
    segments: int = 0
    checkpoints: int = 0
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def problem(self, code: str, **params: object) -> None:
        """Adds a problem."""
        self.problems.append(Remark(code, params))

    def note(self, code: str, **params: object) -> None:
        """Adds a note."""
        self.notes.append(Remark(code, params))


class Held(NamedTuple):
    """What the trail is held against.

    Attributes:
        public_key: the hub's (32 bytes).
        checkpoints: the hub's own, and better those that bureaus hold, in any order.
    """

    public_key: bytes
    checkpoints: Sequence[Checkpoint]


NOTHING_HELD: Final = Held(b"", ())


def verify(
    folder: Path,
    *,
    hub: str,
    held: Held = NOTHING_HELD,
    archives: Sequence[Path] = (),
    disk: Disk | None = None,
    on_segment: Callable[[Segment], None] = lambda _segment: None,
) -> Report:
    """Reads every line of every chain and holds it against its neighbours and the checkpoints.

    Args:
        folder: the trail's folder of chains.
        hub: the id of the hub whose trail this is.
        held: the checkpoints to hold it against, and the key that verifies them.
        archives: folders of chains that older segments were moved to.
        disk: the machine's own if None.
        on_segment: called after each segment, to show progress.

    Raises:
        OSError: the disk cannot be read.
    """
    report = Report()
    disk = disk or RealDisk()
    pinned: dict[str, dict[int, list[tuple[int, str]]]] = {}
    for checkpoint in _trusted(held, hub, report):
        for name, pin in checkpoint.chains.items():
            stated = pinned.setdefault(name, {}).setdefault(pin.n, [])
            stated.append((checkpoint.number, pin.hash))
    names = chains_in(folder, disk)
    for name in names:
        walk = _Walk(folder / name, hub, pinned.pop(name, {}), report, disk)
        segments = [s for place in (*archives, folder) for s in segments_in(place / name, disk)]
        walk.run(sorted(segments), on_segment)
    for name, pins in pinned.items():
        report.problem("missing_chain", chain=name, checkpoint=pins[min(pins)][0][0])
    return report


def _trusted(held: Held, hub: str, report: Report) -> list[Checkpoint]:
    """The checkpoints that the hub signed; each must go on from the one before, where given."""
    trusted = []
    digests: dict[int, str] = {}
    for checkpoint in sorted(held.checkpoints, key=lambda one: (one.number, one.moment)):
        if checkpoint.hub != hub or not is_signed(checkpoint, held.public_key):
            report.problem("signature", checkpoint=checkpoint.number)
            continue
        own = signed_digest(checkpoint)
        before = digests.get(checkpoint.number - 1, checkpoint.previous)
        if before != checkpoint.previous or digests.setdefault(checkpoint.number, own) != own:
            report.problem("checkpoint", checkpoint=checkpoint.number)
        trusted.append(checkpoint)
        report.checkpoints += 1
    return trusted


class _Walk:
    """The verification of one chain, segment by segment."""

    def __init__(
        self,
        folder: Path,
        hub: str,
        pins: dict[int, list[tuple[int, str]]],
        report: Report,
        disk: Disk,
    ) -> None:
        self._folder = folder
        self._name = folder.name
        self._hub = hub
        self._pins = pins
        self._report = report
        self._disk = disk
        self._head = read_head(folder, disk)  # before the segments: a chain may be growing
        self._n = 0
        self._hash = frames.NO_LINE
        self._gaps: set[int] = set()  # segments before which something is known to be missing

    def run(self, segments: list[Segment], on_segment: Callable[[Segment], None]) -> None:
        """Walks the chain; what is found goes into the report."""
        path = self._path(segments)
        for place, (segment, begins) in enumerate(path):
            following = path[place + 1][1] if place + 1 < len(path) else None
            self._segment(segment, begins, following)
            on_segment(segment)
        self._end()

    def _path(self, segments: list[Segment]) -> list[tuple[Segment, Opening]]:
        """The segments that count; around one that is missing or spoiled, those that are left."""
        begins: dict[int, tuple[Segment, Opening]] = {}
        for segment in segments:
            try:
                content = self._disk.read(segment.path, 0, FIRST_LINE_BYTES)
                begins[segment.number] = (segment, opening(segment, content))
            except TrailDamaged:
                self._problem("changed", segment=segment.number, n="?")
        left = sorted(begins)
        path = []
        while left:
            segment, opened = begins[left.pop()]
            path.append((segment, opened))
            before = opened.opened.before
            while left and left[-1] > before:
                self._note("vain", segment=left.pop())
            if before and before not in begins:
                self._problem("missing_segment", segment=segment.number)
                self._gaps.add(segment.number)
        return path[::-1]

    def _segment(self, segment: Segment, begins: Opening, following: Opening | None) -> None:
        opened = begins.opened
        if (opened.hub, opened.chain, opened.segment) != (self._hub, self._name, segment.number):
            self._problem("misplaced", segment=segment.number)
        is_bound = (begins.n, begins.previous) == (self._n + 1, self._hash)
        if not is_bound and segment.number not in self._gaps:
            self._problem("unbound", segment=segment.number, n=self._n)
        if opened.why == Why.RECOVERED:
            self._note("recovered", n=begins.n - 1, bytes=opened.torn)
        elif opened.why == Why.FAILED:
            self._note("failed", n=begins.n - 1)
        if opened.damaged:
            self._note("damaged_left", damaged=", ".join(opened.damaged))
        content = self._disk.read(segment.path)
        counts = None if following is None else following.opened.good
        end = self._lines(content if counts is None else content[:counts], begins)
        self._report.segments += 1
        if following is None:
            self._rest(segment, content[end:])
        elif end != counts:
            self._problem("changed", segment=segment.number, n=self._n)
            self._gaps.add(following.opened.segment)
        elif not _is_torn_as_said(content[end:], following):
            self._problem("torn_changed", segment=segment.number, n=self._n)

    def _lines(self, content: bytes, begins: Opening) -> int:
        """Holds the lines against the checkpoints; where they end."""
        end = frames.HEAD_BYTES
        n = begins.n - 1
        for frame in frames.read(content, begins.previous):
            n += 1
            if frame.n != n:
                break
            for number, stated in self._pins.pop(n, ()):
                if frame.hash.hex() != stated:
                    self._problem("recomputed", n=n, checkpoint=number)
            self._n, self._hash, end = n, frame.hash, frame.end
            self._report.lines += 1
        return end

    def _rest(self, segment: Segment, rest: bytes) -> None:
        """What is behind the last line of the last segment."""
        if not rest:
            return
        if frames.knows_durable(rest, self._n + 1):
            self._problem("changed", segment=segment.number, n=self._n)
            self._pins.clear()  # said already
        else:
            self._note("unfinished", n=self._n)

    def _end(self) -> None:
        expected = max([0 if self._head is None else self._head.n, *self._pins])
        if expected > self._n:
            self._problem("cut", n=self._n, expected=expected)
        self._report.ends[self._name] = (self._n, self._hash)

    def _problem(self, code: str, **params: object) -> None:
        self._report.problem(code, chain=self._name, **params)

    def _note(self, code: str, **params: object) -> None:
        self._report.note(code, chain=self._name, **params)


def _is_torn_as_said(rest: bytes, following: Opening) -> bool:
    """Whether what stands behind the lines that count is what the next segment says of it."""
    opened = following.opened
    if opened.torn is None:
        return True
    return len(rest) == opened.torn and (not rest or sha256(rest).digest() == opened.torn_digest)
