"""What was imported and found, as rows of tables."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import spread
from benchmarks.real_lists.asking import Found
from benchmarks.real_lists.lists import Loaded


def imported_table(loaded: Sequence[Loaded]) -> list[list[str]]:
    """The imports for a table."""
    rows = [["list", "added", "changed", "unchanged", "refused", "again changes", "seconds"]]
    for each in loaded:
        told = [f"{each.told[name]:,}" for name in ("added", "changed", "unchanged", "refused")]
        again = each.again["added"] + each.again["changed"]
        rows.append([Path(each.list.file).name, *told, str(again), f"{each.seconds:.1f}"])
    return rows


def found_table(measured: dict[str, Found]) -> list[list[str]]:
    """What was found, for a table."""
    rows = [["asked", "found", "time"]]
    for what, found in measured.items():
        rows.append([what, found.share(), spread(found.times) if found.times else ""])
    return rows


def alarms_table(measured: dict[str, Found], persons: int) -> list[list[str]]:
    """False alarms, for a table."""
    rows = [["made-up travellers", f"POSSIBLE per 1,000 (list of {persons:,} persons)", "time"]]
    for what, found in measured.items():
        per_thousand = 1000 * found.found / max(found.asked, 1)
        rows.append([f"{what} ({found.asked:,})", f"{per_thousand:.1f}", spread(found.times)])
    return rows
