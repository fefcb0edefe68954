"""How somebody proves to be a person of this hub: by password, or by PIN at a shared desk.

Failures are counted by django-axes, whose own backend stands before these.
"""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest

from entraide.desks.bureaus import queries
from entraide.desks.bureaus.models import Person


class _People(BaseBackend):
    def get_user(self, user_id: int) -> Person | None:
        """Whoever is signed in, while the account and its bureau are open."""
        return queries.open_account(user_id)


class ByPassword(_People):
    """Account and password."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 Django's signature
        **credentials: Any,
    ) -> Person | None:
        username, password = credentials.get("username"), credentials.get("password")
        if not username or not password:
            return None
        found = queries.account_to_open(username)
        if found is None:
            Person().set_password(password)  # as long as for somebody who is known
            return None
        return found if found.check_password(password) else None


class ByPin(_People):
    """Account and PIN, at a desk where a colleague has signed in."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 Django's signature
        **credentials: Any,
    ) -> Person | None:
        username, pin = credentials.get("username"), credentials.get("pin_number")
        if not username or not pin:
            return None
        found = queries.account_to_open(username)
        if found is None or not found.pin:
            Person().set_password(pin)
            return None
        return found if check_password(pin, found.pin) else None


def address_of(request: HttpRequest) -> str:
    """From which machine somebody comes, as the server tells; headers are not believed."""
    return str(request.META.get("REMOTE_ADDR") or "")
