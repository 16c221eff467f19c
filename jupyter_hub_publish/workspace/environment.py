"""What a notebook ran in, as its kernel's own interpreter and the files beside the notebook say."""

from __future__ import annotations

import re
import tomllib
from collections import deque
from contextlib import suppress
from typing import Any

import msgspec

from ..domain.drafts import EnvironmentOffer
from ..domain.file_names import file_name
from ..domain.imports import imported, imports
from ..domain.notebook import Notebook
from ..domain.python_cells import python_cell
from ..domain.records import Environment, Package
from .environment_files import found_beside, is_plain, made_of, offered
from .folders import Folder
from .interface import Surroundings
from .interpreters import Installed, Interpreters, Silent, Told
from .kernels import Kernel, Wanted, kernel_named, wanted
from .modules import Modules

MAX_NAMES = 500  # imported names that an interpreter is asked about


def surroundings(
    notebook: Notebook, *, folder: Folder, stem: str, specs: Any, interpreters: Interpreters
) -> Surroundings:
    """What is known of the notebook's environment, and its files; `stem` is the notebook's name."""
    asked = wanted(notebook)
    found = found_beside(folder)
    kernel = kernel_named(asked.runs, specs)
    language = (kernel.language if kernel else "") or asked.language
    made: dict[str, bytes] = {}
    if kernel is not None and language == "python":
        try:
            names, own = _imported(notebook, folder)
            told = interpreters.ask(kernel, names)
            environment = _of_python(asked, kernel, told, own)
            made = made_of(told, _conda_name(stem))
        except Silent as silent:
            environment = _unknown(asked, kernel, language, str(silent))
    else:
        environment = _of_files(asked, kernel, language, found, imports(notebook))
    files, contents = offered(found, made, language=language)
    return Surroundings(
        offer=EnvironmentOffer(environment=environment, files=files), contents=contents
    )


def _imported(notebook: Notebook, folder: Folder) -> tuple[tuple[str, ...], frozenset[str]]:
    """What the notebook and the modules beside it import, and those modules' own names."""
    modules = Modules(folder)
    names = dict.fromkeys(imports(notebook))
    waiting = deque(names)
    files: dict[str, tuple[str, ...]] = {}
    while waiting:
        top = waiting.popleft().partition(".")[0]
        if top not in files:
            files[top] = modules.files(top)
            for file in files[top]:
                inner = dict.fromkeys(imported(python_cell(modules.source(file))))
                waiting.extend(inner.keys() - names.keys())
                names |= inner
    theirs = [name for name in names if not files[name.partition(".")[0]]]
    return tuple(theirs[:MAX_NAMES]), frozenset(top for top in files if files[top])


def _of_python(asked: Wanted, kernel: Kernel, told: Told, own: frozenset[str]) -> Environment:
    notes = []
    if not asked.name:
        notes.append("The notebook names no kernel; this is what the default one has.")
    before, now = (".".join(v.split(".")[:2]) for v in (asked.version, told.version))
    if before and before != now:
        notes.append(
            f"The notebook was last run with Python {asked.version}; these are the packages of the"
            f" kernel as it is now, with Python {told.version}."
        )
    if missing := [name for name in told.missing if name not in own]:
        few = ", ".join(missing[:5]) + (" and others" if len(missing) > 5 else "")
        notes.append(f"No installed package provides {few}.")
    return Environment(
        kernel=kernel.title,
        language="python",
        version=told.version[:100],
        platform=told.platform[:100],
        packages=tuple(_package(package) for package in told.packages if is_plain(package)),
        note=" ".join(notes),
    )


def _package(package: Installed) -> Package:
    """As people read it: what comes from no index says so."""
    mark = " (editable)" if package.origin == "editable" else ""
    if package.origin == "vcs":
        system = package.url.partition("+")[0]
        words = [word for word in (system, package.commit[:7]) if word.isalnum()]
        mark = f" ({' '.join(words)})" if words else ""
    return Package(name=package.name, version=package.version + mark)


def _unknown(asked: Wanted, kernel: Kernel | None, language: str, note: str) -> Environment:
    return Environment(
        kernel=kernel.title if kernel else asked.title,
        language=language,
        version=asked.version,
        platform="",
        packages=(),
        note=note,
    )


def _of_files(
    asked: Wanted,
    kernel: Kernel | None,
    language: str,
    found: dict[str, bytes],
    names: tuple[str, ...],
) -> Environment:
    """What R's and Julia's own files say; of other languages no more than the kernel's name."""
    readers = {"r": ("renv.lock", _locked_by_renv), "julia": ("Manifest.toml", _in_manifest)}
    if language in readers:
        file, reader = readers[language]
        if file not in found:
            note = f"There is no {file} beside the notebook that says which packages it had."
            return _unknown(asked, kernel, language, note)
        version, packages = reader(found[file])
        known = tuple(
            Package(name=name, version=packages[name])
            for name in sorted({name.partition(".")[0] for name in names} & packages.keys())
        )
        note = "" if packages else f"The {file} beside the notebook is damaged."
        environment = _unknown(asked, kernel, language, note)
        return msgspec.structs.replace(
            environment, version=asked.version or version, packages=known
        )
    if not asked.name:
        note = "The notebook does not say which kernel it ran in."
    elif kernel is None:
        note = f"The kernel “{asked.title}” is not installed here, so its packages are not known."
    else:
        note = "Packages are known of Python, R and Julia only."
    return _unknown(asked, kernel, language, note)


def _locked_by_renv(data: bytes) -> tuple[str, dict[str, str]]:
    """R's version and the packages of a renv.lock; nothing where it is damaged."""
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        lock = msgspec.json.decode(data)
        version = _text(_inner(lock, "R"), "Version")
        packages = _inner(lock, "Packages")
        return version, {name: _text(about, "Version") for name, about in packages.items()}
    return "", {}


def _in_manifest(data: bytes) -> tuple[str, dict[str, str]]:
    """Julia's version and the packages of a Manifest.toml; nothing where it is damaged."""
    with suppress(tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        manifest = tomllib.loads(data.decode())
        entries = manifest.get("deps", manifest)  # one level up before Julia 1.6
        return _text(manifest, "julia_version"), {
            name: _text(about[0], "version")
            for name, about in (entries.items() if isinstance(entries, dict) else ())
            if isinstance(about, list) and about
        }
    return "", {}


def _inner(tree: object, key: str) -> dict[str, Any]:
    inner = tree.get(key) if isinstance(tree, dict) else None
    return inner if isinstance(inner, dict) else {}


def _text(tree: object, key: str) -> str:
    value = tree.get(key) if isinstance(tree, dict) else None
    return " ".join(value[:100].split()) if isinstance(value, str) else ""


def _conda_name(stem: str) -> str:
    """A name for the environment: the notebook's, of the letters that conda takes."""
    return re.sub(r"[^a-z0-9]+", "-", file_name(stem).lower()).strip("-") or "report"
