"""The closed word lists of the trade that every database, grant and question is written in.

Source: the rules on the processing of data as `docs/rules.md` cites them; codes are ours where no
public code exists.
"""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a person or a system is for its bureau; a grant names one."""

    FRONTLINE = "frontline"  # a first-line border or road officer
    SECOND_LINE = "second_line"  # document and vehicle specialists behind the first line
    BUREAU = "bureau"  # an officer of a national bureau
    FORENSIC = "forensic"  # an examiner of prints, faces, DNA, ballistics
    ANALYST = "analyst"  # a crime analyst; the piracy task force
    ICSE = "icse"  # a certified user of the child sexual exploitation database
    CUSTOMS = "customs"  # an international customs entity: firearms only
    CARRIER = "carrier"  # a private carrier: yes or no, no data
    SECRETARIAT = "secretariat"  # an operator of the organisation's secretariat
    # These ask no database by themselves: their rooms show them what their office needs.
    LEGAL_REVIEWER = "legal_reviewer"  # reads requests for notices against the rules
    AUDITOR = "auditor"  # a data protection officer: reads the trail and the journal
    COMMISSION = "commission"  # a member of the independent commission


class Level(IntEnum):
    """How much of a record an asker is shown."""

    YES_NO = 0
    CARD = 1
    FULL = 2
    OWNER = 3


class Purpose(StrEnum):
    """Why a record is kept or asked for. A record carries one or more, a question exactly one."""

    WANTED_ARREST = "wanted_arrest"
    LOCATE = "locate"
    CRIMINAL_INVESTIGATION_INFO = "criminal_investigation_info"
    WARN = "warn"
    IDENTIFY = "identify"
    FORENSIC = "forensic"
    SECURITY_CHECK = "security_check"
    THREAT_ANALYSIS = "threat_analysis"
    BORDER_MANAGEMENT = "border_management"


class Confidentiality(IntEnum):
    """Who may read; a product of several records has the highest of theirs."""

    OFFICIAL_USE = 1
    RESTRICTED = 2
    CONFIDENTIAL = 3


class Status(StrEnum):
    """Where a record stands. Only ACTIVE records are answered."""

    ACTIVE = "active"
    SUSPENDED = (
        "suspended"  # by the owner, the secretariat or the commission: hidden until restored
    )
    WITHDRAWN = "withdrawn"  # its body is destroyed


class Handling(StrEnum):
    """Conditions that the owner puts on the use of a record."""

    INTELLIGENCE_ONLY = "H1"
    NOT_EVIDENCE = "H2"
    NOT_SHOWN_TO_SUBJECT = "H3"
    NO_THIRD_PARTIES = "H4"
    NO_NATIONAL_COPY = "H5"


class Reliability(StrEnum):
    """How far the source of what a record says can be trusted. Source: the 4x4 grid, domain §1."""

    ALWAYS = "A"
    MOSTLY = "B"
    SOMETIMES = "C"
    DOUBTFUL = "D"
    UNKNOWN = "X"


class Accuracy(StrEnum):
    """How well what a record says is established. Source: the 4x4 grid, domain §1."""

    CERTAIN = "1"
    FIRST_HAND = "2"
    CORROBORATED = "3"
    NOT_CORROBORATED = "4"
    UNKNOWN = "X"


class Verdict(StrEnum):
    """The result of a check, or of one match within it."""

    NO_HIT = "no_hit"
    POSSIBLE = "possible"
    HIT = "hit"
    INCOMPLETE = "incomplete"  # something that should have been asked could not be


class SubjectKind(StrEnum):
    """What can be asked about."""

    PERSON = "person"
    DOCUMENT = "document"
    MRZ = "mrz"
    VEHICLE = "vehicle"
    CONTAINER = "container"
    VESSEL = "vessel"
    FIREARM = "firearm"
    WORK_OF_ART = "work_of_art"
    CONTACT = "contact"  # a telephone number, e-mail address, account or handle
    REFERENCE = "reference"  # a control number, sample code or file hash


class Writer(StrEnum):
    """Which bureaus may add records to a database."""

    ANY_BUREAU = "any_bureau"
    COUNTRY_IN_FIELD = "country_in_field"  # only the country that the record itself names
    SECRETARIAT = "secretariat"
    DERIVED = "derived"  # nobody: its rows follow from other records


class Deletion(StrEnum):
    """Why a record was withdrawn."""

    PURPOSE_ACHIEVED = "purpose_achieved"
    EXPIRED = "expired"
    SOURCE_REQUEST = "source_request"
    NON_COMPLIANT_ART2 = "non_compliant_art2"
    NON_COMPLIANT_ART3 = "non_compliant_art3"
    QUALITY = "quality"
    COMMISSION_DECISION = "commission_decision"
    ACQUITTED_OR_WARRANT_CANCELLED = "acquitted_or_warrant_cancelled"
    DUPLICATE = "duplicate"
    SUBJECT_DECEASED = "subject_deceased"
    IMPORT_UNDONE = "import_undone"
