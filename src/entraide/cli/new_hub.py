"""A new hub's folder: its configuration, its secret keys, and nothing half-made."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from entraide.errors import Conflict
from entraide.hub import FORMAT, Hub, Organisation
from entraide.language import _

_CONFIGURATION: Final = """\
# The organisation that this hub serves, and how. `entraide doctor` reads it again at every look;
# `entraide serve` reads it when it starts.
format = {format}

[organisation]
id = {id}
secretariat = {secretariat}
databases = {databases}  # all of them if empty
languages = {languages}  # the first is the default
is_demo = {is_demo}
# is_test = true  # a hub to try programs against: it may hold the test deck

[organisation.name]
{names}

[serving]
host = "127.0.0.1"  # beyond this machine only with TLS, or behind a proxy that encrypts
check_port = {check_port}
desk_port = {desk_port}
check_workers = {check_workers}
# hosts = ["hub.example"]
# tls_certificate = "/etc/entraide/tls.pem"
# tls_key = "/etc/entraide/tls.key"

[limits]
# checks_per_second = 200

[truth]
postgresql = {postgresql}  # an address; SQLite in this folder if empty

[trail]
# no_hit_months = 12
# hit_months = 60

[sign_in]
# idle_minutes = 30
# session_hours = 10
"""


_TRUTH: Final = re.compile(r"""^(\s*postgresql\s*=\s*)("[^"]*"|'[^']*')""", re.MULTILINE)
"""The one setting of `hub.toml` that a restore may have to change."""


def configuration_text(
    organisation: Organisation, *, check_port: int, desk_port: int, postgresql: str = ""
) -> str:
    """The first `hub.toml` of an organisation, with the settings that matter named in it."""

    def written(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)  # JSON's strings and lists are TOML's

    return _CONFIGURATION.format(
        format=FORMAT,
        id=written(organisation.id),
        secretariat=written(organisation.secretariat),
        databases=written(organisation.databases),
        languages=written(organisation.languages),
        is_demo=written(organisation.is_demo),
        names="\n".join(f"{code} = {written(name)}" for code, name in organisation.name.items()),
        check_port=check_port,
        postgresql=written(postgresql),
        desk_port=desk_port,
        check_workers=max(1, os.cpu_count() or 1),
    )


@contextmanager
def empty_folder(folder: Path) -> Iterator[Path]:
    """A folder of our own (mode 0700) that is removed again if what follows fails.

    Raises:
        Conflict: something lies there already (code "hub_exists").
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict(
            "hub_exists",
            _("%(folder)s is not empty. Name a new or empty folder."),
            folder=folder,
        )
    was_there = folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    try:
        yield folder
    except BaseException:
        for left in folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        if not was_there:
            folder.rmdir()
        raise


def write_configuration(folder: Path, text: str) -> Hub:
    """Writes `hub.toml` and the secret keys into the folder.

    Raises:
        HubError: the configuration would not be accepted.
    """
    hub = Hub(folder)
    hub.configuration_file.write_text(text, "utf-8")
    hub.configuration_file.chmod(0o600)
    assert hub.configuration
    hub.make_keys()
    return hub


def name_postgresql(hub: Hub, address: str) -> Hub:
    """The hub, read anew, once its `hub.toml` says that the truth lies at this address.

    Raises:
        HubError: the configuration would not be accepted.
    """
    text = hub.configuration_file.read_text("utf-8")
    named = _TRUTH.sub(lambda found: f"{found[1]}{json.dumps(address)}", text, count=1)
    hub.configuration_file.write_text(named, "utf-8")
    changed = Hub(hub.folder)
    assert changed.configuration.truth.postgresql == address
    return changed
