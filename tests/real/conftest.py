"""A hub with the public lists in it, made once through the command line."""

import os
from pathlib import Path

import pytest
from benchmarks.real_lists.asking import asking
from benchmarks.real_lists.lists import data_folder, load

FIGURES = pytest.StashKey[list]()
ABSENT = "the public lists are not on this machine (ENTRAIDE_DATA)"


@pytest.fixture(scope="session")
def data():
    """The lists' folder; where CI=1 their absence is a failure."""
    folder = data_folder()
    if folder is None:
        pytest.fail(ABSENT)
    return folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The hub's folder, and beside it the reports of its imports."""
    return tmp_path_factory.mktemp("lists")


@pytest.fixture(scope="session")
def loaded(data, folder):
    """What the command line said of each import."""
    return load(folder / "hub", data, folder / "reports")


@pytest.fixture(scope="session")
def hub(loaded, folder):
    """The hub, ready to be asked."""
    with asking(folder / "hub") as asked:
        yield asked


@pytest.fixture
def figures(request):
    """Lines for the end of the run."""
    return request.config.stash.setdefault(FIGURES, [])


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash.get(FIGURES, []):
        terminalreporter.write_line(line)


def pytest_collection_modifyitems(items):
    """Without the lists nothing here can be tried: said, and skipped, except in CI."""
    here = Path(__file__).parent
    if data_folder() is None and os.environ.get("CI") != "1":
        for item in items:
            if here in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=ABSENT))
