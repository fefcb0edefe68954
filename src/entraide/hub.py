"""The hub that this installation is: its folder, and its organisation, which is data.

Everything that a hub keeps lies in one folder: the truth, the index, the trail, the keys. A program
finds it through `--hub`, or ENTRAIDE_HUB, or ./hub.
"""

import os
import secrets
import tomllib
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from entraide.errors import EntraideError
from entraide.language import LANGUAGES, _

FORMAT: Final = 1

SECRETS: Final = ("hub", "trail", "signing")
"""The hub's secret keys, 32 random bytes each.

From `hub` one key is derived for each use ("pages", "references" …). `trail` wraps the keys that
seal the trail's criteria. `signing` is the Ed25519 key that signs checkpoints.
"""
KEY_BYTES: Final = 32


class HubError(EntraideError):
    """The hub's folder or its `hub.toml` is not usable; the sentence says what to mend."""

    code = "hub"
    sentence = _("The hub in %(folder)s cannot be used: %(why)s")


class Organisation(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Who runs the hub.

    Attributes:
        id: short name in references and certificates ("demo").
        name: as shown on pages, by language code.
        secretariat: the code under which the secretariat owns records and is restricted.
        databases: codes of the enabled databases; all of them if empty.
        languages: those offered, the first is the default.
        is_demo: enables what a real hub must refuse (the sample people, entering without a
            password).
        is_test: a hub for programs to be tried against: it may hold the test deck.
        shows_requests: answers carry requests for notices already while they are reviewed, marked
            as such on their card. Off unless the organisation's rules say otherwise.
    """

    id: str
    name: dict[str, str]
    secretariat: str
    databases: list[str] = []
    languages: list[str] = msgspec.field(default_factory=lambda: list(LANGUAGES))
    is_demo: bool = False
    is_test: bool = False
    shows_requests: bool = False


class Serving(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How it is served. TLS when both files are named.

    Without TLS it listens on the loopback address only. An index that has not followed the feed for
    `oldest_index_seconds` answers INCOMPLETE where it would have answered NO_HIT.

    Attributes:
        client_authorities: a PEM file of the authorities whose client certificates are accepted;
            systems then may present one, and those that a grant is bound to must.
        certificate_header: where a proxy on this machine names the certificate that it verified.
    """

    host: str = "127.0.0.1"
    check_port: int = 8470
    desk_port: int = 8471
    check_workers: int = 2
    desk_threads: int = 4
    oldest_index_seconds: int = 3600
    tls_certificate: str = ""
    tls_key: str = ""
    client_authorities: str = ""
    certificate_header: str = ""
    hosts: list[str] = []


class Limits(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What one asker may send."""

    body_bytes: int = 65536
    subjects: int = 100
    checks_per_second: int = 200
    listed_hits: int = 50


class Truth(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where the truth is.

    SQLite in the hub's folder, or a PostgreSQL address (its password in PGPASSFILE).
    """

    postgresql: str = ""


class Retained(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """For how many months the sealed criteria of the trail can be opened."""

    no_hit_months: int = 12
    hit_months: int = 60


class Directory(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A bureau's own directory, by which its people sign in (OpenID Connect).

    Its secret lies in `keys/directory-<id>.secret`.

    Attributes:
        id: a short word of letters, digits and hyphens; part of the address that the directory
            sends people back to.
        bureau: whose people it knows; it lets in nobody else.
        address: of the issuer.
        claim: which of its words is the name of the account here.
        groups_claim: which of its words lists a person's groups, for bureaus that admit by group.
    """

    id: str
    bureau: str
    title: str
    address: str
    client_id: str
    claim: str = "preferred_username"
    groups_claim: str = "groups"


class SignIn(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """For how long somebody stays signed in, and the directories of bureaus that have one."""

    idle_minutes: int = 30
    session_hours: int = 10
    directories: list[Directory] = []


class Configuration(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The whole of `hub.toml`."""

    format: int
    organisation: Organisation
    serving: Serving = msgspec.field(default_factory=Serving)
    limits: Limits = msgspec.field(default_factory=Limits)
    truth: Truth = msgspec.field(default_factory=Truth)
    trail: Retained = msgspec.field(default_factory=Retained)
    sign_in: SignIn = msgspec.field(default_factory=SignIn)


class Hub:
    """A hub's folder and what lies where in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    @classmethod
    def find(cls, given: str | None = None) -> "Hub":
        """The hub that was named, or ENTRAIDE_HUB, or ./hub.

        Raises:
            HubError: there is no hub there.
        """
        hub = cls(Path(given or os.environ.get("ENTRAIDE_HUB") or "hub"))
        if not hub.configuration_file.is_file():
            raise HubError(
                folder=hub.folder, why="there is no hub.toml; make one with `entraide init`"
            )
        return hub

    @cached_property
    def configuration(self) -> Configuration:
        """`hub.toml`, checked. Raises HubError."""
        try:
            found = msgspec.convert(
                tomllib.loads(self.configuration_file.read_text("utf-8")), Configuration
            )
        except (
            OSError,
            UnicodeDecodeError,
            tomllib.TOMLDecodeError,
            msgspec.ValidationError,
        ) as problem:
            raise HubError(folder=self.folder, why=f"hub.toml: {problem}") from problem
        if found.format != FORMAT:
            raise HubError(
                folder=self.folder,
                why=f"hub.toml is of format {found.format}, not {FORMAT}: run `entraide upgrade`",
            )
        return found

    @property
    def configuration_file(self) -> Path:
        return self.folder / "hub.toml"

    @property
    def truth_file(self) -> Path:
        """The SQLite database of the truth."""
        return self.folder / "truth.sqlite3"

    @property
    def work_file(self) -> Path:
        """The SQLite database of sessions and tasks.

        Apart, so that a log-in never waits behind an import.
        """
        return self.folder / "work.sqlite3"

    @property
    def index_folder(self) -> Path:
        return self.folder / "index"

    @property
    def repeats_folder(self) -> Path:
        """The answers of the last 24 hours, for questions that are sent again."""
        return self.folder / "repeats"

    @property
    def trail_folder(self) -> Path:
        return self.folder / "trail"

    @property
    def times_folder(self) -> Path:
        """How long answers took, counted by day."""
        return self.folder / "times"

    @property
    def keys_folder(self) -> Path:
        """Secret keys, readable by the hub's own user only."""
        return self.folder / "keys"

    def key(self, use: str) -> bytes:
        """The 32 bytes of a key: one of `SECRETS`, or the one derived from the hub's for this use.

        Raises:
            HubError: it is missing, damaged or readable by others than the hub's own user.
        """
        if use not in SECRETS:
            return blake2b(use.encode(), key=self.key("hub"), digest_size=KEY_BYTES).digest()
        file = self.keys_folder / f"{use}.key"
        try:
            if file.stat().st_mode & 0o077:
                raise HubError(folder=self.folder, why=f"{file.name} is readable by others")
            key = bytes.fromhex(file.read_text("ascii"))
        except (OSError, ValueError) as problem:
            raise HubError(folder=self.folder, why=f"{file.name}: {problem}") from problem
        if len(key) != KEY_BYTES:
            raise HubError(folder=self.folder, why=f"{file.name} is damaged")
        return key

    def directory_secret(self, id: str) -> str:
        """The secret that a bureau's directory gave this hub.

        Raises:
            HubError: it is missing, empty or readable by others than the hub's own user.
        """
        file = self.keys_folder / f"directory-{id}.secret"
        try:
            if file.stat().st_mode & 0o077:
                raise HubError(folder=self.folder, why=f"{file.name} is readable by others")
            secret = file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise HubError(folder=self.folder, why=f"{file.name}: {problem}") from problem
        if not secret:
            raise HubError(folder=self.folder, why=f"{file.name} is empty")
        return secret

    def make_keys(self) -> None:
        """Makes the hub's secret keys, readable by its own user only; those that exist stay."""
        self.keys_folder.mkdir(mode=0o700, exist_ok=True)
        for name in SECRETS:
            file = self.keys_folder / f"{name}.key"
            if not file.exists():
                descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "w") as made:
                    made.write(secrets.token_hex(KEY_BYTES) + "\n")
                    made.flush()
                    os.fsync(made.fileno())
