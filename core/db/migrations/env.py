"""Alembic's environment: the url comes from `core.db.migrate.alembic_config`."""

from typing import Any

import sqlalchemy
from alembic import context
from sqlalchemy import event
from sqlalchemy.pool import NullPool

from core.db.schema import Base

engine = sqlalchemy.create_engine(context.config.attributes["url"], poolclass=NullPool, hide_parameters=True)


# Python's driver would commit before each change of the schema; so all of an upgrade is done or none.
@event.listens_for(engine, "connect")
def leave_transactions_to_sqlalchemy(connection: Any, _: Any) -> None:
    connection.isolation_level = None


@event.listens_for(engine, "begin")
def begin(connection: sqlalchemy.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
