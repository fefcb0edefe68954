"""By what names are compared, in one word: each answer's line in the trail carries it."""

from entraide.engine.matching.commonness import Commonness
from entraide.engine.matching.normalise.name import NORMALISER_VERSION
from entraide.engine.matching.weights import fitted


def matcher_version(commonness: Commonness) -> str:
    """The versions of normaliser, weights and frequencies ("3-0adb911f-cf588bc4").

    Two answers with one version compared names in the same way.
    """
    return f"{NORMALISER_VERSION}-{fitted().version[:8]}-{commonness.version[:8]}"
