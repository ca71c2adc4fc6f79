"""The library that the window is measured on, and photos for it to import meanwhile."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import openpeople
from PIL import Image
from sqlalchemy import func, insert, select

from benchmarks.operations import plant
from core.db.engine import Database
from core.db.queries import chunks
from core.db.schema import (
    ClusterFaceRow,
    ClusterRow,
    FaceRow,
    GalleryPhotoRow,
    GalleryRow,
    PhotoRow,
    PlayerRow,
    new_id,
)
from core.images import crop_path, thumbnail_path
from core.imaging.thumbnails import CROP_PX, THUMBNAIL_PX
from core.paths import LibraryPaths
from core.recognition.history import Decision, record
from core.types import BatchId, FaceId, FaceState, PhotoId, Source, Verdict

# The first by name, so it is what the window shows first.
EVERYTHING = "All days"
PICTURES = 300
DIFFERENT = 10
THUMBNAIL = (THUMBNAIL_PX, THUMBNAIL_PX * 2 // 3)
CROP = (CROP_PX, CROP_PX)
TAGGED, SUGGESTED = 0.5, 0.04
CLUSTERS, CLUSTER_FACES = 300, 20
PLAYERS_A_FACE = 100
CAMERA = (6000, 4000)


def plant_library(paths: LibraryPaths, photos: int, faces: int) -> None:
    """Photos and faces in galleries of a day and in one of all; thumbnails and crops on the disk.

    Half of the faces are tagged, some suggested, some of the rest in clusters.
    """
    plant(paths, faces, max(faces // PLAYERS_A_FACE, 2), faces_a_photo=max(faces // photos, 1))
    database = Database.open(paths.database, paths.backups)
    _gather(database)
    _label(database)
    _cluster(database)
    with database.read() as session:
        photo_ids = session.scalars(select(PhotoRow.id)).all()
        face_ids = session.scalars(select(FaceRow.id)).all()
    scratch, cache = paths.root / "pictures", paths.thumbnails
    thumbnails = [thumbnail_path(cache, PhotoId(i)) for i in photo_ids]
    crops = [crop_path(cache, FaceId(i)) for i in face_ids]
    _link(pictures(scratch, "photo", THUMBNAIL, min(PICTURES, len(thumbnails))), thumbnails)
    _link(pictures(scratch, "face", CROP, min(PICTURES, len(crops))), crops)
    database.close()


def _gather(database: Database) -> None:
    """One gallery of all photos, the references left out."""
    everything = new_id()
    with database.write() as session:
        session.add(GalleryRow(id=everything, name=EVERYTHING))
        session.flush()
        days = select(GalleryRow.id).where(GalleryRow.name.like("Day%"))
        rows = session.execute(
            select(GalleryPhotoRow.photo_id, GalleryPhotoRow.sort_key).where(
                GalleryPhotoRow.gallery_id.in_(days)
            )
        ).all()
        for part in chunks(rows):
            session.execute(
                insert(GalleryPhotoRow),
                [{"gallery_id": everything, "photo_id": p, "sort_key": key} for p, key in part],
            )


def _label(database: Database) -> None:
    """Tags and suggestions, as decisions of the machine."""
    random = np.random.default_rng(7)
    with database.write() as session:
        players = session.scalars(select(PlayerRow.id)).all()
        unknown = session.scalars(select(FaceRow.id).where(FaceRow.state == FaceState.UNKNOWN.value)).all()
        decisions = []
        for number, (face_id, chance) in enumerate(zip(unknown, random.random(len(unknown)), strict=True)):
            if chance < TAGGED + SUGGESTED:
                verdict = Verdict.TAG if chance < TAGGED else Verdict.SUGGEST
                sure = 0.999 if chance < TAGGED else 0.8
                # Neighbours are of one photo, in which nobody is twice.
                player = players[number % len(players)]
                decisions.append(Decision(face_id, verdict, Source.MACHINE, player, "", sure, 0.6))
        for part in chunks(decisions):
            record(session, part, BatchId(new_id()))


def _cluster(database: Database) -> None:
    with database.write() as session:
        gallery = session.scalars(select(GalleryRow.id).where(GalleryRow.name == EVERYTHING)).one()
        unknown = session.scalars(
            select(FaceRow.id)
            .where(FaceRow.state == FaceState.UNKNOWN.value)
            .order_by(func.substr(FaceRow.id, 30))
            .limit(CLUSTERS * CLUSTER_FACES)
        ).all()
        for rank, members in enumerate(chunks(unknown, CLUSTER_FACES)):
            cluster = new_id()
            session.add(ClusterRow(id=cluster, gallery_id=gallery, rank=rank))
            session.add_all(
                ClusterFaceRow(cluster_id=cluster, face_id=f, rank=r) for r, f in enumerate(members)
            )


def pictures(folder: Path, name: str, size: tuple[int, int], count: int) -> list[Path]:
    """So many different JPEGs of a size: parts of openpeople's pictures."""
    random = np.random.default_rng(5)
    folder.mkdir(parents=True, exist_ok=True)
    sources = list(_people(1024))
    paths = []
    for number in range(count):
        source = sources[number % len(sources)]
        width = int(random.integers(source.width // 3, source.width))
        height = min(width * size[1] // size[0], source.height)
        left = int(random.integers(0, source.width - width + 1))
        top = int(random.integers(0, source.height - height + 1))
        part = source.crop((left, top, left + width, top + height)).resize(size)
        paths.append(folder / f"{name}-{number}.jpg")
        part.save(paths[-1], quality=85)
    return paths


def _people(longest_side: int) -> Iterator[Image.Image]:
    """What openpeople shows of its people, but for the sheets."""
    for person in sorted((files(openpeople) / "data" / "curated").iterdir(), key=lambda p: p.name):
        assets = person / "assets"
        for asset in sorted(assets.iterdir(), key=lambda a: a.name):
            if asset.name.endswith(".jpg") and "sheet" not in asset.name:
                with asset.open("rb") as file, Image.open(file) as image:
                    image.thumbnail((longest_side, longest_side))
                    yield image.convert("RGB")


def _link(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    """Each target is one of the sources under another name: a disk's worth of names, not of bytes."""
    for folder in {target.parent for target in targets}:
        folder.mkdir(parents=True, exist_ok=True)
    for target, source in zip(targets, cycle(sources), strict=False):
        os.link(source, target)


def photos_to_import(folder: Path, count: int) -> None:
    """24-megapixel JPEGs with a face each, all of different content, which no library has seen before."""
    folder.mkdir(parents=True, exist_ok=True)
    encoded = []
    for person in islice(_people(CAMERA[1]), min(count, DIFFERENT)):
        photo = Image.new("RGB", CAMERA, (70, 90, 60))
        photo.paste(person.resize((CAMERA[1] * person.width // person.height, CAMERA[1])), (1000, 0))
        buffer = io.BytesIO()
        photo.save(buffer, "JPEG", quality=90)
        encoded.append(buffer.getvalue())
    for number in range(count):
        # What comes after a JPEG's end changes its hash and not its picture.
        content = encoded[number % len(encoded)] + new_id().encode()
        (folder / f"match-{number:04d}.jpg").write_bytes(content)
