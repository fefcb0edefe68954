"""Somebody's CSV through a declared mapping; a wrong mapping is told apart from a wrong row."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entraide.engine.databases import by_code
from entraide.engine.schema.cleaning import clean_body
from entraide.errors import Invalid
from entraide.gateways.mapped_csv.mapping import load
from entraide.gateways.mapped_csv.source import MappedCsv
from entraide.gateways.rows import Refused, Row

MAPPING = """\
format = 1
database = "vehicles"
reference = "{plate} {stolen}"
nothing = ["-", "n/a"]
ignored = ["district"]

[columns]
plate = "plate"
vin = "vin"
year = "year"
colour = { field = "colour", values = { Silver = "silver" }, otherwise = "other" }
type = { field = "body", contains = { van = "van", bike = "motorcycle" }, otherwise = "car" }
stolen = { field = "theft_date", date = "%d/%m/%Y" }
made = { field = "make", before = ["("], split = "|", part = 1 }

[constants]
theft_country = "UTO"
plate_country = "UTO"

[made]
remarks = "Reported in {district}"
"""
HEADINGS = "plate,vin,year,colour,type,stolen,made,district\n"
LINE = "AB 123,-,1996,Silver,Light Van,14/07/2011,1996|Testcar (old),North\n"


@pytest.fixture
def read(tmp_path):
    def read(text, mapping=MAPPING):
        (tmp_path / "map.toml").write_text(mapping, "utf-8")
        path = tmp_path / "table.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(MappedCsv(path, load(tmp_path / "map.toml")).rows())

    return read


def test_a_row_is_read_as_its_mapping_says(read, clock):
    [row] = read(HEADINGS + LINE)
    assert row.ref == "AB 123 14/07/2011"
    body = clean_body(by_code("vehicles"), row.body, today=clock.now().date(), owner="UTO")
    assert body == {
        "plate": "AB 123",
        "plate_country": "UTO",
        "body": "van",
        "make": "Testcar",
        "colour": "silver",
        "year": 1996,
        "theft_date": "2011-07-14",
        "theft_country": "UTO",
        "remarks": "Reported in North",
    }


def test_a_row_that_is_not_as_the_mapping_says_costs_itself_only(read):
    bad_date = LINE.replace("14/07/2011", "2011-07-14")
    short = "AB,1\n"
    broken = LINE.replace("North", "N\udce9").encode("utf-8", "surrogateescape")
    text = (HEADINGS + bad_date + LINE + short).encode() + broken
    found = read(text, MAPPING.replace("format = 1", 'format = 1\nencoding = "utf-8"'))
    assert [isinstance(row, Row) for row in found] == [False, True, False, False]
    assert [(row.line, row.problem.code) for row in found if isinstance(row, Refused)] == [
        (2, "date"),
        (4, "columns"),
        (5, "text_encoding"),
    ]
    assert found[0].problem.field == "stolen"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("format = 1", "format = 2", "format"),
        ('"vehicles"', '"bicycles"', "database"),
        ('plate = "plate"', 'plate = "number_plate"', "plate"),
        ("theft_country =", "stolen_in =", "stolen_in"),
        ("split =", "cut =", ""),
        ("format = 1", 'format = 1\nencoding = "rot13"', "encoding"),
        ("format = 1", 'format = 1\nseparator = ";;"', "separator"),
        ("[columns]", "[columns", ""),
        ("%d/%m/%Y", "%d/%m/%m", "stolen"),
        ("%d/%m/%Y", "%d %B", "stolen"),
    ],
)
def test_a_wrong_mapping_is_refused_with_the_place(read, old, new, field):
    with pytest.raises(Invalid) as refused:
        read(HEADINGS + LINE, MAPPING.replace(old, new))
    assert refused.value.code == "mapping"
    assert refused.value.field == field
    assert refused.value.expected


@pytest.mark.parametrize(
    ("headings", "code", "field"),
    [
        (HEADINGS.replace("district", "district,owner"), "heading_unmapped", "owner"),
        (HEADINGS.replace("vin,", ""), "heading_missing", "vin"),
    ],
)
def test_a_file_of_other_columns_is_refused_whole(read, headings, code, field):
    with pytest.raises(Invalid) as refused:
        read(headings + LINE)
    assert (refused.value.code, refused.value.field) == (code, field)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=40), max_size=3))
def test_any_bytes_below_the_headings_give_rows_or_refusals(read, lines):
    for row in read(HEADINGS.encode() + b"\n".join(lines)):
        assert isinstance(row, Row | Refused)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(MAPPING) - 1), st.text(max_size=4))
def test_a_damaged_mapping_is_read_or_refused(read, place, put_in):
    try:
        read(HEADINGS + LINE, MAPPING[:place] + put_in + MAPPING[place + 1 :])
    except Invalid as refused:
        code = refused.code
        assert code in {"mapping", "heading_unmapped", "heading_missing"}
