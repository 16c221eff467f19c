"""Which kernel a notebook asks for, and how that kernel is started here."""

from __future__ import annotations

import inspect
import re
from typing import Any

from ..domain.errors import RunFailed
from ..domain.notebook import Notebook, facts
from ..domain.paths import shown
from ..domain.records import Record

# As Jupyter names kernels; a notebook from elsewhere may name anything.
_NAME = re.compile(r"[A-Za-z0-9._\-]{1,255}")
_DEFAULT = "python3"
_HINTS = {
    "python": "Install it from its environment with `python -m ipykernel install --user --name"
    " {name}`, or choose another kernel in JupyterLab and save the notebook.",
    "r": "Install it from R with `IRkernel::installspec()`, or choose another kernel in JupyterLab"
    " and save the notebook.",
    "julia": "Install it from Julia with `using IJulia; installkernel()`, or choose another kernel"
    " in JupyterLab and save the notebook.",
    "": "Install it, or choose another kernel in JupyterLab and save the notebook.",
}


class Wanted(Record):
    """The kernel that a notebook asks for, as its metadata say."""

    name: str
    """Empty where they do not say."""
    title: str
    """As people read it; its name where there is nothing better."""
    language: str
    """In small letters; empty where they do not say."""
    version: str
    """Of the language, when it was last run; empty where they do not say."""

    @property
    def runs(self) -> str:
        """The name of the kernel to start; empty where none can be guessed."""
        return self.name or (_DEFAULT if self.language in ("", "python") else "")


class Kernel(Record):
    """A kernel that is installed here."""

    name: str
    title: str
    language: str
    argv: tuple[str, ...]
    env: dict[str, str]


def wanted(notebook: Notebook) -> Wanted:
    """The kernel that this notebook asks for."""
    metadata = notebook.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    name = _text(metadata, "kernelspec", "name")
    return Wanted(
        name=name,
        title=_text(metadata, "kernelspec", "display_name") or name,
        language=facts(notebook).language.lower(),
        version=_text(metadata, "language_info", "version"),
    )


def kernel_specs() -> Any:
    """Jupyter's own finder of kernels, for where no server has another one."""
    from jupyter_client.kernelspec import KernelSpecManager

    return KernelSpecManager()


def kernel_named(name: str, specs: Any) -> Kernel | None:
    """The kernel of this name, or null where this machine has none."""
    if not _NAME.fullmatch(name):
        return None
    try:
        spec = specs.get_kernel_spec(name)
        if inspect.isawaitable(spec):  # the kernels of a gateway, on another machine
            if inspect.iscoroutine(spec):
                spec.close()
            return None
        return Kernel(
            name=name,
            title=" ".join(str(spec.display_name).split()) or name,
            language=str(spec.language).lower(),
            argv=tuple(map(str, spec.argv)),
            env={str(key): str(value) for key, value in spec.env.items()},
        )
    except Exception:  # whatever an extension's finder raises, there is no such kernel
        return None


def kernel_to_run(asked: Wanted, specs: Any) -> Kernel:
    """The kernel that runs the notebook; raises RunFailed, saying what to install."""
    if not asked.runs:
        raise RunFailed(
            "The notebook does not say which kernel runs it.",
            hint="Open it in JupyterLab, choose a kernel, and save it.",
        )
    kernel = kernel_named(asked.runs, specs)
    if kernel is None:
        name = shown(asked.runs)
        hint = _HINTS.get(asked.language, _HINTS[""]).format(name=name.strip("'\""))
        raise RunFailed(f"The kernel {name} of this notebook is not installed here.", hint=hint)
    return kernel


def _text(metadata: dict[str, Any], key: str, inner: str) -> str:
    described = metadata.get(key)
    value = described.get(inner) if isinstance(described, dict) else None
    return " ".join(value[:200].split()) if isinstance(value, str) else ""
