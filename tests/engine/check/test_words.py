"""Every code that an answer can hold has its sentence."""

import ast
import re
from pathlib import Path

import pytest

import entraide.engine
from entraide.engine.check import words
from entraide.engine.check.wire import Unasked
from entraide.engine.databases import databases
from entraide.engine.matching.weights import FIELD_EVIDENCE
from entraide.engine.schema.vocabulary import Level, Role, SubjectKind, Verdict
from entraide.language import LANGUAGES

ENGINE = Path(entraide.engine.__file__).parent


def strings(path, *, called=()):
    """The texts in a file, or only those that stand first in calls of these names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not called and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in called and isinstance(first, ast.Constant):
                yield first.value


def test_every_reason_has_its_sentence():
    used = {code for file in ENGINE.rglob("*.py") for code in strings(file, called=("Reason",))}
    assert used >= {"same", "near_number", "check_digit", "nationality_same"}
    assert used <= set(words.REASONS)


def test_every_reason_of_the_matcher_has_its_sentence():
    shape = re.compile(r"name_[a-z]+")
    named = {
        text for text in strings(ENGINE / "matching" / "explained.py") if shape.fullmatch(text)
    }
    assert named >= {"name_same", "name_conflict"}
    assert named | set(FIELD_EVIDENCE) <= set(words.REASONS)


def test_every_step_has_its_sentence():
    used = {
        code for file in (ENGINE / "check").glob("*.py") for code in strings(file, called=("mark",))
    }
    assert used
    assert used <= set(words.HOPS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_trade_has_one(language):
    assert set(words.VERDICTS) == set(words.MEANINGS) == set(Verdict)
    assert set(words.ROLES) == set(Role)
    assert set(words.LEVELS) == set(Level)
    assert set(words.SUBJECTS) == set(SubjectKind)
    for why in words.UNASKED:
        said = words.unasked(Unasked("travel_documents", f"{why}:issuing_country"), language)
        assert said
        assert "%(" not in said
    for database in databases():
        assert words.database(database.code, language)
    assert words.database("of_another_hub", language) == "of_another_hub"


def test_every_attribute_that_a_key_can_lack_has_its_words():
    lacked = {
        attribute
        for database in databases()
        for key in database.keys
        if key.gives is not Verdict.NO_HIT
        for attribute in key.attributes[1:]
    }
    assert lacked <= set(words.ATTRIBUTES)
