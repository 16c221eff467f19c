"""A library is made on first use, brought up to date with a copy kept, by one process at a time."""

from __future__ import annotations

import multiprocessing.connection
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from children import open_at_once, processes
from publications import ALL, a_version, publish

from jupyter_hub_publish.domain.errors import LibraryUnavailable
from jupyter_hub_publish.storage import Storage, opening, schema
from jupyter_hub_publish.storage.engines import network_filesystem, settle_journal

NEXT = """
revision = "testnext"
down_revision = "{head}"

from alembic import op
import sqlalchemy as sa

def upgrade():
    op.add_column("report", sa.Column("stars", sa.Integer, nullable=False, server_default="0"))
    {more}

def downgrade():
    op.drop_column("report", "stars")
"""


def _later_migrations(folder: Path, more: str = "") -> Path:
    """The migrations of a later version of the program, which has one more."""
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text((opening.MIGRATIONS / "env.py").read_text())
    for script in (opening.MIGRATIONS / "versions").glob("*.py"):
        (folder / "versions" / script.name).write_text(script.read_text())
    (folder / "versions" / "next.py").write_text(NEXT.format(head=schema.REVISION, more=more))
    return folder


def _open_later(file: Path, migrations: Path) -> None:
    later = {"migrations": migrations, "revision": "testnext"}
    opening.open_sqlite(file, patience=5, **later).dispose()


def test_the_folder_and_the_library_are_made_for_their_owner_only(tmp_path: Path) -> None:
    storage = Storage.open(tmp_path / "deep" / "library")
    publish(storage)
    assert stat.S_IMODE((tmp_path / "deep" / "library").stat().st_mode) == 0o700
    for file in (tmp_path / "deep" / "library").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert storage.location == str(tmp_path / "deep" / "library" / "library.sqlite")
    storage.close()


def test_a_library_keeps_its_id(url: str, storage: Storage) -> None:
    again = Storage.open_url(url)
    assert again.id == storage.id
    again.close()


def test_what_is_acknowledged_is_on_the_disk(tmp_path: Path) -> None:
    storage = Storage.open(tmp_path)
    with storage._engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }
    storage.close()


def test_an_older_library_is_brought_up_to_date_and_a_copy_kept(tmp_path: Path) -> None:
    storage = Storage.open(tmp_path)
    report_id = publish(storage)
    file = Path(storage.location)
    migrations = _later_migrations(tmp_path / "migrations")
    _open_later(file, migrations)  # with the log of the old program still beside it
    storage.close()
    with sqlite3.connect(file) as new:
        assert new.execute("SELECT id, stars FROM report").fetchall() == [(report_id, 0)]
        assert new.execute("SELECT version_num FROM alembic_version").fetchall() == [("testnext",)]
    copy = tmp_path / f"library-before-{schema.REVISION}.sqlite"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    restored = Storage.open_url(f"sqlite:///{copy}")
    with restored.reading() as unit:
        assert [report.id for report in unit.reports.newest(principals=ALL, limit=9)] == [report_id]
    restored.close()


OLD = (Path(__file__).parent.parent / "data" / "library-0001.sql").read_text()
"""A library as revision 0001 wrote it: two reports, one of them of two versions."""


