"""The hub's service under load: a hundred readers and ten writers, over SQLite and PostgreSQL.

    python benchmarks/loading.py [--seconds 60] [--databases sqlite postgresql]

A real hub, its real proxy and the service as the hub starts it. The service is asked directly; only
the last line goes through the proxy, as people do. Throughput is measured beside the hub's own API
and a file that tornado serves, in the same run; so is what a request costs more when it is relayed
by a user's server. On a busy machine only the ratios count.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median

from _hubs import PEOPLE, Answer, Connection, Hub, a_postgresql, free_ports, hub_over, wait_for
from serving import rss_anon

from jupyter_hub_publish import bundle

READERS, WRITERS = 100, 10
THINKING, WRITING = 1.0, 5.0  # seconds between two deeds of a reader, and of a writer
STORED, SMALL, LARGE = 200, 60_000, 5_000_000  # reports before, and bytes of their pages
AT_ONCE, BURST, COMPARED = 8, 4.0, 40  # connections and seconds of a throughput; relayed requests
BUDGETS = {"metadata p95 ms": 100, "5 MB p95 ms": 500, "RssAnon MB": 300, "relay ms": 10}
WORDS = ("churn", "sales", "sensor", "peaks", "whales", "traffic", "invoice", "gene", "weather")

FILE_SERVER = """
import asyncio, sys
from tornado import web
async def serve():
    files = (r"/(.*)", web.StaticFileHandler, {"path": sys.argv[2]})
    application = web.Application([files], log_function=lambda handler: None)
    application.listen(int(sys.argv[1]), "127.0.0.1")
    await asyncio.Event().wait()
asyncio.run(serve())
"""


def a_bundle(dice: random.Random, page_size: int) -> bytes:
    """A publication of a few cells, with a page that is half text and half pictures in base64."""
    subject = " ".join(dice.sample(WORDS, 3))
    cell = {"cell_type": "markdown", "metadata": {}, "source": f"# {subject}\n{dice.random()}"}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    text = "".join(f"<p>{dice.choice(WORDS)} {dice.random()}</p>" for _ in range(page_size // 60))
    page = f"<!doctype html>{text}{dice.randbytes(page_size // 4).hex()}".encode()
    file = io.BytesIO()
    bundle.write(
        file,
        manifest=bundle.Manifest(title=subject, tags=(dice.choice(WORDS),)),
        notebook=json.dumps(notebook).encode(),
        page=page,
        thumbnail=b"",
        attachments={},
        environment={},
    )
    return file.getvalue()


class Load:
    """What is asked at the same time, and how long each took."""

    def __init__(self, hub: Hub, reports: list[str], large: str) -> None:
        self._hub, self._reports, self._large = hub, reports, large
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.memory: list[float] = []

    async def run(self, seconds: float) -> None:
        """Everybody at once, and a look at the service's memory every second."""
        until, pid = time.monotonic() + seconds, self._hub.service_pid
        people = [self._read(number, until) for number in range(READERS)]
        people += [self._write(number, until) for number in range(WRITERS)]
        await asyncio.gather(*people, self._watch(pid, until))

    async def _watch(self, pid: int, until: float) -> None:
        while time.monotonic() < until:
            self.memory.append(rss_anon(pid))
            await asyncio.sleep(1)

    async def _read(self, number: int, until: float) -> None:
        dice = random.Random(number)
        connection = Connection(self._hub.service, self._hub.tokens[number % PEOPLE])
        while time.monotonic() < until:
            await asyncio.sleep(dice.uniform(0, 2 * THINKING))
            report = dice.choice(self._reports)
            kind, path = dice.choices(
                (
                    ("metadata", f"api/reports/{report}"),
                    ("metadata", "api/reports"),
                    ("metadata", f"api/reports/{report}/versions"),
                    ("search", f"api/reports?q={dice.choice(WORDS)}"),
                    ("search", f"api/facets?q={dice.choice(WORDS)}"),
                    ("page", f"page/{report}/1"),
                    ("5 MB", f"page/{self._large}/1"),
                ),
                weights=(20, 15, 10, 15, 5, 30, 5),
            )[0]
            self._note(kind, path, await connection.ask("GET", path))
        connection.close()

    async def _write(self, number: int, until: float) -> None:
        dice = random.Random(-number - 1)
        connection = Connection(self._hub.service, self._hub.tokens[number % PEOPLE])
        own: list[str] = []
        while time.monotonic() < until:
            await asyncio.sleep(dice.uniform(0, 2 * WRITING))
            again = own and dice.random() < 0.5
            path = f"api/reports/{dice.choice(own)}/versions" if again else "api/reports"
            answer = await connection.ask("POST", path, a_bundle(dice, SMALL))
            self._note("publish", path, answer)
            if answer.status == 201:
                own.append(json.loads(answer.body)["id"])
        connection.close()

    def _note(self, kind: str, path: str, answer: Answer) -> None:
        self.taken[kind].append(answer.milliseconds)
        if answer.status not in (200, 201):
            self.errors.append(f"{kind} {path}: {answer.status}")


async def fill(hub: Hub) -> tuple[list[str], str]:
    """Publish what there is before; returns the reports, and the one of 5 MB."""
    dice, found = random.Random(0), []
    connection = Connection(hub.service, hub.tokens[0])
    for size in (*[SMALL] * STORED, LARGE):
        made = await connection.ask("POST", "api/reports", a_bundle(dice, size))
        if made.status != 201:
            sys.exit(f"Nothing can be published: {made.status} {made.body[:300]!r}")
        found.append(json.loads(made.body)["id"])
    connection.close()
    return found[:-1], found[-1]


