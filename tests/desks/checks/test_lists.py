"""A list of persons: given, asked row by row, looked through by its officer only."""

import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.acting import notice, passport, person
from tests.signed_in import sign_in

from entraide.desks.checks import actions, running
from entraide.desks.checks.models import CheckList, ListRow
from entraide.engine.schema.vocabulary import Role
from entraide.errors import NotAuthenticated

pytestmark = pytest.mark.django_db(databases="__all__")

ROWS = """name,birth_date,nationality,document,document_country
"Testperson, Ada",1980-02-03,UTO,,
Nobody Known,1975-01-01,QMA,,
,,,C01X00T47,UTO
Wrong Land,1980,nowhere,,
=cmd|'/c calc'!A1,1980-01-01,,,
"""


@pytest.fixture
def here(monkeypatch):
    """Lists are asked at once, in the test's own thread and transaction."""
    monkeypatch.setattr(running, "begin", running.run)


@pytest.fixture
def desk(work, client, here):
    """The guard's browser."""
    return sign_in(client, work.person("guard", "QMA", Role.FRONTLINE))


@pytest.fixture
def known(work):
    """Records that two of the rows find."""
    work.record("travel_documents", passport())
    work.record("persons", person(), owner_ref="p-1")
    work.record("notices", notice("p-1"), owner_ref="n-1")


def body(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def given(desk, rows=ROWS, **more):
    response = desk.post("/lists/", {"rows": rows, **more})
    assert response.status_code == 302, response.content.decode()[-3000:]
    return response["Location"]


@pytest.mark.usefixtures("known")
def test_each_row_is_answered_by_itself(desk):
    page = body(desk.get(given(desk)))
    verdicts = dict(ListRow.objects.values_list("place", "verdict"))
    assert verdicts == {2: "possible", 3: "no_hit", 4: "hit", 5: "refused", 6: "no_hit"}
    assert "Testperson, Ada" in page
    assert "nationality:" in page
    assert len(set(ListRow.objects.exclude(line="").values_list("line", flat=True))) == 4


@pytest.mark.usefixtures("known")
def test_it_survives_the_page_and_can_be_narrowed_and_read(desk):
    address = given(desk)
    page = body(desk.get(f"{address}?result=hit"))
    assert "Testperson" not in page
    answer = body(desk.get(f"{address}rows/4/"))
    assert 'class="verdict hit"' in answer
    assert desk.get(f"{address}rows/3/").status_code == 404  # nothing to read in no hit


def test_a_discreet_row_stands_behind_a_neutral_screen(work, desk):
    work.record("persons", person(), owner_ref="p-1")
    work.record("notices", notice("p-1", colour="blue"), owner_ref="n-1")
    address = given(desk)
    assert "Blue" not in body(desk.get(f"{address}rows/2/"))
    assert "Blue" in body(desk.get(f"{address}rows/2/?open=1"))


@pytest.mark.usefixtures("known")
def test_nobody_else_sees_it(work, desk):
    from django.test import Client  # noqa: PLC0415 - after Django started

    address = given(desk)
    colleague = sign_in(Client(), work.person("colleague", "QMA", Role.FRONTLINE))
    for page in ("", "rows/4/", "results.csv"):
        assert colleague.get(address + page).status_code == 404
    assert colleague.post(f"{address}delete/", {"sure": "1"}).status_code == 404
    assert "Pasted rows" not in body(colleague.get("/lists/"))


@pytest.mark.usefixtures("known")
def test_what_is_taken_away_is_no_formula(desk):
    text = desk.get(given(desk) + "results.csv").content.decode("utf-8-sig")
    assert "'=cmd" in text
    assert not [line for line in text.splitlines() if line.split(",")[1:2] == ["=cmd"]]


def test_a_list_sent_twice_is_one(desk):
    assert given(desk, client_id="page-9") == given(desk, client_id="page-9")
    assert CheckList.objects.count() == 1


def test_a_workbook_is_read_too(desk):
    book = openpyxl.Workbook()
    for row in (["name", "birth_date"], ["Nobody Known", "1975-01-01"]):
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    file = SimpleUploadedFile("list.xlsx", packed.getvalue())
    assert desk.post("/lists/", {"file": file}).status_code == 302
    assert ListRow.objects.get().name == "Nobody Known"


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"seat,row\n1,2\n", b"PK\x03\x04broken", bomb(), b'name\n"never closed'],
    ids=["empty", "binary", "no names", "broken", "bomb", "open quote"],
)
def test_what_is_no_list_is_refused_in_words(desk, content):
    response = desk.post("/lists/", {"file": SimpleUploadedFile("list.xlsx", content)})
    page = body(response) if response.status_code == 200 else ""
    assert response.status_code == 302 or "Something has to be mended" in page


def test_a_list_that_is_too_long_is_refused(desk, monkeypatch):
    monkeypatch.setattr(running, "MOST_ROWS", 2)
    page = body(desk.post("/lists/", {"rows": ROWS}))
    assert "at most 2 rows" in page
    assert not CheckList.objects.exists()


@pytest.mark.usefixtures("known")
def test_whoever_is_revoked_asks_no_further_row(work, desk):
    def refuse(*_given, **_told):
        raise NotAuthenticated

    work.service.person = refuse
    page = body(desk.get(given(desk)))
    assert "The list was stopped" in page
    assert not ListRow.objects.exists()


@pytest.mark.usefixtures("known")
def test_a_list_whose_process_died_goes_on_where_it_stood(work, desk):
    address = given(desk)
    lines = dict(ListRow.objects.values_list("place", "line"))
    found = CheckList.objects.get()
    ListRow.objects.filter(place__gt=3).delete()
    CheckList.objects.update(
        state="running",
        content=ROWS.encode(),
        counts={"possible": 1, "no_hit": 1},
        beat_at=work.clock.now() - timedelta(minutes=5),
    )
    body(desk.get(address))
    assert dict(ListRow.objects.values_list("place", "line")) == lines
    found.refresh_from_db()
    assert found.state == "done"
    assert sum(found.counts.values()) == 5
    assert bytes(found.content) == b""


@pytest.mark.usefixtures("known")
def test_a_list_is_deleted_when_its_officer_says_so_or_its_day_is_over(work, desk):
    address = given(desk)
    assert "Delete this list?" in body(desk.post(f"{address}delete/"))
    assert ListRow.objects.exists()
    assert desk.post(f"{address}delete/", {"sure": "1"}).status_code == 302
    assert not ListRow.objects.exists()
    given(desk)
    assert actions.forget_lists(work.clock) == 0
    CheckList.objects.update(made_at=work.clock.now() - timedelta(hours=25))
    assert actions.forget_lists(work.clock) == 1
    assert not ListRow.objects.exists()
