"""The public API: its shapes, its filters, its pages; what is not public is nowhere in it."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.acting import notice, person

from entraide.desks.notices.extract.limits import Buckets
from entraide.errors import TooMany

pytestmark = pytest.mark.django_db(databases="__all__")

LOOKS = {
    "height": 1.73,
    "weight": 64,
    "eyes": ["BRO"],
    "hair": ["BLA"],
    "languages": ["ENG"],
    "marks": "A scar",
    "birth_place": "Utopolis",
    "birth_country": "UTO",
    "photos": ["https://pictures.example/62429909"],
}
SECRET = {
    "documents": [{"number": "C01X00T47", "issuing_country": "UTO"}],
    "phones": ["+4930123456"],
    "addresses": ["Hidden street 7"],
    "occupation": "Locksmith",
    "remarks": "Never tell",
}


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """No test is refused because others asked before it."""
    from entraide.desks.notices.extract import api, pages  # noqa: PLC0415 - after Django started

    for module in (api, pages):
        monkeypatch.setattr(module, "BUCKETS", Buckets())


@pytest.fixture
def published(work):
    """Publishes a notice about an invented person; gives where it is."""

    def publish(number=1, *, about=None, envelope=None, owner="UTO", **more):
        reference = f"2026/{number}"
        work.record("persons", person(**(about or {})), owner=owner, owner_ref=reference)
        body = notice(reference, entity_id=reference, public_extract=True) | more
        return work.record("notices", body, owner=owner, owner_ref=reference, **(envelope or {}))[0]

    return publish


def ask(path, **asked):
    return Client().get(f"/notices/v1/{path}", asked)


def found(path="red", **asked):
    return [each["entity_id"] for each in ask(path, **asked).json()["_embedded"]["notices"]]


CHARGED = {
    "charges": [{"text": "Robo", "translation": "Robbery", "country": "UTO"}],
    "warrants": [{"country": "UTO", "number": "W-77", "authority": "Court of Utopolis"}],
    "facts": "On 3 May in Utopolis.",
}


def test_a_red_notice_has_exactly_the_fields_of_the_public_api(published):
    published(about=LOOKS | SECRET, **CHARGED)
    address = "http://testserver/notices/v1/red/2026-1"
    thumbnail = {"href": f"{address}/images/62429909"}
    links = {"self": {"href": address}, "images": {"href": f"{address}/images"}}
    assert ask("red/2026-1").json() == {
        "arrest_warrants": [
            {"issuing_country_id": "UTO", "charge": "Robo", "charge_translation": "Robbery"}
        ],
        "weight": 64,
        "forename": "Ada",
        "date_of_birth": "1980/02/03",
        "entity_id": "2026/1",
        "languages_spoken_ids": ["ENG"],
        "nationalities": ["UTO"],
        "height": 1.73,
        "sex_id": "F",
        "country_of_birth_id": "UTO",
        "name": "Testperson",
        "distinguishing_marks": "A scar",
        "eyes_colors_id": ["BRO"],
        "hairs_id": ["BLA"],
        "place_of_birth": "Utopolis",
        "_embedded": {"links": []},
        "_links": {**links, "thumbnail": thumbnail},
    }
    assert ask("red/2026-1/images").json() == {
        "_embedded": {"images": [{"picture_id": "62429909", "_links": {"self": thumbnail}}]},
        "_links": {"self": links["images"], "notice": links["self"], "thumbnail": thumbnail},
    }
    assert ask("red/2026-1/images/62429909").headers["Location"] == LOOKS["photos"][0]
    assert ask("red/2026-1/images/7").status_code == 404


def test_a_charge_that_names_no_country_is_that_of_the_warrant(published):
    charges = [{"text": "Robo"}, {"text": "Estafa", "country": "QMA"}]
    published(
        charges=charges, warrants=[{"country": "QMA"}, {"country": "UTO"}, {"country": "QMB"}]
    )
    told = ask("red/2026-1").json()["arrest_warrants"]
    assert [(each["issuing_country_id"], each["charge"]) for each in told] == [
        ("UTO", "Robo"),
        ("QMA", "Estafa"),
        ("QMB", None),
    ]


def test_a_list_has_the_shape_of_the_public_api(published):
    for number in range(1, 4):
        published(number, about={"birth_date": "1985-03"})
    first = "http://testserver/notices/v1/red?name=test&ageMin=1&resultPerPage=2&page=1"
    second = first.replace("page=1", "page=2")
    page = ask("red", name="test", ageMin="1", resultPerPage="2", sexId="", unknown="x").json()
    entry = page["_embedded"]["notices"][0]
    assert page == {
        "total": 3,
        "query": {"page": 1, "resultPerPage": 2, "name": "test", "ageMin": 1},
        "_embedded": page["_embedded"],
        "_links": {
            "self": {"href": first},
            "first": {"href": first},
            "next": {"href": second},
            "last": {"href": second},
        },
    }
    assert entry == {
        "forename": "Ada",
        "date_of_birth": "1985/03/00",
        "entity_id": "2026/3",
        "nationalities": ["UTO"],
        "name": "Testperson",
        "_links": entry["_links"],
    }
    assert set(entry["_links"]) == {"self", "images"}
    assert found(name="test", ageMin="1", resultPerPage="2", page="2") == ["2026/1"]
    assert found(page="9") == []


def test_what_is_not_known_is_null_or_zeros(work):
    unknown = {"marks": "A scar", "kind": "person"}
    work.record("persons", unknown, owner_ref="u")
    work.record("notices", notice("u", entity_id="2026/9", public_extract=True), owner_ref="u")
    told = ask("red/2026-9").json()
    assert told["date_of_birth"] == "0000/00/00"
    assert (told["nationalities"], told["height"], told["weight"]) == (None, 0, 0)
    assert told["arrest_warrants"] == []


ASKED = [
    ({"name": "GARCÍA"}, {1}),
    ({"name": "garc"}, {1}),
    ({"name": "^garc"}, {1}),
    ({"name": "^arc"}, set()),
    ({"name": "^", "forename": "^b"}, {2}),
    ({"forename": "bel"}, {2}),
    ({"nationality": "DE"}, {2}),
    ({"nationality": "UTO"}, {1}),
    ({"nationality": "nowhere at all"}, set()),
    ({"sexId": "M"}, {2}),
    ({"sexId": "U"}, set()),
    ({"ageMin": "40"}, {1}),
    ({"ageMax": "20"}, {2}),
    ({"arrestWarrantCountryId": "QMA"}, {1}),
    ({"freeText": "robo"}, {1}),
    ({"freeText": "robo garcia"}, {1}),
    ({"freeText": "robo bela"}, set()),
    ({"name": "", "ageMin": "", "sexId": ""}, {1, 2}),
    ({"name": "%"}, set()),
]


@pytest.mark.parametrize(("asked", "expected"), ASKED)
def test_each_parameter_narrows_the_list(published, asked, expected):
    charged = {"charges": [{"text": "Robo", "country": "QMA"}], "warrants": [{"country": "QMA"}]}
    published(1, about={"names": [{"family": "García", "forename": "Ada"}]}, **charged)
    other = {"nationalities": ["DEU"], "sex": "M", "birth_date": "2012"}
    published(2, about={"names": [{"family": "Other", "forename": "Bela"}], **other})
    assert set(found(**asked)) == {f"2026/{number}" for number in expected}


def test_only_the_first_160_can_be_paged_through(work, published):
    published()
    from entraide.desks.notices.extract.models import PublicNotice  # noqa: PLC0415 - after start

    row = PublicNotice.objects.get()
    more = []
    for record in range(1000, 1199):
        values = {f.name: getattr(row, f.name) for f in PublicNotice._meta.fields}
        more.append(PublicNotice(**values | {"record": record}))
    PublicNotice.objects.bulk_create(more)
    page = ask("red", resultPerPage="20").json()
    assert page["total"] == 200
    assert page["_links"]["last"]["href"].endswith("page=8")
    beyond = ask("red", resultPerPage="20", page="9").json()
    assert (beyond["total"], beyond["_embedded"]["notices"]) == (200, [])


HIDDEN = [
    {"public_extract": False},
    {"public_extract": None},
    {"circulation": "diffusion"},
    {"colour": "blue"},
    {"colour": "green"},
    {"envelope": {"restricted": ("QMA",)}},
    {"envelope": {"confidentiality": 2}},
    {"envelope": {"handling": ("H4",)}},
]


@pytest.mark.parametrize("told", HIDDEN)
def test_what_is_not_public_is_nowhere(published, told):
    published(**{name: value for name, value in told.items() if value is not None})
    if told == {"public_extract": None}:
        assert found() == ["2026/1"]  # the control: nothing said otherwise, it is there
        return
    assert ask("red").json()["total"] == 0
    assert ask("red/2026-1").status_code == 404
    assert ask("removed").json()["total"] == 0
    assert "2026/1" not in Client().get("/public/", {"colour": "red"}).content.decode()


def test_a_notice_of_the_united_nations_needs_no_consent(published):
    published(colour="un", public_extract=False, un_reference="UTi.1", un_resolution="1267")
    entry = ask("un").json()["_embedded"]["notices"][0]
    assert entry["un_reference"] == "UTi.1"
    told = ask("un/persons/2026-1").json()
    assert (told["un_resolution"], told["summary"], told["identity_documents"]) == (1267, None, [])
    assert entry["_links"]["self"]["href"].endswith("/notices/v1/un/persons/2026-1")
    assert found("un/persons", unReference="uti.1") == ["2026/1"]
    assert found("un/entities") == []
    assert ask("un/entities/2026-1").status_code == 404


def gone(by, ref, act):
    """Does to the record what makes it public no more."""
    from entraide.desks.records import actions  # noqa: PLC0415 - after Django started
    from entraide.engine.schema.vocabulary import Deletion  # noqa: PLC0415

    if act == "withdraw":
        actions.withdraw(by, ref, reason=Deletion.SOURCE_REQUEST)
    elif act == "suspend":
        actions.suspend(by, ref)
    else:
        actions.restrict(by, ref, version=1, hidden_from=["QMA"])


@pytest.mark.parametrize("act", ["withdraw", "suspend", "restrict"])
def test_a_notice_that_is_public_no_more_is_gone_without_a_reason(work, published, act):
    ref = published(about={"names": [{"family": "Vanishing"}]})
    gone(work.by(), ref, act)
    answer = ask("red/2026-1")
    assert answer.status_code == 410
    assert "Vanishing" not in answer.content.decode()
    assert set(answer.json()) == {"type", "title", "status", "code"}
    for path in ("red/2026-1/images", "red/2026-1/images/1"):
        assert ask(path).status_code == 410
    assert ask("red").json()["total"] == 0
    told = ask("removed").json()
    today = work.clock.now().date()
    assert [(each["entity_id"], each["removed_on"]) for each in told["_embedded"]["removed"]] == [
        ("2026/1", today.isoformat())
    ]
    assert ask("removed", since=(today + timedelta(days=1)).isoformat()).json()["total"] == 0
    assert b"2026/1" in ask("removed.atom").content
    assert Client().get("/public/red/2026-1").status_code == 410


def test_nothing_of_a_withdrawn_notice_stays_but_its_entity_id(work, published):
    ref = published(about=LOOKS, **CHARGED)
    gone(work.by(), ref, "withdraw")
    from entraide.desks.notices.extract.models import PublicNotice  # noqa: PLC0415 - after start

    row = PublicNotice.objects.get()
    kept = {f.name for f in PublicNotice._meta.fields if getattr(row, f.name) not in ("", None, ())}
    assert kept == {"record", "colour", "party", "owner", "entity_id", "path", "removed_on"}


def test_a_suspended_notice_comes_back_when_it_is_restored(work, published):
    from entraide.desks.records import actions  # noqa: PLC0415 - after Django started

    ref = published()
    actions.suspend(work.by(), ref)
    assert found() == []
    actions.restore(work.by(), ref)
    assert found() == ["2026/1"]
    assert ask("removed").json()["total"] == 0


def test_withdrawing_the_person_takes_the_notice_out(work, published):
    from entraide.desks.records import actions  # noqa: PLC0415 - after Django started
    from entraide.desks.records.envelope import Ref  # noqa: PLC0415
    from entraide.engine.schema.vocabulary import Deletion  # noqa: PLC0415

    published()
    actions.withdraw(work.by(), Ref("persons", 1), reason=Deletion.SOURCE_REQUEST)
    assert ask("red/2026-1").status_code == 410


def test_an_owner_that_hides_its_records_from_anybody_has_none_here(work, published):
    from entraide.desks.bureaus import actions  # noqa: PLC0415 - after Django started

    published()
    assert found() == ["2026/1"]
    actions.restrict_owner(work.by(administers=True), "UTO", ["QMA"])
    assert found() == []
    assert ask("red/2026-1").status_code == 410


def test_an_expired_notice_is_gone_by_itself(work, published, settings):
    from entraide.clock import SetClock  # noqa: PLC0415 - with the rest

    today = work.clock.now().date()
    published(valid_until=(today + timedelta(days=3)).isoformat())
    assert found() == ["2026/1"]
    settings.CLOCK = SetClock(work.clock.now() + timedelta(days=4))
    assert found() == []
    assert ask("red/2026-1").status_code == 410
    [told] = ask("removed").json()["_embedded"]["removed"]
    assert told["removed_on"] == (today + timedelta(days=4)).isoformat()


def test_a_related_notice_is_named_only_if_it_is_public(published):
    published(1, related=["2026/2", "2026/3"])
    published(2)
    published(3, public_extract=False)
    [link] = ask("red/2026-1").json()["_embedded"]["links"]
    assert (link["entity_id"], link["color"], link["name"]) == ("2026/2", "RED", "Testperson")
    assert b"2026/3" not in ask("red/2026-1").content


def test_anybody_may_read_and_nobody_write(published):
    published()
    for method in ("get", "head", "options"):
        answer = getattr(Client(), method)("/notices/v1/red")
        assert answer.status_code in {200, 204}
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Robots-Tag"] == "noindex"
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(enforce_csrf_checks=True), method)("/notices/v1/red")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_what_is_kept_is_asked_for_again_before_it_is_shown(work, published):
    ref = published()
    first = ask("red/2026-1")
    assert first.headers["Cache-Control"] == "public, no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    again = Client(headers=known).get("/notices/v1/red/2026-1")
    assert (again.status_code, again.content) == (304, b"")
    gone(work.by(), ref, "withdraw")
    assert Client(headers=known).get("/notices/v1/red/2026-1").status_code == 410


@pytest.mark.parametrize("asked", [{"ageMin": "old"}, {"page": "x"}, {"resultPerPage": "1.5"}])
def test_a_number_that_is_none_is_refused(published, asked):
    assert ask("red", **asked).status_code == 400


def test_who_asks_too_often_waits(published, monkeypatch):
    from entraide.desks.notices.extract import api  # noqa: PLC0415 - after Django started

    monkeypatch.setattr(api, "BUCKETS", Buckets(seconds=lambda: 7.0, burst=5))
    answers = [ask("red") for _each in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "1"


def test_a_bucket_fills_again_and_each_address_has_its_own():
    now = [0.0]
    buckets = Buckets(seconds=lambda: now[0], burst=5)
    for _each in range(5):
        buckets.take("a")
    buckets.take("b")
    with pytest.raises(TooMany):
        buckets.take("a")
    now[0] = 0.3
    buckets.take("a")


@pytest.mark.parametrize("path", ["red", "red/2026-1", "red/2026-1/images", "removed"])
def test_an_answer_costs_few_queries(published, django_assert_max_num_queries, path):
    for number in range(1, 8):
        published(number, about=LOOKS, related=["2026/1"])
    with django_assert_max_num_queries(9):
        assert ask(path, resultPerPage="160").status_code == 200


def test_the_pages_search_show_and_tell_no_search_engine(published):
    published(about=LOOKS | SECRET, **CHARGED)
    page = Client().get("/public/", {"colour": "red", "name": "test", "nationality": "UTO"})
    assert page.headers["X-Robots-Tag"] == "noindex"
    text = page.content.decode()
    assert '<meta name="robots" content="noindex">' in text
    assert "/public/red/2026-1" in text
    told = Client().get("/public/red/2026-1").content.decode()
    for shown in ("Testperson", "Robbery", "A scar", "presumed innocent", "not an arrest warrant"):
        assert shown in told
    assert "/notices/v1/red/2026-1/images/62429909" in told
    assert "/public/red/2026-1" in Client().get("/public/").content.decode()  # nothing asked yet
    for kept in ("C01X00T47", "Hidden street", "Locksmith", "Never tell", "W-77", "On 3 May"):
        assert kept not in told
        assert kept not in ask("red/2026-1").content.decode()


def test_the_search_page_says_when_nothing_is_found(published):
    for asked in ({"nationality": "nowhere"}, {"name": "nobody"}):
        page = Client().get("/public/", {"colour": "red"} | asked)
        assert "Nothing was found." in page.content.decode()
    assert Client().get("/public/", {"colour": "pink"}).status_code == 200
    assert Client().get("/public/pink/2026-1").status_code == 404
