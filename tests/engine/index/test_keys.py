"""Look-up keys: every record is found by each of its keys, and by no other's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.index.world import NOW, PAPERS, PERSONS, paper, state

from entraide.engine.index.entry import (
    answering_values,
    entry_of,
    field_order,
    pack,
    read_envelope,
    unpack,
)
from entraide.engine.index.keys import encode, is_exact, question_keys, record_keys
from entraide.engine.schema.vocabulary import SubjectKind
from entraide.errors import Invalid

numbers = st.from_regex(r"[A-Z]{1,3}[0-9]{4,9}", fullmatch=True)
countries = st.sampled_from(["UTO", "DEU", "QMA", "GBD"])


def asked(database, **attributes):
    return question_keys(database, SubjectKind.DOCUMENT, attributes)


def finds(lookup, keys):
    if lookup.is_prefix:
        return any(key.startswith(asked) for asked in lookup.keys for key in keys)
    return not keys.isdisjoint(lookup.keys)


@given(numbers, countries)
def test_a_record_is_found_by_each_of_its_keys(number, country):
    body = paper(number, country)
    lookups = asked(PAPERS, number=number.lower(), issuing_country=country)
    assert len(lookups) == 2
    for lookup in lookups:
        assert finds(lookup, record_keys(PAPERS, body))
        assert is_exact(PAPERS, lookup, answering_values(PAPERS, body))


@given(numbers, numbers)
def test_a_number_alone_never_finds_a_longer_number(number, other):
    (lookup,) = asked(PAPERS, number=number)
    found = finds(lookup, record_keys(PAPERS, paper(number + other)))
    assert found == (len(number + other) == len(number))


def test_letters_that_readers_confuse_share_a_key_and_are_not_exact():
    (lookup, _alone) = asked(PAPERS, number="ABO100", issuing_country="UTO")
    body = paper("AB0I00")
    assert finds(lookup, record_keys(PAPERS, body))
    assert not is_exact(PAPERS, lookup, body)


def test_the_longer_key_writes_the_only_rows():
    assert len(record_keys(PAPERS, paper("AB1"))) == 1


def test_a_record_without_the_second_field_is_found_by_the_first_alone():
    both, alone = asked(PAPERS, number="AB1", issuing_country="UTO")
    keys = record_keys(PAPERS, {"number": "AB1"})
    assert not finds(both, keys)
    assert finds(alone, keys)


def test_every_number_of_a_lot_is_found_and_none_beside_it():
    body = paper("AB000100", number_until="AB000199")
    keys = record_keys(PAPERS, body)
    assert len(keys) == 100
    within = ("AB000100", "AB000150", "AB000199")
    beside = ("AB000099", "AB000200", "AB00015")
    for number in within + beside:
        (lookup, _alone) = asked(PAPERS, number=number, issuing_country="UTO")
        assert finds(lookup, keys) == (number in within)
        assert is_exact(PAPERS, lookup, body) == (number in within)


def test_a_letter_within_the_digits_of_a_lot_is_only_near():
    (lookup, _alone) = asked(PAPERS, number="AB00015O", issuing_country="UTO")
    body = paper("AB000100", number_until="AB000199")
    assert finds(lookup, record_keys(PAPERS, body))
    assert not is_exact(PAPERS, lookup, body)


def test_a_lot_that_is_too_large_cannot_be_indexed():
    with pytest.raises(Invalid):
        record_keys(PAPERS, paper("AB000000", number_until="AB999999"))


def test_values_of_a_group_belong_together():
    body = {
        "documents": [
            {"number": "X1", "issuing_country": "UTO"},
            {"number": "X2", "issuing_country": "QMA"},
        ]
    }
    keys = record_keys(PERSONS, body)
    (right, _alone) = asked(PERSONS, number="X1", issuing_country="UTO")
    (mixed, _alone) = asked(PERSONS, number="X1", issuing_country="QMA")
    assert finds(right, keys)
    assert is_exact(PERSONS, right, body)
    assert not finds(mixed, keys)
    assert not is_exact(PERSONS, mixed, body)


def test_each_of_many_values_is_a_key():
    body = {"phones": ["+33123456789", "+33123456780"]}
    for phone in body["phones"]:
        (lookup,) = question_keys(PERSONS, SubjectKind.CONTACT, {"phone": phone})
        assert finds(lookup, record_keys(PERSONS, body))


@given(st.text(min_size=1, max_size=400), st.text(max_size=400))
def test_no_key_is_longer_than_lmdb_takes(first, second):
    key = encode(3, 0, (first, second) * 3)
    assert len(key) <= 511
    assert key[2:].count(b"\x1f") == 5
    assert b"\x00" not in key[2:]


@given(st.text(min_size=80, max_size=300), st.text(min_size=80, max_size=300))
def test_long_values_stay_apart(first, second):
    assert (encode(3, 0, (first,)) == encode(3, 0, (second,))) == (
        first.replace("\x1f", " ").replace("\x00", " ")
        == second.replace("\x1f", " ").replace("\x00", " ")
    )


def test_a_value_that_its_field_cannot_hold_names_the_attribute():
    with pytest.raises(Invalid) as refused:
        asked(PERSONS, number="-" * 300)
    assert refused.value.field == "number"


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "number": numbers,
            "issuing_country": countries,
            "remarks": st.text(),
            "illness": st.text(),
        },
    )
)
def test_an_entry_has_the_keys_of_its_record_and_nothing_sensitive(body):
    values = answering_values(PAPERS, body)
    assert record_keys(PAPERS, values) == record_keys(PAPERS, body)
    assert "illness" not in values
    assert "remarks" not in values


def test_of_a_group_only_what_keys_use_is_kept():
    body = {"documents": [{"number": "X1", "issuing_country": "UTO", "remarks": "torn"}]}
    assert answering_values(PERSONS, body) == {
        "documents": [{"number": "X1", "issuing_country": "UTO"}]
    }


@given(
    st.integers(0, (1 << 35) - 1),
    st.integers(1, 10**6),
    st.dictionaries(st.sampled_from(["number", "issuing_country", "number_until"]), st.text()),
    st.lists(st.sampled_from(["QMA", "QMB"]), unique=True),
    st.sampled_from([None, NOW]),
)
def test_an_entry_is_the_same_after_it_was_written_as_bytes(id, version, body, restricted, until):
    record = state(
        "papers",
        id,
        body,
        version=version,
        restricted=tuple(restricted),
        answerable_until=until,
    )
    entry = entry_of(PAPERS, record)
    raw = pack(entry, field_order(PAPERS))
    row = bytes((PAPERS.number,)) + id.to_bytes(8, "big")
    assert unpack(row, raw, field_order(PAPERS)) == entry
    envelope = read_envelope(raw)
    assert (envelope.version, envelope.restricted) == (version, tuple(restricted))
