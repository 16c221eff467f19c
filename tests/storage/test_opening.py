"""A library is made on first use, brought up to date with a copy kept, by one process at a time."""

from __future__ import annotations

import multiprocessing.connection
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from children import open_at_once, processes
from publications import ALL, NOON, a_version, publish

from jupyter_hub_publish.domain.errors import LibraryUnavailable
from jupyter_hub_publish.domain.records import Choices
from jupyter_hub_publish.storage import Storage, opening, schema
from jupyter_hub_publish.storage.engines import network_filesystem, settle_journal
from jupyter_hub_publish.storage.records import NewFile

NEXT = """
revision = "testnext"
down_revision = "{head}"

from alembic import op
import sqlalchemy as sa

def upgrade():
    op.add_column("report", sa.Column("likes", sa.Integer, nullable=False, server_default="0"))
    {more}

def downgrade():
    op.drop_column("report", "likes")
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
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "secure_delete",
            )
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "secure_delete": 1,
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
        assert new.execute("SELECT id, likes FROM report").fetchall() == [(report_id, 0)]
        assert new.execute("SELECT version_num FROM alembic_version").fetchall() == [("testnext",)]
    copy = tmp_path / f"library-before-{schema.REVISION}.sqlite"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    restored = Storage.open_url(f"sqlite:///{copy}")
    with restored.reading() as unit:
        assert [report.id for report in unit.reports.newest(principals=ALL, limit=9)] == [report_id]
    restored.close()


DATA = Path(__file__).parent.parent / "data"
OLD = {
    "0001": ("rkuvwp3uh6v", (None, None)),
    "0002": ("rgj24tl4fgg", (True, None)),
    "0003": ("rv2dbjkpjp5", (True, None)),
    "0004": ("rv2dbjkpjp5", (True, None)),
    "0005": ("rr6gcfftsjq", (True, None)),
    "0006": ("rr6gcfftsjq", (True, None)),
}
"""The revisions before, in data/: two reports each, the id of the one of two versions, and which of
those have pictures."""


def _written(revision: str) -> str:
    return (DATA / f"library-{revision}.sql").read_text()


def _old_rows(revision: str) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(":memory:") as old:
        old.executescript(_written(revision))
        names = [
            name for (name,) in old.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        return {name: old.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def _is_whole(storage: Storage, revision: str) -> None:
    """Everything is there, and what this revision has brought can be done to it."""
    report_id, pictures = OLD[revision]
    with storage.reading() as unit:
        titles = [report.title for report in unit.reports.newest(principals=ALL, limit=9)]
        assert titles == ["Notes on the invoice export", "Four peaks – größer"]
        versions = unit.reports.versions(report_id)
        assert [v.number for v in versions] == [2, 1]
        assert tuple(v.thumbnail and True for v in versions) == pictures
        kept = revision >= "0003"  # the first that keeps what was decided about a version
        assert [v.message for v in versions] == ["A fourth peak." if kept else "", ""]
        assert [[file.path for file in v.attachments] for v in versions] == [
            ["peaks.csv"] if kept else [],
            [],
        ]
        assert {(v.erased, v.choices) for v in versions} == {(None, Choices() if kept else None)}
        assert versions[0].kernel == ("Python 3 (ipykernel)" if kept else "")
        assert b"fit_gaussians(3)" in unit.blobs.read(versions[1].notebook or "")
        assert unit.reports.passages([(report_id, 2)])[report_id, 2][0].text == "Four peaks"
        report = unit.reports.get(report_id)
    assert report is not None
    assert (report.version, report.given, report.withdrawn, report.parent) == (2, 2, None, None)
    assert (report.stars, report.views, report.counted) == (0, 0, None)
    assert report.ran_clean is kept
    assert storage.write(lambda unit: unit.readers.star(report_id, "ben", now=NOON))
    picture = storage.write(lambda unit: unit.blobs.put(b"picture"))
    page = storage.write(lambda unit: unit.blobs.put(b"page"))
    file = NewFile(kind="file", path="data.csv", blob=picture)
    new = a_version(page, page, thumbnail=picture, files=(file,))
    storage.write(lambda unit: unit.reports.add_version(report_id, new))
    storage.write(lambda unit: unit.erase(report_id, 2, now=NOON))
    with storage.reading() as unit:
        report, erased = unit.reports.get(report_id), unit.reports.version(report_id, 2)
    assert report is not None
    assert erased is not None
    assert (report.version, report.thumbnail, erased.erased) == (3, picture, NOON)
    assert (report.stars, erased.kernel) == (1, "")


@pytest.mark.parametrize("revision", OLD)
def test_a_library_of_an_older_revision_is_whole(tmp_path: Path, revision: str) -> None:
    with sqlite3.connect(tmp_path / "library.sqlite") as old:
        old.executescript(_written(revision))
    storage = Storage.open(tmp_path)
    _is_whole(storage, revision)
    with storage._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    storage.close()
    with sqlite3.connect(tmp_path / f"library-before-{revision}.sqlite") as copy:
        assert "\n".join(copy.iterdump()) + "\n" == _written(revision)


@pytest.mark.parametrize("revision", OLD)
def test_a_postgresql_of_an_older_revision_is_whole(postgresql_url: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(opening.MIGRATIONS))
    engine = sa.create_engine(postgresql_url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        tables = sa.MetaData()
        tables.reflect(connection)
        rows = _old_rows(revision)
        for table in tables.sorted_tables:
            names = [column.name for column in table.columns]
            named = [dict(zip(names, row, strict=True)) for row in rows[table.name]]
            if named and table.name != "alembic_version":
                connection.execute(sa.insert(table), named)
        for table in ("blob", "part"):
            last = f"(SELECT max(id) FROM {table})"
            connection.exec_driver_sql(f"SELECT setval('{table}_id_seq', {last})")
    engine.dispose()
    storage = Storage.open_url(postgresql_url)
    _is_whole(storage, revision)
    storage.close()


def test_what_an_older_program_left_in_free_pages_goes_with_the_upgrade(tmp_path: Path) -> None:
    secret = "TOKEN" + "x" * 3000
    file = tmp_path / "library.sqlite"
    with sqlite3.connect(file) as old:
        old.executescript(_written("0002"))
        old.execute("PRAGMA secure_delete = OFF")
        old.execute("UPDATE report SET summary = ?", (secret,))
        old.commit()
        old.execute("UPDATE report SET summary = ''")
    assert b"TOKEN" in file.read_bytes()
    Storage.open(tmp_path).close()
    assert b"TOKEN" not in file.read_bytes()


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
        assert connection.exec_driver_sql("SELECT likes FROM report").scalars().all() == [0]
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
