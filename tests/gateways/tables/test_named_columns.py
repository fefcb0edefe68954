"""A CSV by the columns that a command names: nothing lost, nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.errors import Invalid
from entraide.gateways.tables.lines import Broken
from entraide.gateways.tables.named_columns import Given, NamedColumns

HEADINGS = {"left": ("one",), "right": (), "left_date": ()}


@pytest.fixture
def table(tmp_path):
    def opened(content, **options):
        path = tmp_path / "pairs.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return NamedColumns(path, HEADINGS, **options)

    return opened


def test_cells_stand_under_their_columns_whatever_their_order_and_case(table):
    read = table('Right;LEFT\n"Marlow; Ada";Ada\n')
    assert list(read.rows()) == [Given(2, {"right": "Marlow; Ada", "left": "Ada"})]


def test_a_heading_may_mean_a_column(table):
    assert list(table("One,right\na,b\n").rows()) == [Given(2, {"left": "a", "right": "b"})]


def test_columns_that_nobody_asked_for_are_told_of(table):
    assert table("left,right,note\na,b,c\n").passed_over == ["note"]


def test_a_row_that_cannot_be_taken_apart_costs_itself_only(table):
    first, broken, torn, last = table('left,right\na,b\nc,d,e\n"f,g\nh,i\n').rows()
    assert (first.line, last.line) == (2, 5)
    assert isinstance(broken, Broken)
    assert (broken.line, broken.problem.code) == (3, "columns")
    assert (torn.line, torn.problem.code) == (4, "quote_open")


def test_cells_missing_at_the_end_are_unknown(table):
    assert list(table("left,right,left_date\na,b\n").rows()) == [
        Given(2, {"left": "a", "right": "b"})
    ]


def test_the_files_own_dates_prove_their_order(table):
    content = "left,left_date\na,04/03/1985\nb,31/03/1985\n"
    assert table(content, dates=("left_date",)).order == "dmy"
    assert table(content).order == ""


def test_a_column_that_stands_twice_is_refused(table):
    with pytest.raises(Invalid) as refused:
        table("left,right,left\n")
    assert (refused.value.code, refused.value.field) == ("heading_twice", "left")


@pytest.mark.parametrize("content", ["", "\n\n", '{"left": 1}\n', b"PK\x03\x04rest"])
def test_what_has_no_heading_row_is_refused(table, content):
    with pytest.raises(Invalid):
        table(content)


def test_a_byte_that_is_no_text_costs_its_row_only(table):
    rows = list(table("left,right\né,à\n".encode() + b"\xff,b\nc,d\n").rows())
    assert [type(row) for row in rows] == [Given, Broken, Given]
    assert rows[1].problem.field == "left"


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda text: text.strip() == text and "\ufeff" not in text and "\ufffd" not in text
)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_every_row_that_is_quoted_comes_back(tmp_path_factory, pairs):
    path = tmp_path_factory.mktemp("table") / "pairs.csv"
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in pair) for pair in pairs)
    path.write_text("\n".join(["left,right", *quoted]), "utf-8", newline="")
    read = [row.cells for row in NamedColumns(path, HEADINGS).rows()]
    assert read == [{"left": one, "right": two} for one, two in pairs]
