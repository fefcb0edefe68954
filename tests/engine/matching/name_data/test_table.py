"""The name table knows a name in all its languages, scripts and short forms."""

import os
import time

import pytest

from entraide.engine.matching.name_data import table
from entraide.engine.matching.name_data.compile import NoNameData, is_due
from entraide.engine.matching.name_data.table import NoTable, Sort, forget, name_table, sort_of
from entraide.engine.matching.normalise.fold import key_of


def shared(one, other):
    return set(name_table().numbers(key_of(one))) & set(name_table().numbers(key_of(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "محمد"),
        ("Muhammad", "Мухаммад"),
        ("Ivan", "Иван"),
        ("Vanya", "Иван"),
        ("Pepe", "José"),
        ("Bill", "William"),
        ("Tanaka", "田中"),
        ("Georgios", "Γεώργιος"),
        ("GmbH", "Gesellschaft mit beschränkter Haftung"),
        ("Ltd", "ООО"),
        ("bin", "ابن"),
    ],
)
def test_spellings_of_one_name_share_a_number(one, other):
    assert shared(one, other)


@pytest.mark.parametrize(("one", "other"), [("Ivan", "Igor"), ("Ltd", "AG"), ("bin", "al")])
def test_other_names_share_none(one, other):
    assert not shared(one, other)


def test_a_number_says_what_it_stands_for():
    numbers = name_table().numbers("gmbh")
    assert {Sort.LEGAL_FORM, Sort.LEGAL_GROUP} <= {sort_of(number) for number in numbers}


def test_native_names_have_readings():
    assert "muhammad" in name_table().readings(key_of("محمد"))
    assert name_table().readings(key_of("田中"), is_japanese=True)[0] == "tanaka"


def test_unknown_and_over_long_words_have_nothing():
    assert name_table().numbers("qzxqzxqzx") == ()
    assert name_table().numbers("") == ()
    assert name_table().numbers("a" * 5000) == ()
    assert name_table().readings("я" * 5000) == ()


def test_the_table_opens_in_milliseconds_and_is_of_this_programs_version():
    forget()
    begun = time.process_time()
    assert name_table().digest
    assert time.process_time() - begun < 0.05
    assert not is_due()


def test_where_there_is_no_table_no_word_is_known(monkeypatch, tmp_path):
    monkeypatch.setattr(table, "places", lambda: iter((tmp_path / "names.mdb",)))
    forget()
    try:
        assert isinstance(name_table(), NoTable)
        assert name_table().numbers("ivan") == ()
        assert name_table().digest == ""
        (tmp_path / "names.mdb").write_bytes(b"not a table")
        forget()
        assert isinstance(name_table(), NoTable)
    finally:
        forget()


def test_a_forked_process_opens_its_own():
    assert name_table().digest
    child = os.fork()
    if not child:
        os._exit(0 if name_table().numbers("ivan") else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert name_table().numbers("ivan")


def test_the_error_says_why():
    assert "rigour" in str(NoNameData(why="no rigour"))
