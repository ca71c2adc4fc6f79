"""Rosters of galleries, consent, reasons, training sessions that tell how far they are

Revision: 0002, after 0001, 2026-11-22 20:58:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


NAMED = "state IN ('confirmed', 'tagged')"
# Counting all faces by day takes longer than anybody waits for a page of figures.
TRIGGERS = {
    "face_added": (
        "AFTER INSERT ON face BEGIN UPDATE photo SET face_count = face_count + 1, "
        f"named_count = named_count + (NEW.{NAMED}) WHERE id = NEW.photo_id; END"
    ),
    "face_removed": (
        "AFTER DELETE ON face BEGIN UPDATE photo SET face_count = face_count - 1, "
        f"named_count = named_count - (OLD.{NAMED}) WHERE id = OLD.photo_id; END"
    ),
    "face_named": (
        f"AFTER UPDATE OF state ON face WHEN (OLD.{NAMED}) <> (NEW.{NAMED}) BEGIN UPDATE photo SET "
        f"named_count = named_count + (NEW.{NAMED}) - (OLD.{NAMED}) WHERE id = NEW.photo_id; END"
    ),
}


def upgrade() -> None:
    add_counts()
    add_order()
    add_rosters_consent_and_live_training()


def add_counts() -> None:
    """The faces of each photo, counted; and indexes that answer counts by themselves."""
    op.drop_index("ix_face_photo_id", "face")
    op.drop_index("ix_face_player_id", "face")
    op.create_index("ix_face_photo_id_state_player_id", "face", ["photo_id", "state", "player_id"])
    op.create_index("ix_face_player_id_state", "face", ["player_id", "state"])
    for name in ("face_count", "named_count"):
        op.add_column("photo", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    op.drop_index("ix_photo_taken_at", "photo")
    op.create_index("ix_photo_taken_at", "photo", ["taken_at", "face_count", "named_count"])
    op.execute(
        "UPDATE photo SET face_count = (SELECT count(*) FROM face WHERE photo_id = photo.id), "
        f"named_count = (SELECT count(*) FROM face WHERE photo_id = photo.id AND {NAMED})"
    )
    for name, rule in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")


def add_order() -> None:
    """What orders the photos of a gallery: time, those without one last, and path."""
    empty = sa.text("''")
    op.add_column("gallery_photo", sa.Column("sort_key", sa.String(), server_default=empty, nullable=False))
    op.create_index("ix_gallery_photo_gallery_id_sort_key", "gallery_photo", ["gallery_id", "sort_key"])
    op.execute(
        "UPDATE gallery_photo SET sort_key = "
        "(SELECT coalesce(taken_at, '~') FROM photo WHERE id = gallery_photo.photo_id) || ' ' || "
        "coalesce((SELECT min(path) FROM photo_file WHERE photo_id = gallery_photo.photo_id), '')"
    )


def add_rosters_consent_and_live_training() -> None:
    """Who plays where, who agreed to be recognised, and how far a training is."""
    op.create_table(
        "gallery_player",
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("player_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["gallery.id"], name=op.f("fk_gallery_player_gallery_id")),
        sa.ForeignKeyConstraint(["player_id"], ["player.id"], name=op.f("fk_gallery_player_player_id")),
        sa.PrimaryKeyConstraint("gallery_id", "player_id", name=op.f("pk_gallery_player")),
    )
    op.create_index(op.f("ix_gallery_player_player_id"), "gallery_player", ["player_id"])
    op.add_column("player", sa.Column("consent", sa.String(), server_default="unknown", nullable=False))
    with op.batch_alter_table("player") as batch_op:
        batch_op.add_column(sa.Column("consent_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("merged", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("merged_into", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("merged_by", sa.String(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_player_merged_into"), "player", ["merged_into"], ["id"])
        batch_op.create_index(op.f("ix_player_merged_by"), ["merged_by"])
    op.create_index("ix_decision_source_batch_id", "decision", ["source", "batch_id"])
    op.add_column("decision", sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False))
    with op.batch_alter_table("cluster") as batch_op:
        batch_op.alter_column("gallery_id", nullable=True)
    for column in (
        sa.Column("deleted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("status", sa.String(), server_default="done", nullable=False),
        sa.Column("problem", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("step", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("step_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("step_total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("touched_at", sa.DateTime(), nullable=True),
        sa.Column("parameters", sa.JSON(), server_default="{}", nullable=False),
    ):
        op.add_column("training_session", column)
    # A session of before knew one parameter, among its figures.
    op.execute(
        "UPDATE training_session SET touched_at = created_at, "
        "parameters = json_object('precision_target', json_extract(figures, '$.precision_target')), "
        "figures = json_remove(figures, '$.precision_target')"
    )


def downgrade() -> None:
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}")
    op.drop_index("ix_gallery_photo_gallery_id_sort_key", "gallery_photo")
    op.drop_index("ix_photo_taken_at", "photo")
    op.drop_index("ix_face_photo_id_state_player_id", "face")
    op.drop_index("ix_face_player_id_state", "face")
    with op.batch_alter_table("gallery_photo") as batch_op:
        batch_op.drop_column("sort_key")
    with op.batch_alter_table("photo") as batch_op:
        batch_op.drop_column("face_count")
        batch_op.drop_column("named_count")
    op.create_index("ix_photo_taken_at", "photo", ["taken_at"])
    op.create_index("ix_face_photo_id", "face", ["photo_id"])
    op.create_index("ix_face_player_id", "face", ["player_id"])
    op.execute(
        "UPDATE training_session SET figures = "
        "json_set(figures, '$.precision_target', json_extract(parameters, '$.precision_target'))"
    )
    names = ["parameters", "touched_at", "step_total", "step_done", "step", "problem", "status", "deleted"]
    op.execute(
        "DELETE FROM cluster_face WHERE cluster_id IN (SELECT id FROM cluster WHERE gallery_id IS NULL)"
    )
    op.execute("DELETE FROM cluster WHERE gallery_id IS NULL")
    with op.batch_alter_table("cluster") as batch_op:
        batch_op.alter_column("gallery_id", nullable=False)
    with op.batch_alter_table("training_session") as batch_op:
        for name in names:
            batch_op.drop_column(name)
    op.drop_index("ix_decision_source_batch_id", "decision")
    with op.batch_alter_table("decision") as batch_op:
        batch_op.drop_column("reason")
    with op.batch_alter_table("player") as batch_op:
        batch_op.drop_index(op.f("ix_player_merged_by"))
        batch_op.drop_constraint(op.f("fk_player_merged_into"), type_="foreignkey")
        for name in ("merged_by", "merged_into", "merged", "consent_until"):
            batch_op.drop_column(name)
        batch_op.drop_column("consent")
    op.drop_table("gallery_player")
