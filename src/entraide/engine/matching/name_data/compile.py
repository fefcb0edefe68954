"""Makes the name table out of rigour's data and our own; at set-up only, never to answer.

Rigour (MIT) carries its data as zstandard frames inside its compiled module. They are read as
data: running rigour's own analysis over them takes up to 48 s and 1.1 GB, reading them 3 s.
"""

import json
import mmap
import os
import re
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from struct import pack
from typing import Any, Final

import lmdb

from entraide.engine.matching.name_data import table
from entraide.engine.matching.name_data.own import NICKNAMES, OWN, PHRASES, SURNAMES
from entraide.engine.matching.name_data.table import Sort, number_of
from entraide.engine.matching.normalise.cyrillic import romanised
from entraide.engine.matching.normalise.fold import fold, key_of
from entraide.engine.matching.normalise.name import forget_forms
from entraide.engine.matching.normalise.script import script_of
from entraide.errors import EntraideError
from entraide.language import _

_FRAME: Final = b"\x28\xb5\x2f\xfd"
_HEPBURN: Final = re.compile(
    "(?:(?:[kgnhmrbp]y|sh|ch|j|[kgnbmr]|p)[aueo]|[kgnhmrbp][i]|(?:sh|ch|j)i|[szdthyw][ao]|[szdt]e|"
    "he|[sz]u|yu|[kgnmrbp]u|ho|tsu|fu|[aiueo]|n)+"
)
"""Japanese in Latin letters as passports write it: shi, not si."""
_MAP: Final = 1 << 30
_MOST_NUMBERS, _MOST_READINGS = 12, 3
_FEW: Final = 4
_NO_NUMERAL: Final = re.compile(r".?$|\d+ ?[^\W\d]$|\d+ |no ?\d|number |[ivx]+$")
"""Flats and letters behind a number; and Roman numerals, which only some names have."""
_NO_NUMERALS: Final = frozenset({"premier", "primer", "una", "nil", "nought", "cero", "zero"})
"""Words that seldom count."""
_NATIVE_READ: Final = frozenset({"Arab", "Hebr", "Hani", "Thai", "Syrc"})
"""Scripts that do not say by themselves how a name is spelt in Latin letters."""


class NoNameData(EntraideError):
    """The name table cannot be made; names are then compared by their letters alone."""

    code = "no_name_data"
    sentence = _("The table of names cannot be made: %(why)s")


def made_of() -> str:
    """The versions that a table made now is made of; "" where rigour is missing."""
    try:
        return f"{table.FORMAT} {OWN} rigour {version('rigour')}"
    except PackageNotFoundError:
        return ""


def is_due() -> bool:
    """Whether there is no table, or one of other versions than could be made now."""
    present = table.name_table().made_of
    return not present or made_of() not in ("", present)


def compiled() -> Path:
    """Makes the table and gives its file.

    Raises:
        NoNameData: rigour or its data is missing, or no place can be written.
    """
    why: OSError | None = None
    content = _content(_frames())
    for file in table.places():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(content, file)
        except OSError as problem:
            why = problem
        else:
            table.forget()
            forget_forms()
            return file
    raise NoNameData(why=str(why))


def _frames() -> Iterator[bytes]:
    """The data that rigour's compiled module carries, each frame unpacked."""
    try:
        import zstandard  # noqa: PLC0415 - a library of the set-up alone

        files = distribution("rigour").files or []
    except (ImportError, PackageNotFoundError) as problem:
        raise NoNameData(why=str(problem)) from problem
    modules = [file for file in files if file.name.startswith("_core.") and file.suffix != ".pyi"]
    if not modules:
        raise NoNameData(why="rigour has no compiled module")
    with (
        Path(str(modules[0].locate())).open("rb") as opened,
        mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as module,
    ):
        place = module.find(_FRAME)
        while place >= 0:
            with suppress(zstandard.ZstdError):  # the same four bytes in machine code
                yield zstandard.ZstdDecompressor().decompressobj().decompress(module[place:])
            place = module.find(_FRAME, place + 1)


