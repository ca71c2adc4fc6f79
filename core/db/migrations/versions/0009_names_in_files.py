"""What was written into files, and what takes it back

Revision: 0009, after 0008, 2026-11-27 00:45:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

EMPTY = sa.text("''")
# What is of a photo is not kept longer than it.
GONE = (
    "AFTER DELETE ON photo BEGIN DELETE FROM photo_content WHERE photo_id = OLD.id; "
    "DELETE FROM file_tag WHERE path IN (SELECT target FROM file_write WHERE photo_id = OLD.id); "
    "DELETE FROM file_write WHERE photo_id = OLD.id; END"
)


def upgrade() -> None:
    op.add_column("photo", sa.Column("picture", sa.String(), server_default=EMPTY, nullable=False))
    op.create_index("ix_photo_picture", "photo", ["picture"])
    op.create_table(
        "photo_content",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_photo_content_photo_id_photo"),
        sa.PrimaryKeyConstraint("digest", name="pk_photo_content"),
    )
    op.create_index("ix_photo_content_photo_id", "photo_content", ["photo_id"])
    op.create_table(
        "file_tag",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("path", "field", "value", name="pk_file_tag"),
    )
    op.create_table(
        "file_write",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("stretch", sa.LargeBinary(), nullable=False),
        sa.Column("own", sa.JSON(), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_file_write_photo_id_photo"),
        sa.PrimaryKeyConstraint("id", name="pk_file_write"),
    )
    for column in ("batch_id", "photo_id", "target"):
        op.create_index(f"ix_file_write_{column}", "file_write", [column])
    op.execute(f"CREATE TRIGGER files_of_photo {GONE}")


def downgrade() -> None:
    op.execute("DROP TRIGGER files_of_photo")
    for table in ("file_write", "file_tag", "photo_content"):
        op.drop_table(table)
    op.drop_index("ix_photo_picture", "photo")
    op.drop_column("photo", "picture")