async def throughput(url: str, path: str, token: str = "", extra: str = "") -> float:
    """Answers a second, asked over some connections without a pause."""
    until, answers = time.monotonic() + BURST, 0

    async def ask() -> None:
        nonlocal answers
        connection = Connection(url, token)
        while time.monotonic() < until:
            answer = await connection.ask("GET", path, extra=extra)
            if answer.status not in (200, 304):
                sys.exit(f"{url}{path}: {answer.status}")
            answers += 1
        connection.close()

    await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
    return answers / BURST


async def compare(hub: Hub, report: str, folder: Path) -> None:
    """Print throughputs beside those of the hub and of a plain file."""
    one = Connection(hub.service, hub.tokens[0])
    page = await one.ask("GET", f"page/{report}/1")
    one.close()
    (folder / "static").mkdir(exist_ok=True)
    (folder / "static" / "page.html").write_bytes(page.body)
    tag = f"If-None-Match: {page.tag}\r\n"
    async with _file_server(folder / "static") as files:
        rates = {
            "the hub's /hub/api/": await throughput(hub.api, "", hub.tokens[0]),
            "the hub's /hub/api/user": await throughput(hub.api, "user", hub.tokens[0]),
            "GET /api/reports": await throughput(hub.service, "api/reports", hub.tokens[0]),
            f"a file of {page.size / 1000:.0f} kB": await throughput(files, "page.html"),
            "a page of as many": await throughput(hub.service, f"page/{report}/1", hub.tokens[0]),
            "the page, unchanged": await throughput(
                hub.service, f"page/{report}/1", hub.tokens[0], tag
            ),
        }
    for name, rate in rates.items():
        print(f"  {name:26} {rate:7.0f} answers a second")
    ratios = list(rates.values())
    print(f"  GET /api/reports is {ratios[2] / ratios[0]:.2f} x the hub's /hub/api/")
    print(f"  a page is {ratios[4] / ratios[3]:.2f} x a file of its size")


@asynccontextmanager
async def _file_server(folder: Path) -> AsyncIterator[str]:
    port = free_ports(1)
    process = subprocess.Popen([sys.executable, "-c", FILE_SERVER, str(port), str(folder)])
    try:
        wait_for(f"http://127.0.0.1:{port}/page.html", process, folder)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


async def relayed(hub: Hub, report: str) -> float:
    """Milliseconds that a request costs more when a user's server asks for it; prints both."""
    direct, own = (Connection(url, hub.tokens[0]) for url in (hub.proxied, hub.own_server))
    taken: dict[str, list[float]] = {"direct": [], "relayed": []}
    path = f"api/reports/{report}"
    for _ in range(COMPARED):
        for name, connection in (("direct", direct), ("relayed", own)):
            answer = await connection.ask("GET", path)
            if answer.status != 200:
                sys.exit(f"{name} {path}: {answer.status} {answer.body[:300]!r}")
            taken[name].append(answer.milliseconds)
    direct.close()
    own.close()
    medians = {name: median(values[5:]) for name, values in taken.items()}
    print("  " + ", ".join(f"{name} {value:.1f} ms" for name, value in medians.items()))
    return medians["relayed"] - medians["direct"]


async def measure(hub: Hub, folder: Path, seconds: float) -> bool:
    """Everything for one database; returns whether the budgets hold."""
    reports, large = await fill(hub)
    before = rss_anon(hub.service_pid)
    load = Load(hub, reports, large)
    await load.run(seconds)
    for kind, taken in sorted(load.taken.items()):
        print(
            f"  {kind:10} {len(taken):6} answers   p50 {median(taken):6.1f} ms"
            f"   p95 {_p95(taken):6.1f} ms   longest {max(taken):6.0f} ms"
        )
    print(f"  errors: {len(load.errors)}", *load.errors[:5], sep="  ")
    quarters = [load.memory[len(load.memory) * n // 4] for n in range(4)] + load.memory[-1:]
    grown = " ".join(f"{each:.0f}" for each in quarters)
    print(f"  RssAnon of the service: {before:.0f} MB before, then {grown} MB")
    found = {
        "metadata p95 ms": _p95(load.taken["metadata"]),
        "5 MB p95 ms": _p95(load.taken["5 MB"]),
        "RssAnon MB": max(load.memory),
    }
    await compare(hub, reports[0], folder)
    found["relay ms"] = await relayed(hub, reports[0])
    over = [name for name, value in found.items() if value > BUDGETS[name]]
    for name in over:
        print(f"  over budget: {name} {found[name]:.0f}, not {BUDGETS[name]}")
    return not over and not load.errors


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values))] if values else 0.0


@contextmanager
def a_sqlite(folder: Path) -> Iterator[str]:
    """The URL of a library in this folder."""
    (folder / "library").mkdir()
    yield f"sqlite:///{folder / 'library' / 'library.sqlite'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=60, help="Of load, for each database (60)."
    )
    kinds = ("sqlite", "postgresql")
    parser.add_argument("--databases", nargs="+", choices=kinds, default=kinds)
    options = parser.parse_args()
    fine = True
    for kind in options.databases:
        print(f"{kind}: {READERS} readers and {WRITERS} writers for {options.seconds:.0f} s")
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
            folder = Path(made)
            database = a_postgresql() if kind == "postgresql" else a_sqlite(folder)
            with database as url, hub_over(url, folder) as hub:
                fine = asyncio.run(measure(hub, folder, options.seconds)) and fine
    sys.exit(not fine)


if __name__ == "__main__":
    main()
