"""Sessions that know whose they are, so that a person sees and ends the own ones."""

from datetime import datetime
from typing import Any, Final

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from entraide.desks.bureaus.models import Session

PERSON: Final = "_auth_user_id"  # Django's own name
BEGUN: Final = "begun"
SEEN: Final = "seen"
ADDRESS: Final = "address"
AGENT: Final = "agent"


class SessionStore(DatabaseStore):
    """Django's sessions in the database, in a table of our own."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        person = data.get(PERSON)
        row.person = int(person) if person else None
        row.begun_at = _moment(data.get(BEGUN))
        row.seen_at = _moment(data.get(SEEN))
        row.address = str(data.get(ADDRESS, ""))[:64]
        row.agent = str(data.get(AGENT, ""))[:200]
        return row


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
