"""Checks never wait behind pages: the door tells them apart by their path alone."""

import asyncio

import pytest

from entraide.serve.front_door import front_door


@pytest.mark.parametrize(
    ("scope", "room"),
    [
        ({"type": "http", "path": "/api/v1/check"}, "checks"),
        ({"type": "http", "path": "/api/v1/check/openapi.json"}, "checks"),
        ({"type": "http", "path": "/api/v1/openapi.json"}, "desks"),
        ({"type": "lifespan"}, "checks"),
        ({"type": "http", "path": "/"}, "desks"),
        ({"type": "http", "path": "/records/api/v1/check"}, "desks"),
        ({"type": "http", "path": "/api/v10"}, "desks"),
    ],
)
def test_each_request_goes_to_its_room(scope, room):
    went = []

    def application(name):
        async def answer(_scope, _receive, _send):
            went.append(name)

        return answer

    asyncio.run(front_door(application("checks"), application("desks"))(scope, None, None))
    assert went == [room]
