"""A process that acts and answers until it is killed, and one that looks at what it left.

`python -m tests.adversary.work_until_killed work HUB` says what it was acknowledged, a line each;
`… look HUB` reads all such lines and fails where one of them was not kept.
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


def verdict_on(service, number):
    asked = Document(number=number, issuing_country="UTO")
    query = Query(subjects=[asked], purpose=Purpose.BORDER_MANAGEMENT, databases=[DATABASE])
    answer = service.answer(query, asker())
    return answer.verdict, answer.line


def work(hub):
    """Adds, is asked, and withdraws every third record; each word follows its acknowledgement."""
    from entraide.desks.bureaus.queries import operator
    from entraide.desks.records import actions
    from entraide.desks.records.envelope import Ref
    from entraide.desks.records.visibility import settle
    from entraide.desks.records.writing import By

    service = Service.open(hub, clock=SystemClock())
    by = By(actor=operator(), clock=SystemClock(), reason="Trial")
    say("ready")
    while True:
        number = os.urandom(5).hex().upper()
        body = PASSPORT | {"number": number}
        done = actions.add(by, DATABASE, owner="UTO", owner_ref=number, body=body)
        say("added", number)
        if settle(hub, done):
            verdict, line = verdict_on(service, number)
            say("answered", line, verdict)
            assert verdict is Verdict.HIT
        if number[-1] in "05A":
            say("withdrawing", number)
            withdrawn = actions.withdraw(by, Ref(DATABASE, done.id), reason=Deletion.QUALITY)
            say("withdrawn", number)
            if settle(hub, withdrawn):
                assert verdict_on(service, number)[0] is Verdict.NO_HIT


def look(hub):
    """Holds the hub to every word that was said."""
    from entraide.desks.records.envelope import STATUSES
    from entraide.desks.records.feed import TruthFeed
    from entraide.desks.records.models import FeedRow, Record
    from entraide.serve.hub_index import hub_index

    said = [line.split() for line in sys.stdin]
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
    for ref in kept:
        assert verdict_on(service, ref)[0] is Verdict.HIT
    for ref in of["withdrawn"]:
        assert verdict_on(service, ref)[0] is Verdict.NO_HIT
    service.close()
    say(len(said))


SAID = ("added", "answered", "withdrawing", "withdrawn")

if __name__ == "__main__":
    at = Hub(Path(sys.argv[2]))
    start(at)
    {"work": work, "look": look}[sys.argv[1]](at)
