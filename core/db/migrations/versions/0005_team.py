"""A library can be one of a team

Revision: 0005, after 0004, 2026-11-26 18:50:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

EMPTY = sa.text("''")
REFUSED = "BEGIN SELECT RAISE(ABORT, 'decisions are only added to'); END"
# What others of the team did may make a face another one's, or take it out of the library.
OWN = "WHEN NOT coalesce((SELECT applying FROM team), 0)"
SAID = "id, batch_id, verdict, source, reason, at, probability, similarity, session_id, undoes"
DECISIONS_STAY = {
    "decision_update": f"BEFORE UPDATE OF {SAID} ON decision {REFUSED}",
    "decision_moved": f"BEFORE UPDATE OF face_id, player_id ON decision {OWN} {REFUSED}",
    "decision_delete": f"BEFORE DELETE ON decision {OWN} {REFUSED}",
}
BEFORE = {
    "decision_update": f"BEFORE UPDATE ON decision {REFUSED}",
    "decision_delete": f"BEFORE DELETE ON decision {REFUSED}",
}


def upgrade() -> None:
    replace_triggers(BEFORE, DECISIONS_STAY)
    op.add_column("decision", sa.Column("stamp", sa.String(), nullable=True))
    op.add_column("decision", sa.Column("seen", sa.Integer(), nullable=True))
    op.add_column("decision", sa.Column("feed", sa.Integer(), nullable=True))
    op.create_index(
        "ix_decision_stamp", "decision", ["stamp"], unique=True, sqlite_where=sa.text("stamp IS NOT NULL")
    )
    op.create_table(
        "team",
        sa.Column("tournament_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("server", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("replica", sa.String(), nullable=False),
        sa.Column("heard", sa.String(), nullable=False),
        sa.Column("remembered", sa.String(), nullable=False),
        sa.Column("synced_at", sa.DateTime(), nullable=True),
        sa.Column("left", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("applying", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("tournament_id", name="pk_team"),
    )
    op.create_table(
        "cursor",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_cursor"),
    )
    op.create_table(
        "outbox",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("second", sa.String(), server_default=EMPTY, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_outbox"),
        sa.UniqueConstraint("name", "first", "second", name="uq_outbox_name_first_second"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "revision",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=True),
        sa.Column("feed", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "thing", "field", name="pk_revision"),
    )


def replace_triggers(old: dict[str, str], new: dict[str, str]) -> None:
    for name in old:
        op.execute(f"DROP TRIGGER {name}")
    for name, rule in new.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")


def downgrade() -> None:
    op.execute("DELETE FROM team")
    replace_triggers(DECISIONS_STAY, {})
    for table in ("revision", "outbox", "cursor", "team"):
        op.drop_table(table)
    op.drop_index("ix_decision_stamp", "decision")
    with op.batch_alter_table("decision") as batch:
        for column in ("feed", "seen", "stamp"):
            batch.drop_column(column)
    replace_triggers({}, BEFORE)
