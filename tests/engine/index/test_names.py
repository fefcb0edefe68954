"""Finding persons by name: every promised variation of a name proposes its record, in order."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.index.world import DATABASES, NOW, PERSONS, person, state

from entraide.engine.index import ranking
from entraide.engine.index.forms import record_codes
from entraide.engine.index.memory import MemoryIndex
from entraide.engine.index.name_codes import shortened
from entraide.engine.index.names import MOST_NAMES, query_keys
from entraide.engine.schema.state import Position, RecordPut

words = st.from_regex(r"[a-z]{1,14}", fullmatch=True)


def holding(*bodies, first=1):
    records = [RecordPut(state("persons", id, body)) for id, body in enumerate(bodies, first)]
    return MemoryIndex.holding(Position("first", len(records)), records, DATABASES)


def found(index, *names, birth_date=""):
    asked = [{"full": name} if isinstance(name, str) else name for name in names]
    with index.snapshot() as snapshot:
        return list(snapshot.named(PERSONS.number, query_keys(asked, birth_date)))


def edited(word):
    """Every word one letter away, spelt out; of short words only those with a letter more."""
    letters = string.ascii_lowercase
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = {one + two[1:] for one, two in parts if two}
    swapped = {one + two[1] + two[0] + two[2:] for one, two in parts if len(two) > 1}
    wrong = {one + letter + two[1:] for one, two in parts if two for letter in letters}
    added = {one + letter + two for one, two in parts for letter in letters}
    return (added | (missing | wrong | swapped if len(word) > 2 else set())) - {word}


@given(words)
def test_words_one_letter_apart_lead_to_each_other(word):
    leading = set(shortened(word))
    for other in edited(word):
        if min(len(word), len(other)) > 2:
            assert leading & set(shortened(other)), other


@given(st.lists(words, min_size=1, max_size=4), st.data())
def test_a_name_with_one_wrong_letter_proposes_its_record(parts, data):
    index = holding({"names": [{"full": " ".join(parts)}]})
    place = data.draw(st.integers(0, len(parts) - 1))
    if len(parts[place]) > 1:
        parts[place] = data.draw(st.sampled_from(sorted(edited(parts[place]) - {""})))
        assert [each.id for each in found(index, " ".join(parts))] == [1]


@given(st.permutations(["zorvak", "ilko", "perun"]))
def test_words_in_any_order_are_as_strong(order):
    index = holding(person("Zorvak", "Ilko Perun"))
    assert found(index, " ".join(order))[0].strength == 1.0


@pytest.mark.parametrize(
    ("asked", "recorded"),
    [
        ("Ilko Zorvak", {"full": "Ilko Perun Zorvak"}),
        ("Ilko Perun Zorvak", {"full": "Zorvak Perun"}),
        ("Zorvak", {"family": "Zorvak", "forename": "Ilko"}),
        ("Mohammed Zorvak", {"full": "محمد الزرفاك"}),
        ("محمد", {"full": "Muhamad Quilmora"}),
        ("Sarah Levy", {"full": "שרה לוי"}),
        ("דוד לוי", {"full": "David Levi"}),
        ("Shcherbak", {"full": "Владимир Щербак"}),
        ("Papadopulos", {"full": "Γεώργιος Παπαδόπουλος"}),
        ("Mohan Zor", {"full": "मोहन ज़ोर"}),
        ("Somchai Jaidee", {"full": "สมชาย ใจดี"}),
        ("Kim Jong Un", {"full": "김정은"}),
        ("김정은", {"family": "Kim", "forename": "Jong-un"}),
        ("Wang Xiaoming", {"full": "王小明"}),
        ("Tanaka Hiroshi", {"full": "たなかひろし"}),
        ("Tanaka Hiroshi", {"full": "タナカ ヒロシ"}),
        ("Abdulrahman", {"full": "Abdul Rahman Zorvak"}),
        ("Abdul Rahman", {"full": "Abdulrahman Zorvak"}),
        ("MUELLER HANS", {"full": "Hans Müller"}),
    ],
)
def test_missing_parts_spellings_and_scripts_are_found(asked, recorded):
    index = holding({"names": [recorded]}, {"names": [{"full": "Quiltra Brendri"}]})
    assert [each.id for each in found(index, asked)] == [1]


@pytest.mark.parametrize(
    "asked", ["1987-05-02", "1987-02-05", "1986-05-02", "1988-05-02", "1987-05", "1987"]
)
def test_a_date_near_the_recorded_one_makes_a_candidate_stronger(asked):
    index = holding(
        person("Zorvak", "Ilko", "1987-05-02"), person("Zorvak", "Ilko", "1961-11-30"), first=5
    )
    assert [each.id for each in found(index, "Ilko Zorvak", birth_date=asked)] == [5, 6]
    one, other = found(index, "Ilko Zorvak", birth_date=asked)
    assert one.strength > other.strength


@pytest.mark.parametrize("recorded", ["1987", "1987-05"])
def test_a_partial_date_on_record_counts_for_the_full_date_asked(recorded):
    index = holding(person("Zorvak", "Ilko", "1961"), person("Zorvak", "Ilko", recorded))
    assert found(index, "Ilko Zorvak", birth_date="1987-05-02")[0].id == 2


def test_a_day_of_birth_proposes_a_record_whose_name_was_lost():
    index = holding(person("Quilmora", "Perun", "1987-05-02"))
    assert [each.id for each in found(index, "Ilko Zorvak", birth_date="1987-05-02")] == [1]
    assert found(index, "Ilko Zorvak", birth_date="1987") == []


def test_each_of_several_names_counts_for_itself():
    index = holding(person("Zorvak", "Ilko"), person("Quilmora", "Perun"))
    strengths = {each.id: each.strength for each in found(index, "Ilko Zorvak", "Perun Quilmora")}
    assert strengths == {1: 1.0, 2: 1.0}


def test_ties_come_in_the_order_of_ids_and_all_of_them():
    index = holding(*(person("Zorvak", "Ilko") for _ in range(500)))
    assert [each.id for each in found(index, "Ilko Zorvak")] == list(range(1, 501))


def test_a_rare_word_ranks_above_a_common_one():
    crowd = [person("Zorvak", f"Perun{number}") for number in range(64)]
    index = holding(*crowd, person("Quilmora", "Ilko"))
    first, second = found(index, "Zorvak Quilmora")[:2]
    assert first.id == len(crowd) + 1
    assert first.strength > second.strength


def test_all_words_with_one_wrong_letter_propose_however_common_they_are(monkeypatch):
    monkeypatch.setattr(ranking, "COMMON", 8)
    crowd = [person("Zorvak", "Ilkor") for _ in range(64)]
    index = holding(*crowd, *(person("Zorvek", "Perun") for _ in range(3)))
    assert {each.id for each in found(index, "Zorvek Ilkor")} >= set(range(1, 65))
    assert {each.id for each in found(index, "Zorvak Ilkoor")} >= set(range(1, 65))


def test_a_very_common_word_proposes_nobody_where_a_rarer_one_does(monkeypatch):
    monkeypatch.setattr(ranking, "COMMON", 32)
    crowd = [person("Zorvak", f"Perun{number}") for number in range(64)]
    index = holding(*crowd, person("Zorvak", "Quilmora"), person("Brendri", "Quilmora"))
    asked = found(index, "Zorvak Quilmora")
    assert [each.id for each in asked] == [65, 66]
    assert asked[0].strength == 1.0
    assert len(found(index, "Zorvak")) == 65


@pytest.mark.parametrize("asked", ["1987-05-02", "1987-05", "1987"])
@pytest.mark.parametrize("recorded", ["1987-05-08", "1987-05", "1987", "1978-05-02", ""])
def test_a_common_name_proposes_its_record_whatever_the_date(monkeypatch, asked, recorded):
    monkeypatch.setattr(ranking, "COMMON", 8)
    crowd = [person("Zorvak", "Perun", "1961-11-30") for _ in range(32)]
    crowd += [person("Quilmora", "Ilko", "1961-11-30") for _ in range(32)]
    index = holding(*crowd, person("Zorvak", "Ilko", recorded), person("Perun", "", recorded))
    assert found(index, "Zorvak Ilko", birth_date=asked)[0].id == 65
    if recorded[:4] in ("1987", ""):
        assert 66 in [each.id for each in found(index, "Perun", birth_date=asked)]


@pytest.mark.parametrize("slipped", ["1997-05-02", "1978-05-02", "1987-05-20", "1987-06-02"])
def test_a_slip_in_the_date_is_nearer_than_another_day_of_that_year(slipped):
    index = holding(person("Zorvak", "Ilko", "1987-11-30"), person("Zorvak", "Ilko", "1987-05-02"))
    first, second = found(index, "Zorvak Ilko", birth_date=slipped)
    assert first.id == 2
    assert first.strength > second.strength


def test_a_record_without_a_date_stands_before_one_of_another():
    index = holding(person("Zorvak", "Ilko", "1961-11-30"), person("Zorvak", "Ilko"))
    assert [each.id for each in found(index, "Zorvak Ilko", birth_date="1987-05-02")] == [2, 1]


def test_names_that_are_hidden_do_not_move_what_others_are_ranked_by():
    crowd = [person("Zorvak", f"Perun{number}") for number in range(20)]
    alone = holding(*crowd)
    hidden = [
        RecordPut(state("persons", 100 + number, person("Perun1"), restricted=("QMA",)))
        for number in range(50)
    ]
    records = [RecordPut(state("persons", id, body)) for id, body in enumerate(crowd, 1)]
    both = MemoryIndex.holding(Position("first", 1), records + hidden, DATABASES)
    visible = [each for each in found(both, "Perun1 Zorvak") if each.id < 100]
    assert visible == found(alone, "Perun1 Zorvak")


def test_a_record_without_names_or_of_a_nameless_database_has_no_codes():
    assert record_codes(PERSONS, {}) == frozenset()
    assert record_codes(DATABASES["papers"], {"number": "AB1"}) == frozenset()


def test_a_question_is_bounded():
    keys = query_keys([{"full": f"zorvak{chr(97 + n)} " * 40} for n in range(26)], "1987-05-02")
    assert len(keys) <= MOST_NAMES * 16 + 1
    assert query_keys([{"full": "..."}], "1987-05-02") == ()


def test_the_same_question_gives_the_same_answer_whatever_was_asked_before():
    index = holding(*(person("Zorvak", f"Ilko{number % 3}") for number in range(30)))
    before = found(index, "Ilko1 Zorvak")
    found(index, "Zorvan")
    assert found(index, "Ilko1 Zorvak") == before
    assert index.snapshot().__enter__().followed_at < NOW
