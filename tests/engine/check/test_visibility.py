"""What one asker may see: every condition by itself, and all together."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.check.world import NOW, asker

from entraide.engine.check.purposes import FITS
from entraide.engine.check.visibility import View, restrictions_note
from entraide.engine.databases import by_code
from entraide.engine.index.entry import entry_of
from entraide.engine.schema.state import RecordState
from entraide.engine.schema.vocabulary import Confidentiality, Handling, Purpose, Role, Status

COUNTRIES = ["QMA", "QMB", "QMC", "WCO"]


class Notes(dict):
    def note(self, name):
        return self.get(name)


@given(
    owner=st.sampled_from(COUNTRIES),
    country=st.sampled_from(COUNTRIES),
    restricted=st.sets(st.sampled_from(COUNTRIES)),
    general=st.sets(st.sampled_from(COUNTRIES)) | st.none(),
    purposes=st.sets(st.sampled_from(Purpose), min_size=1),
    asked=st.sampled_from(Purpose),
    confidentiality=st.sampled_from(Confidentiality),
    clearance=st.integers(1, 3),
    handling=st.sets(st.sampled_from(Handling)),
    role=st.sampled_from([Role.FRONTLINE, Role.CARRIER, Role.SECRETARIAT]),
    ends=st.none() | st.integers(-100, 100),
)
def test_a_record_is_there_only_if_everything_lets_it_be(**given):
    until = None if given["ends"] is None else NOW + timedelta(seconds=given["ends"])
    state = RecordState(
        database="travel_documents",
        id=1,
        version=1,
        owner=given["owner"],
        owner_ref="r",
        status=Status.ACTIVE,
        body={},
        purposes=tuple(given["purposes"]),
        confidentiality=given["confidentiality"],
        handling=tuple(given["handling"]),
        restricted=tuple(given["restricted"]),
        answerable_until=until,
    )
    entry = entry_of(by_code("travel_documents"), state)
    general = given["general"]
    notes = Notes(
        {restrictions_note(given["owner"]): sorted(general)} if general is not None else {}
    )
    by = asker(given["country"], given["role"], clearance=given["clearance"])
    expected = (
        bool(given["purposes"] & FITS[given["asked"]])
        and given["confidentiality"] <= given["clearance"]
        and (until is None or until > NOW)
        and not (given["role"] is Role.CARRIER and Handling.NO_THIRD_PARTIES in given["handling"])
        and (
            given["owner"] == given["country"]
            or given["country"] not in given["restricted"] | (general or set())
        )
    )
    view = View(by, given["asked"], notes, NOW)
    assert view.shows(entry) == expected
    assert view.shows(entry) == expected, "asked again, the same"


def test_the_moment_counts_in_whole_seconds():
    now = datetime(2026, 11, 23, 12, 0, 0, 999_999, tzinfo=UTC)
    state = RecordState(
        database="travel_documents",
        id=1,
        version=1,
        owner="QMB",
        owner_ref="r",
        status=Status.ACTIVE,
        body={},
        purposes=(Purpose.BORDER_MANAGEMENT,),
        answerable_until=now.replace(microsecond=0) + timedelta(seconds=1),
    )
    entry = entry_of(by_code("travel_documents"), state)
    assert View(asker(), Purpose.BORDER_MANAGEMENT, Notes(), now).shows(entry)
