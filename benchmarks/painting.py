"""How soon a reader sees something: our report in its shell beside nbconvert's page.

    python benchmarks/painting.py NOTEBOOK

Both come over loopback from a real tornado, into a browser that has nothing in its cache, in turns,
so that a slow machine changes the milliseconds and not the ratio. nbconvert's page is measured
without the scripts that it loads from elsewhere: no network is faster than none.

The budget is for the first words of the document that the reader opens. In ours they are the title,
the summary and who wrote it, which the shell shows until the page does: when the page itself begins
is told beside it, and so is when the largest text or picture is seen.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

from _browsers import in_chromium

BUDGET = 1.0  # times nbconvert's
ROOT = Path(__file__).parents[1]
ELSEWHERE = re.compile(
    rb"<script\b[^>]*\ssrc=[\"']https?:[^>]*>\s*</script>|<link\b[^>]*\shref=[\"']https?:[^>]*>"
)

# Since the reader asked for the address: when its document paints something, when the page in its
# frame does, where there is one, and when the largest piece is painted that either of them has.
BROWSER = """
const { chromium } = require('playwright-core');
const [loads, ...addresses] = process.argv.slice(1);
const isPage = frame => frame.url().includes('/page/');
(async () => {
  const executablePath = process.env.CHROMIUM_PATH || undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const painted = (frame, type) => frame.evaluate(type => new Promise(resolve => {
    new PerformanceObserver(list => {
      const paint = list.getEntries().findLast(({ name }) => name !== 'first-paint');
      if (paint) resolve(performance.timeOrigin + paint.startTime);
    }).observe({ type, buffered: true });
  }), type);
  for (let load = 0; load < Number(loads); load++) {
    for (const address of addresses) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(address);
      const main = page.mainFrame();
      if (await main.locator('iframe').count()) {
        while (!page.frames().some(isPage)) await page.waitForTimeout(20);
      }
      const frame = page.frames().find(isPage) || main;
      await frame.waitForLoadState();
      const first = await painted(main, 'paint');
      const own = await painted(frame, 'paint');
      await page.waitForTimeout(300);
      const largest = Math.max(
        ...(await Promise.all(
          [...new Set([main, frame])].map(each => painted(each, 'largest-contentful-paint'))
        ))
      );
      const begin = await page.evaluate(() => performance.timeOrigin);
      console.log(JSON.stringify([address, ...[first, own, largest].map(at => at - begin)]));
      await context.close();
    }
  }
  await browser.close();
})();
"""


class Paints(NamedTuple):
    """Milliseconds since the reader asked for the address."""

    first: float
    own: float
    """When the notebook's page itself paints something."""
    largest: float


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def nbconvert_page(notebook: Path, folder: Path) -> Iterator[str]:
    """The address of nbconvert's page of the notebook, while tornado serves it."""
    from nbconvert import HTMLExporter
    from tornado import web

    exporter = HTMLExporter()  # type: ignore[no-untyped-call]  # nbconvert has no types here
    html, _ = exporter.from_filename(str(notebook))
    (folder / "page.html").write_bytes(ELSEWHERE.sub(b"", html.encode()))
    port, loop = free_port(), asyncio.new_event_loop()

    def serve() -> None:
        asyncio.set_event_loop(loop)
        web.Application([("/(.*)", web.StaticFileHandler, {"path": str(folder)})]).listen(
            port, "127.0.0.1"
        )
        loop.run_forever()

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{port}/page.html"
    loop.call_soon_threadsafe(loop.stop)


@contextmanager
def our_page(notebook: Path, folder: Path) -> Iterator[str]:
    """The address of the notebook's report, while a Jupyter server with the extension serves it."""
    port = free_port()
    (folder / notebook.name).write_bytes(notebook.read_bytes())
    options = {
        "ServerApp.jpserver_extensions": "{'jupyter_hub_publish': True}",
        "ServerApp.port": str(port),
        "ServerApp.root_dir": str(folder),
        "ServerApp.open_browser": "False",
        "ServerApp.allow_root": "True",
        "ServerApp.disable_check_xsrf": "True",
        "IdentityProvider.token": "",
        "HubPublish.library_folder": str(folder / "library"),
        "HubPublish.cache_folder": str(folder / "cache"),
    }
    command = [sys.executable, "-m", "jupyter_server", *(f"--{k}={v}" for k, v in options.items())]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        yield f"{base}/hub-publish/read/{publish(base, notebook.name)}/1"
    finally:
        server.terminate()
        server.wait()


def publish(base: str, path: str) -> str:
    """Publish the notebook once the server is there; the report's id."""
    for _ in range(240):
        try:
            urlopen(f"{base}/api").close()
            break
        except OSError:
            time.sleep(0.25)
    job = asked(f"{base}/hub-publish/workspace/publish", {"path": path, "draft": {"title": path}})
    while job["state"] == "running":
        time.sleep(0.1)
        job = asked(f"{base}/hub-publish/workspace/jobs/{job['id']}")
    if job["error"]:
        sys.exit(f"Not published: {job['error']['message']}")
    return str(job["published"]["id"])


def asked(address: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(address, data, {"Content-Type": "application/json"})) as answer:
        return json.load(answer)


def paints(loads: int, *addresses: str) -> dict[str, Paints]:
    """For each address the medians over that many loads."""
    printed = in_chromium(BROWSER, str(loads), *addresses)
    found: dict[str, list[list[float]]] = {address: [] for address in addresses}
    for line in printed.splitlines():
        address, *times = json.loads(line)
        found[address].append(times)
    return {
        address: Paints(*map(median, zip(*times, strict=True))) for address, times in found.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = ROOT / "examples" / "bike-share.ipynb"
    parser.add_argument("notebook", nargs="?", type=Path, default=default, help="What is shown.")
    parser.add_argument("--loads", type=int, default=9, help="Cold loads of each (9).")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as two,
        nbconvert_page(options.notebook, Path(one)) as theirs,
        our_page(options.notebook, Path(two)) as ours,
    ):
        paints(1, theirs, ours)  # what a server does once
        found = paints(options.loads, theirs, ours)
    they, we = found[theirs], found[ours]
    ratio = we.first / they.first
    print(f"First contentful paint of {options.notebook.name}, medians of {options.loads} loads:")
    print(f"  nbconvert's page {they.first:7.0f} ms, the largest at {they.largest:.0f} ms")
    print(
        f"  our report       {we.first:7.0f} ms, its page at {we.own:.0f} ms, "
        f"the largest at {we.largest:.0f} ms"
    )
    print(f"  ratio            {ratio:7.2f} (budget {BUDGET:.2f})")
    sys.exit(ratio > BUDGET)


if __name__ == "__main__":
    main()
