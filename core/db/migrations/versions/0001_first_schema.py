"""first schema

Revision: 0001, after None, 2026-11-22 18:29:31.777897
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "gallery",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gallery")),
        sa.UniqueConstraint("name", name=op.f("uq_gallery_name")),
    )
    op.create_table(
        "photo",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("orientation", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("camera", sa.String(), nullable=False),
        sa.Column("detected_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_photo_taken_at"), ["taken_at"], unique=False)

    op.create_table(
        "player",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_player")),
    )
    with op.batch_alter_table("player", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_player_name"), ["name"], unique=False)

    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "training_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("pack_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    op.create_table(
        "cluster",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["gallery.id"], name=op.f("fk_cluster_gallery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster")),
    )
    with op.batch_alter_table("cluster", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cluster_gallery_id"), ["gallery_id"], unique=False)

    op.create_table(
        "face",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.Column("w", sa.Double(), nullable=False),
        sa.Column("h", sa.Double(), nullable=False),
        sa.Column("landmarks", sa.JSON(), nullable=False),
        sa.Column("detection_score", sa.Double(), nullable=False),
        sa.Column("size_px", sa.Double(), nullable=False),
        sa.Column("quality", sa.Double(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("player_id", sa.String(), nullable=True),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("similarity", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_face_photo_id")),
        sa.ForeignKeyConstraint(["player_id"], ["player.id"], name=op.f("fk_face_player_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_face")),
    )
    with op.batch_alter_table("face", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_face_photo_id"), ["photo_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_face_player_id"), ["player_id"], unique=False)
        batch_op.create_index("ix_face_state_photo_id", ["state", "photo_id"], unique=False)

    op.create_table(
        "file_failure",
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["gallery.id"], name=op.f("fk_file_failure_gallery_id")),
        sa.PrimaryKeyConstraint("gallery_id", "path", name=op.f("pk_file_failure")),
    )
    op.create_table(
        "gallery_photo",
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["gallery.id"], name=op.f("fk_gallery_photo_gallery_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_gallery_photo_photo_id")),
        sa.PrimaryKeyConstraint("gallery_id", "photo_id", name=op.f("pk_gallery_photo")),
    )
    with op.batch_alter_table("gallery_photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gallery_photo_photo_id"), ["photo_id"], unique=False)

    op.create_table(
        "photo_file",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mtime_ns", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_photo_file_photo_id")),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_photo_file")),
    )
    with op.batch_alter_table("photo_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_photo_file_photo_id"), ["photo_id"], unique=False)

    op.create_table(
        "template",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("player_id", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["player.id"], name=op.f("fk_template_player_id")),
        sa.ForeignKeyConstraint(["session_id"], ["training_session.id"], name=op.f("fk_template_session_id")),
        sa.PrimaryKeyConstraint("session_id", "player_id", name=op.f("pk_template")),
    )
    op.create_table(
        "cluster_face",
        sa.Column("cluster_id", sa.String(), nullable=False),
        sa.Column("face_id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_cluster_face_cluster_id")),
        sa.ForeignKeyConstraint(["face_id"], ["face.id"], name=op.f("fk_cluster_face_face_id")),
        sa.PrimaryKeyConstraint("cluster_id", "face_id", name=op.f("pk_cluster_face")),
    )
    with op.batch_alter_table("cluster_face", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cluster_face_face_id"), ["face_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("face_id", sa.String(), nullable=False),
        sa.Column("player_id", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("similarity", sa.Double(), nullable=True),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["face_id"], ["face.id"], name=op.f("fk_decision_face_id")),
        sa.ForeignKeyConstraint(["player_id"], ["player.id"], name=op.f("fk_decision_player_id")),
        sa.ForeignKeyConstraint(["session_id"], ["training_session.id"], name=op.f("fk_decision_session_id")),
        sa.ForeignKeyConstraint(["undoes"], ["decision.id"], name=op.f("fk_decision_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_face_id"), ["face_id"], unique=False)

    op.create_table(
        "embedding",
        sa.Column("face_id", sa.String(), nullable=False),
        sa.Column("pack_id", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["face_id"], ["face.id"], name=op.f("fk_embedding_face_id")),
        sa.PrimaryKeyConstraint("face_id", "pack_id", name=op.f("pk_embedding")),
    )
    with op.batch_alter_table("embedding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_embedding_pack_id"), ["pack_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("embedding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_embedding_pack_id"))

    op.drop_table("embedding")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_face_id"))
        batch_op.drop_index(batch_op.f("ix_decision_batch_id"))

    op.drop_table("decision")
    with op.batch_alter_table("cluster_face", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cluster_face_face_id"))

    op.drop_table("cluster_face")
    op.drop_table("template")
    with op.batch_alter_table("photo_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_photo_file_photo_id"))

    op.drop_table("photo_file")
    with op.batch_alter_table("gallery_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gallery_photo_photo_id"))

    op.drop_table("gallery_photo")
    op.drop_table("file_failure")
    with op.batch_alter_table("face", schema=None) as batch_op:
        batch_op.drop_index("ix_face_state_photo_id")
        batch_op.drop_index(batch_op.f("ix_face_player_id"))
        batch_op.drop_index(batch_op.f("ix_face_photo_id"))

    op.drop_table("face")
    with op.batch_alter_table("cluster", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cluster_gallery_id"))

    op.drop_table("cluster")
    op.drop_table("training_session")
    op.drop_table("setting")
    with op.batch_alter_table("player", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_player_name"))

    op.drop_table("player")
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_photo_taken_at"))

    op.drop_table("photo")
    op.drop_table("gallery")
