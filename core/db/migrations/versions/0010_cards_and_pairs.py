"""What was copied off cards, and the RAW files beside photos

Revision: 0010, after 0009, 2026-11-27 03:20:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "card_file",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mtime_ns", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_card_file"),
    )
    op.create_index("ix_card_file_name", "card_file", ["name"])
    op.create_table(
        "partner_file",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mtime_ns", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name="fk_partner_file_photo_id_photo", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("path", name="pk_partner_file"),
    )
    op.create_index("ix_partner_file_photo_id", "partner_file", ["photo_id"])


def downgrade() -> None:
    op.drop_table("partner_file")
    op.drop_table("card_file")
