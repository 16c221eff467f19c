"""A migration of a PostgreSQL that others use waits for them, and they hardly wait for it."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from publications import publish
from test_opening import _later_migrations

from jupyter_hub_publish.domain.errors import LibraryBusy
from jupyter_hub_publish.storage import Storage, opening

LOOK = sa.text("SELECT count(*) FROM report")


@pytest.fixture
def used(postgresql_url: str) -> sa.Engine:
    """The database of a library, for those who use it."""
    storage = Storage.open_url(postgresql_url)
    publish(storage)
    storage.close()
    engine = sa.create_engine(postgresql_url)
    yield engine
    engine.dispose()


def _migrate(used: sa.Engine, migrations: Path, *, patience: float) -> None:
    opening.open_postgresql(
        used.url, patience=patience, migrations=migrations, revision="testnext"
    ).dispose()


def _columns(used: sa.Engine) -> set[str]:
    return {column["name"] for column in sa.inspect(used).get_columns("report")}


def test_it_waits_for_a_long_reader_and_holds_up_no_short_one(used, tmp_path) -> None:
    migrations = _later_migrations(tmp_path / "migrations")
    slowest = 0.0
    with ThreadPoolExecutor(1) as pool:
        with used.connect() as reader:
            reader.execute(LOOK)  # and does not end its transaction
            migrating = pool.submit(_migrate, used, migrations, patience=60)
            ending = time.monotonic() + 6
            while time.monotonic() < ending:
                began = time.monotonic()
                with used.connect() as other:
                    other.execute(LOOK)
                slowest = max(slowest, time.monotonic() - began)
                time.sleep(0.05)
            assert not migrating.done()
        migrating.result(30)
    assert "likes" in _columns(used)
    assert 0.5 < slowest < 2 * opening._LOCKS  # it did stand in the queue, and gave way


def test_where_it_never_gets_the_table_it_says_so_and_nothing_is_changed(used, tmp_path) -> None:
    migrations = _later_migrations(tmp_path / "migrations")
    with used.connect() as reader:
        reader.execute(LOOK)
        with pytest.raises(LibraryBusy):
            _migrate(used, migrations, patience=0.5)
    assert "likes" not in _columns(used)
    Storage.open_url(used.url.render_as_string(hide_password=False)).close()


def test_two_that_start_at_once_migrate_once(used, tmp_path) -> None:
    migrations = _later_migrations(tmp_path / "migrations")
    together = threading.Barrier(4)

    def start() -> None:
        together.wait(20)
        _migrate(used, migrations, patience=30)

    with ThreadPoolExecutor(4) as pool:
        for each in [pool.submit(start) for _ in range(4)]:
            each.result(60)
    assert "likes" in _columns(used)
