"""The picture of the lifecycle says what the table says."""

import re
from html import unescape

import pytest

from entraide.desks.notices.kinds import KINDS
from entraide.desks.notices.picture import picture
from entraide.desks.notices.states import TITLES, State, Who, moves_from
from entraide.language import LANGUAGES, translate

TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
HERE = re.compile(r'<g class="here"[^>]*>.*?</g>')


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("circulation", ["notice", "diffusion"])
def test_every_state_that_a_notice_can_come_to_is_drawn_once(kind, circulation):
    titles = [unescape(text) for text in TEXT.findall(picture(kind, circulation, "en"))]
    assert len(titles) == len(set(titles))
    for state in State:
        for move in moves_from(state, kind=kind, circulation=circulation, who=Who):
            if TITLES[state] in titles and move.to is not None:
                assert TITLES[move.to] in titles


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_notice_stands_is_marked_in_every_language(language):
    (marked,) = HERE.findall(picture("red", "notice", language, here=State.ARRESTED))
    assert TEXT.findall(marked) == [translate(TITLES[State.ARRESTED], language)]


def test_the_picture_in_the_documentation_is_what_the_table_says():
    from tools.lifecycle_picture import main  # noqa: PLC0415

    assert main(["check"]) == 0, "run python -m tools.lifecycle_picture"
