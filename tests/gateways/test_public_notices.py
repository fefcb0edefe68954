"""Public notices: every public field kept and given back; list entries take nothing away."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entraide.engine.databases import by_code
from entraide.engine.schema.cleaning import clean_body
from entraide.gateways.public_notices.mapping import LISTS, SIMPLE
from entraide.gateways.public_notices.source import PublicNotices
from entraide.gateways.public_notices.writing import detail
from entraide.gateways.rows import Refused, Row

ADDRESS = "https://example.org/notices/v1/red/2020-901"
DETAIL = {
    "arrest_warrants": [
        {"issuing_country_id": "UTO", "charge": "Robo", "charge_translation": "Robbery"},
        {"issuing_country_id": "QMA", "charge": None, "charge_translation": None},
    ],
    "weight": 64,
    "forename": "TESTO",
    "date_of_birth": "1994/03/01",
    "entity_id": "2020/901",
    "languages_spoken_ids": ["RUS", "ENG"],
    "nationalities": ["UTO", "QMA"],
    "height": 1.725,
    "sex_id": "F",
    "country_of_birth_id": "UTO",
    "name": "TESTPERSON",
    "distinguishing_marks": "A scar\non the chin",
    "eyes_colors_id": ["BROH"],
    "hairs_id": ["BLA", "OTHD"],
    "place_of_birth": "UTOPOLIS (OLD TOWN)",
    "_embedded": {"links": [{"entity_id": "2016/902", "name": "OTHER"}]},
    "_links": {"self": {"href": ADDRESS}, "thumbnail": {"href": f"{ADDRESS}/images/7"}},
}
YELLOW = {
    **{name: DETAIL[name] for name in ("entity_id", "name", "forename", "sex_id")},
    "date_of_birth": "2011/00/00",
    "birth_name": "TESTBORN",
    "place": "UTOPOLIS",
    "date_of_event": "2019/05/06",
    "country": "UTO",
    "father_name": "TESTPERSON",
    "father_forename": "OLDER",
    "mother_name": None,
    "mother_forename": "ELDER",
    "_links": {"self": {"href": ADDRESS.replace("red", "yellow")}},
}


def rows_of(path, content, **how):
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return list(PublicNotices(path, **how).rows())


def bodies(rows, clock):
    today = clock.now().date()
    return [clean_body(by_code(r.database), r.body, today=today, owner="XPO") for r in rows]


def known(entry):
    """The entry without what says that nothing is known, and without addresses."""
    return {
        name: value
        for name, value in entry.items()
        if value not in (None, 0, "", []) and name not in {"_links", "_embedded"}
    }


@pytest.mark.parametrize("entry", [DETAIL, YELLOW], ids=["red", "yellow"])
def test_every_public_field_is_given_back_as_it_came(tmp_path, clock, entry):
    person, notice = bodies(rows_of(tmp_path / "n.json", entry), clock)
    given_back = detail(person, notice)
    assert known(given_back) | {"_": 1} == known(entry) | {"_": 1, **_warrants(entry)}
    assert given_back["_embedded"]["links"] == [
        {"entity_id": each["entity_id"]} for each in entry.get("_embedded", {}).get("links", [])
    ]


def _warrants(entry):
    return {"arrest_warrants": entry["arrest_warrants"]} if "arrest_warrants" in entry else {}


def test_the_colour_is_that_of_the_notices_address(tmp_path, clock):
    red, yellow = rows_of(tmp_path / "n.json", [DETAIL, YELLOW | {"entity_id": "2020/902"}])[1::2]
    assert (red.body["colour"], yellow.body["colour"]) == ("red", "yellow")
    [_person, other] = rows_of(tmp_path / "n.json", DETAIL | {"_links": {}}, colour="blue")
    assert other.body["colour"] == "blue"


@pytest.mark.parametrize(
    ("written", "kept", "remark"),
    [
        ("1979/01/17", "1979-01-17", False),
        ("1985/03/00", "1985-03", False),
        ("1985/00/00", "1985", False),
        ("1953", "1953", False),
        ("0000/00/00", None, False),
        (None, None, False),
        ("0000/05/12", None, True),
        ("1985/00/12", None, True),
        ("about 1960", None, True),
    ],
)
def test_a_date_of_birth_is_kept_as_far_as_it_is_known(tmp_path, clock, written, kept, remark):
    person, _notice = bodies(
        rows_of(tmp_path / "n.json", DETAIL | {"date_of_birth": written}), clock
    )
    assert person.get("birth_date") == kept
    assert ("date_of_birth: " in person.get("remarks", "")) == remark


def test_a_list_that_is_none_is_no_error(tmp_path, clock):
    odd = {"arrest_warrants": True, "aliases": "A", "_embedded": {"links": 3}}
    person, notice = bodies(rows_of(tmp_path / "n.json", DETAIL | odd), clock)
    assert person["entity_id"] == notice["entity_id"]


def test_what_no_field_takes_stands_in_the_remarks(tmp_path, clock):
    odd = {"eyes_colors_id": ["BRO", "ZZZ"], "height": 9.9, "new_field": ["a", "b"]}
    person, _notice = bodies(rows_of(tmp_path / "n.json", DETAIL | odd), clock)
    assert person["eyes"] == ["BRO"]
    assert set(person["remarks"].splitlines()) == {
        "eyes_colors_id: ZZZ",
        "height: 9.9",
        "new_field: a; b",
    }


LISTED = {
    name: DETAIL[name] for name in ("entity_id", "name", "forename", "date_of_birth", "_links")
}
PAGE = {"total": 1, "query": {"page": 1}, "_embedded": {"notices": [LISTED]}, "_links": {}}


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        [PAGE],
        [LISTED],
        LISTED,
        json.dumps(LISTED).encode() + b"\n",
        json.dumps(PAGE).encode() + b"\n",
        b"\xef\xbb\xbf" + json.dumps([LISTED], indent=1).encode(),
    ],
    ids=["page", "pages", "list", "one", "line", "page on a line", "with its mark"],
)
def test_a_list_is_read_in_every_shape_and_says_only_a_part(tmp_path, content):
    found = rows_of(tmp_path / "n.json", content)
    assert [row.database for row in found] == ["persons", "notices"]
    assert all(row.partial and row.ref == "2020/901" for row in found)
    assert not any(row.partial for row in rows_of(tmp_path / "d.json", DETAIL))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "json"),
        (b'[{"name": "A"}]', "entity_id_missing"),
        (b"[1]", "json_object"),
        (b'[{"entity_id": 7}]', "entity_id_missing"),
        (b'[{"entity_id": " "}]', "entity_id_missing"),
        (b"", "json"),
    ],
)
def test_what_is_no_notice_is_refused(tmp_path, content, code):
    assert [row.problem.code for row in rows_of(tmp_path / "n.json", content)] == [code]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([*DETAIL, *YELLOW, *SIMPLE, *LISTS, "aliases"]), JSON, max_size=8
    )
)
def test_any_entry_gives_rows_or_refusals(tmp_path, entry):
    for row in rows_of(tmp_path / "n.json", {"entity_id": "1/2"} | entry):
        assert isinstance(row, Row | Refused)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=120))
def test_any_bytes_give_rows_or_refusals(tmp_path, data):
    for row in rows_of(tmp_path / "n.json", data):
        assert isinstance(row, Row | Refused)
