"""Lines of the trail as a file that a court verifies without the hub and without Entraide.

A ZIP: the lines as a table and as the trail keeps them, the last checkpoint, a statement of what
was asked for with the SHA-256 of each file, and the hub's signature of that statement. `sha256sum`
and `openssl` verify it; VERIFY.txt says how. Source: docs/formats/trail_export.md.
"""

import base64
import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from entraide.desks.audit.consultations import Consulted
from entraide.engine.check.trail.read import Kept
from entraide.engine.databases import by_number
from entraide.hub import Hub
from entraide.language import _, translate

FORMAT: Final = 1
SIGNED: Final = "statement.json"
COLUMNS: Final = (
    "line", "at", "country", "unit", "officer", "workstation", "role", "purpose", "manner",
    "verdict", "asked", "records",
)  # fmt: skip
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
VERIFY: Final = _(
    "This archive was signed by the hub named in statement.json. To verify it:\n\n"
    "    sha256sum --check SHA256SUMS\n"
    "    openssl pkeyutl -verify -pubin -inkey public_key.pem -rawin"
    " -in statement.json -sigfile statement.sig\n\n"
    "Compare public_key.pem with the key that the hub's secretariat published: a key inside the "
    "archive proves nothing by itself. lines.jsonl holds each line as the trail keeps it, with its "
    "hash; a bureau that keeps a later checkpoint can have them held against the whole chain."
)
_encode: Final = msgspec.json.Encoder(order="sorted").encode


class Statement(msgspec.Struct, kw_only=True, frozen=True):
    """What is signed: who asked for which lines when, and the digests of the files.

    Attributes:
        files: name → SHA-256 in hexadecimal.
    """

    format: int = FORMAT
    hub: str
    made_at: datetime
    made_by: str
    reason: str
    sought: Mapping[str, Any]
    lines: int
    files: Mapping[str, str]


def archive(
    hub: Hub,
    rows: Iterable[Consulted],
    kept: Iterable[Kept],
    *,
    about: Statement,
    checkpoint: bytes | None,
    language: str,
) -> bytes:
    """The archive's bytes.

    Args:
        hub: whose key signs.
        rows: the lines as the room lists them.
        kept: the same as the trail keeps them.
        about: the statement, its digests still empty.
        checkpoint: the last one's file, None if there is none yet.
        language: of the instructions.

    Raises:
        HubError: the signing key cannot be used.
    """
    secret = Ed25519PrivateKey.from_private_bytes(hub.key("signing"))
    files = {"lines.csv": _table(rows), "lines.jsonl": _raw(kept)}
    if checkpoint is not None:
        files["checkpoint.json"] = checkpoint
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    statement = _encode(msgspec.structs.replace(about, files=digests))
    files[SIGNED] = statement
    files["statement.sig"] = secret.sign(statement)
    files["public_key.pem"] = secret.public_key().public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    sums = {**digests, SIGNED: sha256(statement).hexdigest()}
    files["SHA256SUMS"] = "".join(f"{sum}  {name}\n" for name, sum in sums.items()).encode()
    files["VERIFY.txt"] = (translate(VERIFY, language) + "\n").encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, about.made_at.timetuple()[:6]), content)
    return made.getvalue()


def _table(rows: Iterable[Consulted]) -> bytes:
    text = io.StringIO(newline="")
    writing = csv.writer(text)
    writing.writerow(COLUMNS)
    for row in rows:
        asked = " ".join(by_number(number).code for number in row.asked)
        cells = [getattr(row, name) for name in COLUMNS]
        cells[1], cells[10] = row.at.isoformat(), asked
        writing.writerow([_harmless(str(cell)) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell that no table program takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _raw(kept: Iterable[Kept]) -> bytes:
    return b"".join(
        _encode(
            {
                "line": each.id,
                "text": base64.b64encode(each.text).decode(),
                "hash": each.hash.hex(),
            }
        )
        + b"\n"
        for each in kept
    )
