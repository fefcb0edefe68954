"""The command centre: each sees the own bureau's figures; what was published is never changed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.acting import passport
from tests.signed_in import sign_in

from entraide.clock import SetClock
from entraide.desks.audit.following import follow
from entraide.desks.command import actions, queries
from entraide.desks.command.figures import SMALLEST_TOLD, told_publicly
from entraide.desks.command.models import Figure
from entraide.desks.records import actions as records
from entraide.desks.records.models import Act
from entraide.engine.check.wire import Document
from entraide.engine.schema.vocabulary import Deletion, Role
from entraide.errors import Invalid, NotAllowed

pytestmark = pytest.mark.django_db(databases="__all__")

LOST = Document(number="C01X00T47", issuing_country="UTO", document_type="P")
OTHER = Document(number="C01X00T48", issuing_country="UTO", document_type="P")


@pytest.fixture
def asked(work):
    """Two checks by QMA, of which one hits, and one by QMB; taken in."""
    ref, _reference = work.record("travel_documents", passport())
    guard = work.person("guard", "QMA", Role.FRONTLINE)
    work.ask(guard, LOST)
    work.ask(guard, OTHER)
    work.ask(work.person("stranger", "QMB", Role.FRONTLINE), OTHER)
    follow(work.hub, work.clock)
    return ref


@pytest.fixture
def tomorrow(work):
    return SetClock((work.clock.now() + timedelta(days=1)).replace(hour=12))


def value(period, name, *, database="", bureau=""):
    rows = Figure.objects.filter(period=period, name=name, database=database, bureau=bureau)
    return rows.order_by("-revision").first().value


def test_a_day_that_is_over_is_frozen_once(work, asked, tomorrow):
    day = work.clock.now().date().isoformat()
    assert actions.freeze_due(work.hub, tomorrow) == 1
    assert value(day, "checks") == 3
    assert value(day, "hit") == 1
    assert value(day, "checks", bureau="QMA") == 2
    assert value(day, "checks", database="travel_documents") == 3
    assert value(day, "records", database="travel_documents", bureau="UTO") == 1
    assert actions.freeze_due(work.hub, tomorrow) == 0


def test_a_day_keeps_how_soon_it_was_answered(work, asked, tomorrow):
    day = work.clock.now().date().isoformat()
    actions.freeze_due(work.hub, tomorrow)
    half, most, nearly_all = (value(day, f"answered_{share}") for share in (50, 95, 99))
    assert 0 < half <= most <= nearly_all < 60_000_000


def test_the_command_centre_shows_how_soon_it_answers(work, asked, client):
    page = sign_in(client, work.person("one", "QMA", Role.BUREAU)).get("/command/")
    (chart,) = [each for each in page.context["charts"] if each.code == "answers"]
    hour = work.clock.now().hour
    within = [[line.values[at] for line in chart.series] for at in (hour, hour - 1)]
    nearly_all, most, half = next(each for each in within if each[0])
    assert 0 < half <= most <= nearly_all


def test_a_day_that_goes_on_is_not_frozen(work, asked):
    actions.freeze_due(work.hub, work.clock)
    assert not queries.is_frozen(work.clock.now().date().isoformat())


def test_what_was_frozen_outlives_the_records_it_was_counted_from(work, asked, tomorrow):
    day = work.clock.now().date().isoformat()
    actions.freeze_due(work.hub, tomorrow)
    records.withdraw(work.by("UTO"), asked, reason=Deletion.SOURCE_REQUEST)
    actions.freeze_due(work.hub, tomorrow)
    assert value(day, "records") == 1


def test_a_year_sums_its_days_and_takes_the_records_of_its_last(work, clock):
    for day, checks, kept in (("2026-12-30", 5, 40), ("2026-12-31", 7, 42)):
        for name, number in (("checks", checks), ("records", kept)):
            Figure.objects.create(
                period=day, name=name, value=number, frozen_at=clock.now(), frozen_by="hub"
            )
    assert {each.name: each.value for each in queries.summed("2026")} == {
        "checks": 12,
        "records": 42,
    }


def test_a_restated_figure_stands_beside_the_old_one(work, asked, tomorrow, client):
    day = work.clock.now().date().isoformat()
    actions.freeze_due(work.hub, tomorrow)
    figure = Figure.objects.get(period=day, name="checks", database="", bureau="")
    head = work.person("head", "XPO", Role.SECRETARIAT, administers=True)
    by = work.acts_as(head, reason="a chain was taken in late")
    actions.restate(work.hub, by, figure.pk, 30)
    (told,) = [each for each in queries.published(day) if each.figure.name == "checks"]
    assert told.figure.value == 30
    assert [before.value for before in told.before] == [3]
    assert Act.objects.filter(what="restate_figure").count() == 1
    page = client.get("/figures/", {"period": day}).content.decode()
    assert "a chain was taken in late" in page


def test_only_the_secretariats_head_restates(work, asked, tomorrow, client):
    day = work.clock.now().date().isoformat()
    actions.freeze_due(work.hub, tomorrow)
    figure = Figure.objects.get(period=day, name="checks", database="", bureau="")
    for bureau, terms in (("QMA", {"administers": True}), ("XPO", {})):
        role = Role.SECRETARIAT if bureau == "XPO" else Role.BUREAU
        person = work.person(f"one-{bureau}", bureau, role, **terms)
        with pytest.raises(NotAllowed):
            actions.restate(work.hub, work.acts_as(person, reason="no"), figure.pk, 4)
        assert sign_in(client, person).get(f"/figures/{figure.pk}/restate/").status_code == 403


def test_a_figure_is_not_restated_without_a_reason(work, asked, tomorrow):
    actions.freeze_due(work.hub, tomorrow)
    figure = Figure.objects.filter(name="checks", database="", bureau="").first()
    head = work.person("head", "XPO", Role.SECRETARIAT, administers=True)
    with pytest.raises(Invalid):
        actions.restate(work.hub, work.acts_as(head), figure.pk, 30)


def test_the_public_reads_rounded_figures_and_no_small_one(work, asked, tomorrow, client):
    day = work.clock.now().date().isoformat()
    actions.freeze_due(work.hub, tomorrow)
    told = client.get("/figures/", {"period": day}).context["figures"]
    assert told
    counts = [each for each in told if "microseconds" not in each["name"]]
    assert len(counts) == len(told) - 3
    for each in counts:
        assert each["value"] == 0 or not each["is_told"]


@given(st.integers(0, 10**12))
def test_a_public_figure_is_near_and_never_tells_a_small_one(number):
    told, is_told = told_publicly(number)
    assert is_told is (number == 0 or number >= SMALLEST_TOLD)
    if is_told:
        assert abs(told - number) <= max(5, number // 200)
        assert told % 10 == 0


def test_each_bureau_sees_its_own_traffic_and_the_secretariat_all(work, asked, client):
    seen = {}
    for bureau, role in (("QMA", Role.BUREAU), ("QMB", Role.BUREAU), ("XPO", Role.SECRETARIAT)):
        page = sign_in(client, work.person(f"one-{bureau}", bureau, role)).get("/command/")
        assert page.status_code == 200
        seen[bureau] = {code: number for code, _word, number in page.context["today"]}
    assert seen["QMA"]["checks"] == 2
    assert seen["QMB"]["checks"] == 1
    assert seen["XPO"]["checks"] == 3


def test_an_officer_at_the_border_is_not_shown_the_command_centre(work, client):
    guard = work.person("guard", "QMA", Role.FRONTLINE)
    assert sign_in(client, guard).get("/command/").status_code == 403
