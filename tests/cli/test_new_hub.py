"""A hub is made whole, for its own user only, or not at all."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from entraide.cli.new_hub import configuration_text, empty_folder, write_configuration
from entraide.errors import Conflict
from entraide.hub import SECRETS, Hub, HubError, Organisation

UNION = Organisation(id="union", name={"en": "The union", "ar": "الاتحاد"}, secretariat="XPO")


def test_a_new_hub_is_closed_to_others_and_reads_as_it_was_said(tmp_path):
    text = configuration_text(UNION, check_port=1, desk_port=2)
    with empty_folder(tmp_path / "hub") as folder:
        hub = write_configuration(folder, text)
    assert Hub.find(str(folder)).configuration.organisation == UNION
    assert hub.configuration.serving.check_port == 1
    assert folder.stat().st_mode & 0o777 == 0o700
    for name in SECRETS:
        assert (folder / "keys" / f"{name}.key").stat().st_mode & 0o777 == 0o600
        assert len(hub.key(name)) == 32
    assert len({hub.key(name) for name in (*SECRETS, "pages", "references")}) == 5


@given(some.text(some.characters(exclude_categories=["Cs", "Cc"])))
def test_any_name_of_an_organisation_survives_its_configuration(name):
    organisation = Organisation(id="u", name={"en": name}, secretariat="XPO")
    read = tomllib.loads(configuration_text(organisation, check_port=1, desk_port=2))
    assert read["organisation"]["name"]["en"] == name


def test_a_folder_with_something_in_it_is_refused_and_left(tmp_path):
    (tmp_path / "hub.toml").write_text("format = 1")
    with pytest.raises(Conflict) as refused, empty_folder(tmp_path):
        pass
    assert refused.value.code == "hub_exists"
    assert (tmp_path / "hub.toml").read_text() == "format = 1"


def test_what_fails_halfway_leaves_nothing(tmp_path):
    with pytest.raises(HubError), empty_folder(tmp_path / "hub") as folder:
        write_configuration(folder, "format = 1\n")
    assert not list(tmp_path.iterdir())
