"""An OpenLineage event for each write, where somebody has configured an endpoint for them.

The endpoint is configured as OpenLineage's own client has it, by environment variables or a file.
That it does not answer is a warning: the table is written, and that is what was asked for.
"""

from __future__ import annotations

import contextlib
import os
import threading
import uuid
import warnings
from typing import Any

from ..domain.handoffs import Handoff

_PATIENCE = 2.0  # seconds in which it takes an event; then it goes on trying, and the cell ends
_CONFIGURED = ("OPENLINEAGE_URL", "OPENLINEAGE_CONFIG", "OPENLINEAGE__TRANSPORT__TYPE")


def emit(handoff: Handoff) -> None:
    """Tell the endpoint, if there is one, that a run has written the table."""
    if not any(os.environ.get(name) for name in _CONFIGURED):
        return
    try:
        from openlineage.client import OpenLineageClient
    except ImportError:
        warnings.warn(
            "An OpenLineage endpoint is configured, and its client is not installed:"
            " pip install 'jupyter_hub_publish[openlineage]'.",
            stacklevel=2,
        )
        return
    taken = threading.Event()

    def send() -> None:
        # What the client raises is what its transport raises, after some attempts.
        with contextlib.suppress(Exception):
            client = OpenLineageClient()
            client.emit(event_of(handoff))
            client.close()
            taken.set()

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    sender.join(_PATIENCE)
    if not taken.is_set():
        warnings.warn(
            f"“{handoff.name}” is written; the OpenLineage endpoint did not take the event so far.",
            stacklevel=2,
        )


def event_of(handoff: Handoff) -> Any:
    """A run of the notebook that is complete, with the table as what came out."""
    from openlineage.client import event_v2 as events
    from openlineage.client.facet_v2 import output_statistics_output_dataset as numbers
    from openlineage.client.facet_v2 import schema_dataset as schemas

    assert handoff.written
    fields = [
        schemas.SchemaDatasetFacetFields(
            name=field.name, type=field.type, description=field.description or None
        )
        for field in handoff.schema.fields
    ]
    location = handoff.location
    table = f"{location.schema}.{location.table}" if location.schema else location.table
    output = events.OutputDataset(
        namespace=location.url,
        name=table,
        facets={"schema": schemas.SchemaDatasetFacet(fields=fields)},
        outputFacets={
            "outputStatistics": numbers.OutputStatisticsOutputDatasetFacet(
                rowCount=handoff.rows, size=handoff.bytes
            )
        },
    )
    notebook = os.environ.get("JPY_SESSION_NAME", "").rpartition("/")[2] or "notebook"
    namespace = os.environ.get("OPENLINEAGE_NAMESPACE", "jupyter")
    return events.RunEvent(
        eventType=events.RunState.COMPLETE,
        eventTime=handoff.written.isoformat(),
        run=events.Run(runId=str(uuid.uuid4())),
        job=events.Job(namespace=namespace, name=notebook),
        producer="urn:jupyter-hub-publish:handoff",
        outputs=[output],
    )
