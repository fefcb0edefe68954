"""What is made at a build: the catalogues compiled; in a wheel, the documents that pages show."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHOWN = ("guides/connect.md", "api/promise.md")
"""Of `docs/`, what a hub shows under /help/; an editable install reads it where it lies."""


class CompileCatalogues(BuildHookInterface):
    """Writes a .mo beside every .po, which is what gettext and Django read."""

    def initialize(self, version, build_data):
        for source in Path(self.root, "src/entraide/locale").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(text, locale=source.parts[-3]))
        if version == "standard":
            for name in SHOWN:
                inside = f"entraide/desks/guide/documents/{name}"
                build_data["force_include"][str(Path(self.root, "docs", name))] = inside
