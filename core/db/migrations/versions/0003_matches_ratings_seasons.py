"""Matches, ratings, saved filters, teams by season, faces put aside, clusters arranged by people

Revision: 0003, after 0002, 2026-11-24 17:35:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# A table and the columns of its index, before and after: what covers a filter of photos.
INDEXES = (
    (("gallery_photo", "gallery_id", "sort_key"), ("gallery_photo", "gallery_id", "sort_key", "photo_id")),
    (("face", "state", "photo_id"), ("face", "state", "photo_id", "aside")),
)


# How many faces of each state a gallery has: counting those of 50,000 photos takes longer than a page may.
ADD_FACE = (
    "INSERT INTO gallery_count SELECT gallery_id, NEW.state, 1 FROM gallery_photo "
    "WHERE photo_id = NEW.photo_id "
    "ON CONFLICT DO UPDATE SET faces = faces + 1; "
)
TAKE_FACE = (
    "UPDATE gallery_count SET faces = faces - 1 WHERE state = OLD.state AND gallery_id IN "
    "(SELECT gallery_id FROM gallery_photo WHERE photo_id = OLD.photo_id); "
)
COUNTS = {
    "face_added_to_galleries": f"AFTER INSERT ON face BEGIN {ADD_FACE}END",
    "face_removed_from_galleries": f"AFTER DELETE ON face BEGIN {TAKE_FACE}END",
    "face_changed_in_galleries": (
        f"AFTER UPDATE OF state ON face WHEN OLD.state <> NEW.state BEGIN {TAKE_FACE}{ADD_FACE}END"
    ),
    "photo_added_to_gallery": (
        "AFTER INSERT ON gallery_photo BEGIN INSERT INTO gallery_count "
        "SELECT NEW.gallery_id, state, count(*) FROM face WHERE photo_id = NEW.photo_id GROUP BY state "
        "ON CONFLICT DO UPDATE SET faces = faces + excluded.faces; END"
    ),
    "photo_removed_from_gallery": (
        "AFTER DELETE ON gallery_photo BEGIN UPDATE gallery_count SET faces = faces - "
        "(SELECT count(*) FROM face WHERE photo_id = OLD.photo_id AND state = gallery_count.state) "
        "WHERE gallery_id = OLD.gallery_id; END"
    ),
}


def _name(index: tuple[str, ...]) -> str:
    return "_".join(("ix", *index))


# An answer is taken back by another row. (Erasing a person from a library will have to drop these first.)
DECISIONS_STAY = {
    f"decision_{act.lower()}": (
        f"BEFORE {act} ON decision BEGIN SELECT RAISE(ABORT, 'decisions are only added to'); END"
    )
    for act in ("UPDATE", "DELETE")
}


def upgrade() -> None:
    empty = sa.text("''")
    op.add_column("photo", sa.Column("rating", sa.Integer(), server_default="0", nullable=False))
    op.add_column("face", sa.Column("aside", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("player", sa.Column("took_over", sa.JSON(), nullable=True))
    op.create_table(
        "match",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("court", sa.String(), server_default=empty, nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["gallery.id"], name=op.f("fk_match_gallery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
    )
    op.create_index(op.f("ix_match_gallery_id"), "match", ["gallery_id"])
    op.create_table(
        "saved_filter",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_saved_filter")),
    )
    op.create_table(
        "player_season",
        sa.Column("player_id", sa.String(), nullable=False),
        sa.Column("season", sa.String(), nullable=False),
        sa.Column("team", sa.String(), server_default=empty, nullable=False),
        sa.Column("number", sa.String(), server_default=empty, nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["player.id"], name=op.f("fk_player_season_player_id")),
        sa.PrimaryKeyConstraint("player_id", "season", name=op.f("pk_player_season")),
    )
    op.create_table(
        "cluster_move",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("face_id", sa.String(), nullable=False),
        sa.Column("from_cluster", sa.String(), nullable=False),
        sa.Column("from_rank", sa.Integer(), nullable=False),
        sa.Column("to_cluster", sa.String(), nullable=False),
        sa.Column("to_rank", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["face_id"], ["face.id"], name=op.f("fk_cluster_move_face_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster_move")),
    )
    op.create_index(op.f("ix_cluster_move_batch_id"), "cluster_move", ["batch_id"])
    op.create_index(op.f("ix_cluster_move_face_id"), "cluster_move", ["face_id"])
    # Reasons are kept with what they were made of, so that they can be read in another language.
    op.execute("UPDATE file_failure SET reason = json_quote(reason)")
    # Theme and language are the user's now, whichever library is open.
    op.execute("UPDATE setting SET value = json_remove(value, '$.theme', '$.language')")
    op.create_table(
        "unfinished_import",
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["gallery.id"], name=op.f("fk_unfinished_import_gallery_id")),
        sa.PrimaryKeyConstraint("gallery_id", "path", name=op.f("pk_unfinished_import")),
    )
    op.create_table(
        "gallery_count",
        sa.Column("gallery_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("faces", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["gallery_id"], ["gallery.id"], name=op.f("fk_gallery_count_gallery_id")),
        sa.PrimaryKeyConstraint("gallery_id", "state", name=op.f("pk_gallery_count")),
    )
    op.execute(
        "INSERT INTO gallery_count SELECT gallery_id, state, count(*) FROM gallery_photo "
        "JOIN face ON face.photo_id = gallery_photo.photo_id GROUP BY gallery_id, state"
    )
    for name, rule in {**DECISIONS_STAY, **COUNTS}.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")
    for old, new in INDEXES:
        op.drop_index(_name(old), old[0])
        op.create_index(_name(new), new[0], list(new[1:]))


def downgrade() -> None:
    for name in (*DECISIONS_STAY, *COUNTS):
        op.execute(f"DROP TRIGGER {name}")
    op.execute("UPDATE file_failure SET reason = json_extract(reason, '$')")
    for old, new in INDEXES:
        op.drop_index(_name(new), new[0])
        op.create_index(_name(old), old[0], list(old[1:]))
    for name in (
        "unfinished_import",
        "gallery_count",
        "cluster_move",
        "player_season",
        "saved_filter",
        "match",
    ):
        op.drop_table(name)
    # SQLite drops a column in place; rebuilding `face` would lose the triggers that count it.
    op.drop_column("player", "took_over")
    op.drop_column("face", "aside")
    op.drop_column("photo", "rating")
