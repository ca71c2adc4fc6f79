"""What orders photos names the folder and the file, and no more of the path; cameras have names of one line

Revision: 0007, after 0006, 2026-11-27 01:15:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WRITE = sa.text(
    "UPDATE gallery_photo SET sort_key = :short WHERE gallery_id = :gallery_id AND photo_id = :photo_id"
)


def upgrade() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT gallery_id, photo_id, sort_key FROM gallery_photo")).all()
    written = [
        {"gallery_id": gallery, "photo_id": photo, "short": short(key)}
        for gallery, photo, key in rows
        if short(key) != key
    ]
    if written:
        connection.execute(WRITE, written)
    op.execute("UPDATE photo SET camera = substr(camera, 1, 200) WHERE length(camera) > 200")


def short(key: str) -> str:
    """A key with the last two parts of its path: before it are a time of two words, or "~"."""
    words = key.split(" ", 1 if key.startswith("~") else 2)
    place = "/".join(words[-1].replace("\\", "/").split("/")[-2:])
    return " ".join((*words[:-1], place))


def downgrade() -> None:
    pass  # what was cut off is not needed to order them
