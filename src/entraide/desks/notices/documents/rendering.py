"""Draws a notice with Typst. Texts reach it as data only: no letter of theirs is ever a command."""

import io
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
import segno
import typst

from entraide.desks.notices.documents import fonts
from entraide.desks.notices.documents.layout import laid_out
from entraide.desks.notices.documents.view import NoticeView
from entraide.errors import Invalid
from entraide.language import _

PAGE: Final = Path(__file__).with_name("notice.typ")
PNG_PPI: Final = 110
PHOTO_STARTS: Final = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


def render(view: NoticeView, language: str) -> bytes:
    """The notice as PDF in this language; the same view gives the same bytes.

    Raises:
        Invalid: the photograph cannot be read (code "photo").
        NoLibrary: the pages' fonts are not there.
    """
    made = _compiled(view, language, format="pdf", pdf_standards=["1.7"])
    assert isinstance(made, bytes)
    return made


def pictures(view: NoticeView, language: str) -> list[bytes]:
    """The same pages as PNG, one each, for the screen."""
    made = _compiled(view, language, format="png", ppi=PNG_PPI)
    return made if isinstance(made, list) else [made]


def _compiled(view: NoticeView, language: str, **how: Any) -> Any:
    told = laid_out(view, language) | {
        "families": fonts.FAMILIES,
        "qr": _square(view.verify_at),
        "photo": _photo(view.photo),
    }
    compiler = typst.Compiler(
        input=_page(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"told": msgspec.json.encode(told).decode()},
    )
    try:
        return compiler.compile(
            timestamp=view.made_at.astimezone(UTC).replace(microsecond=0), **how
        )
    except typst.TypstError as problem:
        if view.photo and "image" in str(problem):
            raise _unreadable() from problem
        raise


def _photo(photo: bytes) -> dict[str, Any] | None:
    if not photo:
        return None
    for start, kind in PHOTO_STARTS.items():
        if photo.startswith(start):
            return {"format": kind, "bytes": list(photo)}
    raise _unreadable()


def _unreadable() -> Invalid:
    return Invalid("photo", _("The photograph cannot be read."), field="photo")


def _square(address: str) -> str:
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="svg", border=0, xmldecl=False)
    return made.getvalue().decode()


@cache
def _page() -> bytes:
    return PAGE.read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(fonts.folder())],
    )
