"""Players who refused for a gallery only

Revision: 0016, after 0015, 2026-11-29 02:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
IN_A_TEAM = sa.text("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'note_roster_INSERT'")
EVENTS = {"INSERT": ("NEW", "true"), "UPDATE": ("NEW", "true"), "DELETE": ("OLD", "null")}


def upgrade() -> None:
    op.create_table(
        "gallery_refusal",
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("player_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gallery_id"], ["gallery.id"], name=op.f("fk_gallery_refusal_gallery_id_gallery")
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_gallery_refusal_player_id_player")
        ),
        sa.PrimaryKeyConstraint("gallery_id", "player_id", name=op.f("pk_gallery_refusal")),
    )
    op.create_index("ix_gallery_refusal_player_id", "gallery_refusal", ["player_id"])
    if op.get_bind().execute(IN_A_TEAM).first():
        for event, (row, value) in EVENTS.items():
            op.execute(
                f"CREATE TRIGGER note_refusal_{event} AFTER {event} ON gallery_refusal "
                "WHEN (SELECT applying FROM team) = 0 BEGIN "
                "INSERT INTO revision (kind, thing, field, value, at) "
                f"VALUES ('refusal', {row}.gallery_id, {row}.player_id, '{value}', {NOW_MS}) "
                "ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, stamp = NULL, "
                "feed = NULL; END"
            )


def downgrade() -> None:
    for event in EVENTS:
        op.execute(f"DROP TRIGGER IF EXISTS note_refusal_{event}")
    op.drop_table("gallery_refusal")
