"""What the pages fetch besides themselves, under an address that changes with its content."""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Final

from entraide.web.packages.library import NoLibrary, library

SOURCE: Final = Path(__file__).parent.parent.parent


def folders() -> list[Path]:
    """The style sheets and scripts of every desk, and what was fetched of others if it is there."""
    found = [SOURCE / "web" / "static", *sorted(SOURCE.glob("desks/*/static"))]
    with suppress(NoLibrary):
        found.append(library())
    return found


def version(folders: Iterable[Path]) -> str:
    """Twelve characters that differ as soon as any file in these folders does.

    They stand in every file's address: a browser may keep what it has for ever, and never shows
    an old style sheet with a new page.
    """
    digest = blake2b(digest_size=6)
    with suppress(PackageNotFoundError):  # its script for passkeys is served from its own package
        digest.update(version_of("django-allauth").encode())
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(file.relative_to(folder)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def is_immutable(_path: str, _url: str) -> bool:
    """Whether a browser may keep a file for ever: every one, for its address has its version."""
    return True
