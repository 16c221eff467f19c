"""What an interpreter says of itself, and of the packages that a notebook imports from.

The kernel's own interpreter gets this file with `-c`, whichever that is from Python 3.8 on, and
dotted names as JSON on stdin. It imports the standard library only, and runs nothing of the author.
"""

from __future__ import annotations

import sys
from typing import Any


def main() -> None:
    """Read the names, write the answer on a line of its own."""
    sys.path[:] = [place for place in sys.path if place]  # nothing from the folder we stand in
    import json

    sys.stdout.write("\n" + json.dumps(answer(json.loads(sys.stdin.read()))) + "\n")


def answer(names: list[str]) -> dict[str, Any]:
    """Version, platform and packages; `missing` are names that no installed package provides."""
    import os
    import platform

    wanted = sorted({name for name in names if not in_standard_library(top_of(name))})
    found = providers(wanted)
    conda = os.path.join(sys.prefix, "conda-meta")
    chosen = {name_of(distribution): distribution for _, distribution in found}
    return {
        "version": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}".strip(),
        "conda": os.path.isdir(conda),
        "packages": [described(chosen[name], conda) for name in sorted(chosen)],
        "missing": sorted({top_of(name) for name in wanted} - {top_of(name) for name, _ in found}),
        "watched": [place for place in sys.path if os.path.isdir(place)],
    }


def top_of(name: str) -> str:
    """`a` of `a.b.c`."""
    return name.split(".")[0]


def in_standard_library(top: str) -> bool:
    """Whether the interpreter itself comes with this module."""
    if top in sys.builtin_module_names or top == "__future__":
        return True
    known = getattr(sys, "stdlib_module_names", None)  # since Python 3.10
    if known is not None:
        return top in known
    import os
    import sysconfig

    library = sysconfig.get_path("stdlib") + os.sep
    origin = found_at(top)
    return origin.startswith(library) and "site-packages" not in origin[len(library) :]


def providers(names: list[str]) -> list[tuple[str, Any]]:
    """Pairs of a name and a distribution that it comes from.

    Of a namespace that many share, such as `google`, those count that have most of the dotted name.
    """
    from importlib import metadata

    distributions: dict[str, Any] = {}
    for distribution in metadata.distributions() if names else ():
        name = canonical(name_of(distribution))
        if name:  # the first on the path is the one that is imported
            distributions.setdefault(name, distribution)
    best: dict[str, dict[int, list[Any]]] = {}
    pattern = pattern_of(names)
    for distribution in distributions.values():
        for place in places_in(distribution, pattern):
            for name in names:
                if tuple(name.split(".")[: len(place)]) == place:
                    best.setdefault(name, {}).setdefault(len(place), []).append(distribution)
    pairs = [(name, d) for name, depths in best.items() for d in depths[max(depths)]]
    for name in names:
        if name not in best:
            pairs += [(name, d) for d in by_its_place(top_of(name), distributions)]
    return pairs


def pattern_of(names: list[str]) -> Any:
    """Finds the lines of a RECORD that name a file of these modules, the deepest name first."""
    import re

    prefixes = {"/".join(name.split(".")[:depth]) for name in names for depth in range(1, 5)}
    choices = "|".join(map(re.escape, sorted(prefixes, key=len, reverse=True)))
    return re.compile(rf"^({choices})(?=/|\.(?:[\w-]+\.)?(?:py|so|pyd)\b)", re.MULTILINE)


def places_in(distribution: Any, pattern: Any) -> set[tuple[str, ...]]:
    """The wanted modules, by the parts of their names, that a distribution has files of."""
    record = distribution.read_text("RECORD") or ""
    # Older and editable installations list no files, but the names at their top.
    tops = (distribution.read_text("top_level.txt") or "").split()
    lines = "\n".join([record, *(top + ".py" for top in tops)])
    return {tuple(path.split("/")) for path in pattern.findall(lines)}


def by_its_place(top: str, distributions: dict[str, Any]) -> list[Any]:
    """The distribution in whose folder a module lies, for one that is edited where it is."""
    import os
    from urllib.parse import unquote, urlsplit

    origin = os.path.realpath(found_at(top) or os.sep)
    for name, distribution in distributions.items():
        source = direct_url(distribution)
        folder = unquote(urlsplit(str(source.get("url", ""))).path)
        if folder and origin.startswith(os.path.join(os.path.realpath(folder), "")):
            return [distribution]
        if name == canonical(top) and origin != os.sep:
            return [distribution]
    return []


def found_at(top: str) -> str:
    """Where a module of this name would be loaded from, without loading it; empty for nowhere."""
    from importlib.util import find_spec

    try:
        spec = find_spec(top)
    except (ImportError, ValueError, AttributeError):
        return ""
    if spec is None:
        return ""
    return spec.origin or next(iter(spec.submodule_search_locations or ()), "")


def described(distribution: Any, conda: str) -> dict[str, str]:
    """Name and version of a distribution, and where it was installed from."""
    about = {"name": name_of(distribution), "version": distribution.version, "origin": "index"}
    if (distribution.read_text("INSTALLER") or "").strip() == "conda":
        return {**about, **conda_package(distribution, conda)}
    source = direct_url(distribution)
    url = str(source.get("url", ""))
    info = source.get("vcs_info")
    directory = source.get("dir_info")
    if isinstance(directory, dict) and directory.get("editable"):
        return {**about, "origin": "editable"}
    if isinstance(info, dict):
        commit = str(info.get("commit_id", ""))
        return {**about, "origin": "vcs", "url": f"{info.get('vcs')}+{url}", "commit": commit}
    if url:
        return {**about, "origin": "file" if url.startswith("file:") else "url", "url": url}
    return about


def direct_url(distribution: Any) -> dict[str, Any]:
    """PEP 610: where a distribution was installed from, if not from an index."""
    import json

    try:
        source = json.loads(distribution.read_text("direct_url.json") or "{}")
    except ValueError:
        return {}
    return source if isinstance(source, dict) else {}


def conda_package(distribution: Any, conda: str) -> dict[str, str]:
    """Name, version and channel of the conda package that has brought this distribution."""
    import glob
    import json
    import os

    files = glob.glob(os.path.join(glob.escape(conda), "*.json"))
    start = canonical(name_of(distribution)) + "-"
    files.sort(key=lambda file: not os.path.basename(file).startswith(start))
    mark = "/" + os.path.basename(str(getattr(distribution, "_path", "?")))
    for file in files:
        with open(file, encoding="utf-8", errors="replace") as stream:
            text = stream.read()
        if mark in text.replace("\\\\", "/"):
            package = json.loads(text)
            found = f"{package.get('name')}={package.get('version')}"
            return {"origin": "conda", "conda": found, "channel": str(package.get("channel", ""))}
    return {}


def name_of(distribution: Any) -> str:
    """A distribution's name; empty where its metadata is damaged."""
    try:
        return str(distribution.metadata["Name"] or "")
    except Exception:  # a folder that an installer has left half removed
        return ""


def canonical(name: str) -> str:
    """A distribution's name as all its spellings have it (PEP 503)."""
    import re

    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
