"""Every rule is in the admins' list, and the list names no other."""

import re
from pathlib import Path

from jupyter_hub_publish import checking

DOCS = Path(__file__).parents[2] / "docs"


def test_the_admins_list_of_rules_is_complete():
    page = (DOCS / "admins" / "README.md").read_text()
    section = re.search(r"\n## The check, and.*?(?=\n## )", page, re.DOTALL)[0]
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", section)) - {"token", "password", "printenv"}
    assert named - {"raises-exception"} == set(checking.RULES)


def test_readers_learn_what_the_check_is_and_what_it_is_not():
    page = (DOCS / "users" / "README.md").read_text()
    assert "### The check" in page
    for remedy in ("Mask in the published copy", "Hide the cell", "Drop the output", "Leave it"):
        assert f"**{remedy}**" in page
