"""A run in a kernel of its own: real kernels, and none of them is there when it is over."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jupyter_core.paths import jupyter_runtime_dir
from notebooks import code, notebook, printed, text
from processes import is_gone, is_running, written
from stored_elsewhere import StoredElsewhere

from jupyter_hub_publish.domain import notebook as notebooks
from jupyter_hub_publish.domain.errors import Cancelled, RunFailed
from jupyter_hub_publish.workspace import ContentsWorkspace, FileWorkspace, kernels
from jupyter_hub_publish.workspace.running import run

PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}
NOTE_PID = "import os; open('pid', 'w').write(str(os.getpid()))"


def python(*cells, **metadata):
    """A notebook of these cells, code where they are texts, for the Python that runs the tests."""
    cells = (code(cell) if isinstance(cell, str) else cell for cell in cells)
    return notebook(*cells, kernelspec=PYTHON, **metadata)


@pytest.fixture(autouse=True)
def _connections_of_its_own(tmp_path, monkeypatch):
    """Kernels of other tests leave their files elsewhere."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))


@pytest.fixture
def go(work):
    """Run a notebook in the folder `work`: `go(python("1 + 1"))`."""

    def go(made, *, progress=lambda done, total: None, cancelled=None):
        return FileWorkspace().run(
            str(work / "n.ipynb"),
            made,
            progress=progress,
            cancelled=cancelled or threading.Event(),
        )

    return go


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """Install a kernel that is started by this command: `kernel("odd", ["false"])`."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))

    def kernel(name, argv, title="Odd one"):
        folder = tmp_path / "share" / "kernels" / name
        folder.mkdir(parents=True)
        spec = {"argv": argv, "display_name": title, "language": "python"}
        (folder / "kernel.json").write_text(json.dumps(spec))
        return notebook(code("1"), kernelspec={"name": name, "display_name": title})

    return kernel


def connection_files():
    folder = Path(jupyter_runtime_dir())
    return set(folder.glob("kernel-*")) if folder.is_dir() else set()


def outputs(ran):
    return [notebooks.outputs_of(cell) for cell in ran.notebook["cells"]]


# What comes out


def test_every_cell_runs_once_in_the_notebook_s_folder(go, work):
    (work / "x.csv").write_text("12")
    steps = []
    ran = go(
        python(
            text("# Title"),
            "import os\nx = int(open('x.csv').read())",
            code(["print(", "x)"], [printed("of another run")]),
            "",
            "x + 1",
            NOTE_PID,
        ),
        progress=lambda done, total: steps.append((done, total)),
    )
    title, read, shown, empty, value, _ = outputs(ran)
    assert (title, read, empty) == ([], [], [])
    assert shown == [printed("12\n")]
    assert value[0]["data"] == {"text/plain": "13"}
    assert [cell.get("execution_count") for cell in ran.notebook["cells"]] == [
        None, 1, 2, None, 3, 4
    ]  # fmt: skip
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert (ran.run.kernel, ran.run.cells) == ("Python 3 (ipykernel)", 4)
    assert 0 < ran.run.seconds < 60
    assert is_gone(written(work / "pid"))


def test_the_notebook_that_comes_back_is_plain_and_can_be_stored(go):
    # As kernels of other languages do; Python's own chokes on half a character, and may lose
    # the message that the cell has ended.
    sends = "lambda message: json.dumps(message, default=str).encode()"
    ran = go(
        python(f"import json; get_ipython().kernel.session.pack = {sends}", "print('\\0 \\ud800')")
    )
    assert outputs(ran)[1] == [printed("\ufffd \ufffd\ufffd\ufffd\n")]
    notebooks.check(ran.notebook)
    data, _ = notebooks.serialize(ran.notebook)
    assert notebooks.parse(data) == ran.notebook
    assert ran.notebook["metadata"]["language_info"]["name"] == "python"


def test_neither_the_file_nor_what_was_handed_over_is_touched(go, work):
    made = python("1 + 1", "print(2)")
    before = json.dumps(made)
    (work / "n.ipynb").write_text(before)
    go(made)
    assert json.dumps(made) == before
    assert (work / "n.ipynb").read_text() == before


def test_tags_say_which_cells_are_skipped_and_which_may_fail(go):
    ran = go(
        python(
            code("1/0", [printed("kept")], tags=["skip-execution"]),
            code("1/0", tags=["raises-exception"]),
            code("print(3)", tags="odd"),
            {"cell_type": "code", "source": "4"},
        )
    )
    kept, failed, after, bare = outputs(ran)
    assert kept == [printed("kept")]
    assert failed[0]["ename"] == "ZeroDivisionError"
    assert after == [printed("3\n")]
    assert bare[0]["data"] == {"text/plain": "4"}
    assert ran.run.cells == 3


def test_timings_are_not_recorded(go):
    (cell,) = go(python("1")).notebook["cells"]
    assert cell["metadata"] == {}


def test_a_notebook_that_names_no_kernel_runs_in_python_s(go):
    assert outputs(go(notebook(code("1 + 1"))))[0][0]["data"] == {"text/plain": "2"}


def test_runs_go_side_by_side_in_threads(go):
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(go, python(f"{n} + 1")) for n in (1, 2)]
        assert [outputs(one.result())[0][0]["data"]["text/plain"] for one in made] == ["2", "3"]


def test_what_a_kernel_writes_past_its_cells_stays_out_of_our_output(go, capfd):
    go(python("import subprocess, sys; subprocess.run(['echo', 'loud'])"))
    assert capfd.readouterr().out == ""


def test_a_notebook_on_no_disk_runs_in_an_empty_folder(loop):
    contents = StoredElsewhere({"work/n.ipynb": b"{}"})
    ran = ContentsWorkspace(contents, loop).run(
        "work/n.ipynb",
        python("import os; os.listdir()"),
        progress=lambda done, total: None,
        cancelled=threading.Event(),
    )
    assert outputs(ran)[0][0]["data"] == {"text/plain": "[]"}


# What goes wrong


def test_an_error_names_its_cell(go, work):
    with pytest.raises(RunFailed) as failed:
        go(python(text("# Title"), NOTE_PID, "{}['plan']", "print('not reached')"))
    assert failed.value.message == "Cell 3 stopped the run: KeyError: 'plan'."
    assert failed.value.cell == 3
    assert failed.value.hint
    assert is_gone(written(work / "pid"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("raise ValueError('a.\\nb')", "Cell 1 stopped the run: ValueError: a."),
        ("raise ValueError", "Cell 1 stopped the run: ValueError."),
        ("raise ValueError('\\x1b[31mred\\x1b[0m')", "Cell 1 stopped the run: ValueError: red."),
        ("1 +", "Cell 1 stopped the run: SyntaxError: invalid syntax"),
        ("input()", "Cell 1 stopped the run: StdinNotImplementedError:"),
        ("raise ValueError('x' * 9999)", "Cell 1 stopped the run: ValueError: xxx"),
    ],
)
def test_an_error_is_one_short_sentence(go, source, said):
    with pytest.raises(RunFailed) as failed:
        go(python(source))
    assert failed.value.message.startswith(said)
    assert failed.value.message.endswith(".")
    assert len(failed.value.message) < 400
    assert "\n" not in failed.value.message


def test_a_kernel_that_dies_is_said_to_have_died(go):
    with pytest.raises(RunFailed, match=r"The kernel died in cell 2\.") as failed:
        go(python("1", "import os; os._exit(3)"))
    assert failed.value.cell == 2


def test_a_cell_that_prints_without_end_is_stopped(go, work):
    with pytest.raises(
        RunFailed, match="Cell 2 stopped the run: the outputs are larger than 50 MB"
    ):
        go(python(NOTE_PID, "while True: print('x' * 1_000_000)"))
    assert is_gone(written(work / "pid"))


@pytest.mark.parametrize(
    ("language", "advice"),
    [("python", "ipykernel install"), ("R", "IRkernel"), ("julia", "IJulia"), ("go", "Install it")],
)
def test_a_kernel_that_is_not_here_is_named_with_what_to_install(go, language, advice):
    made = notebook(code("1"), kernelspec={"name": "analysis-2019", "language": language})
    with pytest.raises(RunFailed, match="The kernel 'analysis-2019' of this notebook is not inst"):
        go(made)
    with pytest.raises(RunFailed) as failed:
        go(made)
    assert advice in failed.value.hint


@pytest.mark.parametrize("name", ["../../x", "a b", "x" * 999, "\x1b[31m"])
def test_a_name_that_no_kernel_has_is_shown_safely(go, name):
    with pytest.raises(RunFailed, match="is not installed here") as failed:
        go(notebook(code("1"), kernelspec={"name": name, "language": "python"}))
    assert failed.value.message.isprintable()


def test_a_notebook_of_another_language_that_names_no_kernel_asks_for_one(go):
    with pytest.raises(RunFailed, match="does not say which kernel"):
        go(notebook(code("1"), language_info={"name": "R"}))


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["/no/such/program"], "No such file"),
        ([sys.executable, "-m", "no_such_kernel"], "No module named no_such_kernel"),
        (["false"], "died"),
    ],
)
def test_a_kernel_that_does_not_start_says_why(go, kernel, argv, says):
    with pytest.raises(RunFailed, match="The kernel “Odd one” did not start") as failed:
        go(kernel("odd", argv))
    assert says in failed.value.hint


def test_a_kernel_that_does_not_answer_is_given_up(kernel, work):
    made = kernel("mute", ["sh", "-c", f"echo $$ > {work}/pid; exec sleep 600"])
    with pytest.raises(RunFailed, match="did not start within 2 seconds"):
        run(
            made,
            folder=str(work),
            specs=kernels.kernel_specs(),
            progress=lambda done, total: None,
            cancelled=threading.Event(),
            start_seconds=2,
        )
    assert is_gone(written(work / "pid"))


# Cancel


@pytest.mark.parametrize(
    "busy",
    [
        "import time; time.sleep(600)",
        "while True: pass",
        "import time\nwhile True:\n try: time.sleep(9)\n except KeyboardInterrupt: pass",
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "while True:\n try: time.sleep(9)\n except BaseException: pass",
    ],
)
def test_a_cancelled_run_ends_within_two_seconds(go, work, busy):
    cancelled, when = threading.Event(), []

    def cancel():
        written(work / "pid")
        time.sleep(0.2)
        when.append(time.monotonic())
        cancelled.set()

    waiting = threading.Thread(target=cancel)
    waiting.start()
    with pytest.raises(Cancelled):
        go(python(NOTE_PID, busy), cancelled=cancelled)
    took = time.monotonic() - when[0]
    waiting.join()
    assert not is_running(written(work / "pid"))
    assert took < 2


def test_a_run_that_is_cancelled_while_its_kernel_starts_leaves_none(kernel, go, work):
    made = kernel("mute", ["sh", "-c", f"echo $$ > {work}/pid; exec sleep 600"])
    cancelled = threading.Event()

    def cancel():
        written(work / "pid")
        cancelled.set()

    threading.Thread(target=cancel).start()
    with pytest.raises(Cancelled):
        go(made, cancelled=cancelled)
    assert is_gone(written(work / "pid"))


def test_whoever_is_told_of_progress_can_stop_the_run(go, work):
    def stop(done, total):
        if done == 1:
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled, match="Enough"):
        go(python(NOTE_PID, "1"), progress=stop)
    assert is_gone(written(work / "pid"))


# Nothing stays behind


@pytest.mark.parametrize("last", ["pass", "1/0"])
def test_neither_children_nor_connection_files_stay(go, work, last):
    before = connection_files()
    child = (
        "import subprocess; child = subprocess.Popen(['sleep', '600']);"
        "open('child', 'w').write(str(child.pid))"
    )
    try:
        go(python(NOTE_PID, child, last))
    except RunFailed:
        assert last == "1/0"
    assert is_gone(written(work / "pid"))
    assert is_gone(written(work / "child"))
    after = connection_files()
    assert after == before


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_server_that_ends_takes_the_kernel_along(work, ending):
    made = python(NOTE_PID, "import time; time.sleep(600)")
    program = f"""
import json, signal, threading
from jupyter_hub_publish.workspace import FileWorkspace
# Whoever starts the tests in the background of a shell hands down that it be ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
FileWorkspace().run({str(work / "n.ipynb")!r}, json.loads({json.dumps(made)!r}),
    progress=lambda done, total: None, cancelled=threading.Event())
"""
    server = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL)
    try:
        pid = written(work / "pid")
        assert is_running(pid)
        server.send_signal(ending)
        server.wait(10)
        assert is_gone(pid)
    finally:
        server.kill()
        server.wait()
