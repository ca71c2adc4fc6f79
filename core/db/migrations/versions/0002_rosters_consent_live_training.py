"""Rosters of galleries, consent, reasons, training sessions that tell how far they are

Revision: 0002, after 0001, 2026-11-22 20:58:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
    op.add_column("player", sa.Column("consent_until", sa.Date(), nullable=True))
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
    with op.batch_alter_table("decision") as batch_op:
        batch_op.drop_column("reason")
    with op.batch_alter_table("player") as batch_op:
        batch_op.drop_column("consent_until")
        batch_op.drop_column("consent")
    op.drop_table("gallery_player")
