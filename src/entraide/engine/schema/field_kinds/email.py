"""E-mail addresses. Source: RFC 5321 (sizes), RFC 5890 (letters of other scripts in domains)."""

import re
from typing import Any, Final

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 254
_SHAPE: Final = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}")
_DOTS_DO_NOT_COUNT: Final = frozenset({"gmail.com", "googlemail.com"})


class Email(Kind):
    """An address; case does not count, and what follows a plus sign only makes addresses near."""

    name = "email"
    example = "desk@example.org"
    expected = _("Expected: an e-mail address (desk@example.org).")

    def clean(self, value: Any) -> str:
        text = tidy_code(value).removeprefix("mailto:")
        if len(text) > _LONGEST or not _SHAPE.fullmatch(text):
            found = [] if len(text) > 2 * _LONGEST else _SHAPE.findall(text)
            raise self.refuse("email", repair=found[0] if len(found) == 1 else None)
        return text

    def exact(self, clean: Any) -> str:
        local, _at, domain = clean.casefold().rpartition("@")
        if not domain.isascii():
            try:
                domain = domain.encode("idna").decode()
            except UnicodeError:  # a domain that no registry could hold is compared as written
                return f"{local}@{domain}"
        return f"{local}@{domain}"

    def keys(self, clean: Any) -> tuple[str, ...]:
        local, _at, domain = self.exact(clean).rpartition("@")
        plain = local.partition("+")[0] or local
        if domain in _DOTS_DO_NOT_COUNT:
            plain, domain = plain.replace(".", "") or plain, "gmail.com"
        return (f"{plain}@{domain}",)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": _LONGEST}


email = Email()
