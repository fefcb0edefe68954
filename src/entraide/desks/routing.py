"""Which of the two SQLite files a table lies in."""

from typing import Any, Final

WORK: Final = frozenset({"sessions"})
"""The apps whose rows come and go with people at work: a log-in must not wait behind an import."""


class Work:
    """Sends sessions to the second file; everything else is the truth."""

    def db_for_read(self, model: Any, **_hints: Any) -> str:
        return "work" if model._meta.app_label in WORK else "default"  # noqa: SLF001 Django's documented name

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        return (db == "work") == (app_label in WORK)
