"""The teams of matches, the clocks and courts of cameras, photos that are of a match because somebody says so

Revision: 0011, after 0010, 2026-11-27 03:30:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
OURS = "WHEN (SELECT applying FROM team) = 0"
MATCH = ("gallery_id", "name", "court", "starts_at", "ends_at")
MEMBERS = (
    ("camera", "gallery_camera", "camera", "json_array({0}clock_s, {0}court)"),
    ("put", "match_photo", "photo_id", "json_quote({0}match_id)"),
)
IN_A_TEAM = sa.text("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'note_new_match'")


def note(kind: str, thing: str, field: str, value: str) -> str:
    return (
        "INSERT INTO revision (kind, thing, field, value, at) "
        f"VALUES ('{kind}', {thing}, {field}, {value}, {NOW_MS}) "
        "ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, stamp = NULL, feed = NULL"
    )


def note_new_match(fields: Sequence[str]) -> None:
    told = "; ".join(note("match", "NEW.id", f"'{field}'", f"json_quote(NEW.{field})") for field in fields)
    op.execute("DROP TRIGGER note_new_match")
    op.execute(f"CREATE TRIGGER note_new_match AFTER INSERT ON match {OURS} BEGIN {told}; END")


def note_teams() -> None:
    told = note("match", "NEW.id", "'teams'", "json_quote(NEW.teams)")
    changed = f"{OURS} AND OLD.teams IS NOT NEW.teams"
    op.execute(f"CREATE TRIGGER note_match_teams AFTER UPDATE OF teams ON match {changed} BEGIN {told}; END")


def note_members(kind: str, table: str, field: str, value: str) -> None:
    told = note(kind, "NEW.gallery_id", f"NEW.{field}", value.format("NEW."))
    gone = note(kind, "OLD.gallery_id", f"OLD.{field}", "'null'")
    for event, told_of in (("INSERT", told), ("UPDATE", told), ("DELETE", gone)):
        rule = f"AFTER {event} ON {table} {OURS} BEGIN {told_of}; END"
        op.execute(f"CREATE TRIGGER note_{kind}_{event} {rule}")


def upgrade() -> None:
    op.add_column("match", sa.Column("teams", sa.JSON(), server_default="[]", nullable=False))
    op.create_table(
        "gallery_camera",
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("camera", sa.String(), nullable=False),
        sa.Column("clock_s", sa.Integer(), server_default="0", nullable=False),
        sa.Column("court", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["gallery.id"], name="fk_gallery_camera_gallery_id_gallery"),
        sa.PrimaryKeyConstraint("gallery_id", "camera", name="pk_gallery_camera"),
    )
    op.create_table(
        "match_photo",
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("match_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["gallery.id"], name="fk_match_photo_gallery_id_gallery"),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name="fk_match_photo_photo_id_photo", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("gallery_id", "photo_id", name="pk_match_photo"),
    )
    op.create_index("ix_match_photo_photo_id", "match_photo", ["photo_id"])
    if op.get_bind().execute(IN_A_TEAM).first():
        note_new_match((*MATCH, "teams"))
        note_teams()
        for member in MEMBERS:
            note_members(*member)


def downgrade() -> None:
    if op.get_bind().execute(IN_A_TEAM).first():
        note_new_match(MATCH)
        op.execute("DROP TRIGGER note_match_teams")
    op.drop_table("match_photo")
    op.drop_table("gallery_camera")
    op.drop_column("match", "teams")
