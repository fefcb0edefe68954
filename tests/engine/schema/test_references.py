from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.schema.references import LARGEST_ID, UnknownReference, publish, resolve

KEY = b"k" * 32
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ids = st.integers(0, LARGEST_ID)
acronyms = st.sampled_from(["SLTD", "TDAWN", "DIAL-DOC", "EDISON-TD"])


@given(acronyms, ids)
def test_a_published_reference_leads_back_to_its_record(acronym, id):
    assert resolve(KEY, publish(KEY, acronym, id)) == (acronym, id)


@given(ids, ids)
def test_no_two_records_share_a_reference(one, other):
    assert (publish(KEY, "SLTD", one) == publish(KEY, "SLTD", other)) == (one == other)


@given(ids, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_refused(id, place, wrong):
    reference = publish(KEY, "SLTD", id)
    at = place + 5 + (place > 3)
    if reference[at] != wrong:
        with pytest.raises(UnknownReference):
            resolve(KEY, reference[:at] + wrong + reference[at + 1 :])


@given(ids, st.integers(0, 7), st.integers(0, 7))
def test_two_characters_that_changed_places_are_refused(id, one, other):
    acronym, first, second = publish(KEY, "SLTD", id).split("-")
    letters = list(first + second)
    if letters[one] != letters[other]:
        letters[one], letters[other] = letters[other], letters[one]
        with pytest.raises(UnknownReference):
            resolve(KEY, f"{acronym}-{''.join(letters[:4])}-{''.join(letters[4:])}")


@given(ids)
def test_a_reference_is_read_as_people_write_it(id):
    reference = publish(KEY, "SLTD", id)
    assert resolve(KEY, " " + reference.lower().replace("0", "o").replace("1", "l")) == ("SLTD", id)


def test_references_tell_neither_order_nor_count():
    in_order = [publish(KEY, "SLTD", id) for id in range(1000)]
    sorted_numbers = [resolve(KEY, reference)[1] for reference in sorted(in_order)]
    rising = sum(a < b for a, b in pairwise(sorted_numbers))
    assert 400 < rising < 600


def test_another_key_or_another_database_gives_other_references():
    assert publish(KEY, "SLTD", 7) != publish(b"l" * 32, "SLTD", 7)
    assert publish(KEY, "SLTD", 7)[-9:] != publish(KEY, "SMV", 7)[-9:]


@given(st.text(max_size=100))
def test_whatever_is_typed_it_is_a_reference_or_unknown(text):
    try:
        acronym, id = resolve(KEY, text)
    except UnknownReference:
        return
    assert resolve(KEY, publish(KEY, acronym, id)) == (acronym, id)


@pytest.mark.parametrize("id", [-1, LARGEST_ID + 1])
def test_an_id_out_of_range_is_refused(id):
    with pytest.raises(ValueError, match=str(id)):
        publish(KEY, "SLTD", id)
