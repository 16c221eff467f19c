"""`handoff.requests(…)`: what people ask of one's datasets, in the notebook that writes them.

The library is the one that the server of the same account uses, as its configuration files and its
hub say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, overload

from ..handoffs.showing import in_a_sentence

if TYPE_CHECKING:  # a notebook that asks nothing must not wait for it
    from ..config import HubPublish
    from ..domain.datasets import Asked


class Requests(Sequence["Asked"]):
    """Open questions and problems, the oldest first, as a cell shows them."""

    def __init__(self, questions: tuple[Asked, ...]) -> None:
        self._questions = questions

    def __len__(self) -> int:
        return len(self._questions)

    @overload
    def __getitem__(self, at: int) -> Asked: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Asked, ...]: ...

    def __getitem__(self, at: int | slice) -> Asked | tuple[Asked, ...]:
        return self._questions[at]

    def __iter__(self) -> Iterator[Asked]:
        return iter(self._questions)

    def __repr__(self) -> str:
        return "\n".join(map(_line, self._questions)) or _NONE

    def _repr_html_(self) -> str:
        if not self._questions:
            return f"<p>{_NONE}</p>"
        return "<ul>" + "".join(map(_item, self._questions)) + "</ul>"


_NONE = "Nobody waits for an answer."


@in_a_sentence
def requests(name: str = "") -> Requests:
    """The questions and problems on the dataset `name` that wait for your answer; or on all.

    They are answered on the dataset's page, in JupyterLab or on the web.
    """
    from ..domain.records import Actor
    from .libraries import library_of

    settings = _settings()
    library = library_of(settings)
    try:
        actor = Actor(name=settings.author_name())
        return Requests(library.datasets.waiting(name, actor=actor).questions)
    finally:
        library.close()


def _settings() -> HubPublish:
    """As the server reads them from its files; what its command line said, no notebook knows."""
    from jupyter_core.application import JupyterApp

    from ..config import HubPublish

    class Settings(JupyterApp):
        """Reads the files, and nothing else."""

        name = "hub-publish-notebook"
        config_file_name = "jupyter_server_config"

    app = Settings()
    app.load_config_file()
    return HubPublish(parent=app)


def _line(question: Asked) -> str:
    on = f" on {question.column}" if question.column else ""
    when = f"{question.asked:%Y-%m-%d}"
    return f"{question.dataset.name}{on}: {question.text} ({question.name}, {when})"


def _item(question: Asked) -> str:
    on = f" on <code>{escape(question.column)}</code>" if question.column else ""
    kind = "reports a problem" if question.kind == "problem" else "asks"
    return (
        f"<li><b>{escape(question.name)}</b> {kind}, {question.asked:%Y-%m-%d}:"
        f" <code>{escape(question.dataset.name)}</code>{on}<br>"
        f"{escape(question.text).replace(chr(10), '<br>')}</li>"
    )
