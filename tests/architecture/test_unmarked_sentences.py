"""With every sentence in brackets, whatever stands outside of them was not marked."""

import pytest
from django.test import Client
from tests.pseudo import put_in_brackets, unmarked, words_of

from entraide import language as languages

pytestmark = pytest.mark.django_db
PAGES = ("/sign-in/", "/nowhere/", "/components/")


@pytest.fixture
def bracketed(monkeypatch, bureaus):
    """Every sentence of ours comes back in brackets, on pages as at the command line."""
    put_in_brackets(monkeypatch)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_nothing_that_is_not_marked(bracketed, path):
    page = Client(headers={"Accept-Language": "en"}).get(path)
    names = {"Test organisation", *invented()}
    found = words_of(page.content.decode())
    assert not [text.strip() for text in found if unmarked(text, names=names)]


def invented():
    """Names of people and languages that the page of components shows as they are."""
    from entraide.desks.guide.showcase import NAMES  # noqa: PLC0415 - after Django started

    return (*NAMES, *languages.LANGUAGES.values(), "iARMS")


def test_a_sentence_that_is_not_marked_is_found():
    assert unmarked("⟦Ré⟧ plain") == ["plain"]
    assert not unmarked("⟦à ⟦b⟧ c⟧ · SLTD 12")
    found = words_of('<p>⟦a⟧<bdi>Ana</bdi> forgotten <input placeholder="Type here"></p>')
    assert [text for text in found if unmarked(text)] == [" forgotten ", "Type here"]


@pytest.mark.parametrize(
    "error", ["NotFound", "NotAllowed", "Malformed", "Conflict", "Unavailable"]
)
def test_an_error_says_nothing_that_is_not_marked(bracketed, error):
    from entraide import errors  # noqa: PLC0415

    said = getattr(errors, error)().say("en")
    assert said.startswith("⟦")
    assert not unmarked(said)