def _old_rows() -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(":memory:") as old:
        old.executescript(OLD)
        names = [
            name for (name,) in old.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        return {name: old.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def _is_whole(storage: Storage) -> None:
    with storage.reading() as unit:
        titles = [report.title for report in unit.reports.newest(principals=ALL, limit=9)]
        assert titles == ["Notes on the invoice export", "Four peaks – größer"]
        versions = unit.reports.versions("rkuvwp3uh6v")
        assert [(v.number, v.thumbnail) for v in versions] == [(2, None), (1, None)]
        assert b"fit_gaussians(3)" in unit.blobs.read(versions[1].notebook)
        assert unit.reports.passages([("rkuvwp3uh6v", 2)])["rkuvwp3uh6v", 2][0].text == "Four peaks"
    picture = storage.write(lambda unit: unit.blobs.put(b"picture"))
    page = storage.write(lambda unit: unit.blobs.put(b"page"))
    storage.write(
        lambda unit: unit.reports.add_version(
            "rkuvwp3uh6v", a_version(page, page, thumbnail=picture)
        )
    )
    with storage.reading() as unit:
        report = unit.reports.get("rkuvwp3uh6v")
    assert report is not None
    assert (report.version, report.thumbnail) == (3, picture)


def test_a_library_without_pictures_gets_room_for_them(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library.sqlite") as old:
        old.executescript(OLD)
    storage = Storage.open(tmp_path)
    _is_whole(storage)
    storage.close()
    with sqlite3.connect(tmp_path / "library-before-0001.sqlite") as copy:
        assert "\n".join(copy.iterdump()) + "\n" == OLD


def test_a_postgresql_without_pictures_gets_room_for_them(postgresql_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(opening.MIGRATIONS))
    engine = sa.create_engine(postgresql_url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = sa.MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            names = [column.name for column in table.columns]
            rows = [dict(zip(names, row, strict=True)) for row in _old_rows()[table.name]]
            if rows and table.name != "alembic_version":
                connection.execute(sa.insert(table), rows)
        for table in ("blob", "part"):
            last = f"(SELECT max(id) FROM {table})"
            connection.exec_driver_sql(f"SELECT setval('{table}_id_seq', {last})")
    engine.dispose()
    storage = Storage.open_url(postgresql_url)
    _is_whole(storage)
    storage.close()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    storage = Storage.open(tmp_path / "library")
    report_id = publish(storage)
    storage.close()
    broken = _later_migrations(tmp_path / "broken", "op.execute('SELECT * FROM nowhere')")
    with pytest.raises(LibraryUnavailable):
        _open_later(Path(storage.location), broken)
    again = Storage.open(tmp_path / "library")
    with again.reading() as unit:
        assert unit.reports.get(report_id) is not None
    again.close()
    _open_later(Path(storage.location), _later_migrations(tmp_path / "mended"))


def test_an_older_postgresql_is_brought_up_to_date(postgresql_url: str, tmp_path: Path) -> None:
    storage = Storage.open_url(postgresql_url)
    publish(storage)
    storage.close()
    migrations = _later_migrations(tmp_path / "migrations")
    engine = opening.open_postgresql(
        sa.make_url(postgresql_url), patience=5, migrations=migrations, revision="testnext"
    )
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT stars FROM report").scalars().all() == [0]
    engine.dispose()


def test_processes_that_open_a_new_library_at_once_make_one(url: str) -> None:
    receivers: list[multiprocessing.connection.Connection] = []
    children = []
    for _ in range(6):
        receiver, sender = processes.Pipe(duplex=False)
        child = processes.Process(target=open_at_once, args=(url, sender))
        child.start()
        sender.close()
        children.append(child)
        receivers.append(receiver)
    ids = {receiver.recv() for receiver in receivers}
    for child in children:
        child.join()
    storage = Storage.open_url(url)
    assert ids == {storage.id}
    storage.close()


MOUNTS = """\
/dev/vda / ext4 rw 0 0
files:/home /home nfs4 rw 0 0
/dev/vdb /home/scratch\\040disk xfs rw 0 0
//nas/x /mnt/x cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("/home/ana/library.sqlite", "nfs4"),
        ("/home/scratch disk/library.sqlite", ""),
        ("/mnt/x/library.sqlite", "cifs"),
        ("/mnt/xy/library.sqlite", ""),
        ("/homes/library.sqlite", ""),
    ],
)
def test_a_network_file_system_is_known(tmp_path: Path, file: str, kind: str) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    assert network_filesystem(Path(file), tmp_path / "mounts") == kind


def test_on_a_network_the_library_works_without_a_log_beside_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    storage = Storage.open(tmp_path)
    file = Path(storage.location)
    storage.close()
    mounts = tmp_path / "mounts"
    mounts.write_text(f"files:/home {tmp_path} nfs4 rw 0 0\n")
    settle_journal(file, patience=5, mounts=mounts)
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert "network file system (nfs4)" in caplog.text
