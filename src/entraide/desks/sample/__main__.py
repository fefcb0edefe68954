"""Fills a demonstration's hub beside the process that serves it: `python -m … HUB TOTAL`."""

import sys
from pathlib import Path

from entraide.clock import SystemClock
from entraide.desks.start import start
from entraide.hub import Hub


def main(folder: str, total: str) -> None:
    """Adds the records that are missing, until all are there."""
    hub = Hub(Path(folder))
    start(hub)
    from entraide.desks.sample.demonstration import fill  # noqa: PLC0415 - after `start`

    for _done in fill(hub, SystemClock(), upto=int(total), total=int(total)):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
