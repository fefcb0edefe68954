"""Sessions of people signed in: how long they last, which there are, and how they are ended.

They lie in the second file, apart from the truth and its acts. Ending them is a courtesy to the
eye: what a session may do is read from the truth at every request.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from axes import utils as axes
from django.conf import settings
from django.http import HttpRequest

from entraide.desks.bureaus.models import Session
from entraide.desks.bureaus.session_store import ADDRESS, AGENT, BEGUN, SEEN

BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What browsers call themselves; the first that is found, for most name their forebears too."""
SYSTEMS: Final = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
SEEN_EVERY: Final = timedelta(minutes=1)
"""How finely is kept when a session was last used: a write a minute, not one a page."""


def is_over(request: HttpRequest, now: datetime) -> bool:
    """Whether a session was idle for too long or began too long ago."""
    rules = settings.HUB.configuration.sign_in
    begun, seen = _moment(request, BEGUN), _moment(request, SEEN)
    if begun is None or seen is None:
        return False
    return now - seen >= timedelta(minutes=rules.idle_minutes) or now - begun >= timedelta(
        hours=rules.session_hours
    )


def mark_seen(request: HttpRequest, now: datetime) -> None:
    """Keeps when, from where and with what a session was used."""
    session = request.session
    if BEGUN not in session:
        session[BEGUN] = now.isoformat()
        session[ADDRESS] = request.META.get("REMOTE_ADDR", "")
        session[AGENT] = request.headers.get("User-Agent", "")[:200]
    seen = _moment(request, SEEN)
    if seen is None or abs(now - seen) >= SEEN_EVERY:
        session[SEEN] = now.isoformat()


def sessions_of(person: int, now: datetime) -> list[Session]:
    """A person's sessions that may still be used, the latest first."""
    idle = timedelta(minutes=settings.HUB.configuration.sign_in.idle_minutes)
    rows = Session.objects.filter(person=person, seen_at__gt=now - idle)
    return list(rows.order_by("-seen_at"))


def name_of(key: str) -> str:
    """What a page calls a session: never its key, which lets in whoever knows it."""
    return sha256(key.encode()).hexdigest()[:16]


def browser_of(agent: str) -> str:
    """The browser and the system that a machine names, "" where it names none that is known."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(filter(None, (browser, system)))


def end(person: int, name: str) -> bool:
    """Ends the session of a person that a page called so; False if there is none."""
    for row in Session.objects.filter(person=person):
        if name_of(row.session_key) == name:
            row.delete()
            return True
    return False


def end_all(person: int, *, but: str | None = None) -> int:
    """Ends every session of a person, but perhaps the present one; gives how many."""
    rows = Session.objects.filter(person=person)
    if but is not None:
        rows = rows.exclude(session_key=but)
    return rows.delete()[0]


def unlock(username: str) -> int:
    """Lets an account be tried again that wrong passwords had locked; gives of how many tries."""
    return int(axes.reset(username=username))


def forget(now: datetime) -> int:
    """Removes the rows of sessions that are over; gives how many."""
    longest = timedelta(hours=settings.HUB.configuration.sign_in.session_hours)
    rows = Session.objects.filter(begun_at__lt=now - longest) | Session.objects.filter(
        expire_date__lt=now
    )
    return rows.delete()[0]


def _moment(request: HttpRequest, name: str) -> datetime | None:
    text = request.session.get(name)
    return datetime.fromisoformat(text) if text else None
