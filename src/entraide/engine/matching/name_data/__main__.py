"""`python -m entraide.engine.matching.name_data`: the table of names, made if it is due."""

import sys
import time

from entraide.engine.matching.name_data.compile import NoNameData, compiled, is_due


def main() -> None:
    """Makes it and says so in one line on standard error, or why it cannot."""
    if not is_due():
        return
    begun = time.monotonic()
    try:
        file = compiled()
    except NoNameData as problem:
        sys.stderr.write(f"{problem}\n")
        raise SystemExit(1) from problem
    sys.stderr.write(f"The table of names: {file} ({time.monotonic() - begun:.0f} s)\n")


main()
