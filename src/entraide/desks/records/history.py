"""The past of records, as a replay of the trail asks for it (`trail.interfaces.History`)."""

import msgspec

from entraide.desks.records.envelope import WITHDRAWN, state_of
from entraide.desks.records.models import ErasureLedger, Record, RecordVersion
from entraide.engine.check.trail.interfaces import Destroyed
from entraide.engine.databases import by_code
from entraide.engine.schema.state import RecordState
from entraide.errors import NotFound

_DECODER = msgspec.json.Decoder(RecordState)


class Past:
    """What a record was at each of its versions, as far as it was not destroyed."""

    def state(self, database: str, id: int, version: int) -> RecordState | Destroyed:
        """The record as it stood at this version, in the present version of its body.

        Raises:
            NotFound: there never was such a version.
        """
        number = by_code(database).number
        erased = ErasureLedger.objects.filter(database=number, record=id).order_by("line").last()
        if erased is not None and 1 <= version < erased.version:
            return Destroyed(erased.at)
        record = Record.objects.filter(database=number, id=id).first()
        if record is not None and record.version == version and record.status != WITHDRAWN:
            return state_of(record)
        row = RecordVersion.objects.filter(database=number, record=id, version=version).first()
        if row is None:
            raise NotFound
        return _DECODER.decode(bytes(row.state))
