"""The file of a new hub's members: read line by line, or refused with the line."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from entraide.errors import Invalid

HEADINGS = "code,kind,name_en,name_fr,phone\n"


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    from entraide.cli.taking_part import read_members  # noqa: PLC0415 - its models need a hub

    file = tmp_path_factory.mktemp("members") / "members.csv"

    def reading(text):
        file.write_text(text, "utf-8", newline="")
        return list(read_members(file))

    return reading


def test_a_line_is_a_member_with_its_names_and_contact(read):
    (member,) = read(HEADINGS + "UTO,member,Utopia,Utopie,+999 1\n")
    assert member.names == {"en": "Utopia", "fr": "Utopie"}
    assert (member.code, member.kind, member.contact.phone) == ("UTO", "member", "+999 1")


@pytest.mark.parametrize(
    "line", ["UTO", "UTO,planet,Utopia", ",member,Utopia", 'UTO,member,"U\0"', "x" * 200_000]
)
def test_a_line_that_is_no_member_is_refused_with_its_number(read, line):
    with pytest.raises(Invalid) as refused:
        read(HEADINGS + "QMA,member,Almaria,,\n" + line + "\n")
    assert refused.value.line == 3


def test_a_file_without_the_columns_is_refused(read):
    with pytest.raises(Invalid) as refused:
        read("code,name_en\nUTO,Utopia\n")
    assert (refused.value.field, refused.value.line) == ("kind", 1)


@given(some.text(some.characters(exclude_categories=["Cs"])))
@example('"' + "x" * 200_000)
def test_any_text_gives_members_or_the_line_that_is_none(read, text):
    with suppress(Invalid):
        assert all(member.code and member.names["en"] for member in read(HEADINGS + text))
