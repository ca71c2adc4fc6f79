"""When a field of a thing was written, not only when that was told

Revision: 0008, after 0007, 2026-11-27 01:45:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
NOTES = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%INTO revision%'")


def upgrade() -> None:
    op.add_column("revision", sa.Column("at", sa.Integer(), nullable=True))
    for name, rule in op.get_bind().execute(NOTES).all():
        op.execute(f"DROP TRIGGER {name}")
        head, values, rest = rule.partition("(kind, thing, field, value) VALUES (")
        noted = "(at, kind, thing, field, value) VALUES (" + NOW_MS + ", "
        told = (head + values + rest).replace(values, noted)
        op.execute(sa.text(told.replace("SET value =", "SET at = excluded.at, value =").replace(":", "\\:")))


def downgrade() -> None:
    for name, _ in op.get_bind().execute(NOTES).all():
        op.execute(f"DROP TRIGGER {name}")
    op.drop_column("revision", "at")
