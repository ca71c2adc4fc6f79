"""Who got which photos, and what is where

Revision: 0012, after 0011, 2026-11-27 03:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
    )
    op.create_table(
        "delivered_photo",
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("player_id", sa.String(), nullable=True),
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name="fk_delivered_photo_delivery_id_delivery"
        ),
        sa.ForeignKeyConstraint(["player_id"], ["player.id"], name="fk_delivered_photo_player_id_player"),
        sa.PrimaryKeyConstraint("delivery_id", "name", name="pk_delivered_photo"),
    )
    op.create_index("ix_delivered_photo_player_id", "delivered_photo", ["player_id"])
    op.create_table(
        "delivered_file",
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("recipe", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("destination", "name", name="pk_delivered_file"),
    )


def downgrade() -> None:
    for table in ("delivered_file", "delivered_photo", "delivery"):
        op.drop_table(table)
