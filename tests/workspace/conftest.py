"""The workspaces that there are, over the same folder: files, Jupyter's contents, other storage."""

import asyncio
import os
import threading

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from stored_elsewhere import StoredElsewhere

from jupyter_hub_publish.workspace import ContentsWorkspace, FileWorkspace


@pytest.fixture
def loop():
    """An event loop in a thread, as a server has it."""
    made = asyncio.new_event_loop()
    thread = threading.Thread(target=made.run_forever)
    thread.start()
    yield made
    made.call_soon_threadsafe(made.stop)
    thread.join()
    made.close()


@pytest.fixture
def home(tmp_path):
    """A person's files; notebooks lie in its `work`."""
    (tmp_path / "home" / "work").mkdir(parents=True)
    (tmp_path / "home" / "work" / "n.ipynb").write_text("{}")
    return tmp_path / "home"


@pytest.fixture
def work(home):
    return home / "work"


@pytest.fixture
def on_disk(home, loop):
    """Jupyter's own contents manager."""
    return ContentsWorkspace(AsyncLargeFileManager(root_dir=str(home)), loop)


@pytest.fixture
def elsewhere(loop):
    """A workspace whose files are on no disk, and what it stores."""
    contents = StoredElsewhere()
    return ContentsWorkspace(contents, loop), contents.files


@pytest.fixture(params=["files", "contents", "elsewhere"])
def place(request, home, work, loop):
    """A workspace, the path of a notebook in it, and a way to put a file beside that."""
    if request.param == "elsewhere":
        contents = StoredElsewhere()
        contents.files["work/n.ipynb"] = b"{}"
        return ContentsWorkspace(contents, loop), "work/n.ipynb", contents.put("work")

    def put(name, data=b"x"):
        file = work / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    if request.param == "files":
        return FileWorkspace(), os.fspath(work / "n.ipynb"), put
    contents = AsyncLargeFileManager(root_dir=str(home))
    return ContentsWorkspace(contents, loop), "work/n.ipynb", put
