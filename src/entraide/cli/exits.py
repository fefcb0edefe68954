"""What the command line tells the shell: one exit code for each kind of outcome.

0    done; a check was answered by every database
1    something that we did not foresee
2    the command was not written as its help says
3    refused: a value, a file or the state of a record does not allow it
4    not allowed: who asks is not known, or may not
5    unavailable: the hub or a part of it cannot answer now; a check was INCOMPLETE
6    not found
7    a finding: `doctor`, `index verify`, `trail verify` or `upgrade --check` found something
130  interrupted
"""

from typing import Final

from entraide.errors import (
    Conflict,
    EntraideError,
    Invalid,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    TooLarge,
    TooMany,
    Unavailable,
)

UNFORESEEN: Final = 1
REFUSED: Final = 3
NOT_ALLOWED: Final = 4
UNAVAILABLE: Final = 5
NOT_FOUND: Final = 6
FINDING: Final = 7
INTERRUPTED: Final = 130

_BY_ERROR: Final[tuple[tuple[type[EntraideError], int], ...]] = (
    (Invalid, REFUSED),
    (Conflict, REFUSED),
    (TooLarge, REFUSED),
    (NotAuthenticated, NOT_ALLOWED),
    (NotAllowed, NOT_ALLOWED),
    (NotFound, NOT_FOUND),
    (TooMany, UNAVAILABLE),
    (Unavailable, UNAVAILABLE),
)

_BY_CODE: Final = {"hub": UNAVAILABLE}
"""`HubError`, which is not imported here: it would bring the wire's types into every `--help`."""


def exit_code(problem: EntraideError) -> int:
    """The exit code for an error of the tree."""
    if problem.code in _BY_CODE:
        return _BY_CODE[problem.code]
    for kind, code in _BY_ERROR:
        if isinstance(problem, kind):
            return code
    return UNFORESEEN
