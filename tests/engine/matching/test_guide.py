"""The guide says the thresholds that the program has."""

import re
from pathlib import Path

from entraide.engine.matching.thresholds import Use

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "matching.md"


def test_the_guide_states_the_thresholds_that_hold():
    rows = re.findall(
        r"^\| (border|bureau) \|[^|]*\| ([\d.]+) \|", GUIDE.read_text("utf-8"), re.MULTILINE
    )
    assert {use: float(score) for use, score in rows} == {
        use.name.lower(): use.value for use in Use
    }
