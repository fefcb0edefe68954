"""A question that is sent again gets the identical answer, once, whichever process is asked."""

import multiprocessing
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entraide.engine.check.repeats import KEPT, TAKEN_OVER, OtherQuestion, Repeats, Turn
from entraide.engine.check.wire import Document, Query
from entraide.engine.schema.vocabulary import Purpose
from entraide.errors import Invalid

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET = b"s" * 32


def query(number="C01X00T47", client_id="q-1"):
    return Query(
        subjects=[Document(number=number, issuing_country="UTO")],
        purpose=Purpose.BORDER_MANAGEMENT,
        client_id=client_id,
    )


@pytest.fixture
def repeats(tmp_path):
    opened = Repeats(tmp_path / "repeats", SECRET)
    yield opened
    opened.close()


def answer(repeats, given_answer=b"the answer", *, grant="g1", asked=None, now=NOW):
    with repeats.take(grant, asked or query(), now) as turn:
        turn.answered(given_answer)


def test_the_identical_bytes_are_given_again_for_a_day(repeats):
    answer(repeats)
    assert repeats.take("g1", query(), NOW) == b"the answer"
    assert repeats.take("g1", query(), NOW + KEPT - timedelta(milliseconds=1)) == b"the answer"
    assert isinstance(repeats.take("g1", query(), NOW + KEPT), Turn)


def test_another_grant_never_gets_the_answer(repeats):
    answer(repeats)
    assert isinstance(repeats.take("g2", query(), NOW), Turn)


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
@settings(max_examples=60)
def test_no_two_grants_and_ids_are_taken_for_one_another(tmp_path_factory, a, b, c, d):
    repeats = Repeats(tmp_path_factory.mktemp("repeats"), SECRET)
    try:
        first = repeats.take(a, query(client_id=b), NOW)
        second = repeats.take(c, query(client_id=d), NOW)
    except Invalid:
        assert not (b.isprintable() and d.isprintable())
    else:
        assert isinstance(first, Turn)
        assert isinstance(second, Turn) == ((a, b) != (c, d))
    finally:
        repeats.close()


def test_the_same_id_with_another_question_is_a_conflict(repeats):
    answer(repeats)
    with pytest.raises(OtherQuestion):
        repeats.take("g1", query(number="C01X00T48"), NOW)


def test_while_one_answers_another_waits_and_a_failure_gives_the_turn_on(repeats):
    with repeats.take("g1", query(), NOW):
        assert repeats.take("g1", query(), NOW) is None
    assert isinstance(repeats.take("g1", query(), NOW), Turn)


def test_the_turn_of_a_process_that_died_is_taken_over(repeats):
    dead = repeats.take("g1", query(), NOW)
    later = NOW + TAKEN_OVER + timedelta(seconds=1)
    with repeats.take("g1", query(), later) as turn:
        turn.answered(b"second")
    dead.answered(b"first")
    assert repeats.take("g1", query(), later) == b"second"


def test_what_is_over_is_erased_while_others_ask(repeats):
    for number in range(20):
        answer(repeats, asked=query(client_id=f"old-{number}"))
    later = NOW + KEPT + timedelta(seconds=1)
    for number in range(10):
        answer(repeats, asked=query(client_id=f"new-{number}"), now=later)
    assert repeats.forget(later) == 0


def test_nothing_can_be_read_on_the_disk_without_the_client_s_own_id(repeats, tmp_path):
    secret = secrets.token_hex(24).encode()
    answer(repeats, secret, asked=query(number="AB1234567", client_id="client-own-id"))
    kept = b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())
    assert kept
    for word in (secret, b"AB1234567", b"client-own-id"):
        assert word not in kept


def test_when_full_the_oldest_are_forgotten_first(tmp_path):
    repeats = Repeats(tmp_path, SECRET, map_bytes=1 << 20)
    try:
        for number in range(300):
            answer(
                repeats,
                b"x" * 8000,
                asked=query(client_id=str(number)),
                now=NOW + timedelta(seconds=number),
            )
        last = NOW + timedelta(seconds=299)
        assert repeats.take("g1", query(client_id="299"), last) == b"x" * 8000
        assert isinstance(repeats.take("g1", query(client_id="0"), last), Turn)
    finally:
        repeats.close()


def test_a_restart_of_the_machine_forgets_all(tmp_path):
    (tmp_path / "an-earlier-boot").mkdir()
    (tmp_path / "an-earlier-boot" / "data.mdb").write_bytes(b"torn")
    Repeats(tmp_path, SECRET).close()
    assert not (tmp_path / "an-earlier-boot").exists()


@pytest.mark.parametrize("client_id", ["x" * 129, "a\nb", "\x00"])
def test_an_id_that_cannot_be_kept_is_refused_by_its_field(repeats, client_id):
    with pytest.raises(Invalid) as refused:
        repeats.take("g1", query(client_id=client_id), NOW)
    assert refused.value.field == "client_id"


def _ask(folder, start, results):
    repeats = Repeats(folder, SECRET)
    start.wait(20)
    for number in range(40):
        taken = repeats.take("g1", query(client_id=str(number)), NOW)
        if isinstance(taken, Turn):
            with taken:
                taken.answered(b"answer %d" % number)
            results.put(number)
    repeats.close()


def test_processes_that_ask_at_once_answer_each_question_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(2), context.SimpleQueue()
    processes = [context.Process(target=_ask, args=(tmp_path, start, results)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    answered = []
    while not results.empty():
        answered.append(results.get())
    assert sorted(answered) == list(range(40))
    assert [process.exitcode for process in processes] == [0, 0]
