"""Alembic's environment: the url comes from `core.db.migrate.alembic_config`."""

import sqlalchemy
from alembic import context
from sqlalchemy.pool import NullPool

from core.db.schema import Base

engine = sqlalchemy.create_engine(context.config.attributes["url"], poolclass=NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
