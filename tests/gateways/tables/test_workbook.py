"""Workbooks as Excel writes them, and what is not one."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entraide.gateways.tables.lines import Broken, Limits
from entraide.gateways.tables.workbook import TypedCells, Workbook


def saved(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def rows_of(path, **limits):
    return list(Workbook(path, Limits(**limits)).rows())


def test_cells_keep_their_types_and_rows_their_numbers(tmp_path):
    path = saved(
        tmp_path / "book.xlsx",
        ["number", "lost_on", "length"],
        [],
        ["0123", date(2020, 4, 3), 1.2e11],
        [123, None, True],
    )
    assert rows_of(path) == [
        TypedCells(1, ("number", "lost_on", "length")),
        TypedCells(3, ("0123", datetime(2020, 4, 3), 120000000000)),  # noqa: DTZ001 - a cell has no zone
        TypedCells(4, (123, None, True)),
    ]


def test_a_cell_beyond_the_headings_is_seen_and_no_more(tmp_path):
    path = saved(tmp_path / "book.xlsx", ["a"], ["1", "2", "3"])
    assert rows_of(path)[1].cells == ("1", "2")


def packed(path, name, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_a_packed_bomb_is_refused_unopened(tmp_path):
    path = packed(tmp_path / "bomb.xlsx", "xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    assert [row.problem.code for row in rows_of(path)] == ["workbook_size"]


def test_a_workbook_larger_than_the_limit_is_refused(tmp_path):
    path = saved(tmp_path / "book.xlsx", ["a"])
    assert [row.problem.code for row in rows_of(path, unpacked_bytes=100)] == ["workbook_size"]


def test_an_entity_bomb_is_refused(tmp_path):
    path = saved(tmp_path / "book.xlsx", ["a"], ["1"])
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = bomb
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert [row.problem.code for row in rows_of(path)] == ["workbook_broken"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 100])
def test_what_is_no_workbook_is_refused(tmp_path, data):
    path = tmp_path / "none.xlsx"
    path.write_bytes(data)
    assert [row.problem.code for row in rows_of(path)] == ["workbook_broken"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    rows = [["a", "b"], *([f"x{n}", n, date(2020, 1, 1 + n)] for n in range(20))]
    parts = {}
    with zipfile.ZipFile(saved(tmp_path_factory.mktemp("sound") / "book.xlsx", *rows)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    return parts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(data=st.data())
def test_a_damaged_workbook_gives_rows_and_refusals_only(sound, tmp_path, data):
    parts = dict(sound)
    name = data.draw(st.sampled_from(sorted(parts)))
    place = data.draw(st.integers(0, len(parts[name]) - 1))
    length = data.draw(st.integers(0, 20))
    parts[name] = (
        parts[name][:place] + data.draw(st.binary(max_size=12)) + parts[name][place + length :]
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    whole = bytearray(written.getvalue())
    if data.draw(st.booleans()):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(whole)
    for row in rows_of(path):
        assert isinstance(row, TypedCells | Broken)
