"""The environment is what the kernel's own interpreter says of it, and nothing runs but that."""

from __future__ import annotations

import ast
import json
import os
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from interpreters_made import MadeEnvironment
from msgspec.structs import replace
from notebooks import code, notebook
from processes import is_gone, written

from jupyter_hub_publish.workspace import FileWorkspace
from jupyter_hub_publish.workspace.environment_files import made_of, offered
from jupyter_hub_publish.workspace.interpreters import (
    Installed,
    Interpreters,
    Silent,
    Told,
    interpreter_of,
)
from jupyter_hub_publish.workspace.kernels import Kernel
from jupyter_hub_publish.workspace.probe import __file__ as PROBE

OURS = {"name": "python3", "display_name": "Python 3", "language": "python"}
LAUNCH = ("-m", "ipykernel_launcher", "-f", "{connection_file}")


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """Install a kernel: `kernel("odd", [...])` gives the notebook metadata that ask for it."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))

    def kernel(name, argv, language="python", **spec):
        folder = tmp_path / "share" / "kernels" / name
        folder.mkdir(parents=True)
        spec = {"argv": list(argv), "display_name": f"The {name}", "language": language, **spec}
        (folder / "kernel.json").write_text(json.dumps(spec))
        return {"kernelspec": {"name": name, "display_name": f"The {name}", "language": language}}

    return kernel


@pytest.fixture
def made(tmp_path, kernel):
    """A virtual environment, and the metadata of notebooks whose kernel runs in it."""
    environment = MadeEnvironment(tmp_path / "env")
    return environment, kernel("made", [environment.python, *LAUNCH])


@pytest.fixture
def told(work):
    """What is told of a notebook in `work`: `told("import numpy", **metadata)`."""
    workspace = FileWorkspace()

    def told(*cells, **metadata):
        path = str(work / "My notebook.ipynb")
        return workspace.environment(path, notebook(*map(code, cells), **metadata))

    return told


def packages(surroundings):
    return {p.name: p.version for p in surroundings.offer.environment.packages}


def note(surroundings):
    return surroundings.offer.environment.note


def chosen(surroundings):
    return [file.name for file in surroundings.offer.files if file.chosen]


# What an interpreter tells


def test_the_packages_are_those_that_the_imports_come_from(told):
    found = told("import numpy as np, os\nfrom PIL import Image\nimport yaml", kernelspec=OURS)
    environment = found.offer.environment
    assert set(packages(found)) == {"numpy", "pillow", "PyYAML"}
    assert (environment.kernel, environment.language) == ("Python 3 (ipykernel)", "python")
    assert environment.version == ".".join(map(str, sys.version_info[:3]))
    assert environment.platform == f"{os.uname().sysname} {os.uname().machine}"
    assert note(found) == ""


def test_the_versions_are_those_of_the_kernel_s_own_interpreter(told, made):
    environment, metadata = made
    environment.install("numpy", "1.2.3", "numpy/__init__.py")
    environment.install("scikit-learn", "0.1", "sklearn/__init__.py", "sklearn/svm/__init__.py")
    environment.install("opencv-python", "4.0", "cv2/cv2.abi3.so")
    environment.install("six", "1.16", "six.py")
    environment.install("not-imported", "1.0", "other/__init__.py")
    found = told("import numpy, cv2, six\nfrom sklearn.svm import SVC", **metadata)
    assert packages(found) == {
        "numpy": "1.2.3", "opencv-python": "4.0", "scikit-learn": "0.1", "six": "1.16"
    }  # fmt: skip
    version = ".".join(map(str, sys.version_info[:3]))
    assert found.contents["requirements.txt"].decode().splitlines() == [
        f"# Python {version} on {os.uname().sysname} {os.uname().machine}:"
        " what the notebook imports, as installed.",
        "numpy==1.2.3",
        "opencv-python==4.0",
        "scikit-learn==0.1",
        "six==1.16",
    ]


def test_of_a_shared_namespace_the_packages_that_are_meant_count(told, made):
    environment, metadata = made
    environment.install("google-cloud-storage", "2.0", "google/cloud/storage/__init__.py")
    environment.install("google-cloud-bigquery", "3.0", "google/cloud/bigquery/__init__.py")
    environment.install("protobuf", "5.0", "google/protobuf/__init__.py")
    assert packages(told("from google.cloud import storage", **metadata)) == {
        "google-cloud-storage": "2.0"
    }
    assert packages(told("from google.protobuf.message import Message", **metadata)) == {
        "protobuf": "5.0"
    }


def test_where_a_package_comes_from_is_marked_and_opens_nothing(told, made, tmp_path):
    environment, metadata = made
    (tmp_path / "src" / "edited_name").mkdir(parents=True)
    (tmp_path / "src" / "edited_name" / "__init__.py").touch()
    (environment.site / "edited.pth").write_text(str(tmp_path / "src"))
    editable = {"url": (tmp_path / "src").as_uri(), "dir_info": {"editable": True}}
    environment.install("edited", "0.1", origin=editable)
    vcs = {"vcs": "git", "commit_id": "a" * 40}
    url = "https://alice:ghp_secret@example.org/r.git?token=1"
    environment.install("cloned", "0.2", "cloned.py", origin={"url": url, "vcs_info": vcs})
    ssh = {"url": "ssh://git@example.org/r", "vcs_info": vcs}
    environment.install("by_key", "0.3", "by_key.py", origin=ssh)
    local = {"url": "file:///home/alice/w.whl", "archive_info": {}}
    environment.install("wheel_here", "0.4", "wheel_here.py", origin=local)
    hidden = {"url": "file:///home/alice/repository", "vcs_info": vcs}
    environment.install("repo_here", "0.5", "repo_here.py", origin=hidden)
    found = told("import edited_name, cloned, by_key, wheel_here, repo_here", **metadata)
    assert packages(found) == {
        "edited": "0.1 (editable)", "cloned": "0.2 (git aaaaaaa)", "by_key": "0.3 (git aaaaaaa)",
        "wheel_here": "0.4", "repo_here": "0.5 (git aaaaaaa)",
    }  # fmt: skip
    text = found.contents["requirements.txt"].decode()
    assert text.splitlines()[1:] == [
        f"by_key @ git+ssh://git@example.org/r@{'a' * 40}",
        f"cloned @ git+https://example.org/r.git@{'a' * 40}",
        "# edited==0.1 was installed from a folder of its author's own.",
        "# repo_here==0.5 was installed from a folder of its author's own.",
        "wheel_here==0.4  # was installed from a file",
    ]
    assert "alice" not in text
    assert "secret" not in text


def test_odd_and_damaged_installations_do_not_hide_the_others(told, made):
    environment, metadata = made
    environment.install("fine", "1.0", "fine.py")
    environment.install("no-record", "2.0", top_level="bare\n")
    (environment.site / "broken-1.0.dist-info").mkdir()
    (environment.site / "half-1.0.dist-info").mkdir()
    (environment.site / "half-1.0.dist-info" / "METADATA").write_bytes(b"\xff\xfe")
    (environment.site / "old-3.0.egg-info").mkdir()
    (environment.site / "old-3.0.egg-info" / "PKG-INFO").write_text("Name: old\nVersion: 3.0\n")
    (environment.site / "old-3.0.egg-info" / "top_level.txt").write_text("older\n")
    wrong = environment.install("wrong", "4.0", "wrong.py")
    (wrong / "direct_url.json").write_text("{no json")
    found = told("import fine, bare, older, wrong", **metadata)
    assert packages(found) == {"fine": "1.0", "no-record": "2.0", "old": "3.0", "wrong": "4.0"}


def test_what_nothing_provides_is_said(told, made):
    _, metadata = made
    found = told("import nowhere.at.all, os, json, __future__", **metadata)
    assert note(found) == "No installed package provides nowhere."
    assert found.offer.files == ()


def test_modules_beside_the_notebook_are_no_packages_and_bring_their_own(told, made, work):
    environment, metadata = made
    environment.install("numpy", "1.2.3", "numpy/__init__.py")
    (work / "helpers.py").write_text("import numpy, deeper\n")
    (work / "deeper.py").write_text("")
    found = told("import helpers", **metadata)
    assert (packages(found), note(found)) == ({"numpy": "1.2.3"}, "")


def test_nothing_in_the_notebook_s_folder_runs(told, made, work, monkeypatch):
    _, metadata = made
    monkeypatch.chdir(work)
    for name in ("json", "os", "platform", "re", "importlib", "sitecustomize", "usercustomize"):
        (work / f"{name}.py").write_text(f"open({str(work / 'ran')!r}, 'w')")
    told("import json, re, numpy", **metadata)
    assert not (work / "ran").exists()


def test_the_probe_is_python_of_every_kernel():
    source = Path(PROBE).read_text()
    ast.parse(source, feature_version=(3, 8))
    assert len(source) < 30_000  # the longest command line that Windows takes is 32,767


# Notes


def test_a_kernel_that_is_not_here_is_said_to_be(told):
    spec = {"name": "analysis", "display_name": "My analysis", "language": "python"}
    language = {"name": "python", "version": "3.8.1"}
    environment = told("import numpy", kernelspec=spec, language_info=language).offer.environment
    assert (environment.kernel, environment.version) == ("My analysis", "3.8.1")
    assert environment.note == (
        "The kernel “My analysis” is not installed here, so its packages are not known."
    )


def test_a_notebook_without_a_kernel_tells_of_the_default_one(told):
    found = told("import numpy")
    assert set(packages(found)) == {"numpy"}
    assert note(found) == "The notebook names no kernel; this is what the default one has."


def test_a_kernel_that_has_changed_since_is_said_to_have(told):
    language = {"name": "python", "version": "3.6.2"}
    found = told("1", kernelspec=OURS, language_info=language)
    assert note(found).startswith("The notebook was last run with Python 3.6.2; these are the pack")
    same = {"name": "python", "version": f"3.{sys.version_info.minor}.99"}
    assert note(told("1", kernelspec=OURS, language_info=same)) == ""


def test_another_language_is_told_by_its_name(told, kernel):
    metadata = kernel("bash", ["bash"], language="bash")
    environment = told("ls", **metadata).offer.environment
    assert (environment.kernel, environment.language) == ("The bash", "bash")
    assert environment.note == "Packages are known of Python, R and Julia only."


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        ({"language_info": {"name": "scala"}}, "does not say which kernel"),
        ({"kernelspec": 7, "language_info": []}, "names no kernel"),
        ({"kernelspec": {"name": "../../x"}, "language_info": {"name": "python"}}, "not installed"),
    ],
)
def test_odd_metadata_are_no_trouble(told, metadata, words):
    assert words in note(told("1", **metadata))


# Other languages


def test_what_r_had_is_in_its_lock(told, work):
    lock = {
        "R": {"Version": "4.3.1"},
        "Packages": {"dplyr": {"Version": "1.1.4"}, "ggplot2": {"Version": "3.5"}, "cli": {}},
    }
    (work / "renv.lock").write_text(json.dumps(lock))
    spec = {"name": "ir", "display_name": "R", "language": "R"}
    found = told("library(dplyr)\nggplot2::ggplot()", kernelspec=spec)
    assert packages(found) == {"dplyr": "1.1.4", "ggplot2": "3.5"}
    assert (found.offer.environment.version, note(found)) == ("4.3.1", "")
    assert chosen(found) == ["renv.lock"]


def test_what_julia_had_is_in_its_manifest(told, work):
    (work / "Project.toml").write_text("[deps]\n")
    (work / "Manifest.toml").write_text(
        'julia_version = "1.10.2"\n[[deps.DataFrames]]\nversion = "1.6.1"\n[[deps.Dates]]\n'
        '[[deps.CSV]]\nversion = "0.10"\n'
    )
    spec = {"name": "julia-1.10", "display_name": "Julia 1.10", "language": "julia"}
    found = told("using DataFrames, Dates", kernelspec=spec)
    assert packages(found) == {"DataFrames": "1.6.1", "Dates": ""}
    assert found.offer.environment.version == "1.10.2"
    assert set(chosen(found)) == {"Manifest.toml", "Project.toml"}


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"Packages": 7}', b"\xff", b"[" * 99_999])
def test_damaged_locks_are_said_to_be(told, work, content):
    (work / "renv.lock").write_bytes(content)
    (work / "Manifest.toml").write_bytes(content)
    for language, file in (("R", "renv.lock"), ("julia", "Manifest.toml")):
        found = told("library(dplyr)", kernelspec={"name": "x", "language": language})
        assert note(found) == f"The {file} beside the notebook is damaged."


def test_without_a_lock_r_tells_its_version_only(told):
    spec = {"name": "ir", "display_name": "R", "language": "R"}
    found = told("library(dplyr)", kernelspec=spec, language_info={"name": "R", "version": "4.2"})
    assert found.offer.environment.version == "4.2"
    assert (
        note(found) == "There is no renv.lock beside the notebook that says which packages it had."
    )


# Conda


def test_in_a_conda_environment_its_own_file_is_made(told, tmp_path, kernel):
    environment = MadeEnvironment(tmp_path / "env", conda=True)
    metadata = kernel("conda", [environment.python, *LAUNCH])
    environment.install_by_conda(
        "numpy", "1.26.4", "numpy/__init__.py", package="numpy",
        channel="https://conda.anaconda.org/conda-forge/linux-64",
    )  # fmt: skip
    environment.install_by_conda(
        "torch", "2.2", "torch/__init__.py", package="pytorch",
        channel="https://user:word@conda.example.org/t/tk-secret/team/linux-64",
    )  # fmt: skip
    environment.install_by_conda(
        "PyYAML", "6.0", "yaml/__init__.py", package="pyyaml",
        channel="https://repo.anaconda.com/pkgs/main/linux-64",
    )  # fmt: skip
    environment.install("small", "0.1", "small.py")
    found = told("import numpy, torch, yaml, small", **metadata)
    text = found.contents["environment.yml"].decode()
    assert yaml.safe_load(text) == {
        "name": "my-notebook",
        "channels": ["conda-forge", "defaults", "https://conda.example.org/team"],
        "dependencies": [
            f"python={'.'.join(map(str, sys.version_info[:3]))}",
            "numpy=1.26.4",
            "pytorch=2.2",
            "pyyaml=6.0",
            "pip",
            {"pip": ["small==0.1"]},
        ],
    }
    assert "secret" not in text
    assert chosen(found) == ["environment.yml"]
    assert "numpy==1.26.4" in found.contents["requirements.txt"].decode()


# Which file travels


TOLD = Told(
    version="3.12.7",
    platform="Linux x86_64",
    conda=False,
    packages=(Installed(name="numpy", version="2.1.3"),),
    missing=(),
    watched=(),
)
REQ, YML = "requirements.txt", "environment.yml"


@pytest.mark.parametrize(
    ("found", "conda", "language", "expected"),
    [
        ((), False, "python", {REQ}),
        ((), True, "python", {YML}),
        ((REQ,), False, "python", {REQ}),
        ((YML,), False, "python", {REQ}),
        ((YML,), True, "python", {YML}),
        ((REQ, YML), False, "python", {REQ}),
        ((REQ,), True, "python", {REQ}),
        (("pyproject.toml", "uv.lock"), False, "python", {REQ}),
        (("pyproject.toml", "uv.lock"), None, "python", {"pyproject.toml", "uv.lock"}),
        (("pyproject.toml", REQ), None, "python", {REQ}),
        (("environment.yaml",), None, "python", {"environment.yaml"}),
        ((REQ,), None, "r", set()),
        (("renv.lock", REQ), None, "r", {"renv.lock"}),
        (("Project.toml",), None, "julia", {"Project.toml"}),
        ((REQ,), None, "scala", set()),
    ],
)
def test_one_way_to_make_the_environment_is_chosen(found, conda, language, expected):
    told = replace(TOLD, conda=bool(conda))
    made = {} if conda is None else made_of(told, "n")
    files, contents = offered(dict.fromkeys(found, b"x"), made, language=language)
    assert {file.name for file in files if file.chosen} == expected
    assert set(contents) == {file.name for file in files}
    assert len(contents) == len(files)


def test_what_is_made_never_takes_the_name_of_what_was_found(told, work):
    (work / REQ).write_text("numpy\n")
    found = told("import numpy", kernelspec=OURS)
    assert [(f.name, f.origin, f.chosen) for f in found.offer.files] == [
        ("requirements-made.txt", "made", False),
        (REQ, "found", True),
    ]
    assert found.contents[REQ] == b"numpy\n"
    assert b"numpy==" in found.contents["requirements-made.txt"]
    assert all(file.size == len(found.contents[file.name]) for file in found.offer.files)


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://alice:s3cret@pypi.example.org/simple",
        "x @ git+https://ghp_abcdefghijklmnopqrstuvwxyz@github.com/a/b",
    ],
)
def test_a_file_with_a_password_in_an_address_waits_for_its_author(told, work, line):
    (work / REQ).write_text(f"{line}\n")
    found = told("import numpy", kernelspec=OURS)
    assert chosen(found) == ["requirements-made.txt"]


def test_files_that_cannot_be_read_are_not_offered(told, work, home):
    (home / "secret").write_text("s")
    (work / REQ).symlink_to(home / "secret")
    (work / "uv.lock").mkdir()
    with (work / "pyproject.toml").open("wb") as file:
        os.truncate(file.fileno(), 6_000_000)
    assert [file.origin for file in told("import numpy", kernelspec=OURS).offer.files] == ["made"]


def test_the_files_beside_the_notebook_are_found_in_every_workspace(place):
    workspace, path, put = place
    put("renv.lock", b'{"R": {"Version": "4"}}')
    put("requirements.txt", b"numpy")
    made = notebook(code("1"), kernelspec={"name": "ir", "language": "R"})
    found = workspace.environment(path, made)
    assert {file.name for file in found.offer.files} == {"renv.lock", "requirements.txt"}


WORDS = st.text("ab1.-_=@ \n#:'\"é", max_size=12) | st.text(max_size=8)
INSTALLED = st.builds(
    Installed,
    name=WORDS,
    version=WORDS,
    origin=st.sampled_from(["index", "editable", "vcs", "file", "url", "conda"]),
    url=WORDS | WORDS.map(lambda w: f"https://u:p@example.org/{w}"),
    commit=WORDS,
    conda=WORDS | st.just("a=1"),
    channel=WORDS | WORDS.map(lambda w: f"https://example.org/t/token/{w}/linux-64"),
)


@settings(deadline=None)
@given(st.lists(INSTALLED, max_size=5), st.booleans(), st.sampled_from(["3.12.1", "3\n12", ""]))
def test_whatever_an_interpreter_tells_the_files_stay_well_formed(packages, conda, version):
    told = replace(TOLD, packages=tuple(packages), conda=conda, version=version)
    made = made_of(told, "n")
    for line in made.get(REQ, b"").decode().splitlines():
        assert line.startswith("#") or " @ " in line or "==" in line
        assert "u:p" not in line
    if YML in made:
        assert set(yaml.safe_load(made[YML])) == {"name", "channels", "dependencies"}
        assert b"token" not in made[YML]


# Interpreters that will not tell


def script(tmp_path, text, name="python"):
    file = tmp_path / "bin" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return str(file)


def asking(python, *, seconds=20.0, env=None):
    """Ask this program as the interpreter of a kernel."""
    kernel = Kernel(
        name="k", title="The kernel", language="python", argv=(python, *LAUNCH), env=env or {}
    )
    return Interpreters(seconds=seconds).ask(kernel, ("numpy",))


def test_an_environment_may_print_before_it_answers(tmp_path):
    told = asking(script(tmp_path, f'echo Welcome; echo "{{"; exec {sys.executable} "$@"'))
    assert told.packages[0].name == "numpy"


@pytest.mark.parametrize("text", ["exit 1", "echo '{}'", "echo '{\"version\": 7}'", "yes"])
def test_an_interpreter_that_answers_something_else_is_left_alone(tmp_path, text):
    with pytest.raises(Silent, match="gave no answer that is understood"):
        asking(script(tmp_path, f"echo $$ > {tmp_path}/pid; {text}"))
    assert is_gone(written(tmp_path / "pid"))


@pytest.mark.parametrize("ignored", ["", "trap '' TERM INT HUP;"])
def test_an_interpreter_that_hangs_ends_with_what_it_has_started(tmp_path, ignored):
    text = f"{ignored} sleep 60 & echo $! > {tmp_path}/child; echo $$ > {tmp_path}/pid; wait"
    start = time.monotonic()
    with pytest.raises(Silent, match=r"did not answer within 0\.5 seconds"):
        asking(script(tmp_path, text), seconds=0.5)
    assert time.monotonic() - start < 3
    assert is_gone(written(tmp_path / "pid"))
    assert is_gone(written(tmp_path / "child"))


@pytest.mark.parametrize("text", [None, "not for this system"])
def test_an_interpreter_that_cannot_be_started_says_why(tmp_path, text):
    path = tmp_path / "bin" / "python"
    if text:
        path.parent.mkdir()
        path.write_text(text)
        path.chmod(0o755)
    with pytest.raises(Silent, match=r"is not there any more|cannot be started"):
        asking(str(path))


def test_a_silent_interpreter_is_a_note_and_the_rest_is_there(told, kernel, work, tmp_path):
    metadata = kernel("mute", [script(tmp_path, "exit 1"), *LAUNCH])
    (work / REQ).write_text("numpy\n")
    found = told("import numpy", **metadata)
    assert note(found) == "The kernel's Python gave no answer that is understood."
    assert found.offer.environment.kernel == "The mute"
    assert chosen(found) == [REQ]


def test_tokens_are_not_handed_to_interpreters(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "s3cret")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    text = f'env > {tmp_path}/seen; exec {sys.executable} "$@"'
    asking(script(tmp_path, text), env={"PYTHONPATH": "/own:${PYTHONPATH}", "KEY": "s3cret"})
    seen = (tmp_path / "seen").read_text()
    assert "s3cret" not in seen
    assert "PYTHONPATH=/own:/somewhere\n" in seen


# Asked once


def test_an_interpreter_is_asked_again_only_when_something_was_installed(tmp_path):
    environment = MadeEnvironment(tmp_path / "env")
    python = script(tmp_path, f'echo x >> {tmp_path}/asked; exec {environment.python} "$@"')
    kernel = Kernel(name="k", title="K", language="python", argv=(python, *LAUNCH), env={})
    interpreters = Interpreters(seconds=20)

    def times():
        return (tmp_path / "asked").read_text().count("x")

    for _ in range(3):
        assert interpreters.ask(kernel, ("numpy",)).missing == ("numpy",)
    assert times() == 1
    environment.install("numpy", "1.0", "numpy/__init__.py")
    assert interpreters.ask(kernel, ("numpy",)).packages[0].version == "1.0"
    assert times() == 2
    interpreters.ask(kernel, ("other",))
    assert times() == 3


def test_one_that_was_silent_is_not_asked_at_every_turn(tmp_path):
    python = script(tmp_path, f"echo x >> {tmp_path}/asked; exit 1")
    kernel = Kernel(name="k", title="K", language="python", argv=(python, *LAUNCH), env={})
    interpreters = Interpreters()
    for _ in range(3):
        with pytest.raises(Silent):
            interpreters.ask(kernel, ())
    assert (tmp_path / "asked").read_text().count("x") == 1


# Which interpreter


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["python", *LAUNCH], sys.executable),
        (["python3", "-Xfrozen_modules=off", *LAUNCH], sys.executable),
        (["python3", "-X", "frozen_modules=off", *LAUNCH], sys.executable),
        ([sys.executable, *LAUNCH], sys.executable),
        (["{prefix}/bin/python", *LAUNCH], os.path.join(sys.prefix, "bin", "python")),
        (["python", "-m", "runner", "/conda", "/env", sys.executable, *LAUNCH], sys.executable),
        (["python", "-m", "metakernel_python", "-f", "x"], sys.executable),
        (["docker", "run", "image", "/usr/bin/python3", *LAUNCH], None),
        (["conda", "run", "-n", "x", "python", *LAUNCH], None),
        (["/opt/start.sh", "{connection_file}"], None),
        (["/no/such/bin/python", *LAUNCH], None),
        ([], None),
    ],
)
def test_the_command_shows_which_python_it_is(argv, expected):
    kernel = Kernel(name="k", title="K", language="python", argv=tuple(argv), env={})
    if expected is None:
        with pytest.raises(Silent):
            interpreter_of(kernel)
    else:
        assert interpreter_of(kernel) == expected


def test_a_kernel_that_is_no_python_program_has_its_python_beside_it(tmp_path):
    beside = script(tmp_path, "exit 0")
    argv = (str(tmp_path / "bin" / "xpython"), "-f", "{connection_file}")
    kernel = Kernel(name="k", title="K", language="python", argv=argv, env={})
    assert interpreter_of(kernel) == beside


class OfAGateway:
    """A finder of kernels that live on another machine, as a gateway's is."""

    async def get_kernel_spec(self, name):
        raise AssertionError("nobody waits for it")


def test_kernels_of_a_gateway_cannot_be_asked(work):
    workspace = FileWorkspace(OfAGateway())
    made = notebook(code("import numpy"), kernelspec=OURS)
    found = workspace.environment(str(work / "n.ipynb"), made)
    assert note(found).startswith("The kernel “Python 3” is not installed here")
