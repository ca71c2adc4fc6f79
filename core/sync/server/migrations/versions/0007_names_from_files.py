"""Answers that are of a photo's metadata

Revision: 0007, 2026-11-27 01:05:00
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE playertag.decision DROP CONSTRAINT decision_source_check")
    op.execute(
        "ALTER TABLE playertag.decision ADD CONSTRAINT decision_source_check "
        "CHECK (source IN ('person', 'machine', 'enrolment', 'file'))"
    )


def downgrade() -> None:
    raise NotImplementedError("a server goes forward only")
