"""By what names are compared, in one word: each answer's line in the trail carries it."""

import ast
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from entraide.engine.matching.commonness import Commonness
from entraide.engine.matching.compare.scripts import digest
from entraide.engine.matching.normalise.name import NORMALISER_VERSION
from entraide.engine.matching.weights import fitted


def matcher_version(commonness: Commonness) -> str:
    """The versions of normaliser, comparisons, scripts' table, weights and frequencies.

    "3-51c0a7e2-2666a85f-0adb911f-…": two answers with one version compared names in the same way.
    """
    parts = (_comparing(), digest(), fitted().version, commonness.version)
    return "-".join((str(NORMALISER_VERSION), *(part[:8] for part in parts)))


@cache
def _comparing() -> str:
    """The digest of the code that compares, but of its comments and its layout."""
    room = files("entraide.engine.matching")
    modules = [room.joinpath("score.py"), *room.joinpath("compare").iterdir()]
    read = sha256()
    for module in sorted(modules, key=lambda each: each.name):
        if module.name.endswith(".py"):
            read.update(ast.dump(_code(module)).encode())
    return read.hexdigest()


def _code(module: Traversable) -> ast.Module:
    tree = ast.parse(module.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            node.body = [part for part in node.body if not _is_text(part)]
    return tree


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
