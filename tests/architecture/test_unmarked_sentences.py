"""With every sentence in brackets, whatever stands outside of them was not marked."""

import gettext
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation

from entraide import language as languages

pytestmark = pytest.mark.django_db
ACCENTS = str.maketrans("aeiouAEIOU", "àéîõüÀÉÎÕÜ")
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|\n|\s+$|^\s+|<[^>]*>)")
BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧", re.DOTALL)
PAGES = ("/sign-in/", "/help/", "/nowhere/", "/components/")


def pseudo(sentence):
    """The sentence accented, a third longer and in brackets, its parameters kept."""
    if not sentence:
        return sentence
    parts = KEPT.split(sentence)
    text = "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in parts)
    return f"⟦{text}{'~' * (len(sentence) // 3)}⟧"


class Pseudo(gettext.NullTranslations):
    """A catalogue that has every sentence."""

    def gettext(self, message):
        return pseudo(message)

    def ngettext(self, one, many, n):
        return pseudo(one if n == 1 else many)


@pytest.fixture
def bracketed(monkeypatch, bureaus):
    """Every sentence of ours comes back in brackets, on pages as at the command line."""
    monkeypatch.setattr(languages, "_catalogue", lambda _language: Pseudo())
    theirs = translation._trans
    monkeypatch.setattr(theirs, "gettext", pseudo, raising=False)
    monkeypatch.setattr(theirs, "ngettext", Pseudo().ngettext, raising=False)


class Words(HTMLParser):
    """The texts of a page that a person reads, but for names, codes and figures."""

    ASIDE = frozenset({"script", "style", "bdi", "code", "kbd", "time"})
    ALONE = frozenset({"input", "link", "meta", "br", "img"})
    SAID = frozenset({"aria-label", "title", "placeholder", "alt"})

    def __init__(self):
        super().__init__()
        self.aside, self.found = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [given[name] for name in self.SAID & given.keys() if given[name]]
        is_other = "lang" in given and tag != "html"
        if (self.aside or tag in self.ASIDE or is_other) and tag not in self.ALONE:
            self.aside.append(tag)

    def handle_endtag(self, tag):
        if self.aside and self.aside[-1] == tag:
            self.aside.pop()

    def handle_data(self, data):
        if not self.aside:
            self.found.append(data)


def unmarked(text, *, names=()):
    """What is left of a text without what stands in brackets, names and codes."""
    while BRACKETS.search(text):
        text = BRACKETS.sub("", text)
    for name in names:
        text = text.replace(name, "")
    return [word for word in re.findall(r"[^\W\d_]{3,}", text) if not word.isupper()]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_nothing_that_is_not_marked(bracketed, path):
    page = Client(headers={"Accept-Language": "en"}).get(path)
    words = Words()
    words.feed(page.content.decode())
    names = {"Test organisation", *invented()}
    assert not [text.strip() for text in words.found if unmarked(text, names=names)]


def invented():
    """Names of people and languages that the page of components shows as they are."""
    from entraide.desks.guide.showcase import NAMES  # noqa: PLC0415 - after Django started

    return (*NAMES, *languages.LANGUAGES.values(), "iARMS")


def test_a_sentence_that_is_not_marked_is_found():
    assert unmarked("⟦Ré⟧ plain") == ["plain"]
    assert not unmarked("⟦à ⟦b⟧ c⟧ · SLTD 12")
    words = Words()
    words.feed('<p>⟦a⟧<bdi>Ana</bdi> forgotten <input placeholder="Type here"></p>')
    assert [text for text in words.found if unmarked(text)] == [" forgotten ", "Type here"]


@pytest.mark.parametrize(
    "error", ["NotFound", "NotAllowed", "Malformed", "Conflict", "Unavailable"]
)
def test_an_error_says_nothing_that_is_not_marked(bracketed, error):
    from entraide import errors  # noqa: PLC0415

    said = getattr(errors, error)().say("en")
    assert said.startswith("⟦")
    assert not unmarked(said)
