"""Photos whose files are still to be asked who is in them

Revision: 0014, after 0013, 2026-11-28 10:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unread_names",
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_unread_names_photo_id_photo"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_unread_names")),
    )


def downgrade() -> None:
    op.drop_table("unread_names")
