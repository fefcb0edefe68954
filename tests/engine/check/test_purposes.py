"""The table of compatible purposes."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.check.purposes import FITS, SEES, mask
from entraide.engine.schema.vocabulary import Purpose


def test_every_purpose_has_its_row_and_sees_its_own_records():
    assert set(FITS) == set(Purpose)
    assert all(asked in kept for asked, kept in FITS.items())


def test_the_table_in_the_documentation_is_the_one_that_is_applied():
    page = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")
    for asked in Purpose:
        kept = ", ".join(f"`{each}`" for each in Purpose if each in FITS[asked])
        assert f"| `{asked}` | {kept} |" in page


def test_vetting_never_sees_the_missing():
    assert not SEES[Purpose.SECURITY_CHECK] & mask([Purpose.LOCATE, Purpose.IDENTIFY])


@given(st.sampled_from(Purpose), st.sets(st.sampled_from(Purpose)))
def test_a_record_is_seen_if_and_only_if_one_of_its_purposes_fits(asked, kept):
    assert bool(SEES[asked] & mask(kept)) == bool(FITS[asked] & kept)
