"""What a team's store has of each picture; what a member may do, as they last heard

Revision: 0006, after 0005, 2026-11-26 21:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

EMPTY = sa.text("''")
NOTED = (
    "CREATE TRIGGER note_picture AFTER INSERT ON picture WHEN (SELECT applying FROM team) = 0 BEGIN "
    "INSERT OR IGNORE INTO outbox (name, first, second) VALUES ('picture', NEW.kind, NEW.thing); END"
)
# What is of a photo or a face is not kept longer than it.
GONE = {
    f"picture_of_{table}": f"AFTER DELETE ON {table} BEGIN DELETE FROM picture WHERE thing = OLD.id; END"
    for table in ("photo", "face")
}


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "thing", name="pk_picture"),
    )
    op.create_index("ix_picture_thing", "picture", ["thing"])
    op.add_column("team", sa.Column("role", sa.String(), server_default=EMPTY, nullable=False))
    op.add_column("team", sa.Column("store", sa.String(), server_default=EMPTY, nullable=False))
    for name, rule in GONE.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM team")):
        op.execute(NOTED)


def downgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS note_picture")
    for name in GONE:
        op.execute(f"DROP TRIGGER {name}")
    op.execute("DELETE FROM outbox WHERE name = 'picture'")
    op.drop_column("team", "store")
    op.drop_column("team", "role")
    op.drop_table("picture")
