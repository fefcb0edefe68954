"""Any file at all, taken for a table: rows, refusals, or one error for the whole file."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entraide.engine.databases import by_code
from entraide.errors import Invalid
from entraide.gateways.rows import Refused, Row
from entraide.gateways.tables.lines import Limits
from entraide.gateways.tables.table import Table, detect

SLTD = by_code("travel_documents")
PERSONS = by_code("persons")
CSV = (
    "owner_ref;number;issuing_country;document_type;fraud_type;lost_on;remarks\n"
    'r-1;C01X00;UTO;P;lost;03/04/2020;"found\nagain"\n'
    "r-2;00123;UTO;Passport;Stolen blank;2020-04-25;été\n"
    "#EXAMPLE;1;UTO;P;lost;;\n"
    "r-3;1.2E+11;UTO;P;lost;25/04/2020;#REF!\n"
)
JSONL = '{"owner_ref": "p-1", "names": [{"full": "Ada"}], "died_on": "3/4/2020", "record": {}}\n'


def tried(path, data, database, **how):
    path.write_bytes(data)
    whole, rows = None, []
    try:
        table = Table(path, database, detect(path, database, **how)[1])
        rows = list(table.rows())
        assert 0.0 <= table.share_read() <= 1.0
    except Invalid as refused:
        whole = refused
    assert whole is None or whole.problem("fr")["title"]
    assert all(isinstance(row, Row | Refused) for row in rows)
    assert all(row.problem.problem("ar") for row in rows if isinstance(row, Refused))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes(tmp_path, data):
    tried(tmp_path / "file", data, SLTD)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([(CSV, SLTD), (JSONL * 3, PERSONS)]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.data(),
)
def test_a_damaged_table(tmp_path, sound, encoding, data):
    text, database = sound
    whole = text.encode(encoding)
    place = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    put_in = data.draw(st.binary(max_size=10))
    tried(tmp_path / "file", whole[:place] + put_in + whole[place + length :], database)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=15), min_size=7, max_size=7),
    st.sampled_from(["", "en_US", "fr"]),
)
def test_any_cells_under_sound_headings(tmp_path, cells, locale):
    quoted = ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    data = (CSV.partition("\n")[0] + "\n" + quoted + "\n").encode("utf-8", "surrogatepass")
    tried(tmp_path / "file", data, SLTD, locale=locale)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "headings"),
        (b"\n\n;;\n", "headings"),
        (b"<a/>", "table_format"),
        (b"[{}]", "table_format"),
        (b"a;b\n", "heading_unknown"),
        (b"PK\x03\x04", "headings"),
    ],
)
def test_a_file_that_is_no_table_of_the_database_is_refused_whole(tmp_path, data, code):
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(Invalid) as refused:
        list(Table(path, SLTD, detect(path, SLTD)[1]).rows())
    assert refused.value.code == code


def test_a_row_is_refused_beyond_the_limit_and_not_before(tmp_path):
    path = tmp_path / "file"
    path.write_text(CSV.replace("été", "é" * 500), "utf-8")
    limits = Limits(characters=300)
    rows = list(Table(path, SLTD, detect(path, SLTD, limits=limits)[1], limits=limits).rows())
    codes = [row.problem.code for row in rows if isinstance(row, Refused)]
    assert codes == ["row_too_long", "cell_error"]
