"""A small hub that answers over HTTP: the real trail and endpoint, a world in memory."""

import json
from contextlib import asynccontextmanager

import httpx
from tests.engine.check.world import EVERYTHING, NOW, World

from entraide.clock import SetClock
from entraide.engine.check.answer_times import AnswerTimes
from entraide.engine.check.app import make_app
from entraide.engine.check.grants import Grant, digest, new_key, note_name
from entraide.engine.check.repeats import Repeats
from entraide.engine.check.service import Service, rules_of
from entraide.engine.check.trail.writer import Trail
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.hub import Hub, Limits

OFFICER = {"id": "4711", "unit": "north", "workstation": "lane 3"}


def make_hub(folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hub.toml").write_text(
        'format = 1\n[organisation]\nid = "test"\nsecretariat = "QZZ"\nname = {en = "Test"}\n'
    )
    hub = Hub(folder)
    hub.make_keys()
    return hub


class Serving:
    """A service over a world, with keys to ask it."""

    def __init__(self, folder, *, world=None, limits=None):
        self.hub = make_hub(folder)
        self.world = world or World()
        self.clock = SetClock(NOW)
        self.service = self.another_worker(limits)
        self.app = make_app(self.service)

    def another_worker(self, limits=None):
        """A service as another process would open it: its own chain, the same hub."""
        return Service(
            index=self.world,
            trail=Trail.open(self.hub, self.clock),
            repeats=Repeats(self.hub.repeats_folder, self.hub.key("repeats")),
            rules=rules_of(self.hub),
            limits=limits or Limits(checks_per_second=100_000),
            times=AnswerTimes(self.hub.times_folder, self.clock),
            clock=self.clock,
        )

    def key(self, country="QMA", role=Role.BUREAU, **changes):
        """A new system key."""
        key, kept = new_key()
        grant = Grant(
            **{
                "id": f"g-{kept[:8]}",
                "country": country,
                "unit": "unit",
                "role": role,
                "databases": EVERYTHING,
                "purposes": frozenset(Purpose),
                "clearance": 3,
                "is_system": True,
            }
            | changes
        )
        self.world.take(note_name(kept), grant.note())
        return key

    def revoke(self, key):
        self.world.take(note_name(digest(key)), None)

    def lines(self):
        """The bytes of the trail's segments."""
        return sum(f.stat().st_size for f in self.hub.trail_folder.rglob("*") if f.is_file())

    def close(self):
        self.service.close()


@asynccontextmanager
async def client(app, key=""):
    """A client of the application; with a key, it presents it."""
    headers = {"authorization": f"Bearer {key}"} if key else {}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://hub", headers=headers
    ) as opened:
        yield opened


def question(*subjects, **more):
    """A question as a system would send it."""
    return {
        "purpose": "border_management",
        "subjects": list(subjects),
        "officer": OFFICER,
    } | more


def document(number="C01X00T47", country="UTO", **more):
    return {"kind": "document", "number": number, "issuing_country": country} | more


def problem(response):
    """The problem document of a refusal."""
    assert response.headers["content-type"] == "application/problem+json"
    return json.loads(response.content)