def _content(frames: Iterable[bytes]) -> dict[bytes, bytes]:
    """Every key of the table with what it holds."""
    numbers: dict[str, set[int]] = defaultdict(set)
    spelt: dict[bytes, dict[str, int]] = defaultdict(dict)
    seen = set()
    sizes: dict[int, int] = {}
    digest = blake2b(made_of().encode(), digest_size=16)
    for frame in frames:
        found = _sort_of_frame(frame)
        if found is None:
            continue
        seen.add(found)
        digest.update(frame)
        if found == "names":
            sizes = _read_names(frame.decode(), numbers, spelt)
        elif found == "symbols":
            _read_symbols(json.loads(frame), numbers)
        elif found == "numerals":
            _read_numerals(json.loads(frame), numbers)
        else:
            _read_legal_forms(json.loads(frame), numbers)
    if missing := {"names", "symbols", "numerals", "legal forms"} - seen:
        raise NoNameData(why=f"rigour's module carries no {', '.join(sorted(missing))}")
    _read_own(numbers)
    content = {
        key.encode(): b"".join(pack("<I", one) for one in _most_telling(found, sizes))
        for key, found in numbers.items()
        if 0 < len(key) <= table.LONGEST
    }
    for native, spellings in spelt.items():
        usual = {one: -spellings[one] * len(numbers[one]) for one in spellings}
        best = sorted(usual, key=lambda one: (usual[one], len(one), one))
        content[native] = " ".join(best[:_MOST_READINGS]).encode()
    content[table.MADE_OF_KEY] = made_of().encode()
    content[table.DIGEST_KEY] = digest.hexdigest().encode()
    return content


def _most_telling(found: set[int], sizes: Mapping[int, int]) -> list[int]:
    """The numbers of a word; of very many names those that have the most spellings."""
    if len(found) > _MOST_NUMBERS:
        beside = [one for one in found if one not in sizes]
        names = sorted(found.difference(beside), key=lambda one: (-sizes[one], one))
        found = {*beside, *names[:_MOST_NUMBERS]}
    return sorted(found)


def _sort_of_frame(frame: bytes) -> str | None:
    start = frame[:4096]
    if b" => Q" in start:
        return "names"
    if start.startswith(b"{") and b'"org_domains"' in start:
        return "symbols"
    if start.startswith(b"[") and b'"forms"' in start:
        return "numerals"
    return "legal forms" if start.startswith(b"[") and b'"aliases"' in start else None


def _read_names(
    text: str, numbers: dict[str, set[int]], spelt: dict[bytes, dict[str, int]]
) -> dict[int, int]:
    """Lines as "mohamed, мохамед, محمد => Q19692506": one name in all its spellings.

    Gives how many spellings each number has.
    """
    sizes = {}
    for line in text.splitlines():
        written, _arrow, identity = line.rpartition(" => ")
        sort = Sort.NAME if identity.startswith("Q") else Sort.PATRONYMIC
        number = number_of(sort, int(identity[1:]))
        names = written.split(", ")
        keys = [key_of(name) for name in names]
        for key in keys:
            numbers[key].add(number)
        sizes[number] = len(keys)
        latin = [key for key in keys if key.isascii() and key.isalpha()]
        if latin and len(latin) < len(keys):
            is_japanese = _is_japanese(names)
            for key in keys:
                if key and not key.isascii() and (script := script_of(key[0])) in _NATIVE_READ:
                    _spell(spelt[table.READING + key.encode()], latin)
                    if is_japanese and script == "Hani":
                        hepburn = [one for one in latin if _HEPBURN.fullmatch(one)]
                        _spell(spelt[table.JAPANESE + key.encode()], hepburn)
    return sizes


def _spell(spellings: dict[str, int], latin: list[str]) -> None:
    for one in latin:
        spellings[one] = spellings.get(one, 0) + 1


def _is_japanese(names: list[str]) -> bool:
    """Whether a line is of a Japanese name: read in hiragana, or in katakana and little else."""
    if any("\u3041" <= name[0] <= "\u309f" for name in names):
        return True
    return len(names) <= _FEW and any("\u30a1" <= name[0] <= "\u30ff" for name in names)


