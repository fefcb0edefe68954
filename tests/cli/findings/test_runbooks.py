"""Every finding has its page, and every page's commands are commands."""

import re
from pathlib import Path

import pytest
from tests.cli.parsing import meant

ROOT = Path(__file__).parents[3]
PAGES = sorted((ROOT / "docs" / "runbooks").glob("*.md"))
GUIDES = [ROOT / "docs" / "guides" / f"{name}.md" for name in ("install", "upgrade", "restore")]
FINDINGS = sorted(
    code
    for file in (ROOT / "src" / "entraide" / "cli" / "findings").glob("*.py")
    for code in re.findall(r'code="(\w+)"', file.read_text("utf-8"))
)


def test_there_are_findings_to_have_pages():
    assert len(set(FINDINGS)) > 15


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_has_a_page_that_says_what_to_do(code):
    page = (ROOT / "docs" / "runbooks" / f"{code}.md").read_text("utf-8")
    assert page.startswith(f"# {code}\n")
    assert "**Do.**" in page
    assert "**Well again**" in page


def test_the_list_of_runbooks_names_every_page():
    listed = (ROOT / "docs" / "runbooks" / "README.md").read_text("utf-8")
    assert not [page.name for page in PAGES if page.stem != "README" and page.name not in listed]


def commands(text):
    """The command lines of a page: indented, `entraide …`, continued lines joined."""
    joined = text.replace("\\\n", " ")
    for line in joined.splitlines():
        found = re.match(r"\s{4,}(?:sudo -u \w+ )?(?:/opt/\S+/)?(entraide .*)", line)
        if found:
            yield found[1]


@pytest.mark.parametrize("page", [*PAGES, *GUIDES], ids=lambda page: page.stem)
def test_the_commands_of_a_page_are_commands(page):
    for line in commands(page.read_text("utf-8")):
        meant(line)


@pytest.mark.parametrize(
    "unit", sorted((ROOT / "packaging" / "systemd").glob("*.service")), ids=lambda unit: unit.stem
)
def test_what_the_machine_starts_are_commands(unit):
    started = re.findall(
        r"^ExecStart=.*?bin/(entraide [^'\n]*)", unit.read_text("utf-8"), re.MULTILINE
    )
    assert started
    for line in started:
        meant(re.sub(r'"\$\(.*\)"', "folder", line))
