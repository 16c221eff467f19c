"""Whatever goes wrong, readers see the old table whole, and the author one clear sentence."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

from jupyter_hub_publish import handoff, read_handoff
from jupyter_hub_publish.domain.errors import BadInput, Conflict, WarehouseProblem
from jupyter_hub_publish.domain.handoffs import MIME

SECRET = "s3cr3t-Pa55"
# Writes for ever, and says each time when it begins.
WRITER = """
import sys
import pandas as pd
from jupyter_hub_publish import handoff
for number in range(2, 10_000):
    print("begun", flush=True)
    handoff(pd.DataFrame({"write": [number] * 300_000}), "counted", sys.argv[1])
"""


def test_two_notebooks_that_write_at_once_both_count(to, frame):
    handoff(frame, "bikeshare.forecast", to)

    def write(_):
        try:
            return handoff(frame, "bikeshare.forecast", to).handoff.contract.minor
        except Conflict as error:
            return error.message

    with ThreadPoolExecutor(max_workers=2) as notebooks:
        said = list(notebooks.map(write, range(4)))
    written = sorted(minor for minor in said if isinstance(minor, int))
    told = [one for one in said if isinstance(one, str)]
    assert written == list(range(1, len(written) + 1))
    assert written
    assert all("Another notebook has written" in one for one in told)
    if not told:
        assert len(written) == 4


def test_who_reads_while_it_is_replaced_sees_one_write_whole(to):
    rows = 2_000
    handoff(pd.DataFrame({"write": [0] * rows}), "counted", to)
    done = threading.Event()

    def read():
        seen = []
        while not done.is_set() or not seen:
            back = read_handoff("counted", to)["write"]
            seen.append((len(back), back.nunique()))
        return seen

    with ThreadPoolExecutor(max_workers=2) as readers:
        reading = [readers.submit(read) for _ in range(2)]
        try:
            for number in range(1, 11):
                handoff(pd.DataFrame({"write": [number] * rows}), "counted", to)
        finally:
            done.set()
    assert {one for reader in reading for one in reader.result()} == {(rows, 1)}


def test_a_writer_that_is_killed_leaves_the_old_table_whole(to):
    handoff(pd.DataFrame({"write": [1] * 300_000}), "counted", to)
    folder = Path(__file__).parents[2]
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, to],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(folder)},
    )
    assert writer.stdout.readline() == b"begun\n"
    time.sleep(0.15)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    back = read_handoff("counted", to)["write"]
    assert (len(back), back.nunique()) == (300_000, 1)
    after = handoff(pd.DataFrame({"write": [0] * 300_000}), "counted", to).handoff
    assert after.contract.minor >= 1


def test_a_server_that_is_away_is_said_without_the_password(frame):
    url = f"postgresql+psycopg://ada:{SECRET}@127.0.0.1:9/warehouse"
    with pytest.raises(WarehouseProblem, match="PostgreSQL does not answer") as away:
        handoff(frame, "forecast", url)
    assert SECRET not in f"{away.value.message}{away.value.hint}{away.value.__cause__}"


def test_an_address_that_cannot_be_read_is_not_repeated(frame):
    with pytest.raises(BadInput, match="cannot be read") as wrong:
        handoff(frame, "forecast", f"postgresql://ada:{SECRET}@host:port/warehouse")
    assert SECRET not in f"{wrong.value.message}{wrong.value.hint}"


def test_no_credentials_get_into_the_output_or_the_warehouse(emptied_url, frame):
    url = emptied_url.replace("postgres@", f"postgres:{SECRET}@") + "?application_name=mine"
    shown = handoff(frame, "forecast", url)
    told = str(shown.bundle())
    assert SECRET not in told
    assert "postgres@" not in told
    assert "application_name" not in told
    with sa.create_engine(emptied_url).connect() as connection:
        about = connection.execute(sa.text("SELECT about FROM hub_publish_handoffs")).scalar_one()
    connection.engine.dispose()
    assert SECRET not in about
    assert shown.bundle()[MIME]["location"]["url"].startswith("postgresql://127.0.0.1:")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_said(folder, frame):
    (folder / "shut").mkdir(mode=0o500)
    for to in ("sqlite:///shut/w.sqlite", "duckdb:///shut/w.duckdb", "shut/tables"):
        with pytest.raises(WarehouseProblem, match="does not let you do this"):
            handoff(frame, "forecast", to)


def test_a_role_that_may_only_read_is_told_so(emptied_url, frame):
    handoff(frame, "bikeshare.forecast", emptied_url)
    engine = sa.create_engine(emptied_url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP ROLE IF EXISTS reader"))
        connection.execute(sa.text("CREATE ROLE reader LOGIN"))
        connection.execute(sa.text("GRANT USAGE ON SCHEMA bikeshare TO reader"))
        connection.execute(sa.text("GRANT SELECT ON bikeshare.forecast TO reader"))
    reader = emptied_url.replace("postgres@", "reader@")
    assert len(read_handoff("bikeshare.forecast", reader)) == 6
    with pytest.raises(WarehouseProblem, match="does not let you do this"):
        handoff(frame[:5], "bikeshare.forecast", reader)
    handoff(frame[:5], "bikeshare.forecast", emptied_url)
    assert len(read_handoff("bikeshare.forecast", reader)) == 5, "the grant outlives a replace"
    with engine.begin() as connection:
        connection.execute(sa.text("DROP OWNED BY reader"))
        connection.execute(sa.text("DROP ROLE reader"))
    engine.dispose()


def test_a_disk_that_is_full_is_said_and_the_table_stays(folder, frame):
    url = f"sqlite:///{folder}/small.sqlite"
    handoff(frame, "forecast", url)
    engine = sa.create_engine(url)
    sa.event.listen(
        engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 20") and None
    )
    big = pd.DataFrame({"text": np.arange(100_000).astype(str)})
    with pytest.raises(WarehouseProblem, match="No space is left"):
        handoff(big, "forecast", engine, accept_changes="more")
    engine.dispose()
    assert len(read_handoff("forecast", url)) == 6


def test_a_file_that_is_no_database_is_said(folder, frame):
    (folder / "w.sqlite").write_text("This is a letter to my aunt, and long enough to be read.")
    (folder / "w.duckdb").write_text("This is a letter to my aunt, and long enough to be read.")
    for to in ("w.sqlite", "w.duckdb"):
        with pytest.raises(WarehouseProblem, match="refused “forecast”"):
            handoff(frame, "forecast", to)


def test_a_file_may_be_called_as_the_schema_is(folder, frame):
    for mode in ("replace", "append"):
        handoff(frame, "bikeshare.forecast", "bikeshare.duckdb", mode=mode)
    assert len(read_handoff("bikeshare.forecast", "bikeshare.duckdb")) == 12


def test_the_table_of_promises_is_no_dataset(folder, frame):
    with pytest.raises(BadInput, match="where promises are kept"):
        handoff(frame, "main.hub_publish_handoffs", "w.duckdb")


def test_reading_makes_no_file(folder):
    for to in ("w.sqlite", "w.duckdb", "tables"):
        with pytest.raises(WarehouseProblem, match="There is no file"):
            read_handoff("forecast", to)
    assert list(folder.iterdir()) == []


def test_views_and_indexes_outlive_a_replace(emptied_url, frame):
    handoff(frame, "forecast", emptied_url)
    engine = sa.create_engine(emptied_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE INDEX by_weather ON forecast (weather)"))
    handoff(frame[:5], "forecast", emptied_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE VIEW wet AS SELECT * FROM forecast"))
    handoff(frame[:4], "forecast", emptied_url)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM wet")).scalar_one() == 4
        named = connection.execute(sa.text("SELECT to_regclass('by_weather')")).scalar_one()
    assert named == "by_weather"
    with pytest.raises(WarehouseProblem, match="A view or a foreign key holds “forecast”"):
        handoff(frame[:4].assign(rain=1), "forecast", emptied_url)
    engine.dispose()


@pytest.mark.parametrize("to", [7, "mysql://host/db", "nowhere://x/y", "sqlite://", "duckdb:///"])
def test_a_place_that_is_none_is_said(frame, to):
    with pytest.raises(BadInput):
        handoff(frame, "forecast", to)
