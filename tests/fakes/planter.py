"""Photos and faces put straight into a library, so that a test needs neither files nor models."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import select

from core.db.schedule import sort_key_in
from core.db.schema import (
    EmbeddingRow,
    FaceRow,
    GalleryPhotoRow,
    GalleryRow,
    PhotoFileRow,
    PhotoRow,
    new_id,
)
from core.db.vectors import Vectors, pack_vector, unit
from core.library import Library
from core.types import Face, FaceId, GalleryId, PhotoId, PlayerId

PACK, DIMENSION = "opencv", 128
GALLERY = "Day 1"


def likeness(person: str, dimension: int = DIMENSION) -> Vectors:
    """What a person looks like to a recogniser: a unit vector, the same each time.

    "Zoe like Ann" has a cosine of about 0.5 to Ann, and is Zoe.
    """
    who, like, other = person.partition(" like ")
    if like:
        return unit(3**0.5 * likeness(who, dimension) + likeness(other, dimension))
    seed = int.from_bytes(hashlib.sha256(person.encode()).digest()[:8])
    return unit(np.random.default_rng(seed).normal(size=dimension).astype(np.float32))


class Planter:
    """Makes up photos. Each face is a person's likeness with some noise of its own."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._random = np.random.default_rng(7)
        self._photos = 0

    def photo(
        self,
        *people: str,
        gallery: str = GALLERY,
        noise: float = 0.4,
        quality: float = 0.9,
        taken_at: datetime | None = None,
        camera: str = "",
    ) -> tuple[FaceId, ...]:
        """A photo of these people from left to right; the ids of their faces."""
        self._photos += 1
        photo_id = hashlib.sha256(f"photo {self._photos}".encode()).hexdigest()
        ids = tuple(FaceId(new_id()) for _ in people)
        with self.library._database.write() as session:
            gallery_row = session.scalar(select(GalleryRow).where(GalleryRow.name == gallery))
            if gallery_row is None:
                gallery_row = GalleryRow(id=new_id(), name=gallery)
                session.add(gallery_row)
            row = PhotoRow(
                id=photo_id,
                width=1200,
                height=800,
                orientation=1,
                taken_at=taken_at,
                camera=camera,
                detected_by=PACK,
            )
            session.add(row)
            session.flush()
            path = f"/nowhere/{self._photos:04d}.jpg"
            session.add(PhotoFileRow(path=path, photo_id=photo_id, size=1, mtime_ns=1))
            order = sort_key_in(session, gallery_row.id, row, path)
            session.add(GalleryPhotoRow(gallery_id=gallery_row.id, photo_id=photo_id, sort_key=order))
            for place, (face_id, person) in enumerate(zip(ids, people, strict=True)):
                session.add(self._face(face_id, photo_id, place / 10, self._seen(person, noise), quality))
        return ids

    def enrolled(self, *people: str, references: int = 3) -> list[PlayerId]:
        """Players with confirmed reference faces in photos of their own, outside every other gallery."""
        ids = []
        for person in people:
            player_id = self.library.players.ensure(person)
            faces = [self.photo(person, gallery="References", noise=0.3)[0] for _ in range(references)]
            self.library.review.confirm(faces, player_id)
            ids.append(player_id)
        return ids

    def gallery(self, name: str = GALLERY) -> GalleryId:
        """A planted gallery."""
        return self.library.galleries.find(name).id

    def faces(self, face_ids: Sequence[FaceId]) -> list[Face]:
        """Faces as they are now, in the order asked."""
        with self.library._database.read() as session:
            rows = session.execute(select(FaceRow.id, FaceRow.photo_id).where(FaceRow.id.in_(face_ids)))
            photo_ids = {PhotoId(photo_id) for _, photo_id in rows}
        photos = self.library.galleries.photos(sorted(photo_ids))
        found = {face.id: face for photo in photos for face in photo.faces}
        return [found[face_id] for face_id in face_ids]

    def face(self, face_id: FaceId) -> Face:
        """A face as it is now."""
        return self.faces([face_id])[0]

    def _seen(self, person: str, noise: float) -> Vectors:
        other = unit(self._random.normal(size=DIMENSION).astype(np.float32))
        return unit(likeness(person) + noise * other)

    def _face(self, face_id: FaceId, photo_id: str, x: float, vector: Vectors, quality: float) -> FaceRow:
        return FaceRow(
            id=face_id,
            photo_id=photo_id,
            x=x,
            y=0.1,
            w=0.08,
            h=0.12,
            landmarks=[0.0] * 10,
            detection_score=0.9,
            size_px=96.0,
            quality=quality,
            embeddings=[EmbeddingRow(pack_id=PACK, vector=pack_vector(vector, DIMENSION, face_id))],
        )
