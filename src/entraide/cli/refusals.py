"""What the machine and the libraries refuse, as errors of the tree: a sentence, a code, an exit."""

import errno
import os
from typing import Final

from entraide.errors import EntraideError, Malformed, NotFound, Unavailable
from entraide.language import _

_WHY: Final = {
    errno.EACCES: _("you may not use it"),
    errno.EPERM: _("you may not use it"),
    errno.EISDIR: _("it is a folder"),
    errno.ENOTDIR: _("it lies in something that is no folder"),
    errno.EEXIST: _("it is there already"),
    errno.ENOSPC: _("the disk is full"),
    errno.EDQUOT: _("your share of the disk is used up"),
    errno.EROFS: _("the disk may only be read"),
}


def refusal(problem: Exception, language: str) -> EntraideError | None:
    """What a foreseen failure outside our tree means; None for what nobody foresaw."""
    if isinstance(problem, FileNotFoundError) and problem.filename is not None:
        return NotFound(
            "no_file", _("There is no file or folder %(file)s."), file=_named(problem.filename)
        )
    if isinstance(problem, OSError):
        return _machine(problem, language)
    if isinstance(problem, UnicodeDecodeError):
        return Malformed("not_utf8", _("The file is not text in UTF-8."))
    # Django's own errors, known without importing it: the truth is missing, old or locked.
    if type(problem).__module__ == "django.db.utils":
        return Unavailable(
            "truth", _("The truth cannot be used: %(why)s. Run `entraide doctor`."), why=problem
        )
    return None


def _machine(problem: OSError, language: str) -> Unavailable:
    known = _WHY.get(problem.errno or 0)
    why = Unavailable("why", known).say(language) if known else problem.strerror or problem
    if problem.filename is None:
        return Unavailable("machine", _("The machine refused: %(why)s."), why=why)
    return Unavailable(
        "machine", _("%(file)s cannot be used: %(why)s."), file=_named(problem.filename), why=why
    )


def _named(file: object) -> str:
    return os.fsdecode(file) if isinstance(file, str | bytes) else str(file)
