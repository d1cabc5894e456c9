"""Run by Alembic: migrates over the connection that the configuration brings."""

from __future__ import annotations

from alembic import context

from ringup.database.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
