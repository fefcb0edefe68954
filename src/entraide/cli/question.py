"""What was written on the command line, as a question that the engine understands."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from entraide.engine.check.wire import (
    Contact,
    Container,
    Document,
    Firearm,
    Mrz,
    Officer,
    Person,
    Place,
    Query,
    Reference,
    Subject,
    Vehicle,
    Vessel,
    WorkOfArt,
)
from entraide.engine.schema.vocabulary import Purpose
from entraide.errors import Malformed
from entraide.gateways.tables.name_cells import person_name
from entraide.language import _


def mrz_text(source: str) -> str:
    """The machine readable zone from a file, or from standard input if the source is "-"."""
    text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8", "replace")
    return text.strip()


@dataclass(slots=True)
class Asked:
    """The options of `entraide check`; those that were not given are empty."""

    given: dict[str, Any]

    def text(self, name: str) -> str:
        """The option's value, or ""."""
        return str(self.given.get(name) or "")

    def any_of(self, *names: str) -> bool:
        """Whether any of these options was given."""
        return any(self.given.get(name) for name in names)

    def filled(self, *names: str) -> dict[str, str]:
        """These options by name, "" for those that were not given."""
        return {name: self.text(name) for name in names}

    def documents(self) -> list[Document]:
        """The document asked about, if any."""
        if not self.any_of("document"):
            return []
        return [
            Document(
                number=self.text("document"),
                issuing_country=self.text("country"),
                document_type=self.text("document_type"),
            )
        ]

    def contacts(self) -> list[Contact]:
        """The telephone number, e-mail address and account asked about."""
        return [
            Contact(**{name: self.text(name)})
            for name in ("phone", "email", "account")
            if self.any_of(name)
        ]

    def subjects(self) -> list[Subject]:
        """All that is asked about, one subject for each thing; a person takes documents along.

        Raises:
            Malformed: nothing was asked.
        """
        found: list[Subject] = []
        if self.any_of("person"):
            found.append(
                Person(
                    names=[person_name(one) for one in self.given["person"]],
                    birth_date=self.text("born"),
                    nationalities=list(self.given.get("nationality") or ()),
                    sex=self.text("sex"),
                    documents=self.documents(),
                    contacts=self.contacts(),
                )
            )
        else:
            found += [*self.documents(), *self.contacts()]
        found += self._things()
        if not found:
            raise Malformed(
                "nothing_asked",
                _("Nothing was asked. Say what to check, for example --document and --country."),
            )
        return found

    def _things(self) -> list[Subject]:
        found: list[Subject] = []
        if self.any_of("mrz"):
            found.append(Mrz(text=mrz_text(self.text("mrz"))))
        if self.any_of("vin", "plate", "engine_number"):
            found.append(
                Vehicle(
                    **self.filled("vin", "plate", "engine_number"),
                    plate_country=self.text("country") if self.any_of("plate") else "",
                )
            )
        if self.any_of("container"):
            found.append(Container(container_number=self.text("container")))
        if self.any_of("imo", "mmsi", "hin", "vessel_name"):
            found.append(Vessel(**self.filled("imo", "mmsi", "hin", "vessel_name", "flag")))
        if self.any_of("firearm"):
            parts = self.filled("make", "model", "calibre")
            found.append(Firearm(serial_number=self.text("firearm"), **parts))
        if self.any_of("art", "maker"):
            found.append(WorkOfArt(title=self.text("art"), maker=self.text("maker")))
        if self.any_of("reference"):
            found.append(Reference(reference=self.text("reference")))
        return found

    def officer(self) -> Officer | None:
        """The officer on whose behalf a system asks; None if none was named.

        Raises:
            Malformed: named by halves.
        """
        parts = self.filled("officer", "unit", "workstation")
        if not any(parts.values()):
            return None
        if not all(parts.values()):
            raise Malformed(
                "officer_by_halves",
                _("Give --officer, --unit and --workstation together, or none of them."),
            )
        return Officer(id=parts["officer"], unit=parts["unit"], workstation=parts["workstation"])

    def query(self, language: str) -> Query:
        """The question, its answer's sentences in this language. Raises Malformed."""
        return msgspec.structs.replace(self.circumstances(language), subjects=self.subjects())

    def circumstances(self, language: str) -> Query:
        """All of a question but what it is about: why, where, for whom, of which databases."""
        return Query(
            subjects=[],
            purpose=Purpose(self.text("purpose")),
            databases=list(self.given.get("database") or ()),
            officer=self.officer(),
            place=Place(name=self.text("place")) if self.any_of("place") else None,
            case=self.text("case"),
            language=language,
        )
