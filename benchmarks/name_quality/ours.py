"""Our side: the matcher of this working tree, used as a check uses it."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from benchmarks.name_quality.pairs import Pair, Side
from entraide.engine import matching
from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.normalise.name import form_of
from entraide.engine.matching.score import Asked, PersonForm
from entraide.engine.matching.thresholds import Use
from entraide.engine.matching.weights import fitted
from entraide.engine.schema.field_kinds import country
from entraide.errors import Invalid

_SEXES: Final = {"male": "M", "female": "F"}


class Ours:
    """Scores pairs as a check does, without an index: frequencies are the neutral default."""

    def __init__(self) -> None:
        self.version = f"{fitted().version}+{_digest()}"
        self.threshold: float = Use.BUREAU.value
        self.thresholds: dict[str, float] = {use.name.lower(): use.value for use in Use}

    def ready(self, side: Side) -> PersonForm:
        """A side as it is compared: analysed once."""
        known = side.compared()
        return PersonForm(
            names=tuple(form_of(full=name) for name in known.get("name", ())),
            birth_dates=tuple(known.get("birthDate", ())),
            nationalities=tuple(filter(None, map(code_of, known.get("country", ())))),
            sexes=tuple(_SEXES[sex] for sex in known.get("gender", ()) if sex in _SEXES),
            birth_places=tuple(known.get("birthPlace", ())),
            parents=tuple(
                form_of(full=name)
                for parent in ("fatherName", "motherName")
                for name in known.get(parent, ())
            ),
            numbers=tuple(known.get("number", ())),
        )

    def asked(self, form: PersonForm) -> Asked:
        """A side made ready to be compared with many."""
        return Asked(form, neutral())

    def scores(self, pairs: Sequence[Pair]) -> list[float]:
        """How likely each pair is the same, 0-1; a side that comes again is analysed once."""
        known: dict[Side, PersonForm] = {}
        for side in (side for pair in pairs for side in (pair.left, pair.right)):
            if side not in known:
                known[side] = self.ready(side)
        scored, last, asked = [], None, None
        for pair in pairs:
            if asked is None or pair.left != last:
                last, asked = pair.left, self.asked(known[pair.left])
            scored.append(asked.strength(known[pair.right]))
        return scored


@cache
def code_of(text: str) -> str:
    """The three-letter code of a country, "" if it is not known."""
    try:
        return str(country.clean(text)) if text else ""
    except Invalid:
        return ""


def _digest() -> str:
    """Of all that the matcher is made of: any change of it may move scores."""
    room = Path(matching.__file__).parent
    files = sorted(path for path in room.rglob("*") if path.suffix in {".py", ".toml", ".bin"})
    digest = sha256()
    for path in files:
        digest.update(path.relative_to(room).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
