"""What answers change in the counts of photos and galleries is written once an act, not face by face

Revision: 0004, after 0003, 2026-11-26 07:50:00
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAMED = "state IN ('confirmed', 'tagged')"
# A tenth of what a recognition takes; `core.recognition.history` does their work now.
TRIGGERS = {
    "face_named": (
        f"AFTER UPDATE OF state ON face WHEN (OLD.{NAMED}) <> (NEW.{NAMED}) BEGIN UPDATE photo SET "
        f"named_count = named_count + (NEW.{NAMED}) - (OLD.{NAMED}) WHERE id = NEW.photo_id; END"
    ),
    "face_changed_in_galleries": (
        "AFTER UPDATE OF state ON face WHEN OLD.state <> NEW.state BEGIN "
        "UPDATE gallery_count SET faces = faces - 1 WHERE state = OLD.state AND gallery_id IN "
        "(SELECT gallery_id FROM gallery_photo WHERE photo_id = OLD.photo_id); "
        "INSERT INTO gallery_count SELECT gallery_id, NEW.state, 1 FROM gallery_photo "
        "WHERE photo_id = NEW.photo_id ON CONFLICT DO UPDATE SET faces = faces + 1; END"
    ),
}


def upgrade() -> None:
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}")


def downgrade() -> None:
    for name, rule in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")
