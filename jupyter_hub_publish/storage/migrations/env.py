"""Alembic's entry: runs on the connection, and in the transaction, that the opener hands over."""

from __future__ import annotations

from alembic import context

from jupyter_hub_publish.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
    transactional_ddl=True,
)
context.run_migrations()
