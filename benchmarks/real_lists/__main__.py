"""The public lists through the command line, then asked: what is found, and what is found in error.

    python -m benchmarks.real_lists [DATA]    the lists' folder; else ENTRAIDE_DATA, ../shared/data

`tests/real` holds the same functions to what must be found.
"""

import sys
from pathlib import Path
from typing import Final

from benchmarks.measuring import machine, scratch, table
from benchmarks.real_lists.asking import asking
from benchmarks.real_lists.lists import (
    MODELS,
    SHIPS,
    data_folder,
    load,
    references_of,
    refused_of,
)
from benchmarks.real_lists.persons import (
    NEGATIVES,
    false_alarms,
    individuals,
    notice_names,
    notices,
    un_aliases,
    un_documents,
    un_names,
)
from benchmarks.real_lists.tables import alarms_table, found_table, imported_table
from benchmarks.real_lists.things import models, plates, ships, vins

NEGATIVES_ASKED: Final = 2000
"""Of each file, evenly drawn."""


def main() -> None:
    """Prints everything."""
    data = Path(sys.argv[1]) if sys.argv[1:] else data_folder()
    if data is None:
        sys.exit("The public lists are not on this machine: set ENTRAIDE_DATA.")
    with scratch() as folder:
        print(machine(folder), flush=True)
        hub, reports = folder / "hub", folder / "reports"
        table("Imports through the command line", imported_table(load(hub, data, reports)))
        with asking(hub) as asked:
            measured = {
                "UN individuals by name, first 5": un_names(asked, data),
                "plain aliases, first 10": un_aliases(asked, data, is_plain=True),
                "other aliases, first 10": un_aliases(asked, data, is_plain=False),
                "UN documents": un_documents(asked, data),
                "red notices by name, first 5": notice_names(asked, data, with_date=False),
                "red notices by name and date": notice_names(asked, data, with_date=True),
                "stolen plates": plates(asked, data),
                "VINs": vins(asked, data),
                "ships": ships(asked, data, refused_of(reports / Path(SHIPS).stem, "imo")),
                "firearm models": models(asked, references_of(reports / Path(MODELS).stem)),
            }
            table("Found", found_table(measured))
            persons = sum(1 for _each in individuals(data)) + len(notices(data))
            alarms = {
                Path(file).stem: false_alarms(asked, data, file, limit=NEGATIVES_ASKED)
                for file in NEGATIVES
            }
            table("False alarms", alarms_table(alarms, persons))


if __name__ == "__main__":
    main()
