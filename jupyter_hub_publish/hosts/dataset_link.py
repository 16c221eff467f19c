"""On a user's own server a dataset's address leads into JupyterLab, which shows its page."""

from __future__ import annotations

from posixpath import dirname

from ..api.call import Call, Reply
from ..api.endpoint import Endpoint
from ..domain.errors import NotFound
from ..domain.ids import is_dataset_id

_HTML = "text/html; charset=utf-8"


def follow_dataset_link(call: Call) -> Reply:
    """GET /datasets/{dataset}: into JupyterLab, which says whether there is such a dataset."""
    id = call.path["dataset"]
    if not is_dataset_id(id):
        raise NotFound("There is no dataset here that you may see.")
    # Jupyter Notebook, where no `lab` is named, has JupyterLab's routes all the same.
    lab = call.site.lab or f"{dirname(call.site.base.rstrip('/')).rstrip('/')}/lab"
    return Reply(
        status=303, headers={"Location": f"{lab}?hub-publish-dataset={id}"}, content_type=_HTML
    )


DATASET_LINK = Endpoint(
    method="GET", path="/datasets/{dataset}", run=follow_dataset_link, answer=_HTML
)
