"""The migrations make exactly the tables that the program writes to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from jupyter_hub_publish.storage import Storage, schema
from jupyter_hub_publish.storage.opening import MIGRATIONS


def test_the_program_expects_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == schema.REVISION


def test_migrated_tables_are_those_of_the_schema(storage: Storage) -> None:
    with storage._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_every_migration_can_be_undone(storage: Storage) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with storage._engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        command.upgrade(config, "head")


def test_a_library_that_is_up_to_date_opens_without_alembic(tmp_path: Path) -> None:
    Storage.open(tmp_path).close()
    program = (
        "import sys; from pathlib import Path; from jupyter_hub_publish.storage import Storage;"
        f"Storage.open(Path({str(tmp_path)!r})).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
