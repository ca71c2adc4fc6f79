"""The tables of a library.

Photos are known by the hash of their content, everything else by a UUIDv7. `decision` is
append-only: a label is what its rows say, and the label columns of `face` are only the answer
worked out beforehand (`core.recognition.labels` is the one place that writes both).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import uuid_utils
from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, String, UniqueConstraint, false, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from core.types import Consent, FaceState, Source, TrainingStatus, Verdict

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
UNTIMED = "~"
EMPTY = text("''")


def new_id() -> str:
    """A new UUIDv7 (RFC 9562): sorted by the time it was made, unique on every laptop of a team."""
    return str(uuid_utils.uuid7())


def now() -> datetime:
    """The time now, in UTC, without a zone as SQLite stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


def moment_key(moment: datetime) -> str:
    """Where a moment is among the keys that `sort_key_of` makes."""
    return moment.isoformat(" ", "microseconds")


def sort_key_of(taken_at: datetime | None, path: str) -> str:
    """What orders the photos of a gallery: by time, those without one last, and by folder and file.

    It goes to the others of a team, so no more of the path is in it than what orders and names the photo. The
    path may be of another system.
    """
    place = "/".join(path.replace("\\", "/").split("/")[-2:])
    return f"{moment_key(taken_at) if taken_at else UNTIMED} {place}"


def place_in(sort_key: str) -> str:
    """The folder and the file's name in what `sort_key_of` made."""
    _, _, place = sort_key.partition(" ")
    if not sort_key.startswith(UNTIMED):
        _, _, place = place.partition(" ")
    return place


def file_name_in(sort_key: str) -> str:
    """The file's name in what `sort_key_of` made."""
    return place_in(sort_key).rpartition("/")[2]


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy declares it this way
        str: String,
        bytes: LargeBinary,
        dict[str, Any]: JSON,
    }


class SettingRow(Base):
    """The settings, one JSON document."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class PhotoRow(Base):
    """A photo by its content, stored together with its faces; `detected_by` is the pack that looked.

    `face_count` and `named_count` (confirmed or tagged) are kept where faces come and go by triggers of
    the database, and where they change by `core.recognition.history`, since counting 100,000 faces by day
    takes longer than anybody waits for a page of figures.
    """

    __tablename__ = "photo"
    __table_args__ = (Index("ix_photo_taken_at", "taken_at", "face_count", "named_count"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    orientation: Mapped[int]
    taken_at: Mapped[datetime | None]
    camera: Mapped[str]
    detected_by: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(default=now)
    face_count: Mapped[int] = mapped_column(server_default="0", default=0)
    named_count: Mapped[int] = mapped_column(server_default="0", default=0)
    rating: Mapped[int] = mapped_column(server_default="0", default=0)
    picture: Mapped[str] = mapped_column(server_default=EMPTY, default="", index=True)
    """Of a JPEG what `core.jpeg.picture_digest` says: by it a file is known whose metadata were changed."""

    files: Mapped[list[PhotoFileRow]] = relationship(back_populates="photo")
    faces: Mapped[list[FaceRow]] = relationship(back_populates="photo")


class PhotoFileRow(Base):
    """A place where a photo's content was seen; size and mtime tell whether to look again."""

    __tablename__ = "photo_file"
    path: Mapped[str] = mapped_column(primary_key=True)
    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id"), index=True)
    size: Mapped[int]
    mtime_ns: Mapped[int]

    photo: Mapped[PhotoRow] = relationship(back_populates="files")


class PartnerFileRow(Base):
    """Another file of a photo's shot, as the RAW file beside the JPEG; see `core.pairs`."""

    __tablename__ = "partner_file"
    path: Mapped[str] = mapped_column(primary_key=True)
    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    size: Mapped[int]
    mtime_ns: Mapped[int]


