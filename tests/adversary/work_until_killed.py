"""A process that acts and answers until it is killed, and one that looks at what it left.

`python -m tests.adversary.work_until_killed HUB` imports all they need, opens nothing, and forks
one for each line it reads: `work` says what it was acknowledged, a line each; `look FILE` reads all
such lines from there and fails where one was not kept. `ended` follows the last word of each.
"""
# ruff: noqa: PLC0415 - the desks' models can be imported only after `start`

import os
import sys
from pathlib import Path

from tests.engine.check.world import asker

from entraide.clock import SystemClock
from entraide.desks.start import start
from entraide.engine.check.service import Service
from entraide.engine.check.trail.chain import settle as settle_chains
from entraide.engine.check.trail.read import find
from entraide.engine.check.trail.segments import chains_folder
from entraide.engine.check.trail.verify import verify as verify_trail
from entraide.engine.check.wire import Document, Query
from entraide.engine.index.follow import Follower
from entraide.engine.index.verify import verify as verify_index
from entraide.engine.schema.vocabulary import Deletion, Purpose, Status, Verdict
from entraide.hub import Hub

DATABASE = "travel_documents"
PASSPORT = {"issuing_country": "UTO", "document_type": "P", "fraud_type": "stolen"}


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def asked_about(service, numbers):
    subjects = [Document(number=number, issuing_country="UTO") for number in numbers]
    query = Query(subjects=subjects, purpose=Purpose.BORDER_MANAGEMENT, databases=[DATABASE])
    return service.answer(query, asker())


def verdicts_on(service, numbers):
    """The verdicts that these documents have, asked as many at once as a question may."""
    numbers, most = sorted(numbers), service.limits.subjects
    parts = (numbers[start : start + most] for start in range(0, len(numbers), most))
    return {verdict for part in parts for verdict in asked_about(service, part).subjects}


def work(hub):
    """Adds, is asked, and withdraws every third record; each word follows its acknowledgement."""
    from entraide.desks.bureaus.queries import operator
    from entraide.desks.records import actions
    from entraide.desks.records.envelope import Ref
    from entraide.desks.records.visibility import settle
    from entraide.desks.records.writing import By

    service = Service.open(hub, clock=SystemClock())
    by = By(actor=operator(), clock=SystemClock(), reason="Trial")
    while True:
        number = os.urandom(5).hex().upper()
        body = PASSPORT | {"number": number}
        done = actions.add(by, DATABASE, owner="UTO", owner_ref=number, body=body)
        say("added", number)
        if settle(hub, done):
            answer = asked_about(service, [number])
            say("answered", answer.line, answer.verdict)
            assert answer.verdict is Verdict.HIT
        if number[-1] in "05A":
            say("withdrawing", number)
            withdrawn = actions.withdraw(by, Ref(DATABASE, done.id), reason=Deletion.QUALITY)
            say("withdrawn", number)
            if settle(hub, withdrawn):
                assert verdicts_on(service, [number]) == {Verdict.NO_HIT}


def look(hub, file):
    """Holds the hub to every word that was said."""
    from entraide.desks.records.envelope import STATUSES
    from entraide.desks.records.feed import TruthFeed
    from entraide.desks.records.models import FeedRow, Record
    from entraide.serve.hub_index import hub_index

    said = [line.split() for line in Path(file).read_text("ascii").splitlines()]
    of = {what: {each[1] for each in said if each[0] == what} for what in SAID}
    index, feed = hub_index(hub), TruthFeed()
    assert Follower(index, feed, clock=SystemClock()).catch_up(feed.head())
    there = Record.objects.values_list("owner_ref", "status")
    status = {ref: STATUSES[number] for ref, number in there}
    kept = of["added"] - of["withdrawing"]
    assert {status[ref] for ref in kept} <= {Status.ACTIVE}
    assert of["withdrawn"].isdisjoint(status)  # nor is its reference kept
    seqs = list(FeedRow.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(seqs[0], seqs[-1] + 1))
    assert feed.head().seq == seqs[-1]
    checked = verify_index(feed, index)
    assert checked.is_sound, checked.told

    hub_id, folder = hub.configuration.organisation.id, chains_folder(hub)
    settle_chains(folder, hub=hub_id, clock=SystemClock())
    assert verify_trail(folder, hub=hub_id).problems == []
    for line in of["answered"]:
        assert find(folder, line)
    service = Service.open(hub, clock=SystemClock())
    assert verdicts_on(service, kept) <= {Verdict.HIT}
    assert verdicts_on(service, of["withdrawn"]) <= {Verdict.NO_HIT}
    service.close()
    say(len(said))


SAID = ("added", "answered", "withdrawing", "withdrawn")


def fork_for_each(orders, hub):
    """Forks a process for each order and says how it ended.

    The process begins with nothing open, as if it were new, but need not import everything again.
    """
    for order in orders:
        pid = os.fork()
        if pid == 0:
            what, *given = order.split()
            say("ready", os.getpid())
            {"work": work, "look": look}[what](hub, *given)
            return
        _pid, status = os.waitpid(pid, 0)
        say("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    at = Hub(Path(sys.argv[1]))
    start(at)
    import entraide.desks.bureaus.queries
    import entraide.desks.records.actions
    import entraide.desks.records.visibility
    import entraide.serve.hub_index  # noqa: F401 - each for what is forked

    fork_for_each(sys.stdin, at)
