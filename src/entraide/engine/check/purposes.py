"""Which records a question of one purpose may see: the one table of compatibility (invariant 3).

A record whose purposes do not fit is silently not there; another use needs the owner's permission.
Source: rules on the processing of data, art. 10 (purposes) and art. 65 (use for another purpose);
the pairs themselves are this project's reading of them.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from entraide.engine.schema.vocabulary import Purpose

P = Purpose

# Most objects and documents are kept for border management: a fact about a thing, of use to whoever
# checks that thing for any reason of policing.
_WANTED = {P.WANTED_ARREST, P.CRIMINAL_INVESTIGATION_INFO, P.WARN}

FITS: Final[Mapping[Purpose, frozenset[Purpose]]] = {
    # asked for             sees records that are kept for
    P.WANTED_ARREST: frozenset({*_WANTED, P.LOCATE, P.IDENTIFY, P.BORDER_MANAGEMENT}),
    P.LOCATE: frozenset({*_WANTED, P.LOCATE, P.IDENTIFY, P.BORDER_MANAGEMENT}),
    # An investigator sees whatever is kept about crime, but not what is kept for vetting alone.
    P.CRIMINAL_INVESTIGATION_INFO: frozenset(set(P) - {P.SECURITY_CHECK}),
    P.WARN: frozenset({*_WANTED, P.THREAT_ANALYSIS, P.BORDER_MANAGEMENT}),
    P.IDENTIFY: frozenset({*_WANTED, P.LOCATE, P.IDENTIFY, P.FORENSIC, P.BORDER_MANAGEMENT}),
    P.FORENSIC: frozenset({*_WANTED, P.LOCATE, P.IDENTIFY, P.FORENSIC}),
    # Vetting never sees those who are only missing or unidentified: they are kept to be found.
    P.SECURITY_CHECK: frozenset({*_WANTED, P.SECURITY_CHECK, P.BORDER_MANAGEMENT}),
    P.THREAT_ANALYSIS: frozenset({*_WANTED, P.THREAT_ANALYSIS}),
    # A border sees what asks for an act at a border: no laboratory work, no analysts' files.
    P.BORDER_MANAGEMENT: frozenset(set(P) - {P.FORENSIC, P.THREAT_ANALYSIS}),
}

_BIT: Final = {purpose: 1 << place for place, purpose in enumerate(Purpose)}


def mask(purposes: Iterable[Purpose]) -> int:
    """The purposes as a bit mask in the order of their word list, as the index keeps them."""
    bits = 0
    for purpose in purposes:
        bits |= _BIT[purpose]
    return bits


SEES: Final[Mapping[Purpose, int]] = {asked: mask(kept) for asked, kept in FITS.items()}
"""`FITS` as bit masks: a record may be seen if its own mask shares a bit."""
