"""What one can set, call and press is in the docs, and what the docs link to is there."""

import re
from pathlib import Path

import pytest
from traitlets.utils.importstring import import_item

from jupyter_hub_publish.checking import RULES
from jupyter_hub_publish.cli.app import HubPublishApp
from jupyter_hub_publish.config import HubPublish

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "examples" / "README.md",
]


def test_every_setting_is_documented_and_explains_itself():
    page = (ROOT / "docs" / "admins" / "README.md").read_text()
    for name, trait in HubPublish.class_own_traits(config=True).items():
        assert f"`c.HubPublish.{name}`" in page
        assert trait.help.endswith(".")


def test_every_rule_that_can_block_is_documented():
    page = (ROOT / "docs" / "admins" / "README.md").read_text()
    assert [rule for rule in RULES if f"`{rule}`" not in page] == []


FOR_ADMINS = {"service", "doctor", "backup", "restore", "transfer", "audit", "usage"}


def test_every_command_and_its_options_are_documented():
    from jupyter_hub_publish.cli.command import Command

    pages = {
        admins: (ROOT / "docs" / folder / name).read_text()
        for admins, folder, name in ((False, "users", "README.md"), (True, "admins", "hub.md"))
    }
    common = {"log-level", "config", "json"}
    for name, (place, _) in HubPublishApp.subcommands.items():
        command, page = import_item(place), pages[name in FOR_ADMINS]
        assert command.name == name
        assert f"jupyter hub-publish {name}" in page
        own = set(command.flags) - set(Command.flags)
        for option in (set(command.aliases) | own) - common:
            assert f"--{option}" in page, (name, option)
    assert all("--json" in page for page in pages.values())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_links_to_is_there(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), target