class GalleryRow(Base):
    """An imported set of photos."""

    __tablename__ = "gallery"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class GalleryPhotoRow(Base):
    """A photo is in a gallery; `sort_key` orders it there (see `sort_key_of`)."""

    __tablename__ = "gallery_photo"
    # Gives the photos of a gallery in order without a look at the rows.
    __table_args__ = (
        Index("ix_gallery_photo_gallery_id_sort_key_photo_id", "gallery_id", "sort_key", "photo_id"),
    )
    gallery_id: Mapped[str] = mapped_column(ForeignKey("gallery.id"), primary_key=True)
    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id"), primary_key=True, index=True)
    sort_key: Mapped[str] = mapped_column(server_default=EMPTY)


class GalleryCountRow(Base):
    """How many faces of a state a gallery has; kept as the counts of a photo are."""

    __tablename__ = "gallery_count"
    gallery_id: Mapped[str] = mapped_column(ForeignKey("gallery.id"), primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    faces: Mapped[int]


class GalleryPlayerRow(Base):
    """A player is on the roster of a gallery; one without any such row takes every player."""

    __tablename__ = "gallery_player"
    gallery_id: Mapped[str] = mapped_column(ForeignKey("gallery.id"), primary_key=True)
    player_id: Mapped[str] = mapped_column(ForeignKey("player.id"), primary_key=True, index=True)


class GalleryRefusalRow(Base):
    """A player does not agree to be recognised in the photos of a gallery, whatever holds elsewhere."""

    __tablename__ = "gallery_refusal"
    gallery_id: Mapped[str] = mapped_column(ForeignKey("gallery.id"), primary_key=True)
    player_id: Mapped[str] = mapped_column(ForeignKey("player.id"), primary_key=True, index=True)


class GalleryCameraRow(Base):
    """What is known of a camera in a gallery: how far its clock is put on, and the court that it was at."""

    __tablename__ = "gallery_camera"
    gallery_id: Mapped[str] = mapped_column(ForeignKey("gallery.id"), primary_key=True)
    camera: Mapped[str] = mapped_column(primary_key=True)
    clock_s: Mapped[int] = mapped_column(server_default="0", default=0)
    court: Mapped[str] = mapped_column(server_default=EMPTY, default="")


class MatchRow(Base):
    """A match: when it was played, by which teams; `core.db.schedule` says which photos are of it."""

    __tablename__ = "match"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    gallery_id: Mapped[str] = mapped_column(ForeignKey("gallery.id"), index=True)
    name: Mapped[str]
    court: Mapped[str] = mapped_column(server_default=EMPTY, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    teams: Mapped[list[str]] = mapped_column(JSON, server_default="[]", default=list)


class MatchPhotoRow(Base):
    """Somebody said of which match a photo is, whatever its time; the match may be deleted, and come back."""

    __tablename__ = "match_photo"
    gallery_id: Mapped[str] = mapped_column(ForeignKey("gallery.id"), primary_key=True)
    photo_id: Mapped[str] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    match_id: Mapped[str]


class SavedFilterRow(Base):
    """A filter of photos under a name, one JSON document."""

    __tablename__ = "saved_filter"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class FileFailureRow(Base):
    """A file that the last import of a gallery could not use; `reason` as `core.words.kept` keeps it."""

    __tablename__ = "file_failure"
    gallery_id: Mapped[str] = mapped_column(ForeignKey("gallery.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


class UnfinishedImportRow(Base):
    """A file or folder whose import into a gallery has not come to its end."""

    __tablename__ = "unfinished_import"
    gallery_id: Mapped[str] = mapped_column(ForeignKey("gallery.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)


class UnreadNamesRow(Base):
    """A photo that an import brought, and whose file was not asked yet who is in it."""

    __tablename__ = "unread_names"
    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True)


class CardFileRow(Base):
    """A picture that was copied off a card: its content, what the card knows it by, and where the copy is."""

    __tablename__ = "card_file"
    digest: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    mtime_ns: Mapped[int]
    path: Mapped[str]


class FaceRow(Base):
    """A detection; box and landmarks in fractions of the upright photo.

    `landmarks` is five points x1, y1 … x5, y5: eyes, nose, mouth corners; the left of the picture
    first.
    """

    __tablename__ = "face"
    # Each covers a count over all faces: of a state, of a photo or gallery, of a player.
    __table_args__ = (
        Index("ix_face_state_photo_id_aside", "state", "photo_id", "aside"),
        Index("ix_face_photo_id_state_player_id", "photo_id", "state", "player_id"),
        Index("ix_face_player_id_state", "player_id", "state"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id"))
    x: Mapped[float]
    y: Mapped[float]
    w: Mapped[float]
    h: Mapped[float]
    landmarks: Mapped[list[float]] = mapped_column(JSON)
    detection_score: Mapped[float]
    size_px: Mapped[float]
    quality: Mapped[float]

    state: Mapped[str] = mapped_column(default=FaceState.UNKNOWN.value)
    player_id: Mapped[str | None] = mapped_column(ForeignKey("player.id"))
    probability: Mapped[float | None]
    similarity: Mapped[float | None]
    aside: Mapped[bool] = mapped_column(server_default=false(), default=False)

    photo: Mapped[PhotoRow] = relationship(back_populates="faces")
    player: Mapped[PlayerRow | None] = relationship()
    embeddings: Mapped[list[EmbeddingRow]] = relationship(back_populates="face")


class EmbeddingRow(Base):
    """A face's embedding by one pack; never compared with another pack's."""

    __tablename__ = "embedding"
    face_id: Mapped[str] = mapped_column(ForeignKey("face.id"), primary_key=True)
    pack_id: Mapped[str] = mapped_column(primary_key=True, index=True)
    vector: Mapped[bytes]

    face: Mapped[FaceRow] = relationship(back_populates="embeddings")


class FaceNumberRow(Base):
    """The number that the person of a face wears, as it was read; no `digits` where none was to be read."""

    __tablename__ = "face_number"
    face_id: Mapped[str] = mapped_column(ForeignKey("face.id", ondelete="CASCADE"), primary_key=True)
    digits: Mapped[str]
    score: Mapped[float]


class PlayerRow(Base):
    """A person on the roster.

    One who was `merged` into another, or into nobody, is no longer on it; `merged_by` is the batch that did
    or undid it, `took_over` what the other got by it, and had before.
    """

    __tablename__ = "player"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    external_id: Mapped[str] = mapped_column(default="")
    consent: Mapped[str] = mapped_column(server_default=Consent.UNKNOWN.value, default=Consent.UNKNOWN.value)
    consent_until: Mapped[date | None]
    merged: Mapped[bool] = mapped_column(server_default=false(), default=False)
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("player.id"))
    merged_by: Mapped[str | None] = mapped_column(index=True)
    took_over: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class PlayerSeasonRow(Base):
    """The team and the number of a player in a season; `player` has those of the latest one."""

    __tablename__ = "player_season"
    player_id: Mapped[str] = mapped_column(ForeignKey("player.id"), primary_key=True)
    season: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(server_default=EMPTY, default="")
    number: Mapped[str] = mapped_column(server_default=EMPTY, default="")


class DecisionRow(Base):
    """One row of the label history: what was said of a face, by whom, when, on what grounds.

    An `unknown` row has the player where it withdraws one who does not agree to be recognised. `reason` is
    why a person ignored it, `undoes` the row that an `undo` row takes back. In a team `stamp` is its place
    among the rows of all, `seen` up to where the feed was read when it was made, and `feed` its own number
    there (see `core.sync`): without a stamp it is this library's, and the latest.
    """

    __tablename__ = "decision"
    # Of hundreds of thousands of rows few are of people; without a team none has a stamp.
    __table_args__ = (
        Index("ix_decision_source_batch_id", "source", "batch_id"),
        Index("ix_decision_stamp", "stamp", unique=True, sqlite_where=text("stamp IS NOT NULL")),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    batch_id: Mapped[str] = mapped_column(index=True)
    face_id: Mapped[str] = mapped_column(ForeignKey("face.id"), index=True)
    player_id: Mapped[str | None] = mapped_column(ForeignKey("player.id"))
    verdict: Mapped[Verdict] = mapped_column(String)
    source: Mapped[Source] = mapped_column(String)
    who: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(server_default=EMPTY, default="")
    at: Mapped[datetime] = mapped_column(default=now)
    probability: Mapped[float | None]
    similarity: Mapped[float | None]
    session_id: Mapped[str | None] = mapped_column(ForeignKey("training_session.id"))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    stamp: Mapped[str | None]
    seen: Mapped[int | None]
    feed: Mapped[int | None]


class ClusterRow(Base):
    """Faces that looked like one person when a gallery was clustered; `rank` 0 is worth most.

    Without a gallery it is of a clustering of the whole library.
    """

    __tablename__ = "cluster"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    gallery_id: Mapped[str | None] = mapped_column(ForeignKey("gallery.id"), index=True)
    rank: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)

    members: Mapped[list[ClusterFaceRow]] = relationship(
        back_populates="cluster", cascade="all, delete-orphan", order_by="ClusterFaceRow.rank"
    )


class ClusterFaceRow(Base):
    """A face is in a cluster; `rank` 0 is the most typical."""

    __tablename__ = "cluster_face"
    cluster_id: Mapped[str] = mapped_column(ForeignKey("cluster.id"), primary_key=True)
    face_id: Mapped[str] = mapped_column(ForeignKey("face.id"), primary_key=True, index=True)
    rank: Mapped[int]

    cluster: Mapped[ClusterRow] = relationship(back_populates="members")
    face: Mapped[FaceRow] = relationship()


class ClusterMoveRow(Base):
    """A person put a face of one cluster into another; taking it back is a move of its own.

    The clusters may be gone since: a clustering makes them anew.
    """

    __tablename__ = "cluster_move"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    batch_id: Mapped[str] = mapped_column(index=True)
    face_id: Mapped[str] = mapped_column(ForeignKey("face.id"), index=True)
    from_cluster: Mapped[str]
    from_rank: Mapped[int]
    to_cluster: Mapped[str]
    to_rank: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=now)


class TrainingSessionRow(Base):
    """A training session: parameters, and once it is done calibration, figures and templates.

    `step`, `step_done` and `step_total` are how far a running one is, as of `touched_at`. One that was
    `deleted` is not listed, and kept for the decisions that it is the ground of.
    """

    __tablename__ = "training_session"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    pack_id: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    active: Mapped[bool] = mapped_column(default=False)
    deleted: Mapped[bool] = mapped_column(server_default=false(), default=False)
    status: Mapped[str] = mapped_column(server_default=TrainingStatus.DONE.value)
    problem: Mapped[str] = mapped_column(server_default=EMPTY, default="")
    step: Mapped[str] = mapped_column(server_default=EMPTY, default="")
    step_done: Mapped[int] = mapped_column(server_default="0", default=0)
    step_total: Mapped[int] = mapped_column(server_default="0", default=0)
    touched_at: Mapped[datetime | None] = mapped_column(default=now)
    parameters: Mapped[dict[str, Any]] = mapped_column(server_default="{}", default=dict)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)

    templates: Mapped[list[TemplateRow]] = relationship(back_populates="session")


class TemplateRow(Base):
    """What training made of one player's faces."""

    __tablename__ = "template"
    session_id: Mapped[str] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    player_id: Mapped[str] = mapped_column(ForeignKey("player.id"), primary_key=True)
    vector: Mapped[bytes]

    session: Mapped[TrainingSessionRow] = relationship(back_populates="templates")


class TeamRow(Base):
    """The tournament that this library shares with others, or `left`; one row, or none.

    What is done is noted after it was left too, so that it can be told when the library comes back.
    `server` is without a password. `replica` is this library among theirs, `heard` the latest stamp that
    it made or heard of, and `remembered` the latest that the server has of it. `role` is what its member may
    do, and `store` the address of the team's store, as of the last sync; empty before, or where there is
    none. While `applying` what others did is written, which is not this library's to send.
    """

    __tablename__ = "team"
    tournament_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    server: Mapped[str]
    login: Mapped[str]
    replica: Mapped[str]
    heard: Mapped[str]
    remembered: Mapped[str]
    synced_at: Mapped[datetime | None]
    left: Mapped[bool] = mapped_column(server_default=false(), default=False)
    applying: Mapped[bool] = mapped_column(server_default=false(), default=False)
    role: Mapped[str] = mapped_column(server_default=EMPTY, default="")
    store: Mapped[str] = mapped_column(server_default=EMPTY, default="")


class PictureRow(Base):
    """What the team's store has of a photo or a face: a crop, a preview or an original, by its sha256."""

    __tablename__ = "picture"
    kind: Mapped[str] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(primary_key=True, index=True)
    digest: Mapped[str]
    size: Mapped[int]


class PhotoContentRow(Base):
    """A content that is a photo too: what Playertag made of its file by writing names into it."""

    __tablename__ = "photo_content"
    digest: Mapped[str] = mapped_column(primary_key=True)
    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id"), index=True)


class FileTagRow(Base):
    """A value that Playertag wrote into a file: all of its own that is to be there."""

    __tablename__ = "file_tag"
    path: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)


class FileWriteRow(Base):
    """One file written: what takes it back (see `core.metadata.patch`), and whether that was done.

    `path` is the photo's file and `target` the one that was written, itself or its sidecar. `before` is
    empty where there was none. `own` is what of Playertag's it held before. One that is `pending` was begun:
    whether the file is the old or the new one tells its digest.
    """

    __tablename__ = "file_write"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    batch_id: Mapped[str] = mapped_column(index=True)
    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id"), index=True)
    path: Mapped[str]
    target: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    before: Mapped[str]
    after: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    stretch: Mapped[bytes]
    own: Mapped[list[Any]] = mapped_column(JSON)
    pending: Mapped[bool] = mapped_column(default=True)
    undone: Mapped[bool] = mapped_column(default=False)


class DeliveryRow(Base):
    """A delivery: where it went, by what."""

    __tablename__ = "delivery"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(default=now)
    destination: Mapped[str]
    who: Mapped[str] = mapped_column(default="")


class DeliveredPhotoRow(Base):
    """Somebody got a photo, under this name; what is kept of it outlives the photo."""

    __tablename__ = "delivered_photo"
    delivery_id: Mapped[str] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    player_id: Mapped[str | None] = mapped_column(ForeignKey("player.id"), index=True)
    photo_id: Mapped[str]


class DeliveredFileRow(Base):
    """A file of Playertag's at a destination: what it was made from, and how large it is.

    One that is not `done` was begun: it may be there or not, and is Playertag's in any case.
    """

    __tablename__ = "delivered_file"
    destination: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    recipe: Mapped[str]
    size: Mapped[int]
    done: Mapped[bool] = mapped_column(default=False)


class TombstoneRow(Base):
    """Something was erased: a player, a face, a photo, or, by its sha256, a picture of the team's store.

    It names nobody. Of a face it has where it was, so that no detector finds it there again. While one is
    `pending`, what was let go of is not yet out of files and backups (see `core.privacy`) or the store.
    """

    __tablename__ = "tombstone"
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    pending: Mapped[bool] = mapped_column(default=True)
    photo_id: Mapped[str | None] = mapped_column(index=True)
    box: Mapped[list[float] | None] = mapped_column(JSON)


class CursorRow(Base):
    """How far something was read or sent: of each table of the feed, and of the own decisions."""

    __tablename__ = "cursor"
    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


class OutboxRow(Base):
    """A row that the others do not have yet, by its table and its key of one or two parts."""

    __tablename__ = "outbox"
    # A number that was given once is not given again: what was noted by some time is what is up to one.
    __table_args__ = (
        UniqueConstraint("name", "first", "second"),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    first: Mapped[str]
    second: Mapped[str] = mapped_column(server_default=EMPTY, default="")


class RevisionRow(Base):
    """What was last written to a field of a thing, `value` as JSON.

    `at` is when this library did, in milliseconds since 1970; None where nobody knows. Without a stamp it is
    this library's and not sent yet; with one and no number in the feed it is to be.
    """

    __tablename__ = "revision"
    kind: Mapped[str] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    at: Mapped[int | None]
    stamp: Mapped[str | None]
    feed: Mapped[int | None]
