"""Who relies on a dataset hears that it is late without anybody asking."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from bundles import packed
from handed import writing

from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.hosts.promises import Promises
from jupyter_hub_publish.library.local import LocalLibrary


async def test_what_is_late_is_told_while_a_process_holds_the_library(tmp_path):
    library = LocalLibrary.open(tmp_path / "library", cache=tmp_path / "cache")
    ada = Actor(name="ada")
    old = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
    library.publishing.publish_new(packed(writing(written=old, fresh=60)), actor=ada)
    opened = [None]
    with ThreadPoolExecutor(1) as pool:
        promises = Promises(lambda: opened[0], pool, every=0.01)
        promises.start()
        await asyncio.sleep(0.05)  # nobody has opened the library yet
        assert library.datasets.notices(actor=ada).notices == ()
        opened[0] = library
        async with asyncio.timeout(20):
            while not library.datasets.notices(actor=ada).notices:
                await asyncio.sleep(0.02)
        promises.stop()
    (told,) = library.datasets.notices(actor=ada).notices
    assert told.kind == "late"
    library.close()
