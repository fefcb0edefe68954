"""A hit found by name, as the page shows it: what differs first, then how the names compare."""

import msgspec
import pytest

from entraide.desks.checks.showing import Reader, show
from entraide.engine.check.wire import Answer, Hit, NamePart, Points, Reason
from entraide.engine.matching.reasons import Difference

FOUND = Hit(
    subject=0,
    database="notices",
    record="NOTICES-AAAA-BBBB",
    version=1,
    owner="UTO",
    verdict="possible",
    score=0.912,
    reasons=[
        Reason("name_near", {"asked": "Ada Marlow", "recorded": "ADA MARLOWE"}),
        Reason("name_common", {"one_in": "900"}),
        Reason("birth_date_swapped", {"asked": "1987-05-12", "recorded": "1987-12-05"}),
    ],
    differs=[Difference("nationalities", ["UTO"], ["QMA"])],
    probability=0.71,
    one_in=900,
    parts=[NamePart("letter", "marlow", "marlowe", 0.92), NamePart("equal", "ada", "ada", 1.0)],
    fields=[
        Points("names", "", 5.2),
        Points("birth_date", "birth_date_swapped", 3.0),
        Points("nationality", "nationality_differs", -0.8),
    ],
)


@pytest.fixture
def shown():
    def of(hit, language="en"):
        answer = msgspec.convert(
            {
                "verdict": "possible",
                "subjects": ["possible"],
                "hits": [msgspec.to_builtins(hit)],
                "index": {"epoch": "e", "age": 0.1, "fingerprint": "f"},
                "at": "2026-11-23T21:00:00Z",
                "level": 1,
            },
            Answer,
        )
        return show(answer, [], Reader(language=language)).hits[0]

    return of


def test_what_differs_and_what_is_only_near_is_told_before_what_agrees(shown):
    hit = shown(FOUND)
    assert [each.replace("\N{WORD JOINER}", "") for each in hit.differs[1:]] == [
        "Day and month of birth are exchanged: asked 1987-05-12, recorded 1987-12-05.",
        "Marlow and Marlowe differ in one letter.",
    ]
    assert "QMA" in hit.differs[0]
    assert hit.reasons == ["The names are near: asked Ada Marlow, recorded ADA MARLOWE."]


def test_a_date_is_never_parted_by_the_end_of_a_line(shown):
    assert "1987-\N{WORD JOINER}05-\N{WORD JOINER}12" in shown(FOUND).differs[1]


def test_how_common_the_name_is_stands_by_itself(shown):
    told = shown(FOUND).comparison.commonness
    assert told == "Common: about one person in 900 has what agrees of the name."


def test_the_parts_stand_side_by_side(shown):
    told = [(part.asked, part.recorded, part.standing) for part in shown(FOUND).comparison.parts]
    assert told == [("Marlow", "Marlowe", "near"), ("Ada", "Ada", "same")]


def test_all_fields_are_drawn_on_one_axis_from_its_middle(shown):
    names, date, nationality = shown(FOUND).comparison.fields
    assert (names.start, date.start) == (50, 50)
    assert names.length > date.length > nationality.length > 0
    assert nationality.start + nationality.length == 50
    assert not nationality.is_for


def test_a_bar_never_leaves_the_axis(shown):
    far = msgspec.structs.replace(FOUND, fields=[Points("names", "", -40.0)])
    (bar,) = shown(far).comparison.fields
    assert (bar.start, bar.length) == (0, 50)


def test_what_a_number_found_has_no_comparison(shown):
    plain = msgspec.structs.replace(FOUND, parts=[], fields=[], probability=None, one_in=0)
    assert shown(plain).comparison is None


def test_the_numbers_are_the_readers(shown):
    assert shown(FOUND, "fr").comparison.score == "0,91"
