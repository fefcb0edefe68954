"""The one list of weights by which persons are compared, fitted and committed, and its version."""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final, NamedTuple

from entraide.engine.matching.compare.countries import COUNTRY_CODES
from entraide.engine.matching.compare.dates import DATE_CODES
from entraide.engine.matching.compare.evidence import AGAINST, FOR, NAME_EVIDENCE
from entraide.engine.matching.compare.numbers import NUMBER_CODES
from entraide.engine.matching.compare.places import PLACE_CODES
from entraide.engine.matching.compare.sexes import SEX_CODES

PARENT_CODES: Final = ("parent_same", "parent_differs")

_SPEAKS_AGAINST: Final = ("_differs", "_far", "birth_year_same")

FIELD_EVIDENCE: Final = {
    code: AGAINST if code.endswith(_SPEAKS_AGAINST) else FOR
    for codes in (
        DATE_CODES,
        COUNTRY_CODES,
        SEX_CODES,
        PLACE_CODES,
        PARENT_CODES,
        NUMBER_CODES,
    )
    for code in codes
}
"""What is weighed beside the names: reason's code → whether it may only speak for, or against."""

_FILE: Final = "weights.toml"


class Weights(NamedTuple):
    """Natural logarithms of odds.

    Attributes:
        base: of two names of which nothing is said.
        names: of each of `NAME_EVIDENCE`, in its order.
        fields: of each of `FIELD_EVIDENCE`.
        slope: from points to the logarithm of the odds that a candidate is the person.
        shift: likewise; both on pairs that the rest was not fitted on.
        version: the digest of the list.
    """

    base: float
    names: tuple[float, ...]
    fields: dict[str, float]
    slope: float
    shift: float
    version: str


@cache
def fitted() -> Weights:
    """The committed list."""
    return read(files("entraide.engine.matching").joinpath(_FILE).read_text("utf-8"))


def read(text: str) -> Weights:
    """The list in this text.

    Raises:
        ValueError: a weight is missing or unknown, or has the wrong sign.
    """
    listed = tomllib.loads(text)
    names, fields, base = listed["names"], listed["fields"], listed["base"]
    for declared, given in ((NAME_EVIDENCE, names), (FIELD_EVIDENCE, fields)):
        if declared.keys() != given.keys():
            raise ValueError(f"Weights: {sorted(declared.keys() ^ given.keys())}")
        wrong = [name for name, sign in declared.items() if given[name] * sign < 0]
        if wrong:
            raise ValueError(f"Weights of the wrong sign: {wrong}")
    return Weights(
        base["points"],
        tuple([names[name] for name in NAME_EVIDENCE]),
        fields,
        base["slope"],
        base["shift"],
        sha256(text.encode()).hexdigest()[:12],
    )
