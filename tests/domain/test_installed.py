"""Packages are known by the names that they are installed by."""

from __future__ import annotations

import pytest

from jupyter_hub_publish.domain.installed import imported_as


@pytest.mark.parametrize("typed", ["scikit-learn", "Scikit_Learn", "SCIKIT-LEARN"])
def test_however_it_is_written(typed: str) -> None:
    assert imported_as(typed) == ("sklearn",)


@pytest.mark.parametrize("typed", ["", "pandas", "sklearn", "scikit-learn-extra", "\0"])
def test_all_others_are_imported_by_their_own_names(typed: str) -> None:
    assert imported_as(typed) == ()
