"""Which of the two SQLite files a table lies in."""

from typing import Any, Final

WORK: Final = frozenset({"axes", "sessions"})
"""The apps whose rows come and go with people at work: a log-in must not wait behind an import."""
WORK_TABLES: Final = frozenset({("bureaus", "session")})
"""The same, of single tables of other apps."""


class Work:
    """Sends sessions and counted log-ins to the second file; everything else is the truth."""

    def db_for_read(self, model: Any, **_hints: Any) -> str:
        meta = model._meta  # noqa: SLF001 Django's documented name
        return "work" if _is_work(meta.app_label, meta.model_name) else "default"

    db_for_write = db_for_read

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_hints: Any
    ) -> bool:
        return (db == "work") == _is_work(app_label, model_name)


def _is_work(app_label: str, model_name: str | None) -> bool:
    return app_label in WORK or (app_label, (model_name or "").lower()) in WORK_TABLES
