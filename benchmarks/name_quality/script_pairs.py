"""Pairs of a name in Latin letters and in a native script, read from the public lists."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from entraide.engine.matching.normalise.latin import to_latin


def data_folder() -> Path:
    """Where the lists are: ENTRAIDE_DATA, else ../shared/data beside the project."""
    return Path(os.environ.get("ENTRAIDE_DATA") or Path(__file__).parents[3] / "shared/data")


class Pair(NamedTuple):
    """A name in Latin letters and in a native script, and how much its row counts."""

    latin: str
    native: str
    weight: float


def bare(text: str) -> str:
    """Only the letters a to z of a folded text."""
    return "".join(letter for letter in to_latin(text) if "a" <= letter <= "z")


def wikidata_pairs(name: str, part: str) -> Iterator[Pair]:
    """Pairs of one file; `part` is "64" for fitting and "16" for testing."""
    path = data_folder() / f"3_name_matching/translit_wikidata/{name}_{part}.tsv"
    for line in path.read_text("utf-8").splitlines():
        latin, native, seen = line.split("\t")
        if bare(latin):
            yield Pair(bare(latin), native.replace(" ", ""), 1 + float(np.log(int(seen))))


def google_pairs(part: str) -> Iterator[Pair]:
    """Arabic pairs of Wikipedia's titles; `part` is "train" or "eval"."""
    path = data_folder() / f"3_name_matching/translit_google/ar2en-{part}.txt"
    for line in path.read_text("utf-8").splitlines():
        native, latin = line.split("\t")
        if bare(latin):
            yield Pair(bare(latin), native, 1.0)
