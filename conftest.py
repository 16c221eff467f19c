"""Every test that asks for a Jupyter server gets one of its own, in folders of its own."""

import pytest

pytest_plugins = ["pytest_jupyter.jupyter_server"]


@pytest.fixture
def jp_server_config():
    return {
        "ServerApp": {
            "jpserver_extensions": {"jupyter_hub_publish": True},
            # The server refuses to start over a handler that forgot to ask who is there.
            "allow_unauthenticated_access": False,
        }
    }


@pytest.fixture(autouse=True)
def _cache_of_its_own(monkeypatch, tmp_path_factory):
    """pytest-jupyter moves Jupyter's folders and the home; a cache may lie elsewhere."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
