"""By what names are compared, in one word: each answer's line in the trail carries it."""

from entraide.engine.matching.commonness import Commonness
from entraide.engine.matching.compare.scripts import digest
from entraide.engine.matching.normalise.name import NORMALISER_VERSION
from entraide.engine.matching.weights import fitted


def matcher_version(commonness: Commonness) -> str:
    """The versions of normaliser, scripts' table, weights, frequencies ("3-2666a85f-0adb911f-…").

    Two answers with one version compared names in the same way.
    """
    parts = (digest(), fitted().version, commonness.version)
    return "-".join((str(NORMALISER_VERSION), *(part[:8] for part in parts)))
