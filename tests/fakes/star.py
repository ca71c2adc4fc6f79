"""A player of whom there is something everywhere in a library, and a search for every byte of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import quote

import numpy as np
from sqlalchemy import text

from core.db.schema import GalleryRow, new_id
from core.db.vectors import STORED
from core.files import file_digest
from core.folding import folded
from core.jobs import JobContext
from core.library import Library
from core.sample import SampleTournament
from core.types import (
    Consent,
    DeliveryOrder,
    FaceId,
    GalleryId,
    PhotoFilter,
    PlayerId,
    PlayerUpdate,
    SavedFilter,
    Season,
)

NAME = "Ågot Zwïngli-Quux"
ALIAS = "Agotha Zwinglier"
NUMBER, TEAM, EXTERNAL = "NR77431", "Quuxvale Otters", "ext-quux-8841"


def spellings(name: str) -> set[bytes]:
    """How a name may be written somewhere."""
    texts = {name, folded(name), name.casefold(), quote(name), json.dumps(name)[1:-1], name.replace(" ", "_")}
    found = {one.encode(coding) for one in texts for coding in ("utf-8", "utf-16-le", "utf-16-be")}
    return found | {name.encode("latin-1")}


def faces_of(library: Library, player: PlayerId) -> list[FaceId]:
    """The faces that are named as a player."""
    named = "SELECT id FROM face WHERE player_id = :id AND state IN ('confirmed', 'tagged') ORDER BY id"
    with library._database.read() as session:
        return list(map(FaceId, session.scalars(text(named), {"id": player})))


def traces_of(library: Library, player: PlayerId) -> dict[str, set[bytes]]:
    """What a search is to find before, and not afterwards, by what it is."""
    faces = faces_of(library, player)
    of_them = "SELECT vector FROM embedding WHERE face_id IN (SELECT value FROM json_each(:faces))"
    with library._database.read() as session:
        vectors = session.scalars(text(of_them), {"faces": json.dumps(faces)}).all()
        templates = session.scalars(
            text("SELECT vector FROM template WHERE player_id = :id"), {"id": player}
        ).all()
    crops = [library.images.crop(face) for face in faces]
    assert faces
    assert vectors
    return {
        "name": spellings(NAME) | spellings(ALIAS),
        "number": {NUMBER.encode()},
        "team": {TEAM.encode()},
        "external id": {EXTERNAL.encode()},
        "embedding": {spelled for vector in vectors for spelled in vector_spellings(bytes(vector))},
        "template": {bytes(template) for template in templates},
        "crop": {part for crop in crops for part in (crop.read_bytes(), file_digest(crop).encode())},
    }


def vector_spellings(stored: bytes) -> set[bytes]:
    """An embedding as its bytes of two widths, and as text."""
    vector = np.frombuffer(stored, STORED)
    wide = vector.astype(np.float32)
    return {stored, wide.tobytes(), json.dumps(wide.tolist())[1:80].encode(), stored.hex()[:64].encode()}


def kinds_in(content: bytes, traces: dict[str, set[bytes]]) -> set[str]:
    """Which traces are in some bytes."""
    return {kind for kind, spelled in traces.items() if any(one in content for one in spelled)}


def found_in(folder: Path, traces: dict[str, set[bytes]]) -> dict[str, set[str]]:
    """Which traces are in which files and folders of a folder, in their names too."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        for kind in kinds_in(str(place).encode() + (path.read_bytes() if path.is_file() else b""), traces):
            found.setdefault(kind, set()).add(place.parts[0])
    return found


def make_star(library: Library, tournament: SampleTournament, scratch: Path) -> PlayerId:
    """Have something of one player of the sample library everywhere in it; who it is."""
    player = next(one for one in library.players.search().items if one.faces > one.references > 0)
    rest = player.id
    library.players.update(
        rest, PlayerUpdate(name=NAME, number=NUMBER, team=TEAM, external_id=EXTERNAL, consent=Consent.GIVEN)
    )
    other = next(iter(library.players.add(ALIAS, NUMBER, TEAM).players))
    library.players.merge(rest, other)
    library.players.set_seasons(rest, [Season("2026", TEAM, NUMBER)])
    gallery = library.galleries.find("Sample").id
    library.galleries.set_roster(gallery, [one.id for one in library.players.search().items])
    with library._database.write() as session:
        session.add(GalleryRow(id=(elsewhere := GalleryId(new_id())), name="Elsewhere"))
    library.players.refuse_for(rest, elsewhere)
    library.saved_filters.save(SavedFilter(f"Photos of {NAME}", PhotoFilter(players=frozenset({rest}))))
    folder = scratch / "more" / NAME
    folder.mkdir(parents=True)
    source = next((tournament.references / player.name).glob("*.jpg"))
    shutil.copy(source, folder / "portrait.jpg")
    (folder / "portrait.jpg").write_bytes(source.read_bytes() + b"another one")
    library.indexing.enroll_player(rest, [folder], JobContext())
    library.training.execute(JobContext())
    library.recognition.batch_recognize([gallery], None, JobContext())
    photos = library.galleries.photos(library.galleries.photo_ids(gallery))
    faces = [face for photo in photos for face in photo.faces]
    confirmed = [face.id for face in faces if face.player_id == rest]
    library.review.confirm(confirmed, rest)
    others = [face.id for face in faces if face.player_id != rest][:1]
    assert confirmed
    library.review.reject(others, rest)
    to = str(scratch / "delivered")
    order = DeliveryOrder(
        gallery, to, players=frozenset({rest}), unasked=True, file_template="{players} {file}"
    )
    assert library.deliveries.send(order, JobContext()).sent
    library.clusters.cluster(gallery, JobContext(), 2)
    library.index.rebuild(JobContext())
    library.backups.make()
    return rest
