"""A notice on paper: same bytes for the same notice, and no text in it is ever a command."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from entraide.desks.notices.documents.layout import INNOCENT, NO_WARRANT, laid_out
from entraide.desks.notices.documents.rendering import pictures, render
from entraide.desks.notices.documents.view import NoticeView
from entraide.errors import Invalid
from entraide.language import LANGUAGES

VIEW = NoticeView(
    notice={
        "colour": "red",
        "circulation": "notice",
        "control_number": "A-12/3-2026",
        "published_on": "2026-03-01",
        "facts": "On 3 January the person took part in a fraud. " * 40,
        "charges": [{"text": "Fraud", "country": "UTO", "penalty_years": 5}],
    },
    person={
        "names": [{"family": "SPECIMEN", "forename": "Ana"}, {"full": "سبسيمن", "script": "Arab"}],
        "birth_date": "1979-01",
        "status": "charged",
        "height": 1.7,
    },
    owner="Utopia",
    state="Published",
    action="Contact your national bureau.",
    made_at=datetime(2026, 11, 24, 10, tzinfo=UTC),
    verify_at="https://hub.example/verify/1",
    printed_for="Officer One",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_notice_is_the_same_bytes(language):
    made = render(VIEW, language)
    assert made.startswith(b"%PDF-1.7")
    assert render(VIEW, language) == made


def test_another_notice_is_other_bytes():
    assert render(replace(VIEW, owner="Elsewhere"), "en") != render(VIEW, "en")


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("read as a command")',
        '"); #panic("out of the string',
        '#read("/etc/passwd")',
        '#image("/etc/passwd")',
        "$ unclosed",
        "*bold _and* not_ <label> @missing",
        '\\u{41} \\# // no comment /* "',
        '{"told": 1}',
        "\u202e turned round \u2069\u2069\u2069",
    ],
)
def test_no_text_is_ever_a_command(hostile):
    told = replace(
        VIEW,
        owner=hostile,
        state=hostile,
        action=hostile,
        printed_for=hostile,
        notice=VIEW.notice | {"facts": hostile, "control_number": hostile},
        person={"names": [{"family": hostile}], "marks": hostile},
    )
    assert render(told, "en").startswith(b"%PDF")


def test_what_looks_like_markup_is_drawn_letter_by_letter():
    # Markup that is obeyed draws the same as its plain words; data never does.
    plain = replace(VIEW, action="bold")
    assert pictures(replace(VIEW, action="*bold*"), "en")[0] != pictures(plain, "en")[0]


def test_a_charged_person_is_presumed_innocent_on_every_page():
    assert laid_out(VIEW, "en")["always"] == [NO_WARRANT, INNOCENT]
    assert len(pictures(VIEW, "en")) > 1


def test_a_missing_person_is_accused_of_nothing():
    missing = replace(VIEW, notice={"colour": "yellow"}, person={"status": "missing"})
    assert laid_out(missing, "en")["always"] == []


@pytest.mark.parametrize("photo", [b"<svg/>", b"\xff\xd8\xff no picture", b"\x89PNG\r\n\x1a\n?"])
def test_a_photograph_that_cannot_be_read_is_refused(photo):
    with pytest.raises(Invalid) as refused:
        render(replace(VIEW, photo=photo), "en")
    assert refused.value.code == "photo"


def test_a_name_is_written_as_a_name_and_a_charge_with_its_parts():
    said = {section["title"]: section["rows"] for section in laid_out(VIEW, "en")["sections"]}
    assert ["Names", "SPECIMEN, Ana"] in said["Identity"]
    ((_label, charge),) = said["Charges"]
    assert [line.split(":")[0] for line in charge.split("\n")] == [
        "Charge",
        "Charged in",
        "Longest penalty",
    ]
