"""The menu: the rooms of every desk, and which of them whoever is here may enter.

A desk lists its rooms in `desks/<desk>/rooms.py` as `ROOMS`; nothing else has to be told. Which
room a page belongs to is read from its address: the room of the same url namespace whose own
address begins it, the longest first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse

from entraide.desks.bureaus.policy import Actor
from entraide.engine.schema.vocabulary import Role
from entraide.language import _, translate


class Group(StrEnum):
    """The parts of the menu, in their order."""

    WORK = "work"
    BUREAU = "bureau"
    OVERSIGHT = "oversight"
    HELP = "help"


GROUPS: Final = {
    Group.WORK: _("Work"),
    Group.BUREAU: _("Own bureau"),
    Group.OVERSIGHT: _("Oversight"),
    Group.HELP: _("Help"),
}
EVERY_ROLE: Final = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Room:
    """A line of the menu: where some people work.

    Attributes:
        code: its name for styles, tests and screenshots ("check").
        title: what the menu says, marked with `_`.
        url_name: of its first page, with the namespace ("checks:check"); it takes no arguments.
        roles: who may enter.
        administers: only those of them who administer their bureau.
        group: the part of the menu that it stands in.
        is_open: also for who is not signed in.
        is_demo_only: only in a demonstration.
    """

    code: str
    title: str
    url_name: str
    roles: frozenset[Role] = EVERY_ROLE
    administers: bool = False
    group: Group = Group.WORK
    is_open: bool = False
    is_demo_only: bool = False

    def admits(self, actor: Actor | None) -> bool:
        """Whether the menu shows it to this actor; the right itself is judged by the page."""
        if self.is_open:
            return True
        if actor is None or actor.role not in self.roles:
            return False
        return actor.administers or not self.administers


@dataclass(frozen=True, slots=True)
class Line:
    """A room as the menu shows it: `is_here` marks the present one."""

    code: str
    title: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu of one page.

    Attributes:
        groups: the title of each part and its lines; parts without lines are left out.
        here: the present room, None on pages that belong to none.
        is_first_page: this page is the room's own first page, so no way back to it is shown.
    """

    groups: Sequence[tuple[str, Sequence[Line]]]
    here: Line | None
    is_first_page: bool


@cache
def rooms() -> tuple[Room, ...]:
    """Every desk's rooms, in the order in which the desks are installed."""
    found: list[Room] = []
    for desk in apps.get_app_configs():
        name = f"{desk.name}.rooms"
        if desk.name.startswith("entraide.desks.") and find_spec(name) is not None:
            found += import_module(name).ROOMS
    return tuple(found)


def menu(request: HttpRequest, actor: Actor | None, language: str, *, is_demo: bool) -> Menu:
    """The menu as this actor sees it on this page."""
    shown = [room for room in rooms() if room.admits(actor) and (is_demo or not room.is_demo_only)]
    here = _here(request, shown)
    lines = {
        room: Line(room.code, translate(room.title, language), reverse(room.url_name), room is here)
        for room in shown
    }
    groups = [
        (translate(title, language), [lines[room] for room in shown if room.group is group])
        for group, title in GROUPS.items()
    ]
    line = lines[here] if here is not None else None
    return Menu(
        groups=[(title, inside) for title, inside in groups if inside],
        here=line,
        is_first_page=line is not None and request.path == line.url,
    )


def _here(request: HttpRequest, shown: Iterable[Room]) -> Room | None:
    match = request.resolver_match
    if match is None:
        return None
    near = [
        (len(address), room)
        for room in shown
        if room.url_name.rpartition(":")[0] == match.namespace
        and request.path.startswith(address := reverse(room.url_name))
    ]
    return max(near, key=lambda one: one[0])[1] if near else None
