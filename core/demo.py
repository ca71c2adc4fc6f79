"""The main job on the sample tournament, from photos to names, compared with the truth."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.contact_sheet import write_contact_sheet
from core.errors import LibraryError, PlayertagError
from core.jobs import JobContext
from core.library import Library
from core.sample import SampleFace, SampleTournament, build_sample
from core.types import NAMED, Box, Cluster, Face, FaceId, FaceState, GalleryId
from core.vision.model_packs import find_pack
from core.words import said

GALLERY = "Sample tournament"
PHOTOS = 120
LIBRARY = "Sample library"
# The file that says that a folder is the demo's own.
MARK = "playertag-demo.txt"
# It is written last.
SHEET = "contact_sheet.png"
# Less overlap than the usual half: truth boxes and detectors differ in how much forehead they take.
SAME_FACE_IOU = 0.3


@dataclass(frozen=True, slots=True)
class DemoLine:
    """One person: photos they are in, faces found, tagged as them, as another, and asked about."""

    person: str
    role: str
    photos: int
    found: int
    right: int
    wrong: int
    asked: int


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demo did. `named` is the stranger whose cluster of `named_faces` was named."""

    library: Path
    gallery: str
    lines: tuple[DemoLine, ...]
    named: str
    named_faces: int
    contact_sheet: Path
    tags: Path
    seconds: float


def run_demo(folder: Path, context: JobContext, photos: int = PHOTOS, pack: str = "opencv") -> DemoReport:
    """Build the tournament in a folder and do the whole job on it, in a fresh library each time.

    Raises:
        CancelledError: a stop was asked for.
        PlayertagError: the folder can't be used, or the model pack is not installed; then nothing was made.
    """
    find_pack(pack)
    started = time.monotonic()
    root = folder / LIBRARY
    try:
        _claim(folder)
        sample = build_sample(folder / f"tournament-{photos}", context, photos)
        (folder / SHEET).unlink(missing_ok=True)
        if root.exists():
            shutil.rmtree(root)
    except OSError as exc:
        raise LibraryError(
            said("The demo can't be built in {folder}: {reason}.", folder=folder, reason=exc.strerror)
        ) from exc
    with Library.open(root) as library:
        library.update_settings(pack=pack)
        gallery_id = _main_job(library, sample, context)
        named, faces = _name_one_cluster(library, sample, gallery_id)
        tags = folder / "tags.csv"
        library.export.tags(tags)
        sheet = folder / SHEET
        write_contact_sheet(library, gallery_id, sheet)
        matched = match_truth(library, sample, gallery_id)
    return DemoReport(
        library=root,
        gallery=GALLERY,
        lines=_lines(sample.faces, matched),
        named=named,
        named_faces=faces,
        contact_sheet=sheet,
        tags=tags,
        seconds=time.monotonic() - started,
    )


def ensure_demo(folder: Path, pack: str, context: JobContext) -> tuple[Path, str]:
    """Do the whole job on the sample tournament; its library and its gallery's name.

    One that is there is left as it is, with the answers given in it.

    Raises:
        CancelledError: a stop was asked for.
        PlayertagError: the folder can't be used, or the model pack is not installed.
    """
    if _is_whole(folder):
        return folder / LIBRARY, GALLERY
    new = not folder.exists() or not any(folder.iterdir())
    try:
        report = run_demo(folder, context, PHOTOS, pack)
    except PlayertagError:
        if new:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return report.library, report.gallery


def _is_whole(folder: Path) -> bool:
    """Whether a demo was run there to its end."""
    return (folder / MARK).is_file() and (folder / SHEET).is_file()


def _claim(folder: Path) -> None:
    """Mark a new or empty folder as the demo's own, which it may empty the next time.

    Raises:
        LibraryError: there is something in it that the demo did not make.
    """
    mark = folder / MARK
    if folder.exists() and not mark.exists() and any(folder.iterdir()):
        raise LibraryError(said("{folder} is not empty. Name a new folder for the demo.", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text("Made by 'playertag demo', which makes it anew each time.\n", "utf-8")


def match_truth(library: Library, sample: SampleTournament, gallery_id: GalleryId) -> dict[SampleFace, Face]:
    """The found face of each true one; a true face that was not found is left out."""
    found: dict[str, list[Face]] = {}
    for photo in library.galleries.photos(library.galleries.photo_ids(gallery_id)):
        found[photo.file_name] = list(photo.faces)
    matched: dict[SampleFace, Face] = {}
    for true in sample.faces:
        box = Box(true.x, true.y, true.w, true.h)
        faces = found.get(true.photo, [])
        best = max(faces, key=lambda face: face.box.overlap(box), default=None)
        if best is not None and best.box.overlap(box) >= SAME_FACE_IOU:
            matched[true] = best
    return matched


def _main_job(library: Library, sample: SampleTournament, context: JobContext) -> GalleryId:
    """Roster, references, photos, training, recognition, clusters."""
    library.players.import_roster(sample.roster)
    library.indexing.enroll(sample.references, context)
    gallery_id = library.indexing.import_photos([sample.photos], GALLERY, context).gallery_id
    library.training.execute(context)
    library.recognition.batch_recognize([gallery_id], None, context)
    library.clusters.cluster(gallery_id, context)
    return gallery_id


def _name_one_cluster(library: Library, sample: SampleTournament, gallery_id: GalleryId) -> tuple[str, int]:
    """Name the first cluster of a stranger, as who knows them would; who it was, how many faces.

    Whoever looks at a cluster sees the faces in it that are somebody else's.
    """
    matched = match_truth(library, sample, gallery_id)
    person_of = {face.id: true.person for true, face in matched.items()}
    strangers = {true.person for true in matched if not true.enrolled}
    for cluster in library.clusters.of(gallery_id):
        person = _person_of_most(cluster, person_of)
        if person in strangers:
            theirs = [face.id for face in cluster.faces if person_of.get(face.id) == person]
            library.review.confirm(theirs, library.players.ensure(person))
            return person, len(theirs)
    return "nobody", 0


def _person_of_most(cluster: Cluster, person_of: dict[FaceId, str]) -> str | None:
    people = Counter(person_of[face.id] for face in cluster.faces if face.id in person_of)
    return people.most_common(1)[0][0] if people else None


def _lines(truth: Sequence[SampleFace], matched: dict[SampleFace, Face]) -> tuple[DemoLine, ...]:
    people = {true.person: true.enrolled for true in truth}
    return tuple(
        _line(person, enrolled, [true for true in truth if true.person == person], matched)
        for person, enrolled in sorted(people.items(), key=lambda item: (not item[1], item[0]))
    )


def _line(
    person: str, enrolled: bool, truth: Sequence[SampleFace], matched: dict[SampleFace, Face]
) -> DemoLine:
    found = [matched[true] for true in truth if true in matched]
    named = [face for face in found if face.state in NAMED]
    right = sum(1 for face in named if face.player == person)
    return DemoLine(
        person=person,
        role="on the roster" if enrolled else "on no roster",
        photos=len({true.photo for true in truth}),
        found=len(found),
        right=right,
        wrong=len(named) - right,
        asked=sum(1 for face in found if face.state is FaceState.SUGGESTED),
    )
