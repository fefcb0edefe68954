"""Every sentence that a person may read is marked, and stands in all four languages."""

import ast
import importlib
import pkgutil
import re
import unicodedata
from pathlib import Path

import pytest
from tools import messages

from entraide import engine, errors
from entraide.engine import databases
from entraide.engine.schema import field_kinds
from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.language import LANGUAGES, translate

SOURCE = Path(__file__).resolve().parents[2] / "src" / "entraide"
SAME_WORD = {
    # The word is the same in both languages; the trade's own are English because they are French.
    "fr": {
        *("Articles", "art. %(articles)s", "Notices"),
        *("Alias", "Auburn", "Beige", "Blond", "Bronze", "Calibre", "Calibres", "Code", "Codes"),
        *("Commission", "Consultations", "Date", "Description", "Diffusion", "Document"),
        *("Financier", "Image", "Incident", "Journal", "Laissez-passer", "Machine", "Menu"),
        *("Notice", "Orange", "Page", "Pages", "Parents", "Pirate", "Points", "Pose", "Possible"),
        *("Question", "Revolver", "Sculpture", "Segments", "Suspect", "Torture", "Turquoise"),
        *("Version", "Version %(number)s", "Versions", "Violent", "Visa"),
        ("%(number)s consultation", "%(number)s consultations"),
        ("%(total)s consultation", "%(total)s consultations"),
        *("Loci", "Locus"),  # Latin, as geneticists write everywhere
        "MMSI",  # the identity of a ship's radio has no name but its letters
    },
    "es": {
        *("Alias", "Amnesia", "Beige", "Calibre", "Calibres", "No", "Pose", "no"),
        *("Loci", "Locus", "PIN", "art. %(articles)s"),
        "MMSI",
        # A line of the trail: only punctuation stands between its values.
        "%(line)s, %(moment)s UTC: %(officer)s, %(unit)s, %(country)s: %(verdict)s",
    },
    "ar": set(),  # another script: nothing can be the same
}


@pytest.fixture(scope="module")
def marked():
    return {
        form
        for _file, _line, text in messages.marked()
        for form in (text if isinstance(text, tuple) else (text,))
    }


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_marked_sentence_stands_in_every_language(language):
    assert not messages.problems(language)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_translation_that_is_the_english_is_so_on_purpose(language):
    same = {
        message.id for message in messages.catalogue(language) if message.id and is_same(message)
    }
    assert same == SAME_WORD[language]


def is_same(message):
    if isinstance(message.id, tuple):
        return bool(set(message.id) & set(message.string))
    return message.id == message.string


def test_no_sentence_has_a_context_because_the_catalogues_know_none():
    # Where one English sentence has two senses, the English is made distinct instead.
    context = re.compile(r"pgettext|{%\s*(?:block)?trans(?:late)?\s[^%]*\bcontext\b")
    for path in (*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")):
        assert not context.search(path.read_text("utf-8")), path


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Red", "Red hair"),
        ("Brown", "Brown hair"),
        ("Light", "Light eyes"),
        ("Height", "Body height"),
        ("Missing", "Gone missing"),
    ],
)
def test_a_word_with_two_senses_is_two_sentences(one, other, language):
    kept = messages.catalogue(language)
    assert kept.get(one).string != kept.get(other).string


@pytest.mark.parametrize("database", databases.databases(), ids=lambda each: each.code)
def test_no_two_choices_of_a_list_are_one_word_in_any_language(database):
    for field in fields(database.fields):
        if isinstance(field.kind, OneOf):
            meant = {}
            for code, label in field.kind.choices.items():
                for language in LANGUAGES:
                    word = translate(label, language).casefold()
                    assert meant.setdefault(word, code) == code, (field.name, word)


GLOSSARY = Path(__file__).resolve().parents[2] / "GLOSSARY.md"
IN_THE_CATALOGUE = {
    "hit": "Hit",
    "possible": "Possible",
    "no hit": "No hit",
    "incomplete": "Incomplete",
    "owner": "Owner",
    "bureau": "National bureau",
    "notice": "Notice",
    "record": "Record",
    "purpose": "Purpose",
    "confidentiality": "Confidentiality",
}


@pytest.fixture(scope="module")
def glossary():
    lines = GLOSSARY.read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines]
    return {row[0]: dict(zip(("fr", "es", "ar"), row[2:], strict=True)) for row in rows if row[4:]}


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("term", IN_THE_CATALOGUE)
def test_a_term_of_the_glossary_is_called_so_on_the_pages(term, language, glossary):
    said = messages.catalogue(language).get(IN_THE_CATALOGUE[term]).string
    # An Arabic noun stands with its article in one of the two and without it in the other.
    meant = glossary[term][language].partition(" (")[0]
    assert said.casefold().removeprefix("ال") == meant.casefold().removeprefix("ال")


@pytest.mark.parametrize(
    ("term", "word"),
    [
        ("trail", r"trail(?! \w+`)"),  # not the command `trail checkpoint`
        ("owner", r"(?<![-(])owners?"),  # neither --owner nor %(owner)s
        ("restriction", r"restrictions?"),
        ("erasure ledger", r"erasure ledger"),
        ("change feed", r"change feed"),
    ],
)
def test_a_sentence_with_a_term_of_the_glossary_is_translated_with_it(term, word, glossary):
    for language in ("fr", "es"):
        meant = without_accents(glossary[term][language])
        for message in messages.catalogue(language):
            if isinstance(message.id, str) and re.search(rf"\b{word}\b", message.id):
                assert meant in without_accents(message.string), message.id


def without_accents(text):
    """A plural in Spanish may lose the accent of its singular."""
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().casefold()


def kinds():
    for module in pkgutil.iter_modules(field_kinds.__path__, field_kinds.__name__ + "."):
        importlib.import_module(module.name)
    yield from descendants(Kind)


def descendants(parent):
    yield parent
    for child in parent.__subclasses__():
        yield from descendants(child)


def fields(several):
    for field in several:
        yield field
        if isinstance(field.kind, Group):
            yield from fields(field.kind.fields)


def test_what_every_kind_of_field_expects_is_marked(marked):
    assert {kind.expected for kind in kinds()} <= marked
    declared = [field for each in databases.databases() for field in fields(each.fields)]
    assert {field.kind.expected for field in declared} <= marked


@pytest.mark.parametrize("database", databases.databases(), ids=lambda each: each.code)
def test_all_that_a_database_says_is_marked(database, marked):
    declared = list(fields(database.fields))
    said = {database.title, database.about, database.action.otherwise}
    said |= {*database.action.choices.values()}
    said |= {field.label for field in declared}
    said |= {field.help for field in declared if field.help}
    for field in declared:
        if isinstance(field.kind, OneOf):
            said |= set(field.kind.choices.values())
    assert said <= marked


def test_the_sentence_of_every_error_is_marked(marked):
    for module in pkgutil.walk_packages(engine.__path__, engine.__name__ + "."):
        importlib.import_module(module.name)
    found = list(descendants(errors.EntraideError))
    assert len(found) > 10
    assert {error.sentence for error in found} <= marked


def test_no_error_is_raised_with_a_sentence_that_is_not_marked():
    names = {error.__name__ for error in descendants(errors.EntraideError)} | {"refuse"}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            if called in names:
                given = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "expected")]
                assert not [one for one in given if isinstance(one, ast.Constant) and one.value], (
                    f"{path}:{node.lineno}"
                )
