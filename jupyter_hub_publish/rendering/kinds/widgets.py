"""ipywidgets from the state that JupyterLab saves in the notebook's metadata."""

from __future__ import annotations

from typing import Any

from .drawing import Drawing

VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
_AS_TEXT = "An interactive widget is shown as its text"
_REFERENCE = "IPY_MODEL_"
_OURS = ("@jupyter-widgets/base", "@jupyter-widgets/controls", "@jupyter-widgets/output")


class SavedWidgets:
    """The widgets of one notebook; a model goes into the page with the first view that needs it."""

    def __init__(self, metadata: object) -> None:
        self._models = _models(metadata)
        self._given: set[str] = set()

    def view(self, value: object) -> Drawing | str | None:
        """The widget that a view names; a sentence where its state or its script is not there."""
        name = value.get("model_id") if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in self._models:
            return f"{_AS_TEXT}: the notebook does not hold its state."
        reached = self._reached(name)
        for model in reached:
            package = str(self._models[model].get("model_module", ""))
            if package not in _OURS:
                return f"{_AS_TEXT}: its script, {package}, is not part of reports."
        new = {model: self._models[model] for model in reached if model not in self._given}
        self._given.update(new)
        return Drawing("widgets", {"view": name, "models": new}, "An interactive widget")

    def _reached(self, name: str) -> list[str]:
        found, waiting = {name: True}, [name]
        while waiting:
            for other in _references(self._models[waiting.pop()].get("state")):
                if other in self._models and other not in found:
                    found[other] = True
                    waiting.append(other)
        return list(found)


def _models(metadata: object) -> dict[str, dict[str, Any]]:
    widgets = metadata.get("widgets") if isinstance(metadata, dict) else None
    saved = widgets.get(_STATE) if isinstance(widgets, dict) else None
    state = saved.get("state") if isinstance(saved, dict) else None
    if not isinstance(state, dict):
        return {}
    return {
        name: model
        for name, model in state.items()
        if isinstance(model, dict) and isinstance(model.get("model_name"), str)
    }


def _references(tree: object) -> list[str]:
    found, stack = [], [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            if node.startswith(_REFERENCE):
                found.append(node.removeprefix(_REFERENCE))
        elif isinstance(node, dict):
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return found
