"""The process that makes pages: it can neither outgrow nor outlive its limits.

Run as `python -m jupyter_hub_publish.rendering.worker MEMORY_BYTES CPU_SECONDS`.
"""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec.structs import replace

from ..domain.errors import PublishError
from ..domain.notebook import Notebook, parse
from ..domain.pictures import measured
from ..domain.records import CoverChoice
from .channel import Advance, Done, Drawn, Failed, Job, PageJob, next_job, send
from .page import About, Page

if TYPE_CHECKING:
    from .exporter import ReportExporter

resource: Any
try:
    import resource
except ImportError:  # Windows: only the clock limits a page there
    resource = None

_LARGE = 700_000_000  # bytes of memory once used, after which a fresh process is the better one
_TOO_MUCH = "Clear its largest outputs, or split the notebook, and publish again."


def main(memory_bytes: int, cpu_seconds: int) -> None:
    """Serve jobs until the other side closes its end."""
    jobs, answers = _own_channel()
    _limit_memory(memory_bytes)
    warnings.simplefilter("ignore")

    _skip_what_nobody_needs()
    # Here and not above: the imports take a good part of a second, and count under the limits.
    from . import thumbnail  # noqa: F401  its first use should not wait for it
    from .exporter import ReportExporter

    exporter = ReportExporter()
    while (job := next_job(jobs)) is not None:
        _limit_computing(cpu_seconds)
        answer = _answer(exporter, job, answers)
        send(answers, answer)
        if not isinstance(answer, Failed) and answer.leaving:
            return


def _answer(exporter: ReportExporter, job: Job, answers: BinaryIO) -> Done | Drawn | Failed:
    def advance(done: int, total: int) -> None:
        send(answers, Advance(done, total))

    try:
        notebook = parse(job.notebook)
        if isinstance(job, PageJob):
            page = exporter.page(notebook, job.about, advance, job.pictures)
            return Done(_with_thumbnail(page, notebook, job), leaving=_is_large())
        return Drawn(_covers(notebook, job.about), leaving=_is_large())
    except PublishError as error:
        return Failed(error.message, error.hint)
    except MemoryError:
        return Failed("The page needs more memory than is allowed.", _TOO_MUCH)
    except RecursionError:
        return Failed("The notebook is nested too deeply to make a page of it.", _TOO_MUCH)
    except OSError:
        raise  # the other side is gone
    except Exception as error:
        name = type(error).__name__
        return Failed(f"The page could not be made ({name}).", "Please report this as a bug.")


def _with_thumbnail(page: Page, notebook: Notebook, job: PageJob) -> Page:
    from .thumbnail import thumbnail

    picture = thumbnail(notebook, job.about, job.cover)
    header = measured(picture)
    kind = "" if header is None else header.media_type
    return replace(page, thumbnail=picture, thumbnail_type=kind)


def _covers(notebook: Notebook, about: About) -> tuple[tuple[CoverChoice, bytes], ...]:
    from .thumbnail import covers

    return covers(notebook, about)


def _own_channel() -> tuple[BinaryIO, BinaryIO]:
    """Stdin and stdout for ourselves: what a library prints goes to stderr."""
    jobs, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(jobs, "rb"), os.fdopen(answers, "wb")


def _skip_what_nobody_needs() -> None:
    """Keep out what takes two thirds of all that is imported here.

    jsonschema comes with nbconvert, and builds a grammar of international addresses where it finds
    this library, so as to check what no schema of notebooks asks for.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None: not there


def _limit_memory(memory_bytes: int) -> None:
    if resource is not None:
        with suppress(OSError, ValueError):  # macOS refuses it
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_computing(seconds: int) -> None:
    """The kernel counts for the life of a process, so each job moves the limit on."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + seconds
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _is_large() -> bool:
    return _most_memory() > _LARGE


def _most_memory() -> int:
    """Bytes of memory that this process has had at most."""
    # On Linux, what getrusage gives begins with the size of the process that has started this one.
    with suppress(OSError, ValueError):
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    if resource is None:
        return 0
    used = int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return used * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main(int(sys.argv[1]), int(sys.argv[2]))
