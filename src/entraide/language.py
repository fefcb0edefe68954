"""The four languages: marking a sentence, and putting it into words at the edge.

Sentences are written in English in the code, marked with `_`, and translated in `locale/`. One
catalogue (named as Django wants it) serves the engine, the command line and the pages. Parameters
are named: `%(country)s`.
"""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}
RIGHT_TO_LEFT: Final = frozenset({"ar"})
CATALOGUES: Final = Path(__file__).parent / "locale"


def _(sentence: str) -> str:
    """Marks a sentence for translation and gives it back unchanged."""
    return sentence


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", CATALOGUES, [language], fallback=True)


def translate(sentence: str, language: str, /, **params: object) -> str:
    """The sentence in one of `LANGUAGES` (any other: English), its named parameters filled in."""
    text = _catalogue(language).gettext(sentence) if sentence else ""
    return text % _isolated(params, language) if params else text


def _isolated(params: Mapping[str, object], language: str) -> Mapping[str, object]:
    """In a right-to-left sentence, each text between marks that keep its direction inside."""
    if language not in RIGHT_TO_LEFT:
        return params
    return {
        name: f"\N{FIRST STRONG ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}"
        if isinstance(value, str)
        else value
        for name, value in params.items()
    }


def translate_count(one: str, many: str, count: int, language: str, /, **params: object) -> str:
    """The sentence whose form depends on a number, which is its parameter `count`."""
    return _catalogue(language).ngettext(one, many, count) % {"count": count, **params}
