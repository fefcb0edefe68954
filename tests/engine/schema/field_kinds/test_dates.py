from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.schema.field_kinds import day, moment, partial_date, past_day
from entraide.engine.schema.field_kinds.dates import YEARS
from entraide.errors import Invalid
from entraide.language import LANGUAGES

dates = st.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31))


def refusal(kind, value):
    with pytest.raises(Invalid) as caught:
        kind.clean(value)
    return caught.value


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1953", "1953"), (1953, "1953"), ("2020/03", "2020-03"), ("1985/03/00", "1985-03"),
        ("1985/00/00", "1985"), ("1985-03-07", "1985-03-07"), ("1985.3.7", "1985-03-07"),
        ("19850307", "1985-03-07"), ("31/12/1999", "1999-12-31"), ("12/31/1999", "1999-12-31"),
        ("05/05/2020", "2020-05-05"), ("00/03/1985", "1985-03"), ("00/00/1985", "1985"),
        ("03/1985", "1985-03"), ("March 1985", "1985-03"), ("7 mars 1990", "1990-03-07"),
        ("07 MAR/MARS 1990", "1990-03-07"), ("7 de marzo de 1990", "1990-03-07"),
        ("٧ مارس ١٩٩٠", "1990-03-07"), ("٧ مارس ١٩٩٠م", "1990-03-07"), ("آذار 1990", "1990-03"),
        ("March 7, 1990", "1990-03-07"), ("7th March 1990", "1990-03-07"),
        ("１９８５／０３／０７", "1985-03-07"), ("1985-03-07 00:00:00", "1985-03-07"),
    ],
)  # fmt: skip
def test_a_date_is_kept_as_far_as_it_is_known(written, kept):
    assert partial_date.clean(written) == kept


@given(dates)
def test_full_dates_are_read_in_every_clear_form(value):
    for text in (value.isoformat(), f"{value:%Y/%m/%d}", f"{value:%d %B %Y}", f"{value:%Y%m%d}"):
        assert day.clean(text) == partial_date.clean(text) == value.isoformat()
    assert day.clean(value) == partial_date.clean(value) == value.isoformat()


@pytest.mark.parametrize("zeros", ["0000/00/00", "0000-00-00", "0000", "00/00/0000"])
def test_a_date_of_zeros_is_no_date(zeros):
    assert refusal(partial_date, zeros).code == "empty"


@pytest.mark.parametrize("kind", [day, partial_date])
def test_day_and_month_that_cannot_be_told_apart_are_refused_with_both_readings(kind):
    refused = refusal(kind, "03/04/2020")
    assert refused.code == "ambiguous_date"
    assert refused.repair == "2020-04-03"
    assert refused.params["other"] == "2020-03-04"


@pytest.mark.parametrize(
    ("written", "code", "repair"),
    [
        ("1935-06-31", "no_such_day", "1935-06"), ("2020-13-01", "no_such_day", "2020"),
        ("1985-00-07", "no_such_day", "1985"), ("circa 1950", "date", "1950"),
        ("1950 or 1951", "date", None), ("1366/02/03", "calendar", None),
        ("03/04/20", "date", None),
        ("16/20/2013", "no_such_day", "2013"), ("43897", "date", "2020-03-07"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_refused_with_what_is_left_of_it(written, code, repair):
    refused = refusal(partial_date, written)
    assert (refused.code, refused.repair) == (code, repair)


def test_the_number_by_which_a_spreadsheet_keeps_a_date_is_refused_with_the_date():
    assert refusal(day, 43897).repair == "2020-03-07"


def test_a_full_date_is_not_less():
    for part in ("1985", "1985-03", "1985/03/00"):
        refusal(day, part)


def test_dates_of_which_one_is_less_complete_are_near_each_other():
    assert partial_date.keys("1985") == partial_date.keys("1985-03-07")
    assert partial_date.exact("1985") != partial_date.exact("1985-03-07")


def test_only_a_past_day_is_held_against_today():
    today = date(2026, 11, 23)
    day.check("2027-01-01", today)
    past_day.check("2026-11-23", today)
    with pytest.raises(Invalid, match="not come yet"):
        past_day.check("2026-11-24", today)


def test_a_moment_is_kept_in_universal_time():
    assert moment.clean("2020-03-07T14:05:00+02:00") == "2020-03-07T12:05:00Z"
    assert refusal(moment, "2020-03-07T14:05").repair == "2020-03-07T14:05:00Z"
    assert refusal(moment, datetime(2020, 3, 7, 14, 5)).code == "moment_zone"  # noqa: DTZ001 - as a spreadsheet gives it


def test_a_date_is_shown_in_the_readers_language():
    shown = {language: partial_date.show("1985-03-07", language) for language in LANGUAGES}
    assert len(set(shown.values())) > 1
    assert all("1985" in text for text in shown.values())
