"""What criteria usually hold, by which deflate packs them to a fifth (box version 1).

Frozen: boxes of version 1 can only be opened with exactly these bytes. What is added to questions
later packs a little less well; when that matters, a second dictionary gets the next version.
"""

from typing import Any, Final

import msgspec

_DATABASES: Final = [
    "administrative_documents", "ballistics", "counterfeit_alerts", "dna", "faces",
    "fingerprints", "firearms", "firearms_reference", "genuine_documents", "icse", "notices",
    "persons", "piracy", "travel_documents", "travel_documents_under_notice", "vehicles",
    "vessels", "works_of_art",
]  # fmt: skip
_PURPOSES: Final = [
    "border_management", "criminal_investigation_info", "forensic", "identify", "locate",
    "security_check", "threat_analysis", "wanted_arrest", "warn",
]  # fmt: skip
_PERSON: Final = {
    "kind": "person",
    "names": [{"family": "", "forename": ""}, {"full": ""}],
    "birth_date": "19",
    "nationalities": [""],
    "sex": "M",
    "birth_place": "",
    "documents": [{"kind": "document", "number": "", "issuing_country": ""}],
    "contacts": [],
}
_SUBJECTS: Final[list[dict[str, Any]]] = [
    {"kind": "work_of_art", "title": "", "maker": "", "object_type": "", "inventory_number": ""},
    {"kind": "reference", "reference": ""},
    {"kind": "contact", "phone": "", "email": "", "account": ""},
    {"kind": "firearm", "serial_number": "", "make": "", "model": "", "calibre": ""},
    {"kind": "vessel", "imo": "", "mmsi": "", "hin": "", "call_sign": "", "registration": ""},
    {"engine_number": "", "vessel_name": "", "flag": ""},
    {"kind": "container", "container_number": ""},
    {"kind": "vehicle", "vin": "", "plate": "", "plate_country": "", "engine_number": ""},
    {"make": "", "model": "", "colour": ""},
    {"kind": "mrz", "text": "P<"},
    {"kind": "document", "number": "", "issuing_country": "", "document_type": "P"},
    _PERSON,
    {"kind": "document", "number": "", "issuing_country": ""},
]
# The most usual stands last, where a reference to it costs least.
_USUAL: Final = [
    [{"purpose": "criminal_investigation_info", "place": {"kind": "air"}}, {"kind": "sea"}],
    [{"role": "second_line"}, {"role": "bureau"}, {"role": "carrier"}, {"is_system": False}],
    {
        "subjects": _SUBJECTS,
        "purpose": "border_management",
        "databases": [],
        "officer": {"id": "", "unit": "", "workstation": ""},
        "place": {"kind": "land", "name": ""},
        "case": "",
        "operation": "",
        "client_id": "",
        "language": "fr",
    },
    {
        "grant": "g",
        "country": "",
        "unit": "",
        "role": "frontline",
        "databases": _DATABASES,
        "purposes": _PURPOSES,
        "clearance": 1,
        "is_system": True,
        "until": None,
        "officer": "",
        "workstation": "",
    },
]
DICTIONARY: Final = msgspec.msgpack.encode(_USUAL)
