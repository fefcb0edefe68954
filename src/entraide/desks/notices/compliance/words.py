"""Words that ask for the legal reviewer, in four languages. Source: art. 3, 83."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from entraide.desks.notices.case import Case
from entraide.desks.notices.compliance.finding import Rule, Trouble, Verdict
from entraide.desks.notices.compliance.reading import groups, text
from entraide.language import _

_CLITICS = "[وف]?[بكل]?(?:ال|لل|ل)?"
_LEXICON = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))


def folded(written: str) -> str:
    """The text in small letters, without accents, vowel signs or stretching."""
    apart = unicodedata.normalize("NFKD", written.casefold()).replace("ـ", "")
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def _pattern(theme: str) -> re.Pattern[str]:
    forms = [
        (_CLITICS if language == "ar" else "")
        + re.escape(folded(word.rstrip("*"))).replace(
            r"\ ", r"\s+" + "(?:ال)?" * (language == "ar")
        )
        + r"\w*" * word.endswith("*")
        for language, words in _LEXICON[theme].items()
        for word in words
    ]
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")


def _spoken(theme: str, *texts: str) -> Trouble | None:
    words = sorted({word for one in texts for word in _pattern(theme).findall(folded(one))})
    return Trouble(Verdict.WARN, {"words": ", ".join(words)}) if words else None


def _charges(case: Case, prefix: str) -> list[str]:
    return [
        text(one, name)
        for one in groups(case.body, "charges")
        if text(one, "offence").startswith(prefix)
        for name in ("text", "translation")
    ]


def _article3(case: Case) -> Trouble | None:
    told = (text(case.body, "facts"), text(case.body, "subject"), text(case.stated, "assessment"))
    return _spoken("article3", *told, *_charges(case, ""))


def _cheque(case: Case) -> Trouble | None:
    return _spoken("cheque", *_charges(case, "PF"))


def _personal_use(case: Case) -> Trouble | None:
    return _spoken("personal_use", *_charges(case, "PD"))


RED = frozenset({"red"})
RULES = (
    Rule(
        "article3.words",
        "3",
        _("Words that may tell of a political, military, religious or racial case: %(words)s."),
        _article3,
        "body.facts",
        legal=True,
    ),
    Rule(
        "offence.private",
        "83",
        _("The offence may be a private dispute: %(words)s."),
        _cheque,
        "body.charges",
        RED,
        legal=True,
    ),
    Rule(
        "offence.personal_use",
        "83",
        _("The drugs may be for personal use: %(words)s."),
        _personal_use,
        "body.charges",
        RED,
        legal=True,
    ),
)
