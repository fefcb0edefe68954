"""What the pages use of others is there, small, and free of what they do not need."""

import json

import pytest

from entraide.errors import EntraideError
from entraide.web.packages import library
from entraide.web.packages.served import folders, version


def test_every_file_that_the_pages_name_was_fetched():
    served = library.library() / "library"
    assert {"htmx.js", "uplot.js", "uplot.css", "fonts.css", "LICENSES.txt"} <= {
        file.name for file in served.iterdir()
    }
    fonts = (served / "fonts.css").read_text("utf-8")
    named = [part.partition(")")[0] for part in fonts.split("url(")[1:]]
    assert named
    assert all((served / name).is_file() for name in named)


def test_every_package_is_named_with_its_digest():
    lock = json.loads((library.HERE / "package-lock.json").read_text("utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert packages
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert not [name for name, each in packages.items() if "resolved" in each]


def test_without_them_it_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(library, "places", lambda: iter([tmp_path]))
    with pytest.raises(EntraideError, match=r"make \.venv/ready"):
        library.library()


def test_any_changed_file_changes_every_address(tmp_path):
    (tmp_path / "a.css").write_text("a {}")
    before = version([tmp_path])
    assert version([tmp_path]) == before
    (tmp_path / "a.css").write_text("b {}")
    assert version([tmp_path]) != before


def test_the_rules_of_style_are_written_without_left_and_right():
    wrong = ("margin-left", "margin-right", "padding-left", "padding-right", "text-align: left")
    wrong += (
        "text-align: right",
        "float: left",
        "float: right",
        "border-left",
        "border-right",
        "!important",
    )
    sheets = [
        sheet
        for folder in folders()
        if "share" not in folder.parts
        for sheet in folder.rglob("*.css")
    ]
    assert len(sheets) > 5
    for sheet in sheets:
        text = sheet.read_text("utf-8")
        assert not [rule for rule in wrong if rule in text], sheet
