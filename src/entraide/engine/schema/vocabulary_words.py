"""The word lists that records and grants are written in, as people read them."""

from collections.abc import Mapping
from typing import Final

from entraide.engine.schema.vocabulary import (
    Accuracy,
    Confidentiality,
    Handling,
    Purpose,
    Reliability,
)
from entraide.language import _

PURPOSES: Final[Mapping[Purpose, str]] = {
    Purpose.WANTED_ARREST: _("Find and arrest wanted persons"),
    Purpose.LOCATE: _("Locate a person"),
    Purpose.CRIMINAL_INVESTIGATION_INFO: _("Information for a criminal investigation"),
    Purpose.WARN: _("Warn of a person or a danger"),
    Purpose.IDENTIFY: _("Identify a person or a body"),
    Purpose.FORENSIC: _("Forensic comparison"),
    Purpose.SECURITY_CHECK: _("Security check"),
    Purpose.THREAT_ANALYSIS: _("Analysis of threats"),
    Purpose.BORDER_MANAGEMENT: _("Border management"),
}

CONFIDENTIALITIES: Final[Mapping[Confidentiality, str]] = {
    Confidentiality.OFFICIAL_USE: _("For official use only"),
    Confidentiality.RESTRICTED: _("Restricted"),
    Confidentiality.CONFIDENTIAL: _("Confidential"),
}

HANDLING: Final[Mapping[Handling, str]] = {
    Handling.INTELLIGENCE_ONLY: _("For intelligence only"),
    Handling.NOT_EVIDENCE: _("Not as evidence without the owner's permission"),
    Handling.NOT_SHOWN_TO_SUBJECT: _("Not to be shown to the person concerned"),
    Handling.NO_THIRD_PARTIES: _("Not to be passed to third parties"),
    Handling.NO_NATIONAL_COPY: _("Not to be copied into a national database"),
}

RELIABILITIES: Final[Mapping[Reliability, str]] = {
    Reliability.ALWAYS: _("Always reliable"),
    Reliability.MOSTLY: _("Mostly reliable"),
    Reliability.SOMETIMES: _("Sometimes reliable"),
    Reliability.DOUBTFUL: _("Doubtful"),
    Reliability.UNKNOWN: _("Cannot be judged"),
}

ACCURACIES: Final[Mapping[Accuracy, str]] = {
    Accuracy.CERTAIN: _("Known to be accurate"),
    Accuracy.FIRST_HAND: _("Known to the source at first hand"),
    Accuracy.CORROBORATED: _("Hearsay that is corroborated"),
    Accuracy.NOT_CORROBORATED: _("Hearsay that is not corroborated"),
    Accuracy.UNKNOWN: _("Cannot be judged"),
}
