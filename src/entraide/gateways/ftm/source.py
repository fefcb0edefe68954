"""FollowTheMoney JSON Lines as a source of rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from entraide.errors import Invalid
from entraide.gateways.ftm.mapping import DATABASE_OF, PAPERS, body_of, paper_of, texts
from entraide.gateways.rows import Refused, Row
from entraide.gateways.tables import json_lines
from entraide.gateways.tables.lines import LIMITS, Broken, Limits
from entraide.language import _


class FtmEntities:
    """A file of entities: persons with their papers, vehicles and vessels.

    The entity's id is the owner's reference. Entities of other schemata, and properties that no
    field takes, are passed over and counted. A paper may stand before or after its holder: the
    file is read twice, the papers alone are held in memory.
    """

    databases = tuple(DATABASE_OF.values())
    headings = ()

    def __init__(
        self,
        path: Path,
        constants: Mapping[str, Mapping[str, Any]] | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        """A file of entities.

        Args:
            path: the file.
            constants: database → field → a value for every record, for what the entities do not
                say and the database needs (`{"vehicles": {"theft_country": "UTO"}}`).
            limits: beyond which lines are refused.
        """
        self._path, self._limits = path, limits
        self._constants = constants or {}
        self._bytes = max(path.stat().st_size, 1)
        self._file: BinaryIO | None = None
        self.passed_over: Counter[str] = Counter()

    def rows(self) -> Iterator[Row | Refused]:
        """One row for each person, vehicle and vessel."""
        self.passed_over.clear()
        papers, orphans = self._papers()
        for found in self._entities():
            if isinstance(found, Broken):
                yield Refused(line=found.line, problem=found.problem)
                continue
            entity, schema = found.content, str(found.content.get("schema", ""))
            ref = entity.get("id")
            if not isinstance(ref, str) or not ref.strip():
                yield Refused(line=found.line, problem=_without_id(), cells=entity)
            elif schema in DATABASE_OF:
                yield self._row(found.line, ref.strip(), schema, entity, papers)
            elif ref in orphans:
                yield Refused(line=found.line, problem=_without_holder(), ref=ref, cells=entity)
            elif schema not in PAPERS:
                self.passed_over[schema or "?"] += 1

    def share_read(self) -> float:
        """How much of the file has been read, 0–1."""
        if self._file is None:
            return 0.0
        return 1.0 if self._file.closed else min(self._file.tell() / self._bytes, 1.0)

    def _entities(self) -> Iterator[json_lines.Document | Broken]:
        with self._path.open("rb") as self._file:
            yield from json_lines.read(self._file, "utf-8-sig", self._limits)

    def _papers(self) -> tuple[Mapping[str, list[dict[str, str]]], set[str]]:
        """The papers by their holder's id, and the ids of those whose holder is not in the file."""
        papers: dict[str, list[dict[str, str]]] = defaultdict(list)
        held: dict[str, list[str]] = {}
        persons = set()
        for found in self._entities():
            if isinstance(found, Broken):
                continue
            schema, ref = str(found.content.get("schema", "")), str(found.content.get("id", ""))
            if schema == "Person":
                persons.add(ref)
            elif schema in PAPERS:
                properties = dict(texts(found.content))
                held[ref] = properties.get("holder", [])
                paper = paper_of(schema, properties)
                for holder in held[ref] if paper else ():
                    papers[holder].append(paper)
        return papers, {ref for ref, holders in held.items() if not persons & set(holders)}

    def _row(
        self,
        line: int,
        ref: str,
        schema: str,
        entity: Mapping[str, Any],
        papers: Mapping[str, list[dict[str, str]]],
    ) -> Row:
        code = DATABASE_OF[schema]
        body = body_of(code, dict(texts(entity)), papers.get(ref, ()), self.passed_over)
        return Row(
            line=line,
            database=code,
            ref=ref,
            body={**self._constants.get(code, {}), **body},
            cells=entity,
        )


def _without_id() -> Invalid:
    return Invalid(
        "entity_id_missing",
        _("This entity has no id."),
        field="id",
        expected=_("Expected: an entity of FollowTheMoney on each line."),
    )


def _without_holder() -> Invalid:
    return Invalid(
        "holder_missing",
        _("The person to whom this document belongs is not in the file."),
        field="holder",
        expected=_("Expected: the holder as an entity of the same file."),
    )
