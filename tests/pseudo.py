"""A catalogue that puts every sentence in brackets, and what is left of a text outside of them."""

import gettext
import re
from html.parser import HTMLParser

from django.utils import translation

from entraide import language as languages

ACCENTS = str.maketrans("aeiouAEIOU", "àéîõüÀÉÎÕÜ")
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|\n|\s+$|^\s+|<[^>]*>)")
BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧", re.DOTALL)


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


def put_in_brackets(monkeypatch):
    """Every sentence of ours comes back in brackets, on pages as at the command line."""
    monkeypatch.setattr(languages, "_catalogue", lambda _language: Pseudo())
    theirs = translation._trans
    monkeypatch.setattr(theirs, "gettext", pseudo, raising=False)
    monkeypatch.setattr(theirs, "ngettext", Pseudo().ngettext, raising=False)


class Words(HTMLParser):
    """The texts of a page that a person reads, but for names, codes and figures."""

    ASIDE = frozenset({"script", "style", "bdi", "code", "kbd", "time", "textarea"})
    ALONE = frozenset({"input", "link", "meta", "br", "img"})
    SAID = frozenset({"aria-label", "title", "placeholder", "alt"})

    def __init__(self):
        super().__init__()
        self.aside, self.found = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [given[name] for name in self.SAID & given.keys() if given[name]]
        is_other = ("lang" in given and tag != "html") or given.get("dir") == "auto"
        if (self.aside or tag in self.ASIDE or is_other) and tag not in self.ALONE:
            self.aside.append(tag)

    def handle_endtag(self, tag):
        if self.aside and self.aside[-1] == tag:
            self.aside.pop()

    def handle_data(self, data):
        if self.aside:
            return
        if self.found and self.found[-1].count("⟦") > self.found[-1].count("⟧"):
            self.found[-1] += data  # a sentence that goes on after a name in it
        else:
            self.found.append(data)


def words_of(page):
    """The texts of this page of HTML."""
    words = Words()
    words.feed(page)
    return words.found


def unmarked(text, *, names=()):
    """What is left of a text without what stands in brackets, names and codes."""
    while BRACKETS.search(text):
        text = BRACKETS.sub("", text)
    for name in names:
        text = text.replace(name, "")
    return [word for word in re.findall(r"[^\W\d_]{3,}", text) if not word.isupper()]
