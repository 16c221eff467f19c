"""A kernel's own interpreter is asked for its packages: briefly, and no code of the author runs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import Any, Literal

import msgspec

from ..domain.records import Record
from .kernels import Kernel

SECONDS = 3.0
_MOST = 1_000_000  # bytes of an answer
_REMEMBERED = 64  # answers
_AGAIN = 60.0  # seconds before an interpreter that has not answered is asked once more
_PROBE = Path(__file__).with_name("probe.py")
_PYTHON = re.compile(r"(?:python|pypy)[\d.]*w?(?:\.exe)?", re.IGNORECASE)
# As jupyter_client has it: these mean the Python that runs the server.
_OURS = (
    "python",
    f"python{sys.version_info[0]}",
    f"python{sys.version_info[0]}.{sys.version_info[1]}",
)
# Without these, Python does not find its libraries on some systems; none of them is a secret.
_PASSED_ON = (
    "PATH", "HOME", "USERPROFILE", "APPDATA", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "PYTHONUSERBASE", "PYTHONNOUSERSITE",
)  # fmt: skip


class Installed(Record):
    """A distribution, as an interpreter tells of it."""

    name: str
    version: str
    origin: Literal["index", "editable", "vcs", "file", "url", "conda"] = "index"
    url: str = ""
    commit: str = ""
    conda: str = ""
    """Its conda package, as `name=version`."""
    channel: str = ""


class Told(Record):
    """What an interpreter tells."""

    version: str
    platform: str
    conda: bool
    """Whether it lives in a conda environment."""
    packages: tuple[Installed, ...]
    missing: tuple[str, ...]
    """Modules that no installed package provides."""
    watched: tuple[str, ...]
    """The folders that change when something is installed."""


class Silent(Exception):
    """An interpreter cannot be asked, or has not answered; the sentence says why."""


class Interpreters:
    """Asks interpreters, and remembers what they told until something is installed."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._told: dict[object, tuple[tuple[int, ...], Told]] = {}
        self._silent: dict[object, tuple[float, str]] = {}

    def ask(self, kernel: Kernel, names: tuple[str, ...]) -> Told:
        """What this kernel's interpreter says of the modules of these names; raises Silent."""
        interpreter = interpreter_of(kernel)
        key = (interpreter, names, tuple(sorted(kernel.env.items())))
        with self._lock:
            known, silent = self._told.get(key), self._silent.get(key)
        if known is not None and known[0] == _stamp(interpreter, known[1]):
            return known[1]
        if silent is not None and time.monotonic() - silent[0] < _AGAIN:
            raise Silent(silent[1])
        try:
            told = _asked(interpreter, names, kernel.env, self._seconds)
        except Silent as error:
            self._keep(self._silent, key, (time.monotonic(), str(error)))
            raise
        self._keep(self._told, key, (_stamp(interpreter, told), told))
        return told

    def _keep(self, kept: dict[Any, Any], key: object, value: object) -> None:
        with self._lock:
            kept.pop(key, None)
            kept[key] = value
            while len(kept) > _REMEMBERED:
                del kept[next(iter(kept))]


def interpreter_of(kernel: Kernel) -> str:
    """The Python that runs the kernel's code; raises Silent where its command does not show it."""
    argv = [word.replace("{prefix}", sys.prefix) for word in kernel.argv]
    first = argv[0] if argv else ""
    if _is_python(first):
        for place, (word, module) in enumerate(pairwise(argv)):
            if word == "-m" and module.startswith(("ipykernel", "IPython")):
                last = next(w for w in reversed(argv[:place]) if not w.startswith("-"))
                # A Python that starts another one, in its own environment, as conda's kernels do.
                return _found(last if _is_python(last) else first, kernel)
        return _found(first, kernel)
    beside = os.path.join(os.path.dirname(first), "python")
    if os.path.basename(first) == "xpython" and os.path.isabs(beside):
        return _found(beside, kernel)
    raise Silent(f"How the kernel “{kernel.title}” is started does not show which Python it uses.")


def _is_python(word: str) -> bool:
    return _PYTHON.fullmatch(os.path.basename(word)) is not None


def _found(word: str, kernel: Kernel) -> str:
    file = sys.executable if word in _OURS else shutil.which(word)
    if not file:
        raise Silent(f"The Python of the kernel “{kernel.title}” is not there any more.")
    return file


def _asked(
    interpreter: str, names: tuple[str, ...], env: Mapping[str, str], seconds: float
) -> Told:
    known = {**os.environ, **{key: Template(env[key]).safe_substitute(os.environ) for key in env}}
    try:
        process = subprocess.Popen(  # noqa: S603  the program that the kernel itself runs
            [interpreter, "-c", _PROBE.read_text()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=os.path.abspath(os.sep),
            env={name: known[name] for name in _PASSED_ON if name in known} | {"PYTHONUTF8": "1"},
            start_new_session=True,
        )
    except OSError as error:
        raise Silent(
            f"The kernel's Python cannot be started: {error.strerror or error}."
        ) from error
    heard: list[bytes] = []
    talk = threading.Thread(target=_talk, args=(process, names, heard), daemon=True)
    talk.start()
    talk.join(seconds)
    late = talk.is_alive()
    _end(process)
    talk.join(1)
    if late:
        raise Silent(f"The kernel's Python did not answer within {seconds:g} seconds.")
    return _understood(b"".join(heard))


def _talk(process: subprocess.Popen[bytes], names: tuple[str, ...], heard: list[bytes]) -> None:
    assert process.stdin is not None  # PIPE was asked for
    assert process.stdout is not None
    with process.stdin, process.stdout:
        with suppress(OSError):  # it has ended already; what it said tells
            process.stdin.write(msgspec.json.encode(names))
            process.stdin.close()
        with suppress(OSError, ValueError):
            heard.append(process.stdout.read(_MOST))


def _end(process: subprocess.Popen[bytes]) -> None:
    """With whatever it has started: a wrapper would leave its Python behind."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)  # not reaped yet, so the number is still its own
        else:
            process.kill()
    process.wait()


def _understood(answer: bytes) -> Told:
    """The last line that is an answer: an environment may print before it."""
    for line in reversed(answer.splitlines()):
        if line.startswith(b"{"):
            with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                return msgspec.json.decode(line, type=Told)
    raise Silent("The kernel's Python gave no answer that is understood.")


def _stamp(interpreter: str, told: Told) -> tuple[int, ...]:
    """Changes when a package comes or goes."""
    times = []
    for place in (interpreter, *told.watched):
        try:
            times.append(os.stat(place).st_mtime_ns)
        except OSError:
            times.append(0)
    return tuple(times)