def _read_symbols(
    found: Mapping[str, Mapping[str, list[str]]], numbers: dict[str, set[int]]
) -> None:
    """Words of organisations, and short forms of given names."""
    for group in ("org_symbols", "org_domains"):
        for name, forms in found[group].items():
            number = number_of(Sort.ORG_WORD, _low(f"{group} {name}"))
            for form in forms:
                _add_phrase(form, (number,), numbers)
    for group in ("person_nick", "person_name_parts"):
        for name, forms in found[group].items():
            for form in forms:
                numbers[key_of(form)].add(number_of(Sort.NICKNAME, _low(f"rigour {name}")))


def _read_legal_forms(found: list[dict[str, Any]], numbers: dict[str, set[int]]) -> None:
    """Legal forms: GmbH and its long form are one, Ltd is of the same group."""
    for each in found:
        forms = {*each["aliases"], each.get("display"), each.get("compare")} - {None, ""}
        name = each.get("compare") or each.get("display") or min(forms)
        these = [number_of(Sort.LEGAL_FORM, _low(key_of(name)))]
        if group := each.get("generic"):
            these.append(number_of(Sort.LEGAL_GROUP, _low(group)))
        for form in forms:
            if len(key_of(form)) > 1:
                _add_phrase(form, these, numbers)


def _read_numerals(found: list[dict[str, Any]], numbers: dict[str, set[int]]) -> None:
    """Numbers as words and as ordinals: forty-four and 44th are 44."""
    for each in found:
        number = number_of(Sort.NUMERAL, each["number"])
        for form in map(fold, each["forms"]):
            if form.isdecimal() or not (form in _NO_NUMERALS or _NO_NUMERAL.match(form)):
                _add_phrase(form, (number,), numbers)


def _read_own(numbers: dict[str, set[int]]) -> None:
    for line in f"{NICKNAMES}{SURNAMES}".splitlines():
        forms = [key_of(form) for form in line.split()]
        for form in forms:
            for key in {form, *romanised(form)}:
                numbers[key].add(number_of(Sort.NICKNAME, _low(f"own {line}")))
    for sort, phrases in PHRASES.items():
        for same in phrases.split("|"):
            forms = [form.strip() for form in same.replace("\n", ";").split(";") if form.strip()]
            for form in forms:
                _add_phrase(form, (number_of(sort, _low(f"{sort} {forms[0]}")),), numbers)


def _add_phrase(phrase: str, these: Iterable[int], numbers: dict[str, set[int]]) -> None:
    """Knows a phrase, and its first word as one that begins it."""
    words = fold(phrase).split()
    if not words:
        return
    numbers["".join(words)].update(these)
    if len(words) > 1:
        first = numbers[words[0]]
        length = max([table.low_of(one) for one in first if one >> 28 == Sort.PHRASE], default=1)
        first.discard(number_of(Sort.PHRASE, length))
        first.add(number_of(Sort.PHRASE, max(length, len(words))))


def _low(text: str) -> int:
    """The low bits for what has no number of its own."""
    return zlib.crc32(text.encode()) & 0xFFF_FFFF


def _write(content: Mapping[bytes, bytes], file: Path) -> None:
    """Writes the file beside its place and puts it there whole."""
    descriptor, made = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    os.close(descriptor)
    small = Path(f"{made}.small")
    try:
        with lmdb.open(made, subdir=False, map_size=_MAP, lock=False, sync=False) as environment:
            with environment.begin(write=True) as writing:
                for key in sorted(content):
                    writing.put(key, content[key], append=True)
            environment.copy(str(small), compact=True)
        small.chmod(0o644)
        with small.open("rb") as written:
            os.fsync(written.fileno())
        small.replace(file)
        for older in file.parent.glob("names-*.mdb"):
            if older != file:
                older.unlink(missing_ok=True)
    finally:
        Path(made).unlink(missing_ok=True)
        small.unlink(missing_ok=True)
