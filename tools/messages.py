"""Keeps the catalogues of the four languages.

python tools/messages.py update    writes new and changed sentences into every language's file
python tools/messages.py missing   prints the sentences without a translation, by language
python tools/messages.py check     fails if a sentence is missing, untranslated or lacks a parameter
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "entraide"
LANGUAGES = ("fr", "es", "ar")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "translate_count": (1, 2),
}
HEADER = (
    "# Entraide in another language. Written by `tools/messages.py update`, translated by hand."
)
PARAMETER = re.compile(r"%\((\w+)\)[sd]")


@cache
def marked() -> tuple[tuple[str, int, str | tuple[str, str]], ...]:
    """Every marked sentence: its file, its line, its text (one form, or two for a count)."""
    programs = sorted(SOURCE.rglob("*.py"))
    pages = sorted((*SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")))
    return tuple(
        chain(
            chain.from_iterable(_in_python(path, path.read_bytes()) for path in programs),
            chain.from_iterable(map(_in_template, pages)),
        )
    )


def _in_python(path: Path, text: bytes) -> Iterator[tuple[str, int, str | tuple[str, str]]]:
    for line, found, _comments, _context in extract("python", BytesIO(text), KEYWORDS):
        yield str(path.relative_to(ROOT)), line, tuple(found) if isinstance(found, tuple) else found


def _in_template(path: Path) -> Iterator[tuple[str, int, str | tuple[str, str]]]:
    from django.conf import settings  # noqa: PLC0415 - only templates need Django
    from django.utils.translation.template import templatize  # noqa: PLC0415

    if not settings.configured:
        settings.configure(USE_I18N=True)
    yield from _in_python(path, templatize(path.read_text("utf-8"), origin=str(path)).encode())


def template() -> Catalog:
    """The catalogue of all marked sentences, without translations."""
    catalog = Catalog(project="Entraide", charset="utf-8")
    for path, _line, text in marked():
        if text:
            catalog.add(
                text, locations=[(path, 0)], flags=["python-format"] if _parameters(text) else []
            )
    return catalog


def catalogue_file(language: str) -> Path:
    """Where a language's translations are kept."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """The translations kept for a language; an empty catalogue where there is none yet."""
    path = catalogue_file(language)
    if not path.exists():
        return Catalog(locale=language, project="Entraide", header_comment=HEADER, fuzzy=False)
    with path.open("rb") as text:
        return read_po(text, locale=language)


def update() -> None:
    """Writes the marked sentences into every language's file and keeps the translations."""
    sentences = template()
    for language in LANGUAGES:
        kept = catalogue(language)
        kept.update(sentences, no_fuzzy_matching=True, update_creation_date=False)
        kept.obsolete.clear()
        path = catalogue_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as text:
            write_po(text, kept, width=100, sort_output=True, no_location=True, omit_header=False)


def problems(language: str) -> list[str]:
    """What is wrong with a language's catalogue, a sentence each."""
    kept = catalogue(language)
    found = []
    for sentence in template():
        if not sentence.id:
            continue
        key = sentence.id[0] if isinstance(sentence.id, tuple) else sentence.id
        translated = kept.get(key)
        if translated is None or not _is_translated(translated):
            found.append(f"{language}: not translated: {key!r}")
        elif translated.fuzzy:
            found.append(f"{language}: to be confirmed: {key!r}")
        elif _misses_parameter(sentence, translated):
            found.append(f"{language}: not the same parameters: {key!r}")
    return found


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _misses_parameter(sentence: Message, translated: Message) -> bool:
    wanted = _parameters(sentence.id)
    forms = (
        translated.string if isinstance(translated.string, tuple | list) else (translated.string,)
    )
    # A form for one or two may say the number in a word.
    return any(not (wanted - {"count"} <= _parameters(form) <= wanted) for form in forms)


def _parameters(text: str | tuple[str, ...] | list[str]) -> set[str]:
    return set(PARAMETER.findall(text if isinstance(text, str) else " ".join(text)))


def main(act: str) -> int:
    """Does what was asked; gives the exit status."""
    if act == "update":
        update()
        return 0
    found = [problem for language in LANGUAGES for problem in problems(language)]
    print("\n".join(found) if found else "Every marked sentence stands in every language.")
    return bool(found) if act == "check" else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["update"], ["missing"], ["check"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
