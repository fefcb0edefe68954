"""Starting the desks on a hub: once a process, before anything of Django is imported."""

import os
from functools import cache
from pathlib import Path

from entraide.errors import Conflict
from entraide.hub import Hub
from entraide.language import _


@cache
def _started() -> list[Path]:
    return []


def start(hub: Hub) -> None:
    """Makes Django ready on this hub. Calling it again for the same hub does nothing.

    Raises:
        HubError: the hub's configuration or keys are not usable.
        Conflict: this process already serves another hub.
    """
    begun = _started()
    if begun:
        if begun[0] != hub.folder:
            raise Conflict("another_hub", _("This process already serves another hub."))
        return
    os.environ["ENTRAIDE_HUB"] = str(hub.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "entraide.desks.settings"
    hub.key("pages")  # refuses here, in words, rather than inside Django
    import django  # noqa: PLC0415 only a process that needs the desks pays for Django

    django.setup()
    begun.append(hub.folder)


def migrate(hub: Hub) -> None:
    """Brings the hub's databases to the tables of this program; safe to repeat."""
    start(hub)
    from django.conf import settings  # noqa: PLC0415 after `start`
    from django.core.management import call_command  # noqa: PLC0415 after `start`

    for database in settings.DATABASES:
        call_command("migrate", database=database, interactive=False, verbosity=0)
