"""Writes the page of each database into docs/databases/ from its declaration.

python tools/database_pages.py          writes every page anew
python tools/database_pages.py check    fails if a page is missing, stale or left over
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from entraide.engine import databases
from entraide.engine.schema.database import Database, Field, Key
from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.vocabulary import Level, Purpose, Verdict, Writer

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "databases"
NO_HIT = Verdict.NO_HIT
LISTED = {"one_of", "several_of"}  # the codes of other kinds are tables of their own
LEVELS = {
    Level.YES_NO: "yes or no",
    Level.CARD: "the card",
    Level.FULL: "the card, then the full report",
    Level.OWNER: "everything",
}
WRITERS = {
    Writer.ANY_BUREAU: "any bureau",
    Writer.SECRETARIAT: "the secretariat",
    Writer.DERIVED: "nobody: its records follow from those of {origin}",
    Writer.COUNTRY_IN_FIELD: "only the country that `{field}` names",
}


def pages() -> Mapping[str, str]:
    """File name → text, of every page."""
    made = {f"{database.code}.md": page(database) for database in databases.databases()}
    return made | {"README.md": contents()}


def contents() -> str:
    """The list of the databases."""
    rows = [
        f"| {d.number} | [{d.title}]({d.code}.md) | {d.acronym} | `{d.code}` |"
        for d in databases.databases()
    ]
    return "\n".join(
        (
            "# The databases",
            "",
            "Written by `python tools/database_pages.py` from `src/entraide/engine/databases/`.",
            "",
            "| number | database | label | code |",
            "|---|---|---|---|",
            *rows,
            "",
        )
    )


def page(database: Database) -> str:
    """The page of one database."""
    writer = WRITERS[database.written_by].format(
        field=database.country_field, origin=" and ".join(f"`{o}`" for o in database.derived_from)
    )
    personal = "Personal data." if database.has_personal_data else "No personal data."
    lines = (
        f"# {database.title} ({database.acronym})",
        "",
        f"Written by `python tools/database_pages.py` from `engine/databases/{database.code}.py`.",
        "",
        database.about,
        "",
        f"{personal} Confidentiality: {_words(database.confidentiality.name)}.",
        "",
        f"Body version {database.body_version}.",
        "",
        "## Fields",
        "",
        "| field | meaning | kind | |",
        "|---|---|---|---|",
        *(_field_row(field, prefix) for prefix, field in _fields(database.fields)),
        "",
        *_code_lists(database),
        "## What finds a record",
        "",
        *(_key_line(key) for key in database.keys),
        *_name_line(database),
        "",
        "A value that is only near (O read as 0) gives at most POSSIBLE.",
        "",
        "## The card",
        "",
        ", ".join(f"`{name}`" for name in database.card) + ".",
        "",
        *_compared_line(database),
        *_wordings(database),
        "## Who, why, how long",
        "",
        f"- Written by {writer}.",
        *(f"- Asked by {_words(role)}: {LEVELS[level]}." for role, level in _askers(database)),
        f"- Asked for: {_listed(database.asked_for)}.",
        f"- Kept for: {_listed(database.purposes)}; where the owner names none: {_given(database)}",
        f"- Retention: {_retention(database)}",
        *_expectations(database),
        "",
    )
    return "\n".join(lines)


def _fields(fields: tuple[Field, ...], prefix: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield prefix, field
        if isinstance(field.kind, Group) and field.kind.name == "group":
            yield from _fields(field.kind.fields, f"{prefix}{field.name}.")


def _field_row(field: Field, prefix: str) -> str:
    marks = [
        word
        for word, is_so in (
            ("required", field.required),
            (f"up to {field.many}", field.many > 0),
            ("personal", field.personal),
            ("sensitive", field.sensitive),
            ("derived", field.derived),
        )
        if is_so
    ]
    meaning = f"{field.label}. {field.help}" if field.help else field.label
    return (
        f"| `{prefix}{field.name}` | {meaning} | {_words(field.kind.name)} | {', '.join(marks)} |"
    )


def _code_lists(database: Database) -> Iterator[str]:
    for prefix, field in _fields(database.fields):
        if isinstance(field.kind, OneOf) and field.kind.name in LISTED:
            codes = ", ".join(f"`{code}` {label}" for code, label in field.kind.choices.items())
            yield f"`{prefix}{field.name}`: {codes}."
            yield ""


def _key_line(key: Key) -> str:
    fields = " + ".join(f"`{name}`" for name in key.fields)
    gives = "what was asked is put into its words" if key.gives == NO_HIT else key.gives.name
    line = f"- {_words(key.of)}: {fields} → {gives}"
    if key.until:
        line += f"; also each number up to `{key.until}`"
    if key.only_for is not None:
        line += f"; only for {_listed(key.only_for)}"
    return f"{line}."


def _name_line(database: Database) -> Iterator[str]:
    if database.names is not None:
        yield f"- person: by name (`{database.names.names}`) → at most POSSIBLE."


def _compared_line(database: Database) -> Iterator[str]:
    if database.compares:
        names = ", ".join(f"`{name}`" for name in database.compares)
        yield f"Told as agreeing or differing where the asker knows them too: {names}."
        yield ""


def _wordings(database: Database) -> Iterator[str]:
    yield "## What the officer is told"
    yield ""
    action = database.action
    for value, sentence in action.choices.items():
        yield f"- `{action.by}` is `{value}`: {_spoken(sentence)}"
    yield f"- {'Otherwise: ' if action.choices else ''}{_spoken(action.otherwise)}"
    yield ""


def _spoken(sentence: str) -> str:
    return sentence.replace("%(owner)s", "*the owner*")


def _askers(database: Database) -> list[tuple[str, Level]]:
    return [(role.value, level) for role, level in database.asked_by.items()]


def _given(database: Database) -> str:
    given = database.default_purposes
    if given is None:
        return f"{_words(database.purposes[0])}."
    parts = [f"{_listed(kept)} where `{given.by}` is `{v}`" for v, kept in given.choices.items()]
    parts.append(f"{'else ' if parts else ''}{_listed(given.otherwise)}.")
    return "; ".join(parts)


def _retention(database: Database) -> str:
    kept = database.retention
    years = [f"{years} years where `{kept.by}` is `{v}`" for v, years in kept.choices.items()]
    text = "; ".join((*years, f"{kept.years} years"))
    end = f", never beyond `{database.expires}`" if database.expires else ""
    return f"{text}{end}; its owner may set less."


def _expectations(database: Database) -> Iterator[str]:
    if database.expects:
        shares = ", ".join(f"`{name}` {share:.0%}" for name, share in database.expects.items())
        yield f"- Expected to be filled: {shares}."


def _listed(words: object) -> str:
    assert isinstance(words, tuple | frozenset)
    if set(words) == set(Purpose):
        return "any purpose"
    return ", ".join(
        _words(word) for word in (words if isinstance(words, tuple) else sorted(words))
    )


def _words(code: str) -> str:
    return code.lower().replace("_", " ")


def main(arguments: list[str]) -> int:
    """Writes or checks; the exit code."""
    made = pages()
    if arguments == ["check"]:
        wrong = [name for name, text in made.items() if not _is_current(name, text)]
        wrong += [left.name for left in FOLDER.glob("*.md") if left.name not in made]
        for name in sorted(wrong):
            print(f"docs/databases/{name} is stale: run python tools/database_pages.py")
        return bool(wrong)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for left in FOLDER.glob("*.md"):
        if left.name not in made:
            left.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


def _is_current(name: str, text: str) -> bool:
    path = FOLDER / name
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
