"""Addresses on the web. Source: RFC 3986."""

from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 2000
_SCHEMES: Final = frozenset({"http", "https", "ftp"})


class Url(Kind):
    """A web address; http and https, a leading "www." and a trailing slash do not count."""

    name = "url"
    example = "https://example.org/offer/17"
    expected = _("Expected: a web address that begins with https:// or http://.")

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        if len(text) > _LONGEST or " " in text:
            raise self.refuse("url")
        if _parts(text) is None:
            repaired = f"https://{text}"
            plain = ":" not in text and "." in text.partition("/")[0].strip(".")
            raise self.refuse("url", repair=repaired if plain and _parts(repaired) else None)
        return text

    def exact(self, clean: Any) -> str:
        parts = _parts(clean)
        if parts is None:
            return str(clean)
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{host}{port}{parts.path.rstrip('/')}{query}{fragment}"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uri", "maxLength": _LONGEST}


url = Url()


def _parts(text: str) -> SplitResult | None:
    """The address in parts, or None if it is none of the web's."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in _SCHEMES and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return None
    return parts if known else None
