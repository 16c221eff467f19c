"""The role that serves a PostgreSQL need not be the one that may change its tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from publications import ALL, publish

from jupyter_hub_publish.domain.errors import LibraryReadOnly
from jupyter_hub_publish.storage import Storage


@pytest.fixture
def serving(postgresql_url: str) -> Iterator[tuple[str, sa.Engine]]:
    """The library's address for a role that owns nothing, and the owner's engine."""
    owner = sa.create_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.exec_driver_sql("CREATE ROLE serving LOGIN")
    yield postgresql_url.replace("postgres@", "serving@"), owner
    with owner.connect() as connection:
        connection.exec_driver_sql("DROP OWNED BY serving")
        connection.exec_driver_sql("DROP ROLE serving")
    owner.dispose()


def test_it_serves_with_the_rights_that_the_docs_name(serving, postgresql_url: str) -> None:
    url, owner = serving
    Storage.open_url(postgresql_url).close()  # as any command of the owner's does
    with owner.connect() as connection:
        connection.exec_driver_sql(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO serving"
        )
        connection.exec_driver_sql("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO serving")
    storage = Storage.open_url(url)
    publish(storage)
    storage.sweep_orphans()
    with storage.reading() as unit:
        assert unit.reports.count(principals=ALL) == 1
    storage.close()


def test_a_library_that_is_not_there_yet_is_not_made_by_it(serving) -> None:
    url, _ = serving
    with pytest.raises(LibraryReadOnly):
        Storage.open_url(url)
