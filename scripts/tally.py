"""Says how many tests passed and failed; where a kind left no results behind, that is a failure."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree


class Count(NamedTuple):
    passed: int
    failed: int
    skipped: int = 0


def typescript(path: Path) -> Count:
    report = json.loads(path.read_text())
    return Count(
        report["numPassedTests"],
        # A suite that could not be loaded has no tests that could fail.
        report["numFailedTests"] + report["numRuntimeErrorTestSuites"],
        report["numPendingTests"],
    )


def python(path: Path) -> Count:
    suite = ElementTree.parse(path).getroot().find("testsuite")
    assert suite is not None
    failed = int(suite.attrib["failures"]) + int(suite.attrib["errors"])
    skipped = int(suite.attrib["skipped"])
    return Count(int(suite.attrib["tests"]) - failed - skipped, failed, skipped)


def browser(path: Path) -> Count:
    report = json.loads(path.read_text())
    stats = report["stats"]
    # `errors` holds what ended the run outside of a test, such as a JupyterLab that did not start.
    return Count(
        stats["expected"] + stats["flaky"],
        stats["unexpected"] + len(report["errors"]),
        stats["skipped"],
    )


def wheel(path: Path) -> Count:
    lines = path.read_text().splitlines()
    return Count(
        sum(line.startswith("passed: ") for line in lines),
        sum(line.startswith("failed: ") for line in lines),
    )


KINDS: dict[str, tuple[Callable[[Path], Count], Path]] = {
    "typescript": (typescript, Path("test-results/typescript.json")),
    "python": (python, Path("test-results/python.xml")),
    "browser": (browser, Path("ui-tests/test-results/results.json")),
    "wheel": (wheel, Path("test-results/wheel.txt")),
}


def count(kind: str) -> Count:
    read, path = KINDS[kind]
    try:
        found = read(path)
    except (OSError, ValueError, KeyError, ElementTree.ParseError) as problem:
        print(f"{kind}: no results ({problem})")
        return Count(0, 1)
    # Results without a single test are a runner that never got to them.
    return found if found.passed or found.failed else found._replace(failed=1)


def main() -> int:
    total = Count(0, 0)
    for kind in sys.argv[1:] or KINDS:
        found = count(kind)
        print(f"{kind}: {found.passed} passed, {found.failed} failed, {found.skipped} skipped")
        total = Count(total.passed + found.passed, total.failed + found.failed)
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


sys.exit(main())
