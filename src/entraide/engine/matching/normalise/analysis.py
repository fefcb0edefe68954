"""A name analysed: its words in every likely spelling, what each is, and of what it is the name."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from entraide.engine.matching.name_data.table import Sort, low_of, name_table, number_of, sort_of
from entraide.engine.matching.normalise.east_asian import chinese, korean
from entraide.engine.matching.normalise.fold import fold, key_of
from entraide.engine.matching.normalise.roles import (
    NAME_ROLES,
    Role,
    Seen,
    is_organisation,
    numeral_roles,
    organisation_roles,
    person_roles,
)
from entraide.engine.matching.normalise.romanise import romanised
from entraide.engine.matching.normalise.tokens import Token, in_eastern_order, tokens

MOST_TOKENS: Final = 24
_THING: Final = re.compile(
    r"^\s*(?:M\s?[/.]\s?[VTYS]\.?|S\s?/\s?[VYS]|MV|MT|S\.S\.|(?:motor |fishing )?vessel)"
    r"[\s.:-]+(?=\w)",
    re.IGNORECASE,
)
_THING_UPPER: Final = re.compile(r"^\s*(?:MV|MT|SS|HMS|USS|FV)\s")
_CHILD: Final = re.compile(r"\b(?:s/o|d/o|a/l|a/p)\b", re.IGNORECASE)
_LINKS: Final = {"s/o": "bin", "a/l": "bin", "d/o": "bint", "a/p": "bint"}
"""Son of, daughter of, as India and Malaysia write it."""
_DOTTED: Final = re.compile(r"(?<![\w.])(?:[^\W\d_]\. ?){2,}(?:[^\W\d_](?!\w))?")
"""Letters with dots, which organisations write as one word, too: A.B.C., S.A."""
_COMPANY: Final = re.compile(r"\w.*\b(?:Co|Corp|Cie|Bros)\.\s*$", re.IGNORECASE)
"""Ends in a short form with a dot that no person's name ends in."""
_GLUED: Final = re.compile("([^\\W\\d_]{2,}[a-z])([A-Z][A-Za-z]{1,3})")
"""A legal form written together with the name: its capitals tell where it begins."""
_FEWEST_LETTERS: Final = 3
_PLACES: Final = {"family": Role.FAMILY, "given": Role.GIVEN, "": Role.NAME}
_CLOSED: Final = frozenset({Sort.LEGAL_FORM, Sort.GENERATION, Sort.TITLE})
_LONGEST_PHRASE: Final = 8
_EASTERN_FORM: Final = ("Hani", "Hang", "Kana")


class Found(NamedTuple):
    """One word as found.

    Attributes:
        spelt: its spellings in Latin letters, the likeliest first.
        native: folded in its own script; "" where that is Latin.
        script: by ISO 15924.
        seen: its role, and its numbers in the name data.
    """

    spelt: tuple[str, ...]
    native: str
    script: str
    seen: Seen


def analysed(family: str, forename: str, full: str) -> tuple[list[Found], str]:
    """The words of a name, and of whose sort it is: a person, an organisation, a thing, or ""."""
    if "/" in f"{family}{forename}{full}":
        family, forename, full = (
            _CHILD.sub(lambda found: _LINKS[found[0].lower()], text)
            for text in (family, forename, full)
        )
    if family.strip() and forename.strip():
        return _as_person(_found(_two_parts(family, forename)), is_sure=True)
    if forename.strip():
        return _as_person(_found(tokens(forename, "given")), is_sure=True)
    return _family_alone(family) if family.strip() else _whole(full)


def _two_parts(family: str, given: str) -> list[Token]:
    parts = [*tokens(family, "family"), *tokens(given, "given")]
    if len(parts) == 2 and parts[0].script in ("Hani", "Hang"):  # noqa: PLR2004 - one each
        ordered = in_eastern_order([part._replace(place="") for part in parts])
        if ordered[0].place:
            return ordered
    return parts


def _family_alone(family: str) -> tuple[list[Found], str]:
    found = _phrases(_found(tokens(family)))
    if is_organisation([each.seen for each in found], is_upper=family.isupper()):
        return _as_organisation(found)
    return _as_person(_found(tokens(family, "family")), is_sure=True)


def _whole(full: str) -> tuple[list[Found], str]:
    if thing := _THING.match(full) or _THING_UPPER.match(full):
        found = _found(tokens(full[thing.end() :]))
        if found:
            for each in found:
                each.seen.role = Role.NUMBER if each.spelt[0].isdecimal() else Role.NAME
            return found, "thing"
    organisation, found = _as_written(full)
    if organisation:
        return _as_organisation(found)
    family, comma, rest = full.partition(",")
    if comma and family.strip() and rest.strip() and not _is_closed(rest):
        return _as_person(_found(_two_parts(family, rest)), is_sure=True)
    return _as_person(found, is_sure=False)


