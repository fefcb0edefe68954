"""`make bench`: every benchmark in one run, as tables in Markdown.

python -m benchmarks [--records N] [--persons N] [PART ...]    parts: index exact http names truth
"""

import argparse
from pathlib import Path

from benchmarks import exact, index, names, over_http, truth
from benchmarks.measuring import machine, scratch
from benchmarks.population import MadeUpFeed
from entraide.engine.check.grants import new_key
from entraide.hub import Hub

PARTS = ("index", "exact", "http", "names", "truth")
CONFIGURATION = """
format = 1

[organisation]
id = "bench"
name = { en = "Benchmark" }
secretariat = "SEC"

[limits]
checks_per_second = 1000000
"""


def main() -> None:
    """Runs the parts that were named, or all of them."""
    parser = argparse.ArgumentParser(description="Measures what Entraide costs.")
    parser.add_argument("--records", type=int, default=5_000_000)
    parser.add_argument("--persons", type=int, default=200_000)
    parser.add_argument("parts", nargs="*", metavar="PART")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    asked.parts = asked.parts or PARTS
    with scratch() as folder:
        print(machine(folder), flush=True)
        hub = new_hub(folder / "hub")
        key, digest = new_key()
        if "index" in asked.parts:
            index.grow(hub, asked.records, digest)
        elif "exact" in asked.parts or "http" in asked.parts:
            index.built(hub, MadeUpFeed(asked.records, key_digest=digest))
        if "exact" in asked.parts:
            exact.measure(hub, folder, asked.records)
        if "http" in asked.parts:
            over_http.measure(hub, folder, asked.records, key)
        if "names" in asked.parts:
            names.measure(hub, asked.persons)
        if "truth" in asked.parts:
            truth.measure(new_hub(folder / "truth"))


def new_hub(folder: Path) -> Hub:
    """A hub with keys and nothing else."""
    folder.mkdir()
    hub = Hub(folder)
    hub.configuration_file.write_text(CONFIGURATION)
    hub.make_keys()
    return hub


if __name__ == "__main__":
    main()
