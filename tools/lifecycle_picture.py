"""Draws the lifecycle of notices into the documentation, from the table of moves.

python -m tools.lifecycle_picture         writes docs/pictures/notice_lifecycle.svg
python -m tools.lifecycle_picture check   fails if it is not what the table says
"""

import sys
from pathlib import Path
from typing import Final

from entraide.desks.notices.picture import picture

FILE: Final = Path(__file__).resolve().parent.parent / "docs/pictures/notice_lifecycle.svg"
STYLE: Final = (
    "<style>svg{font:14px sans-serif;background:#fff}rect{fill:#fff;stroke:#777}"
    ".way{fill:none;stroke:#777}</style>"
)


def drawn() -> str:
    """The picture as a file of its own: a red notice, in English."""
    return picture("red", "notice", "en").replace("<defs>", f"{STYLE}<defs>", 1) + "\n"


def main(arguments: list[str]) -> int:
    """Writes it, or with "check" compares it; the exit code."""
    if arguments == ["check"]:
        return int(not FILE.exists() or FILE.read_text("utf-8") != drawn())
    FILE.write_text(drawn(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