def _as_written(full: str) -> tuple[bool, list[Found]]:
    """Whether it is an organisation, and the words; its letters with dots are one word then."""
    joined = _DOTTED.sub(_undotted, full)
    letters = frozenset(_undotted(each).strip() for each in _DOTTED.finditer(full))
    found = [_as_form(each, letters) for each in _phrases(_found(tokens(joined)))]
    seen = [each.seen for each in found]
    if is_organisation(seen, is_upper=full.isupper()) or (len(seen) > 1 and _COMPANY.match(full)):
        return True, found
    is_whole = len(found) == 1 and len(found[0].spelt[0]) >= _FEWEST_LETTERS
    return False, found if joined == full or is_whole else _phrases(_found(tokens(full)))


def _as_form(each: Found, letters: Container[str]) -> Found:
    """A word of letters with dots: if there is such a legal form, no name."""
    if each.seen.written not in letters:
        return each
    legal = tuple(one for one in each.seen.numbers if _is_legal(one))
    seen = Seen(each.seen.text, each.seen.written, legal, Role.NAME)
    return each._replace(seen=seen) if legal else each


def _undotted(letters: re.Match[str]) -> str:
    together = letters[0].replace(".", "").replace(" ", "")
    if letters.start() == 0 and len(together) < _FEWEST_LETTERS:
        return letters[0]  # somebody's initials
    return together + " " * letters[0].endswith(" ")


def _is_closed(text: str) -> bool:
    """Whether what follows a comma is no name: Jr, PhD, Ltd."""
    numbers = name_table().numbers(key_of(text))
    return any(sort_of(number) in _CLOSED for number in numbers)


def _found(parts: Sequence[Token]) -> list[Found]:
    return [found for token in parts[:MOST_TOKENS] if (found := _word(token)) is not None]


def _word(token: Token) -> Found | None:
    spelt, native, script, numbers = known(*token)
    if not spelt:
        return None
    seen = Seen(spelt[0], token.text, numbers, _PLACES[token.place])
    return Found(spelt, native, script, seen)


@lru_cache(maxsize=65536)
def known(
    text: str, script: str, place: str, spelt: tuple[str, ...]
) -> tuple[tuple[str, ...], str, str, tuple[int, ...]]:
    """A token's spellings, its native form, its script, and its numbers in the name data."""
    if script == "Latn" or text.isascii():
        spelt, native, script = romanised(text, "Latn"), "", "Latn"
    else:
        native = key_of(text)
        if not native:  # marks alone
            return (), "", "", ()
        spelt = spelt or _in_place(native, script, place) or romanised(text, script)
    spelt = tuple(dict.fromkeys(filter(None, map(key_of, map(key_of, spelt)))))
    if not spelt:
        return (), "", "", ()
    table = name_table()
    numbers = table.numbers(native or spelt[0])
    for other in spelt[1:] if not native else ():
        numbers += table.numbers(other)
    return spelt, native, script, tuple(dict.fromkeys(numbers))


def _in_place(native: str, script: str, place: str) -> tuple[str, ...]:
    """The usual spellings of a family name in Chinese characters or Hangul."""
    if place == "family" and script == "Hani":
        return chinese(native, is_surname=True)
    if place == "family" and script == "Hang":
        return korean(native, is_surname=True)
    return ()


def _phrases(found: list[Found]) -> list[Found]:
    """Legal forms and words of organisations that are several words, each made one or marked."""
    parted = [piece for each in found for piece in _glued_form(each)]
    made: list[Found] = []
    at = 0
    while at < len(parted):
        longest = max(
            (low_of(one) for one in parted[at].seen.numbers if sort_of(one) is Sort.PHRASE),
            default=1,
        )
        for size in range(min(longest, len(parted) - at, _LONGEST_PHRASE), 1, -1):
            run = parted[at : at + size]
            numbers = name_table().numbers("".join(each.native or each.spelt[0] for each in run))
            legal = tuple(one for one in numbers if _is_legal(one))
            counted = [low_of(one) for one in numbers if sort_of(one) is Sort.NUMERAL]
            if legal and not (at == 0 and _are_initials(run)):
                made.append(_one_form(run, legal))
            elif counted:
                made.append(_one_number(run, counted[0]))
            elif any(sort_of(one) is Sort.ORG_WORD for one in numbers):
                made += _marked(run, numbers)
            else:
                continue
            at += size
            break
        else:
            made.append(parted[at])
            at += 1
    return made


