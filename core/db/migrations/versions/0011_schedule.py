"""The teams of matches, the clocks and courts of cameras, photos that are of a match because somebody says so

Revision: 0011, after 0009, 2026-11-27 03:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


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


def downgrade() -> None:
    op.drop_table("match_photo")
    op.drop_table("gallery_camera")
    op.drop_column("match", "teams")
