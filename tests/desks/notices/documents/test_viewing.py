"""A notice of the desk, printed: in its reader's language, with what is still due."""

from datetime import timedelta

import pytest

from entraide.language import LANGUAGES

pytestmark = pytest.mark.django_db(databases="__all__")


def printed(desk, reference, language, **told):
    from entraide.desks.notices.documents.viewing import view_of  # noqa: PLC0415

    return view_of(
        desk.read(reference),
        language,
        made_at=desk.clock.now(),
        printed_for="Officer clerk",
        **told,
    )


def test_a_published_notice_is_printed_in_four_languages(desk):
    from entraide.desks.notices.documents.rendering import render  # noqa: PLC0415

    reference = desk.published("red")
    for language in LANGUAGES:
        view = printed(desk, reference, language, verify_at="https://hub.example/v/1")
        assert render(view, language).startswith(b"%PDF-1.7")
        if language != "en":
            assert view.notice["facts"].startswith(f"[{language}]")
            assert view.notice["charges"][0]["translation"] == f"[{language}] Murder"
    assert view.notice["control_number"]


def test_a_page_says_which_translations_are_still_due(desk):
    until = desk.clock.now() + timedelta(hours=5)
    reference = desk.submitted("yellow", urgent_until=until)
    view = printed(desk, reference, "fr")
    assert set(view.pending) == {"fr", "es", "ar"}
    assert view.notice["facts"] == "Did not come home from work."
    assert view.state == "Soumise"
