"""The guide, the menu and the pages of errors, as a browser gets them."""

from pathlib import Path

import pytest
from django.test import Client

from entraide.language import LANGUAGES

pytestmark = pytest.mark.django_db
SCRIPTS = ("web/page.js", "web/tables.js", "web/charts.js")
DOCUMENTS = Path(__file__).parents[3] / "docs"
BUDGET = 150_000
"""Bytes of a page beside cached fonts and libraries."""


@pytest.fixture
def client(client, bureaus):
    return client


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_opens_for_anybody_in_every_language(client, language):
    page = client.get("/help/", headers={"Accept-Language": language})
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_component_is_drawn_in_every_language(client, language):
    page = client.get("/components/", headers={"Accept-Language": language})
    assert page.status_code == 200
    assert 'style="' not in page.content.decode()


def test_a_page_and_its_own_style_are_small(client):
    from django.contrib.staticfiles import finders  # noqa: PLC0415 - after Django started

    from entraide.desks.frame import SHEETS  # noqa: PLC0415

    page = client.get("/components/").content
    ours = [name for name in (*SHEETS, *SCRIPTS) if not name.startswith("library/")]
    sizes = [Path(finders.find(name)).stat().st_size for name in ours]
    assert len(page) + sum(sizes) < BUDGET


def test_no_page_runs_a_script_or_takes_a_style_that_stands_in_it(client):
    page = client.get("/components/")
    assert "'unsafe" not in page.headers["Content-Security-Policy"]
    text = page.content.decode()
    inline = [part for part in text.split("<script")[1:] if "src=" not in part.partition(">")[0]]
    assert inline
    assert all('type="application/json"' in part.partition(">")[0] for part in inline)


def test_the_table_is_exported_as_it_was_asked_for(client):
    file = client.get("/components/?export=people&q=SMPL-0007")
    assert file.headers["Content-Type"].startswith("text/csv")
    assert len(b"".join(file.streaming_content).decode().splitlines()) == 2


def test_what_is_not_there_has_a_page_with_a_way_back(client):
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert 'href="/"' in page.content.decode()
    assert 'class="top"' in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_foresaw_has_a_page_with_a_way_back(monkeypatch, bureaus, language):
    from entraide.desks.guide import showcase  # noqa: PLC0415 - after Django started

    monkeypatch.setattr(showcase, "table", None)
    broken = Client(raise_request_exception=False, headers={"Accept-Language": language})
    page = broken.get("/components/")
    assert page.status_code == 500
    text = page.content.decode()
    assert f'lang="{language}"' in text
    assert 'href="/"' in text
    assert "Traceback" not in text


def test_a_form_from_elsewhere_is_refused_with_a_page(bureaus):
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/language/setlang/", {"language": "fr"})
    assert page.status_code == 403
    assert 'class="top"' in page.content.decode()


@pytest.mark.parametrize("name", ["connect", "promise"])
def test_what_programs_are_promised_is_shown_as_it_is_written(client, name):
    assert f'href="/help/{name}/"' in client.get("/help/").content.decode()
    page = client.get(f"/help/{name}/", headers={"Accept-Language": "ar"}).content.decode()
    written = next(DOCUMENTS.rglob(f"{name}.md")).read_text("utf-8")
    assert f"<h1>{written.splitlines()[0].removeprefix('# ')}</h1>" in page
    assert '<article class="document" lang="en" dir="ltr">' in page
    assert page.count("<h2>") == written.count("\n## ")
    assert "style=" not in page
    assert ".md" not in page.replace("docs/api/promise.md", "")


def test_there_is_no_other_document(client):
    assert client.get("/help/secrets/").status_code == 404


def test_both_descriptions_lead_to_the_promise(client):
    from entraide.desks.described import PROMISE  # noqa: PLC0415 - after Django started

    told = client.get("/api/v1/openapi.json").json()
    assert told["externalDocs"]["url"] == PROMISE
    assert client.get(PROMISE).status_code == 200


def test_what_a_document_holds_is_shown_and_not_obeyed(monkeypatch, tmp_path):
    from entraide.desks.guide import documents  # noqa: PLC0415 - after Django started

    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "connect.md").write_text("# <script>x</script>\n[a](javascript:b)")
    monkeypatch.setattr(documents, "PLACES", (tmp_path,))
    assert "<script" not in documents.html.__wrapped__("connect")
    assert "href=" not in documents.html.__wrapped__("connect")
