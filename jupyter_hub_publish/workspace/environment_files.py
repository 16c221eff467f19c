"""The files that say how to make an environment again: those found, those made, and which travels.

What lies beside the notebook is offered as it is. What is made never takes the name of one that was
found. One way to make the environment is chosen, so that a reader need not ask which is right:

1. a file beside the notebook where one would be made of the same name: its author wrote it;
2. else what is made, since it names what really ran: in a conda environment `environment.yml`,
   elsewhere `requirements.txt`;
3. else the first that was found for the notebook's language, with what belongs to it.

A file that was found and holds a password in an address is never chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from ..domain.drafts import EnvironmentFile
from ..domain.errors import PublishError
from ..domain.limits import MAX_SMALL
from .folders import Folder
from .interpreters import Installed, Told

REQUIREMENTS, CONDA = "requirements.txt", "environment.yml"
# Each line is one way, with the files that belong together, the preferred first.
_WAYS = {
    "python": (
        ("uv.lock", "pyproject.toml"), (CONDA,), ("environment.yaml",), (REQUIREMENTS,),
        ("pyproject.toml",),
    ),
    "r": (("renv.lock",), (CONDA,), ("environment.yaml",)),
    "julia": (("Manifest.toml", "Project.toml"), ("Project.toml",)),
}  # fmt: skip
_FOUND = tuple(dict.fromkeys(name for ways in _WAYS.values() for way in ways for name in way))
_PASSWORD = re.compile(rb"://[^/\s\"'@]{0,200}:[^/\s\"'@]{1,200}@|://[^/\s\"'@:$]{20,200}@")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]{0,100}")
_CHANNEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_PUBLIC = ("conda.anaconda.org", "repo.anaconda.com", "conda-static.anaconda.org")


def found_beside(folder: Folder) -> dict[str, bytes]:
    """The files beside the notebook that describe an environment, by their names."""
    there = frozenset(folder.below(""))
    found: dict[str, bytes] = {}
    for name in _FOUND:
        with suppress(PublishError):  # not to be read, or too large to be one
            if name in there:
                found[name] = folder.read(name, MAX_SMALL)
    return found


def made_of(told: Told, name: str) -> dict[str, bytes]:
    """The files that what an interpreter told makes; `name` is that of the conda environment."""
    packages = [package for package in told.packages if is_plain(package)]
    made: dict[str, bytes] = {}
    if told.conda and _VERSION.fullmatch(told.version):
        made[CONDA] = _conda(told, packages, name).encode()
    if packages:
        made[REQUIREMENTS] = _lines(_heading(told), *_requirements(packages)).encode()
    return made


def is_plain(package: Installed) -> bool:
    """Whether name and version are of the letters that names and versions have."""
    return bool(_NAME.fullmatch(package.name) and _VERSION.fullmatch(package.version))


def offered(
    found: dict[str, bytes], made: dict[str, bytes], *, language: str
) -> tuple[tuple[EnvironmentFile, ...], dict[str, bytes]]:
    """The files to choose from, one way of them chosen, and the bytes of each."""
    apart = {_apart(name) if name in found else name: data for name, data in made.items()}
    chosen = _chosen(found, made, language)
    files = (
        *(_file(name, data, "made", chosen) for name, data in apart.items()),
        *(_file(name, data, "found", chosen) for name, data in found.items()),
    )
    return files, {**apart, **found}


def _file(
    name: str, data: bytes, origin: Literal["made", "found"], chosen: tuple[str, ...]
) -> EnvironmentFile:
    return EnvironmentFile(name=name, size=len(data), origin=origin, chosen=name in chosen)


def _chosen(found: dict[str, bytes], made: dict[str, bytes], language: str) -> tuple[str, ...]:
    safe = {name for name, data in found.items() if not _PASSWORD.search(data)}
    for name in made:  # the preferred first
        if name in safe:
            return (name,)
    if made:
        name = next(iter(made))
        return (_apart(name) if name in found else name,)
    return next((way for way in _WAYS.get(language, ()) if safe.issuperset(way)), ())


def _apart(name: str) -> str:
    """Another name for what is made, where one of this name was found."""
    stem, _, ending = name.partition(".")
    return f"{stem}-made.{ending}"


def _heading(told: Told) -> str:
    where = re.sub("[^ -~]", "", f"Python {told.version} on {told.platform}")
    return f"# {where}: what the notebook imports, as installed."


def _requirements(packages: list[Installed]) -> list[str]:
    """Lines for pip, sorted as people sort."""
    return [_requirement(p) for p in sorted(packages, key=lambda p: (p.name.lower(), p.name))]


def _requirement(package: Installed) -> str:
    exact = f"{package.name}=={package.version}"
    if package.origin == "file":
        return f"{exact}  # was installed from a file"
    if package.origin in ("vcs", "url") and (address := _without_secrets(package.url)):
        commit = f"@{package.commit}" if _VERSION.fullmatch(package.commit) else ""
        return f"{package.name} @ {address}{commit}"
    if package.origin in ("editable", "vcs", "url"):
        return f"# {exact} was installed from a folder of its author's own."
    return exact


def _conda(told: Told, packages: list[Installed], name: str) -> str:
    by_conda = {p.conda: p.channel for p in packages if _is_conda(p)}
    by_pip = _requirements([p for p in packages if not _is_conda(p)])
    channels = Counter(filter(None, map(_channel, by_conda.values())))
    preferred = sorted(channels, key=lambda channel: (-channels[channel], channel))
    return _lines(
        _heading(told),
        f"name: {name}",
        "channels:",
        *(f"  - {channel}" for channel in preferred or ("conda-forge",)),
        "dependencies:",
        f"  - python={told.version}",
        *(f"  - {package}" for package in sorted(by_conda)),
        *(("  - pip", "  - pip:") if by_pip else ()),
        *(f"      {line}" if line.startswith("#") else f"      - {line}" for line in by_pip),
    )


def _is_conda(package: Installed) -> bool:
    name, _, version = package.conda.partition("=")
    return _NAME.fullmatch(name) is not None and _VERSION.fullmatch(version) is not None


def _channel(channel: str) -> str:
    """A public channel's name; a private one is its address, without what opens it."""
    if _CHANNEL.fullmatch(channel):
        return channel
    try:
        parts = urlsplit(channel)
    except ValueError:
        return ""
    path = [part for part in parts.path.split("/") if part]
    if path[:1] == ["t"]:  # Anaconda's tokens stand in the path
        path = path[2:]
    if parts.hostname in _PUBLIC:
        first = path[0] if path else ""
        return "defaults" if first == "pkgs" else first if _CHANNEL.fullmatch(first) else ""
    name = "/".join(path[:-1])  # the last part is the platform
    return _without_secrets(f"{parts.scheme}://{parts.hostname}/{name}") if parts.hostname else ""


def _without_secrets(url: str) -> str:
    """An address without who asks and with what token; empty where it is none."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    user = "git@" if parts.username == "git" and not parts.password else ""
    clean = urlunsplit((parts.scheme, f"{user}{parts.hostname}{port}", parts.path, "", ""))
    return clean if parts.hostname and re.fullmatch(r"[!-~]{1,500}", clean) else ""


def _lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)
