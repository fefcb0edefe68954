"""An import that is killed while it writes loses nothing and doubles nothing."""

import os
import signal
import subprocess
import sys

import pytest

from entraide.clock import SystemClock
from entraide.desks.bureaus.queries import operator
from entraide.desks.records.imports import Asked, apply
from entraide.desks.records.models import Batch, FeedRow, Record
from entraide.desks.records.writing import By

ROWS = 1500
IMPORT = """
import sys
from pathlib import Path
from entraide.desks.start import start
from entraide.hub import Hub
start(Hub(Path(sys.argv[1])))
from entraide.clock import SystemClock
from entraide.desks.bureaus.queries import operator
from entraide.desks.records.imports import Asked, apply
from entraide.desks.records.writing import By
asked = Asked(path=Path(sys.argv[2]), owner="UTO", database="travel_documents")
apply(
    By(actor=operator(), clock=SystemClock()),
    asked,
    progress=lambda so_far: print(so_far.rows, flush=True),
)
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_is_taken_up_where_it_was(bureaus, hub, tmp_path):
    file = tmp_path / "table.csv"
    lines = (f"r-{n};C{n:08};UTO;P;lost\n" for n in range(ROWS))
    file.write_text(
        "owner_ref;number;issuing_country;document_type;fraud_type\n" + "".join(lines), "utf-8"
    )
    before = FeedRow.objects.count()
    command = [sys.executable, "-c", IMPORT, str(hub.folder), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        for _slice in range(2):
            assert running.stdout.readline()
        os.kill(running.pid, signal.SIGKILL)
    there = Record.objects.count()
    assert 0 < there < ROWS
    asked = Asked(path=file, owner="UTO", database="travel_documents")
    totals = apply(By(actor=operator(), clock=SystemClock()), asked)
    assert (totals.added, totals.changed, totals.unchanged, totals.refused) == (ROWS, 0, 0, 0)
    assert Batch.objects.count() == 1
    assert Record.objects.count() == ROWS
    assert set(Record.objects.values_list("version", flat=True)) == {1}
    assert FeedRow.objects.count() - before == ROWS
