"""Runs one part of a hub: `python -m entraide.serve PART --hub DIR`, as the supervisor calls it."""

import argparse
import logging
import sys
from pathlib import Path

from entraide.errors import EntraideError
from entraide.hub import Hub
from entraide.serve.parts import PARTS, Place, run_part
from entraide.serve.run import log_to_standard_error


def main() -> None:
    """Reads what the supervisor wrote, and runs the part."""
    words = argparse.ArgumentParser(prog="entraide.serve")
    words.add_argument("part", choices=sorted(PARTS))
    words.add_argument("--hub", type=Path, required=True)
    words.add_argument("--socket", type=int)
    words.add_argument("--behind-proxy", action="store_true")
    read = words.parse_args()
    log_to_standard_error()
    try:
        hub = Hub.find(str(read.hub))
        run_part(read.part, Place(hub=hub, socket=read.socket, is_behind_proxy=read.behind_proxy))
    except EntraideError as problem:
        # The edge of this process: the log says in one sentence why the part cannot go on.
        logging.getLogger("entraide.serve").error(  # noqa: TRY400 (foreseen: no trace)
            "part=%s event=refused code=%s why=%s", read.part, problem.code, problem
        )
        sys.exit(1)


main()
