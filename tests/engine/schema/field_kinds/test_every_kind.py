"""What holds for every kind of value, whatever is typed."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from entraide.engine.schema import field_kinds
from entraide.engine.schema.field_kinds import (
    Kind,
    decimal_number,
    document_number,
    group,
    hash_hex,
    one_of,
    several_of,
    whole_number,
)
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.phone import phone_in
from entraide.errors import Invalid
from entraide.language import LANGUAGES

COLOURS = {"red": "Red", "dark_blue": "Dark blue", "green": "Green"}
KINDS = {
    **{
        name: kind
        for name in field_kinds.__all__
        if isinstance(kind := getattr(field_kinds, name), Kind)
    },
    "one_of": one_of(COLOURS),
    "several_of": several_of(COLOURS),
    "whole_number": whole_number(-5, 2_000_000, "kg"),
    "decimal_number": decimal_number(0.2, 2.8, "m"),
    "group": group(
        Field("number", document_number, "Number", required=True),
        Field("colours", one_of(COLOURS), "Colours", many=3),
    ),
    "hash_hex": hash_hex("md5", "sha256"),
    "phone_in": phone_in("FRA"),
}
EXAMPLES = [
    *(kind.example for kind in KINDS.values()),
    "٠١٢٣٤٥٦٧٨٩", "ＡＢ１２３", "1.2E+11", "03/04/2020", "0000/00/00", "D<<", "<<<", "\ud800", "\0",
    "٣٫٥", "1,234,567", "İ", "ß", "ﷺ", "🇫🇷", "²³¼", "́", "a@b", "+", "http://[", "{", "[1",
    "{}", '{"number": 1}', "@", "bc1qqqqqqqqqqqqqq", "1" * 34, "x" * 5000,
]  # fmt: skip
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz/-.:;@<+ \n٠٩éßЖ京أ\u200f\ud800{}[]\"'"

typed = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from(ALPHABET), max_size=60),
    st.sampled_from(EXAMPLES),
    st.builds(
        lambda text, at, new: text[: at % (len(text) + 1)] + new + text[at % (len(text) + 1) + 1 :],
        st.sampled_from(EXAMPLES),
        st.integers(0, 60),
        st.sampled_from([*ALPHABET, ""]),
    ),
)
sent = st.one_of(
    typed,
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | typed,
        lambda children: (
            st.lists(children, max_size=3)
            | st.dictionaries(
                st.sampled_from(["number", "family", "full", "x"]), children, max_size=3
            )
        ),
        max_leaves=6,
    ),
)
every_kind = pytest.mark.parametrize("name", sorted(KINDS))


def read(kind, value):
    """What is kept and, if nothing is, the refusal."""
    try:
        return kind.clean(value), None
    except Invalid as refused:
        return None, refused


@every_kind
def test_its_example_is_accepted(name):
    kind = KINDS[name]
    assert kind.example
    assert kind.clean(kind.example) not in (None, "", [], {})


@every_kind
def test_it_says_what_it_expects(name):
    kind = KINDS[name]
    problem = kind.refuse("x").problem("en")
    assert problem["expected"].startswith("Expected: ")
    assert problem["expected"].endswith(".")
    assert "%(" not in problem["expected"]


@every_kind
@settings(max_examples=20)
@given(sent)
@example("\ud800")
@example(10**5000)
@example(float("inf"))
def test_whatever_is_sent_it_is_kept_or_refused(name, value):
    clean, refused = read(KINDS[name], value)
    if refused is None:
        json.dumps(clean).encode()
    else:
        assert refused.code != "invalid"
        assert refused.say("en")
        json.dumps(refused.problem("fr"))


@every_kind
@settings(max_examples=40)
@given(typed)
def test_what_is_kept_can_be_written_read_looked_up_and_shown(name, value):
    kind = KINDS[name]
    clean, _refused = read(kind, value)
    if clean is None:
        return
    assert kind.clean(clean) == clean
    assert kind.clean(kind.text(clean)) == clean
    assert isinstance(kind.exact(clean), str)
    keys = kind.keys(clean)
    assert keys
    assert all(isinstance(key, str) and key for key in keys)
    for language in LANGUAGES:
        assert kind.show(clean, language)


@every_kind
@settings(max_examples=20)
@given(typed)
def test_a_proposed_repair_is_accepted(name, value):
    kind = KINDS[name]
    _clean, refused = read(kind, value)
    if refused is not None and refused.repair is not None and refused.code != "unknown_field":
        assert kind.clean(refused.repair) is not None


@every_kind
@settings(max_examples=20)
@given(typed, st.sampled_from([str.upper, str.lower, " ".join, str.strip]))
def test_equal_values_share_a_key(name, value, otherwise):
    kind = KINDS[name]
    (one, _refused), (other, _refused_too) = read(kind, value), read(kind, otherwise(value))
    if one is not None and other is not None and kind.exact(one) == kind.exact(other):
        assert set(kind.keys(one)) & set(kind.keys(other))


@every_kind
def test_its_schema_can_be_published(name):
    schema = KINDS[name].schema()
    assert "type" in schema
    json.dumps(schema)
