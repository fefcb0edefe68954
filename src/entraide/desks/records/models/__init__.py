"""The truth: records, their past, the change feed, the journal and what must not be forgotten.

One table holds the records of every database. Columns are small on purpose (`compact.py`): a record
costs at most 300 bytes with its feed row and indexes. No foreign keys between these tables: their
rows are written together in one transaction, and a constraint would cost an index each.
Rows are written in `actions.py` and its siblings only, and read through `queries.py` and `feed.py`.
"""

from entraide.desks.records.models.erased import ErasureLedger, Tombstone
from entraide.desks.records.models.feed import FeedHead, FeedRow, IdCounter, Note
from entraide.desks.records.models.importing import Batch, BatchAdded, ImportJob
from entraide.desks.records.models.journal import Act, OwnerNotice, RequestSeen
from entraide.desks.records.models.record import Record, RecordVersion

__all__ = [
    "Act",
    "Batch",
    "BatchAdded",
    "ErasureLedger",
    "FeedHead",
    "FeedRow",
    "IdCounter",
    "ImportJob",
    "Note",
    "OwnerNotice",
    "Record",
    "RecordVersion",
    "RequestSeen",
    "Tombstone",
]
