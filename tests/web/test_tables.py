"""Tables answer what a reader asks, and nothing that he sends breaks them."""

import csv
from typing import NamedTuple

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from entraide.web.tables import Column, Filter, Table, containing

COLUMNS = (
    Column("name", "Name", order="name"),
    Column("count", "Checks", order="count", is_number=True),
    Column("note", "Note"),
)


class Row(NamedTuple):
    name: str
    count: int | None
    note: str = "x"


ROWS = [Row("Bela", 3), Row("Ana", None), Row("Čeda", 1), Row("=HYPERLINK(1)", 2)]


def table(address="/", rows=ROWS, **options):
    options.setdefault("search", containing("name"))
    request = RequestFactory().get(address)
    return Table(request=request, code="t", label="Rows", rows=rows, columns=COLUMNS, **options)


def names(found):
    return [row.name for row in found.page.object_list]


def test_it_sorts_by_what_was_pressed_and_back_when_pressed_again():
    up = table("/?sort=count")
    assert names(up) == ["Ana", "Čeda", "=HYPERLINK(1)", "Bela"]
    pressed = {column.key: sort for column, _standing, sort in up.heads}
    assert pressed["count"] == "-count"
    down = table("/?sort=-count")
    assert names(down) == names(up)[::-1]
    assert [standing for _column, standing, _sort in down.heads] == ["", "descending", ""]


def test_a_column_that_is_not_for_sorting_is_not_sorted_by():
    assert names(table("/?sort=note")) == names(table())


def test_it_shows_the_rows_that_hold_the_text_in_any_case():
    assert names(table("/?q=ČE")) == ["Čeda"]
    assert table("/?q=ČE").is_filtered


def test_a_choice_leaves_the_rows_that_it_names_and_an_unknown_one_all():
    many = Filter(
        "n", "Checks", {"1": "One"}, lambda rows, _value: [r for r in rows if r.count == 1]
    )
    assert names(table("/?n=1", filters=(many,))) == ["Čeda"]
    assert len(names(table("/?n=2", filters=(many,)))) == len(ROWS)


def test_an_export_holds_every_page_and_no_formula():
    asked = table("/?export=t&sort=name", page_size=2)
    assert asked.is_export
    text = b"".join(asked.export("rows").streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(text.splitlines(), delimiter=";"))
    assert lines[0] == ["Name", "Checks", "Note"]
    assert len(lines) == len(ROWS) + 1
    assert not [cell for line in lines for cell in line if cell.startswith("=")]


def test_another_tables_export_is_not_this_ones():
    assert not table("/?export=other").is_export


@pytest.mark.django_db
def test_a_query_is_asked_for_its_page_only(bureaus, django_assert_num_queries):
    from entraide.desks.bureaus.models import Bureau  # noqa: PLC0415 - after Django started

    columns = (Column("code", "Code", order="code"),)
    request = RequestFactory().get("/?sort=-code&q=q&page=1")
    found = Table(
        request=request,
        code="b",
        label="Bureaus",
        rows=Bureau.objects.all(),
        columns=columns,
        search=containing("code"),
        page_size=2,
    )
    with django_assert_num_queries(2):
        assert [row.code for row in found.page] == ["QXE", "QMB"]
    assert found.page.has_next()


@given(st.text(), st.text(), st.text())
def test_whatever_is_sent_a_page_comes_back(q, sort, page):
    request = RequestFactory().get("/", {"q": q, "sort": sort, "page": page})
    asked = Table(
        request=request,
        code="t",
        label="Rows",
        rows=ROWS,
        columns=COLUMNS,
        search=containing("name"),
        page_size=2,
    )
    assert len(list(asked.body)) <= 2
    assert asked.pages
