"""`python -m entraide.web.packages [tests]`: what the pages use of others, fetched if it is due."""

import sys

from entraide.web.packages.library import NotFetched, fetch


def main() -> None:
    """Fetches it, or says in one line on standard error why it cannot."""
    try:
        fetch(has_tests="tests" in sys.argv[1:])
    except NotFetched as problem:
        sys.stderr.write(f"{problem}\n")
        raise SystemExit(1) from problem


main()
