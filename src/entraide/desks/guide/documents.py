"""Documents for those who write programs, shown on the hub that they speak to.

They lie in the project's `docs/`; a wheel carries copies beside this file. They are in English, as
the descriptions of interfaces are.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

from entraide.errors import NotFound

FILES: Final[Mapping[str, str]] = {
    "connect": "guides/connect.md",
    "promise": "api/promise.md",
}
"""By the name in the address, where each lies in `docs/`."""
PLACES: Final = (Path(__file__).parent / "documents", Path(__file__).parents[4] / "docs")
_LINK: Final = re.compile(r"\[([^\]]+)\]\((?!https?:|/)[^)]*?(\w+)\.md\)")


@cache
def title(name: str) -> str:
    """A document's title, without its markup. Raises NotFound."""
    return _text(name).partition("\n")[0].removeprefix("# ")


@cache
def html(name: str) -> str:
    """A document as HTML, safe to show: what is no Markdown in it is shown, not obeyed.

    Raises:
        NotFound: there is no document of this name.
    """
    shown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return str(shown.render(_LINK.sub(_address, _text(name))))


def _address(found: re.Match[str]) -> str:
    """A link to another document: to its page, or only its words where it has none."""
    words, name = found[1], found[2]
    return f"[{words}](/help/{name}/)" if name in FILES else words


def _text(name: str) -> str:
    if name not in FILES:
        raise NotFound
    for place in PLACES:
        file = place / FILES[name]
        if file.is_file():
            return file.read_text("utf-8")
    raise NotFound
