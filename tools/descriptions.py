"""The two descriptions of version 1, as every hub gives them that has all databases."""

import json
import tempfile
from pathlib import Path
from typing import Any


def described() -> dict[str, Any]:
    """Each by the name of its file; the desks are started already."""
    from entraide.desks.api import api  # noqa: PLC0415 - after Django started
    from entraide.engine.check.openapi import openapi  # noqa: PLC0415
    from entraide.engine.check.permissions import Permissions  # noqa: PLC0415
    from entraide.engine.databases import REGISTRY  # noqa: PLC0415
    from entraide.hub import Limits  # noqa: PLC0415

    told = {
        "check": openapi(Permissions(REGISTRY), Limits()),
        "api": api.get_openapi_schema(path_prefix="/api/v1/"),
    }
    return {name: json.loads(json.dumps(each)) for name, each in told.items()}


def described_alone() -> dict[str, Any]:
    """The same in a process that serves no hub."""
    from entraide.desks.start import start  # noqa: PLC0415
    from entraide.hub import Hub  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        said = 'format = 1\n[organisation]\nid = "a"\nname = {en = "A"}\nsecretariat = "XPO"\n'
        (Path(folder) / "hub.toml").write_text(said, "utf-8")
        hub = Hub(Path(folder))
        hub.make_keys()
        start(hub)
        return described()