def _are_initials(run: Sequence[Found]) -> bool:
    return len(run) < _FEWEST_LETTERS and all(len(each.spelt[0]) == 1 for each in run)


def _is_legal(number: int) -> bool:
    return sort_of(number) in (Sort.LEGAL_FORM, Sort.LEGAL_GROUP)


def _one_form(run: Sequence[Found], legal: tuple[int, ...]) -> Found:
    """A legal form of several words as one: its initials are what most write."""
    letters = "".join(each.spelt[0][0] for each in run)
    native = "".join(each.native[:1] for each in run)
    spelt = tuple(dict.fromkeys((letters, "".join(each.spelt[0] for each in run))))
    written = " ".join(each.seen.written for each in run)
    return Found(spelt, native, run[0].script, Seen(letters, written, legal, Role.NAME))


def _one_number(run: Sequence[Found], value: int) -> Found:
    """A number of several words as its digits."""
    written = " ".join(each.seen.written for each in run)
    number = (number_of(Sort.NUMERAL, value),)
    return Found((str(value),), "", run[0].script, Seen(str(value), written, number, Role.NAME))


def _marked(run: Sequence[Found], numbers: tuple[int, ...]) -> Iterator[Found]:
    for each in run:
        all_numbers = tuple(dict.fromkeys((*each.seen.numbers, *numbers)))
        seen = Seen(each.seen.text, each.seen.written, all_numbers, each.seen.place)
        yield each._replace(seen=seen)


def _glued_form(each: Found) -> Iterator[Found]:
    """The legal form apart where it is written together with the name."""
    parts = _GLUED.fullmatch(each.seen.written) if not each.native else None
    if parts and any(_is_legal(one) for one in name_table().numbers(key_of(parts[2]))):
        yield from _found([Token(part, each.script) for part in parts.groups()])
    else:
        yield from _eastern_form(each)


def _eastern_form(each: Found) -> Iterator[Found]:
    """The legal form apart where a script without blanks writes it at either end."""
    native = each.native
    if each.script not in _EASTERN_FORM or len(native) < 4:  # noqa: PLR2004 - a name and a form
        yield each
        return
    for size in range(min(_LONGEST_PHRASE, len(native) - 1), 1, -1):
        for form, rest in ((native[-size:], native[:-size]), (native[:size], native[size:])):
            if any(_is_legal(one) for one in name_table().numbers(form)):
                pieces = (rest, form) if native.startswith(rest) else (form, rest)
                yield from _found([Token(piece, each.script) for piece in pieces])
                return
    yield each


def _as_organisation(found: list[Found]) -> tuple[list[Found], str]:
    organisation_roles([each.seen for each in found])
    return found, "organisation"


def _as_person(found: list[Found], *, is_sure: bool) -> tuple[list[Found], str]:
    found = _joined(found)
    seen = [each.seen for each in found]
    person_roles(seen)
    named = [word for word in seen if word.role in NAME_ROLES]
    told = any(word.role in (Role.TITLE, Role.LINK, Role.PATRONYMIC) for word in seen)
    is_known = bool(named) and all(word.is_name for word in named)
    named += [word for word in seen if word.role is Role.INITIAL]
    placed = any(word.role in (Role.FAMILY, Role.GIVEN) for word in named)
    is_person = is_sure or told or placed or (is_known and len(named) > 1)
    if is_person and named:
        return found, "person"
    numeral_roles(seen)
    return found, ""


def _joined(found: list[Found]) -> list[Found]:
    """Neighbours that the name data knows as one (Abd al-Rahman): each is given its numbers too."""
    table = name_table()
    for size in (2, 3):
        for at in range(len(found) - size + 1):
            run = found[at : at + size]
            if any(len(each.spelt[0]) == 1 for each in run):
                continue
            whole = "".join(each.native or each.spelt[0] for each in run)
            numbers = [one for one in table.numbers(whole) if sort_of(one) is Sort.NAME]
            if numbers and (size > 2 or _is_compound(run)):  # noqa: PLR2004
                for place in range(at, at + size):
                    each = found[place]
                    if not each.seen.sorts & {Sort.PARTICLE, Sort.LINK}:
                        [found[place]] = _marked([each], tuple(numbers))
    return found


def _is_compound(run: Sequence[Found]) -> bool:
    """Whether two words may be one name written apart: neither stands for a name by itself."""
    return not all(each.seen.is_name for each in run) or fold(run[0].spelt[0]) == "abd"
