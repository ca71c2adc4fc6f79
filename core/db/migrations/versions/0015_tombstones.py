"""What was erased, by its id, so that it does not come back

Revision: 0015, after 0014, 2026-11-28 23:20:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
REFUSED = "BEGIN SELECT RAISE(ABORT, 'decisions are only added to'); END"
OWN = "WHEN NOT coalesce((SELECT applying FROM team), 0)"
# While somebody is erased what was said of them goes.
ERASING = "EXISTS (SELECT 1 FROM tombstone WHERE pending AND kind <> 'picture')"
IN_A_TEAM = sa.text("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'note_no_face'")
NOTE_NO_PLAYER = (
    "CREATE TRIGGER note_no_player AFTER DELETE ON player WHEN (SELECT applying FROM team) = 0 BEGIN "
    "INSERT INTO revision (kind, thing, field, value, at) "
    f"VALUES ('player', OLD.id, 'deleted', 'true', {NOW_MS}) "
    "ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, stamp = NULL, feed = NULL; "
    "DELETE FROM outbox WHERE name = 'player' AND first = OLD.id; END"
)


def upgrade() -> None:
    op.create_table(
        "tombstone",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("photo_id", sa.String(), nullable=True),
        sa.Column("box", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_tombstone")),
    )
    op.create_index("ix_tombstone_photo_id", "tombstone", ["photo_id"])
    op.execute("DROP TRIGGER decision_delete")
    op.execute(f"CREATE TRIGGER decision_delete BEFORE DELETE ON decision {OWN} AND NOT {ERASING} {REFUSED}")
    if op.get_bind().execute(IN_A_TEAM).first():
        op.execute(NOTE_NO_PLAYER)


def downgrade() -> None:
    if op.get_bind().execute(IN_A_TEAM).first():
        op.execute("DROP TRIGGER note_no_player")
    op.execute("DROP TRIGGER decision_delete")
    op.execute(f"CREATE TRIGGER decision_delete BEFORE DELETE ON decision {OWN} {REFUSED}")
    op.drop_table("tombstone")
