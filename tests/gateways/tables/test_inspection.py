"""What a file is, found out from its bytes."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.gateways.tables.inspection import inspect

FRENCH = "numéro;pays\nAÉ1;Algérie\n"
ARABIC = "رقم الوثيقة;بلد الإصدار\nمحمد;الجزائر\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8-sig", "utf-8-sig"),
        (FRENCH, "utf-16", "utf-16"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "cp1252", "cp1252"),
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "cp1256", "cp1256"),
        (ARABIC, "utf-16", "utf-16"),
    ],
)
def test_the_encoding_that_a_spreadsheet_wrote_is_found(tmp_path, text, encoding, found):
    file = tmp_path / "table.csv"
    file.write_bytes(text.encode(encoding))
    assert inspect(file).encoding == found
    assert inspect(file).format == "csv"


def test_one_broken_line_leaves_a_file_what_it_is(tmp_path):
    file = tmp_path / "table.csv"
    file.write_bytes((FRENCH * 20).encode() + b"A\xe9\n")
    assert inspect(file).encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'{"a": 1}\n{"a": 2}\n', "jsonl"),
        (b'{\n "a": 1\n}\n', "json"),
        (b'[{"a": 1}]', "json"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "xml"),
        (b"", "csv"),
    ],
)
def test_the_format_is_found_from_the_beginning(tmp_path, data, found):
    file = tmp_path / "file"
    file.write_bytes(data)
    assert inspect(file).format == found


@given(data=st.binary(max_size=300))
def test_any_bytes_are_something_and_have_their_digest(tmp_path_factory, data):
    file = tmp_path_factory.getbasetemp() / "any"
    file.write_bytes(data)
    seen = inspect(file)
    assert seen.digest == hashlib.sha256(data).hexdigest()
    assert seen.bytes == len(data)
