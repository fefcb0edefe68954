"""What version 1 promises, as a rule: a later description holds all that an earlier one held.

`python -m tests.http.promise` writes the descriptions of now as those to be held: at a release.
"""

import json
from pathlib import Path

from tools.descriptions import described_alone

FROZEN = Path(__file__).parent / "frozen"
TELLS = {"description", "title", "summary", "example", "info", "externalDocs", "servers", "default"}
"""What may be said in other words."""
NO_TIGHTER = {"maxLength": 1, "maxItems": 1, "maximum": 1, "minLength": -1, "minItems": -1}
"""Bounds, and the way in which each may move: what was accepted stays so."""


def broken(old, new, at=""):
    """Where the new description takes something away that the old one promised."""
    if isinstance(old, dict) and isinstance(new, dict):
        return _broken_object(old, new, at)
    if isinstance(old, list) and isinstance(new, list):
        return _broken_list(old, new, at)
    return [] if old == new else [f"{at}: {old!r} became {new!r}"]


def _broken_object(old, new, at):
    found = []
    for name in sorted(old.keys() | new.keys()):
        place = f"{at}.{name}"
        # A field that is called "title" is a field; the sentence of that name is none.
        is_named = at.endswith((".properties", ".schemas", ".paths"))
        if (name in TELLS or name in NO_TIGHTER) and not is_named:
            found += _tighter(name, old.get(name), new.get(name), place)
        elif name == "required" and not is_named:
            found += _other_needs(old.get(name, []), new.get(name, []), place)
        elif name not in new:
            found.append(f"{place} is gone")
        elif name in old:
            found += broken(old[name], new[name], place)
    return found


def _tighter(name, old, new, place):
    if name in TELLS or new is None or old == new:
        return []
    if old is None or (new - old) * NO_TIGHTER[name] < 0:
        return [f"{place} is tighter"]
    return []


def _other_needs(old, new, place):
    """What must be sent must never be more, and what is always answered never less."""
    if isinstance(old, bool) or isinstance(new, bool):
        return [f"{place} is now needed"] if new is True and old is not True else []
    return [] if set(old) == set(new) else [f"{place} was {sorted(old)}, is {sorted(new)}"]


def _broken_list(old, new, at):
    found = []
    for number, each in enumerate(old):
        if isinstance(each, dict):
            key = next((k for k in ("name", "$ref", "const", "type") if k in each), None)
            same = [one for one in new if isinstance(one, dict) and one.get(key) == each.get(key)]
            if not any(broken(each, one, "") == [] for one in same):
                found.append(f"{at}[{number}] {each.get(key)} is gone or other")
        elif each not in new:
            found.append(f"{at}: {each!r} is gone")
    if at.endswith(".parameters"):
        known = [each.get("name") for each in old]
        found += [
            f"{at}: {each['name']} is now needed"
            for each in new
            if each.get("required") and each["name"] not in known
        ]
    return found


def plain(described):
    """A description without its sentences, as it is kept."""
    if isinstance(described, dict):
        return {
            name: plain(each) if name not in {"properties", "schemas"} else
            {inner: plain(one) for inner, one in each.items()}
            for name, each in described.items() if name not in TELLS
        }  # fmt: skip
    if isinstance(described, list):
        return [plain(each) for each in described]
    return described


def main():
    for name, each in described_alone().items():
        text = json.dumps(plain(each), sort_keys=True, indent=0) + "\n"
        (FROZEN / f"{name}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
