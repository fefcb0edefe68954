"""One call of the command line: which hub, which language, for a person or for a program."""

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import click

from entraide.clock import Clock, SystemClock
from entraide.language import LANGUAGES, translate

if TYPE_CHECKING:
    from entraide.hub import Hub


def language_of(environment: Mapping[str, str]) -> str:
    """The reader's language as the terminal names it (LC_ALL, LC_MESSAGES, LANG), or English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if setting := environment.get(name):
            found = setting[:2].lower()
            return found if found in LANGUAGES else "en"
    return "en"


def language_named(words: Sequence[str]) -> str | None:
    """The language that --language names, before or after --help, which is shown at once."""
    named = None
    for place, word in enumerate(words):
        option, _equals, value = word.partition("=")
        if option == "--language":
            named = value or "".join(words[place + 1 : place + 2])
        elif word == "--":
            break
    return named if named in LANGUAGES else None


def wants_json(words: Sequence[str]) -> bool:
    """Whether --json is among the options, also where the line is refused before it is read."""
    options = words[: words.index("--")] if "--" in words else words
    return "--json" in options


class Invocation:
    """What every command is given.

    Attributes:
        hub_given: the folder named with --hub, or None.
        language: of every sentence that this call prints.
        as_json: the reader is a program: one JSON document on standard output.
    """

    def __init__(self) -> None:
        self.hub_given: str | None = None
        self.language = language_of(os.environ)
        self.as_json = False
        self.clock: Clock = SystemClock()

    @cached_property
    def hub(self) -> "Hub":
        """The hub that this call is about. Raises HubError."""
        from entraide.hub import Hub

        return Hub.find(self.hub_given)

    def start_desks(self) -> "Hub":
        """Makes Django ready on this call's hub and in its language. Raises HubError."""
        from entraide.desks.start import start

        start(self.hub)
        from django.utils import translation

        translation.activate(self.language)
        return self.hub

    def say(self, sentence: str, **params: object) -> str:
        """A marked sentence in this call's language."""
        return translate(sentence, self.language, **params)


pass_invocation = click.make_pass_decorator(Invocation)
