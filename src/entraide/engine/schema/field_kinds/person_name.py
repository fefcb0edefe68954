"""A person's name, in parts where they are known, in any script."""

import json
from collections import Counter
from typing import Any, Final

import icu

from entraide.engine.schema.field_kinds.choices import one_of
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.text import Text
from entraide.language import _, translate

_PARTS: Final = ("family", "forename", "full")
_NO_SCRIPT: Final = frozenset({"Zyyy", "Zinh", "Zzzz"})
_JAPANESE: Final = frozenset({"Hira", "Kana"})


class PersonName(Group):
    """A family name and forenames, or the whole name as one text where the parts are unknown.

    A text alone is the whole name; one with "<<" is read as machine readable zones write it.
    `script` (ISO 15924) is derived from the letters.
    """

    name = "person_name"
    expected = _("Expected: a name, in parts (family, forename) or whole (full).")

    def clean(self, value: Any) -> dict[str, Any]:
        if isinstance(value, str) and not value.lstrip().startswith("{"):
            value = _from_text(value)
        name = super().clean(value)
        written = " ".join(name[part] for part in _PARTS if part in name)
        if not any(map(str.isalpha, written)):
            raise self.refuse("name", _("A name has at least one letter."))
        return {**name, "script": script_of(written)}

    def exact(self, clean: Any) -> str:
        return " ".join(str(clean[part]).casefold() for part in _PARTS if part in clean)

    def text(self, clean: Any) -> str:
        given = {name: value for name, value in clean.items() if name != "script"}
        full = given.get("full", "")
        if len(given) == 1 and full and "<<" not in full and full[0] not in "{[":
            return str(full)
        return json.dumps(given, ensure_ascii=False)

    def show(self, clean: Any, language: str) -> str:
        parts = [clean[part] for part in ("family", "forename") if part in clean]
        comma = "، " if clean.get("script") == "Arab" else ", "
        name = comma.join(parts) or str(clean["full"])
        kind = NAME_KINDS.get(clean.get("kind", "main"), "")
        return (
            name if clean.get("kind", "main") == "main" else f"{name} ({translate(kind, language)})"
        )


NAME_KINDS: Final = {
    "main": _("Main name"),
    "birth": _("Name at birth"),
    "alias": _("Alias"),
    "pseudonym": _("Pseudonym"),
    "original_script": _("Name in its original script"),
}

NAME_QUALITIES: Final = {
    "good": _("Identifies the person"),
    "low": _("Does not identify the person by itself"),
}
"""How far a list trusts an alias. Source: the consolidated list's `QUALITY`."""

_part: Final = Text(150, example="Eriksson")

person_name = PersonName(
    Field("family", _part, _("Family name")),
    Field("forename", Text(150, example="Anna Maria"), _("Forenames")),
    Field("full", Text(300, example="Anna Maria Eriksson"), _("Whole name")),
    Field("kind", one_of(NAME_KINDS), _("Kind of name")),
    Field("quality", one_of(NAME_QUALITIES), _("Quality of the name")),
    Field("script", _part, _("Script"), derived=True),
)


def script_of(text: str) -> str:
    """The script in which most of the letters are written, by ISO 15924: "Latn", "Arab", "Hani".

    Japanese and Korean names with some ideographs are "Jpan" and "Kore".
    """
    scripts = Counter(
        icu.Script.getScript(letter).getShortName() for letter in text if letter.isalpha()
    )
    known = Counter({script: n for script, n in scripts.items() if script not in _NO_SCRIPT})
    if _JAPANESE & known.keys():
        return "Jpan"
    if "Hang" in known:
        return "Kore"
    return min(known, key=lambda script: (-known[script], script)) if known else "Zyyy"


def _from_text(value: str) -> dict[str, str]:
    if "<<" not in value:
        return {"full": value}
    family, _mark, forename = value.strip().strip("<").partition("<<")
    parts = {"family": family, "forename": forename}
    return {name: " ".join(part.replace("<", " ").split()) for name, part in parts.items()}
