"""What the extension adds to every start: the server's imports, and what a browser loads at once.

The imports are measured against those of jupyter_server itself, in the same interpreter, so that a
slow machine changes the milliseconds and not the ratio.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

BUNDLE = Path(__file__).parents[1] / "jupyter_hub_publish" / "labextension"
IMPORT_BUDGET_MS = 40
BUNDLE_BUDGET_KB = 30

IMPORTS = """
from time import perf_counter as now
started = now()
import jupyter_server.serverapp
between = now()
import jupyter_hub_publish.hosts.server_extension
print(between - started, now() - between)
"""


def import_seconds() -> tuple[float, float]:
    """What a fresh Python takes for jupyter_server, and then for the extension."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], capture_output=True, check=True, text=True
    )
    server, extension = done.stdout.split()
    return float(server), float(extension)


def eager_files() -> list[Path]:
    """The remote entry, and the chunks that it names for what JupyterLab asks for at its start."""
    static = BUNDLE / "static"
    build = json.loads((BUNDLE / "package.json").read_text())["jupyterlab"]["_build"]
    entry = BUNDLE / build["load"]
    files = {entry}
    for exposed in (build["extension"], build["style"]):
        # "./extension":()=>Promise.all([r.e(12),r.e("740")]).then(…),"./style":…
        found = re.search(rf'"{re.escape(exposed)}":.*?(?=,"\./|\}})', entry.read_text(), re.DOTALL)
        chunks = re.findall(r'\.e\("?([\w-]+)"?\)', found[0]) if found else []
        if not chunks:
            sys.exit(f"{entry.name} names no chunk for {exposed}: is it a bundle of `make lab`?")
        files.update(path for chunk in chunks for path in static.glob(f"{chunk}.*js"))
    return sorted(files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="Fresh interpreters (15).")
    runs = parser.parse_args().runs

    import_seconds()  # The first compiles.
    server, extension = zip(*(import_seconds() for _ in range(runs)), strict=True)
    added = median(extension) * 1000
    peer = median(server) * 1000
    print(f"Imports, median of {runs}:")
    print(f"  jupyter_server {peer:.0f} ms, the extension {added:.1f} ms more: ×{added / peer:.3f}")
    print(f"  budget {IMPORT_BUDGET_MS} ms: {verdict(added, IMPORT_BUDGET_MS)}")

    sizes = {path: len(gzip.compress(path.read_bytes(), 6)) / 1000 for path in eager_files()}
    total = sum(sizes.values())
    print("What JupyterLab loads at its start, compressed:")
    for path, size in sizes.items():
        print(f"  {path.name}: {size:.1f} kB")
    print(f"  {total:.1f} kB, budget {BUNDLE_BUDGET_KB} kB: {verdict(total, BUNDLE_BUDGET_KB)}")


def verdict(measured: float, budget: float) -> str:
    return f"×{measured / budget:.2f}, {'kept' if measured <= budget else 'OVER'}"


if __name__ == "__main__":
    main()
