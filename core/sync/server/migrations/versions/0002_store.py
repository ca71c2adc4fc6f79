"""The place of the pictures (a placeholder: the branch that brings them has the real one)

Revision: 0002, 2026-11-26 20:00:00
"""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
