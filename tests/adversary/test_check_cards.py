"""Invariants 5 and 6: a card says what to do and whom to call first, and shows nothing more."""

import re

import msgspec
import pytest
from tests.adversary.check_questions import ASKERS, answers, sample
from tests.engine.check.world import World, asker

from entraide.engine.check import words
from entraide.engine.check.wire import Document
from entraide.engine.databases import by_code, databases
from entraide.engine.schema.vocabulary import Level, Purpose, Role
from entraide.language import LANGUAGES

encode = msgspec.json.Encoder().encode
MARK = "zqxmark"

each = pytest.mark.parametrize(("code", "role"), ASKERS)


@each
def test_a_card_never_orders_an_arrest_and_calls_the_own_bureau_first(code, role):
    for language in LANGUAGES:
        for answer in answers(code, role, language=language):
            assert answer.hits or role is Role.CARRIER
            for hit in answer.hits:
                told = hit.action.replace("not an arrest warrant", "")
                assert told
                assert not re.search(r"%\(|\barrest", told)
                assert [bureau.code for bureau in hit.call] == ["QMA", "QMZ"]
                assert hit.call[0].phone == "+1"


@each
def test_everything_on_a_card_can_be_said_in_four_languages(code, role):
    for language in LANGUAGES:
        for answer in answers(code, role, language=language):
            assert words.meaning(answer, language)
            for hit in answer.hits:
                said = [
                    *(words.reason(reason, hit, language) for reason in hit.reasons),
                    *(words.difference(each, hit, language) for each in hit.differs),
                    *(f"{label}: {value}" for label, value in words.card(hit, language)),
                ]
                assert all(sentence and "%(" not in sentence for sentence in said)


def marked(code):
    """The database's sample with a mark in every field that is neither on the card nor asked by."""
    database, body = by_code(code), dict(sample(code))
    search = database.names
    kept = {*database.card, *database.compares, database.action.by}
    kept |= {path.partition(".")[0] for key in database.keys for path in (*key.fields, key.until)}
    kept |= {search.names, search.birth_date, search.nationalities, search.sex} if search else set()
    for field in database.fields:
        if field.name not in kept:
            value = [f"{MARK}{field.name}"] if field.many else f"{MARK}{field.name}"
            body[field.name] = value
    return body


def test_a_check_shows_no_field_that_is_not_on_the_card():
    world = World()
    for code in {code for code, _role in ASKERS}:
        world.add(code, marked(code))
    for code, role in ASKERS:
        for answer in answers(code, role, world=world):
            assert MARK.encode() not in encode(answer)
            assert answer.hits or role is Role.CARRIER
            for hit in answer.hits:
                assert set(hit.card) <= set(by_code(code).card)


def test_what_is_near_or_in_a_lot_says_no_more_than_the_card():
    world = World()
    alert = sample("counterfeit_alerts") | {"numbers": ["B0118200"], "imitated_country": "UTO"}
    world.add("counterfeit_alerts", alert)
    lot = {"number": "AB000100", "number_until": "AB000199"}
    world.add("travel_documents", sample("travel_documents") | lot, owner="UTO")
    by, purpose = asker(role=Role.SECOND_LINE), Purpose.BORDER_MANAGEMENT
    near = world.ask(Document(number="BO118200", issuing_country="UTO"), by=by, purpose=purpose)
    assert "near_unseen" in {reason.code for hit in near.hits for reason in hit.reasons}
    assert b"B0118200" not in encode(near)
    inside = world.ask(Document(number="AB000150", issuing_country="UTO"), by=by, purpose=purpose)
    assert "in_a_lot" in {reason.code for hit in inside.hits for reason in hit.reasons}
    assert b"AB000199" not in encode(inside)


@pytest.mark.parametrize("database", databases(), ids=lambda database: database.code)
def test_what_a_name_search_tells_is_on_the_card_of_whoever_sees_no_more(database):
    if database.names is not None and Level.CARD in database.asked_by.values():
        told = {database.names.names, database.names.birth_date, database.names.nationalities}
        assert told | {database.names.sex} <= set(database.card)


@each
def test_a_sensitive_field_is_never_shown_by_a_check(code, role):
    sensitive = {field.name for field in by_code(code).fields if field.sensitive}
    for answer in answers(code, role):
        for hit in answer.hits:
            assert not sensitive & set(hit.card)
            assert not sensitive & {difference.field for difference in hit.differs}


@pytest.mark.parametrize("code", sorted({code for code, role in ASKERS if role is Role.CARRIER}))
def test_who_is_shown_yes_or_no_is_shown_no_record_at_all(code):
    for answer in answers(code, Role.CARRIER):
        assert answer.level is Level.YES_NO
        told = encode(answer)
        for word in ("hits", "card", "record", "owner", "QMZ", "score"):
            assert word.encode() not in told
