"""Alembic's environment: the connection comes from `core.sync.server.migrate`."""

from alembic import context

from core.sync.server.migrate import SCHEMA

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table_schema=SCHEMA)
with context.begin_transaction():
    context.run_migrations()
