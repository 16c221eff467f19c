"""Jobs: they run on, they can be stopped until they store, and they tell why they failed."""

import threading

import pytest

from jupyter_hub_publish.authoring import JobBoard
from jupyter_hub_publish.domain.drafts import Progress
from jupyter_hub_publish.domain.errors import (
    BadNotebook,
    Cancelled,
    Conflict,
    NotFound,
    RunFailed,
)
from jupyter_hub_publish.domain.records import Published, Run

MADE = Published(id="raaaaaaaaaa", version=1, title="T", url=None, library="l")


@pytest.fixture
def board():
    board = JobBoard()
    yield board
    board.close()


class Steps:
    """Work that goes on when it is told to."""

    def __init__(self, *steps, then=MADE):
        self.steps, self.then = steps, then
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __call__(self, report, cancelled):
        for step, progress in self.steps:
            report(step, progress)
        self.reached.set()
        self.go_on.wait(10)
        if cancelled.is_set():
            raise Cancelled("Stopped.")
        if isinstance(self.then, Exception):
            raise self.then
        return self.then


def ended(board, id):
    for _ in range(1000):
        job = board.get(id)
        if job.state != "running":
            return job
        threading.Event().wait(0.01)
    raise AssertionError("the job does not end")


def test_a_job_tells_its_steps_and_ends_with_what_it_made(board):
    work = Steps(("rendering", Progress(done=3, total=9)))
    job = board.start("a.ipynb", "T", work)
    assert work.reached.wait(10)
    seen = board.get(job.id)
    assert (seen.state, seen.step, seen.progress) == (
        "running",
        "rendering",
        Progress(done=3, total=9),
    )
    work.go_on.set()
    assert ended(board, job.id).published == MADE
    assert [j.id for j in board.all().jobs] == [job.id]


def test_the_same_notebook_is_published_once_at_a_time(board):
    work = Steps()
    job = board.start("a.ipynb", "T", work)
    with pytest.raises(Conflict):
        board.start("a.ipynb", "T", Steps())
    work.go_on.set()
    ended(board, job.id)
    again = Steps()
    again.go_on.set()
    assert ended(board, board.start("a.ipynb", "T", again).id).state == "done"


def test_a_job_that_is_stopped_stores_nothing(board):
    work = Steps(("rendering", None))
    job = board.start("a.ipynb", "T", work)
    assert work.reached.wait(10)
    board.end(job.id)
    work.go_on.set()
    assert ended(board, job.id).state == "cancelled"


def test_a_job_that_stores_is_carried_through(board):
    work = Steps(("storing", None))
    job = board.start("a.ipynb", "T", work)
    assert work.reached.wait(10)
    with pytest.raises(Conflict, match="cannot be stopped any more"):
        board.end(job.id)
    work.go_on.set()
    assert ended(board, job.id).published == MADE


def test_stopped_before_storing_means_never_stored(board):
    stored = []
    began, go_on = threading.Event(), threading.Event()

    def work(report, cancelled):
        began.set()
        go_on.wait(10)
        report("storing", None)
        stored.append(1)
        return MADE

    job = board.start("a.ipynb", "T", work)
    assert began.wait(10)
    board.end(job.id)
    go_on.set()
    assert ended(board, job.id).state == "cancelled"
    assert stored == []


def test_a_refusal_is_told_in_its_own_words(board):
    work = Steps(then=BadNotebook("It is empty.", hint="Write."))
    work.go_on.set()
    job = ended(board, board.start("a.ipynb", "T", work).id)
    assert (job.state, job.error.code, job.error.message, job.error.hint) == (
        "failed",
        "bad_notebook",
        "It is empty.",
        "Write.",
    )


def test_a_job_tells_whether_it_runs_and_how_that_went(board):
    ran = Run(kernel="Python 3", cells=2, seconds=0.5)

    def work(report, cancelled):
        report("running", Progress(done=1, total=2))
        report("running", None, ran=ran)
        report("rendering", Progress(done=1, total=2))
        return MADE

    job = board.start("a.ipynb", "T", work, runs=True)
    assert job.runs
    assert ended(board, job.id).ran == ran


def test_the_cell_that_stopped_a_run_is_told(board):
    work = Steps(then=RunFailed("Cell 19 stopped the run: KeyError.", hint="Mend it.", cell=19))
    work.go_on.set()
    job = ended(board, board.start("a.ipynb", "T", work, runs=True).id)
    assert (job.error.code, job.error.cell) == ("run_failed", 19)


def test_a_fault_of_ours_is_one_sentence_and_a_log(board, caplog):
    work = Steps(then=ZeroDivisionError("secret"))
    work.go_on.set()
    job = ended(board, board.start("a.ipynb", "T", work).id)
    assert (job.state, job.error.code) == ("failed", "unexpected")
    assert "secret" not in job.error.message + job.error.hint
    assert "secret" in caplog.text


def test_an_ended_job_is_forgotten_when_it_is_ended_again(board):
    work = Steps()
    work.go_on.set()
    job = board.start("a.ipynb", "T", work)
    ended(board, job.id)
    board.end(job.id)
    with pytest.raises(NotFound):
        board.get(job.id)
