"""The process that makes pages: warm, limited, and gone when nobody needs it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from cells import ABOUT, code, markdown, notebook, stream
from pictures import bomb, shown
from processes import is_gone

from jupyter_hub_publish.domain.errors import Cancelled, RenderingFailed
from jupyter_hub_publish.domain.pictures import measured
from jupyter_hub_publish.rendering import Page, Renderer

SMALL = msgspec.json.encode(notebook(markdown("# Hello"), code("1", stream("1"))))
LONG = msgspec.json.encode(notebook(*[markdown("x " * 50) for _ in range(3_000)]))


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()


@pytest.fixture
def fresh() -> Iterator[Renderer]:
    """One that has started nothing yet."""
    renderer = Renderer()
    yield renderer
    renderer.close()


@pytest.fixture
def started() -> Callable[[], set[int]]:
    """The processes that this test has started and that still run; others have renderers too."""
    others = children()
    return lambda: children() - others


def render(renderer: Renderer, data: bytes = SMALL) -> Page:
    return renderer.render(
        data, ABOUT, progress=lambda done, total: None, cancelled=threading.Event()
    )


def children() -> set[int]:
    """The processes for pages that were ever started from here and still run."""
    found = subprocess.run(["ps", "-ww", "-o", "pid=,args=", "--ppid", str(os.getpid())],
                           capture_output=True, text=True, check=False).stdout  # fmt: skip
    return {int(line.split()[0]) for line in found.splitlines() if "rendering.worker" in line}


def wait_until(condition, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_a_page_comes_back(renderer):
    page = render(renderer)
    assert b"Hello" in page.html
    assert page.notices == ()


def test_a_picture_comes_with_it(renderer):
    page = render(renderer)
    header = measured(page.thumbnail)
    assert (header.width, header.height) == (480, 300)
    assert header.media_type == page.thumbnail_type


def test_a_hostile_image_costs_nothing_but_itself(renderer):
    hostile = notebook(*(code("x", shown(bomb(side, side))) for side in (6_000, 60_000)))
    page = render(renderer, msgspec.json.encode(hostile))
    assert page.thumbnail
    assert page.html


def test_the_process_stays_for_the_next_page(fresh, started):
    render(fresh)
    (pid,) = started()
    render(fresh)
    assert started() == {pid}


def test_progress_comes_while_the_page_is_made(renderer):
    seen: list[tuple[int, int]] = []
    renderer.render(
        SMALL, ABOUT, progress=lambda *step: seen.append(step), cancelled=threading.Event()
    )
    assert seen == [(1, 2), (2, 2)]


def test_pages_are_made_for_several_threads(renderer):
    pages: list[Page] = []
    threads = [threading.Thread(target=lambda: pages.append(render(renderer))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pages) == 4
    assert len({page.html for page in pages}) == 1


def test_what_is_no_notebook_is_said(renderer):
    with pytest.raises(RenderingFailed, match="not valid JSON"):
        render(renderer, b"{")


def test_cancelling_stops_at_once(renderer):
    cancelled = threading.Event()
    begin = time.perf_counter()
    with pytest.raises(Cancelled):
        renderer.render(LONG, ABOUT, progress=lambda *_: cancelled.set(), cancelled=cancelled)
    assert time.perf_counter() - begin < 5
    assert b"Hello" in render(renderer).html


def test_a_listener_that_fails_leaves_no_old_answers_behind(renderer):
    with pytest.raises(ZeroDivisionError):
        renderer.render(
            LONG, ABOUT, progress=lambda done, total: 1 / 0, cancelled=threading.Event()
        )
    assert b"Hello" in render(renderer).html


def test_a_page_that_takes_too_long_is_given_up(started):
    renderer = Renderer(wall_seconds=0.01)
    with pytest.raises(RenderingFailed, match=r"longer than 0\.01 seconds"):
        render(renderer, LONG)
    assert started() == set()


def test_a_page_that_computes_too_long_is_given_up():
    renderer = Renderer(cpu_seconds=0)
    with pytest.raises(RenderingFailed, match="seconds of computing"):
        render(renderer, LONG)
    renderer.close()


def test_a_page_that_needs_too_much_memory_is_given_up():
    large = msgspec.json.encode(notebook(*[code("x", stream("y" * 4_000_000))] * 12))
    renderer = Renderer(memory_bytes=260_000_000)
    with pytest.raises(RenderingFailed):
        render(renderer, large)
    renderer.close()


def test_a_process_that_died_is_replaced(fresh, started):
    render(fresh)
    (pid,) = started()
    os.kill(pid, 9)
    assert wait_until(lambda: started() == set())
    assert b"Hello" in render(fresh).html
    assert len(started() - {pid}) == 1


def test_the_process_ends_when_it_is_idle(started):
    renderer = Renderer(idle_seconds=0.1)
    render(renderer)
    assert wait_until(lambda: started() == set())


def test_warming_up_returns_at_once(fresh, started):
    begin = time.perf_counter()
    fresh.warm_up()
    returned = time.perf_counter() - begin
    assert len(started()) == 1
    render(fresh)
    # Whoever waits for the process waits for most of that, however fast the machine.
    assert returned < (time.perf_counter() - begin) / 3
    fresh.close()
    assert started() == set()


def test_the_process_ends_with_its_parent():
    script = (
        "import os; from jupyter_hub_publish.rendering import Renderer; r = Renderer();"
        "r.warm_up(); print(r._process._popen.pid, flush=True); os._exit(1)"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).stdout
    pid = int(out)
    assert is_gone(pid, within=10)


def test_the_process_knows_no_secrets(fresh, started, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret-token")
    fresh.warm_up()
    (pid,) = started()
    assert b"secret-token" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_a_module_in_the_current_folder_is_not_loaded(fresh, tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('loaded')")
    monkeypatch.chdir(tmp_path)
    assert b"Hello" in render(fresh).html


def test_what_a_library_prints_does_not_reach_the_channel():
    script = (
        "from jupyter_hub_publish.rendering.worker import _own_channel;"
        "jobs, answers = _own_channel(); print('noise', flush=True);"
        "answers.write(b'answer'); answers.flush()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"answer"
    assert b"noise" in done.stderr


def test_a_process_stays_warm_for_a_large_server(fresh, started):
    server = bytearray(900_000_000)
    for place in range(0, len(server), 4096):
        server[place] = 1
    render(fresh)
    del server
    assert len(started()) == 1
