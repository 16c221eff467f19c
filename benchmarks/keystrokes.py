"""How soon the panel draws what it finds while one types, and how long the browser is busy with it.

    python benchmarks/keystrokes.py [--reports 20000] [--library FOLDER --cache FOLDER]

A JupyterLab of its own on a library that is mixed from the cells of notebooks, in a real Chromium.
Counted is from the press of a key until the first frame after the answer for what then stands in
the box; the tasks are those of the page's main thread, as Chromium traces them. The budgets are
those of 100,000 reports; exits 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _browsers import in_chromium
from mixing import NOTEBOOKS, Mixture, fill, subjects
from searching import Budget, percentile, rebuild
from serving import serving

from jupyter_hub_publish.storage import Storage

TYPED = (
    "churn rate groupby",
    "linear regression",
    "df.merge",
    "the machine learning",
    "train_test_split",
    "author:bake data",
)

# When the answer to what stands in the box has come, the list may change: it is drawn in the frame
# after its last change, or after the answer where nothing had to change.
BROWSER = """
const { chromium } = require('playwright-core');
const [address, ...texts] = process.argv.slice(1);

// Before JupyterLab's own scripts, which keep the first `fetch` that they see.
function watch() {
  const fetched = window.fetch;
  const frame = () => new Promise(resolve => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(0);
  }));
  let pressed = 0;
  addEventListener('keydown', () => { pressed = performance.now(); window.drawn = 0; }, true);
  window.fetch = async (...asked) => {
    const answer = await fetched(...asked);
    const url = new URL(asked[0].url ?? asked[0], location.href);
    const box = document.querySelector('#hub-publish-reports input');
    if (url.pathname.endsWith('api/reports') && url.searchParams.get('q') === box?.value) {
      let changed = false;
      const observer = new MutationObserver(() => { changed = true; });
      const list = document.querySelector('#hub-publish-reports .hp-Panel-body');
      observer.observe(list, { subtree: true, childList: true, characterData: true });
      for (let frames = 0; frames < 3 && !changed; frames++) await frame();
      observer.disconnect();
      window.drawn = performance.now() - pressed;
    }
    return answer;
  };
}

(async () => {
  const executablePath = process.env.CHROMIUM_PATH || undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 820 } });
  await page.addInitScript(watch);
  await page.goto(address);
  await page.locator('.jp-SideBar [data-id="hub-publish-reports"]').click();
  const region = page.getByRole('region', { name: 'Reports' });
  await region.getByRole('article').first().waitFor();
  const box = region.getByRole('combobox', { name: 'Search reports' });
  await page.waitForTimeout(3000);
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const categories = 'toplevel,devtools.timeline';
  await session.send('Tracing.start', { transferMode: 'ReportEvents', categories });
  await box.click();
  const keys = [];
  for (const text of texts) {
    await box.fill('');
    await page.waitForTimeout(500);
    let typed = '';
    for (const letter of text) {
      typed += letter;
      await page.keyboard.type(letter);
      if (letter === ' ') continue; // asks for nothing else
      await page.waitForFunction(() => window.drawn, null, { polling: 20, timeout: 10000 });
      keys.push([typed, await page.evaluate(() => window.drawn)]);
      await page.waitForTimeout(60);
    }
  }
  const ended = new Promise(resolve => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await ended;
  const name = ({ pid, tid }) => `${pid} ${tid}`;
  const mains = new Set(
    events
      .filter(one => one.name === 'thread_name' && one.args.name === 'CrRendererMain')
      .map(name)
  );
  const tasks = events
    .filter(one => one.ph === 'X' && one.name.endsWith('RunTask') && mains.has(name(one)))
    .map(one => [one.dur / 1000, (one.tdur ?? one.dur) / 1000]);
  console.log(JSON.stringify({ keys, tasks }));
  await browser.close();
})();
"""


@contextmanager
def library_of(options: argparse.Namespace) -> Iterator[tuple[Path, Path]]:
    """The folders of a library and of its index: those that were given, or new ones."""
    if options.library:
        yield options.library, options.cache
        return
    with tempfile.TemporaryDirectory() as folder:
        place, cache = Path(folder) / "library", Path(folder) / "cache"
        storage = Storage.open(place)
        fill(storage, Mixture(subjects(NOTEBOOKS), options.reports, seed=1))
        storage.close()
        rebuild(place, cache)
        yield place, cache


def type_into(address: str) -> dict[str, list[list[float]]]:
    """The milliseconds of each key, and of each task: how long it took, and its processor time."""
    found: dict[str, list[list[float]]] = json.loads(in_chromium(BROWSER, address, *TYPED))
    return found


def main() -> None:
    """Type, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--library", type=Path, help="One that is there already, and its index:")
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    with library_of(options) as (library, cache), serving(library, cache, app="jupyterlab") as lab:
        type_into(lab.page("lab", reset=""))  # what a server and its files' readers do once
        found = type_into(lab.page("lab", reset=""))
    keys = [float(drawn) for _, drawn in found["keys"]]
    tasks = sorted((tuple(task) for task in found["tasks"]), reverse=True)
    slowest = sorted(found["keys"], key=lambda key: -float(key[1]))[:4]
    middle, most = percentile(keys, 0.5), percentile(keys, 0.9)
    print(f"{len(keys)} keys: p50 {middle:.0f} ms, p90 {most:.0f} ms")
    print("the slowest:", ", ".join(f"{typed!r} {drawn:.0f} ms" for typed, drawn in slowest))
    longest = (f"{took:.0f} ms ({busy:.0f})" for took, busy in tasks[:6])
    print("the longest tasks, and their processor time:", ", ".join(longest))
    budgets = (
        Budget("slowest key", max(keys), 100, "ms"),
        Budget("longest task", tasks[0][0], 50, "ms"),
    )
    for one in budgets:
        kept = "kept" if one.kept else "OVER"
        print(f"{one.what:24}{one.measured:10.1f}   ≤ {one.budget:g} {one.unit}  {kept}")
    if not all(one.kept for one in budgets):
        sys.exit(1)


if __name__ == "__main__":
    main()
