"""What the window can ask of photos, faces and players: each function prepares one `Operation`.

Nothing is run here. What concerns the library as a whole is in `desktop.upkeep`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from core.jobs import JobContext
from core.library import Library
from core.types import (
    WHOLE_LIBRARY,
    Box,
    Candidate,
    ClusterId,
    Face,
    FaceId,
    FaceState,
    GalleryId,
    Page,
    PhotoId,
    PlayerId,
    WholeLibrary,
)
from desktop.document import Offer, Operation, again, reading, task, writing
from desktop.folders import show_folder
from desktop.jobs import Lane
from desktop.readings import (
    Alike,
    Asked,
    AskedIn,
    Failures,
    GalleryPlayers,
    Others,
    Seen,
    Where,
    waiting,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

translate = QCoreApplication.translate

CANDIDATES = 9
# The candidates of a group are those of its most typical faces; more of them change nothing.
FACES_FOR_CANDIDATES = 12
ALIKE = 24
# Longer than any photo: not scaled down.
WHOLE = 100_000
# Of the larger side of a face so much more on each side: hair, ears and chin.
MARGIN = 0.3
# From an even chance on a face of a picture bears a name; all its candidates are listed beside it.
LIKELY = 0.5


def list_galleries(*, counted: bool = True) -> Operation:
    """list[Gallery], with their faces where these are counted."""
    title = translate("operations", "List the galleries")
    return reading(title, lambda lib: lib.galleries.all(counted=counted))


def read_photos(ids: Sequence[PhotoId]) -> Operation:
    """list[Photo] with their faces."""
    return reading(translate("operations", "Read the photos"), lambda lib: lib.galleries.photos(ids))


def read_people(gallery_id: GalleryId) -> Operation:
    """GroupedPhotos: who is in a gallery, how often and with whom."""
    title = translate("operations", "List the people")
    return reading(title, lambda lib: lib.galleries.by_player(gallery_id))


def read_failures(gallery_id: GalleryId) -> Operation:
    """The `Failures` of a gallery."""

    def call(lib: Library) -> Failures:
        results = lib.galleries.results(gallery_id, page=Page(limit=0))
        return Failures(results.gallery, results.failures)

    return reading(translate("operations", "List the files that failed"), call)


def read_roster(gallery_id: GalleryId) -> Operation:
    """The `GalleryPlayers` of a gallery."""
    return reading(
        translate("operations", "Read the gallery's roster"),
        lambda lib: GalleryPlayers(lib.galleries.get(gallery_id), lib.players.search().items),
    )


def set_roster(gallery_id: GalleryId, players: Collection[PlayerId]) -> Operation:
    """Say who plays in a gallery; nobody named means that everybody may."""
    title = translate("operations", "Say who plays")
    return writing(title, lambda lib: lib.galleries.set_roster(gallery_id, players))


def read_questions(scope: GalleryId | WholeLibrary) -> Operation:
    """The `Asked` of a gallery, or of all, the question worth most first."""

    def call(lib: Library, context: JobContext) -> Asked:
        found = lib.questions.of(scope, context)
        return Asked(found, AskedIn(found))

    return Operation(translate("operations", "List the open questions"), Lane.READ, call)


def read_candidates(faces: Sequence[Face]) -> Operation:
    """dict[FaceId, tuple[Candidate, ...]] of the first faces."""
    ids = [face.id for face in faces[:FACES_FOR_CANDIDATES]]
    title = translate("operations", "Look for candidates")
    return reading(title, lambda lib: lib.recognition.candidates(ids, CANDIDATES), quiet=True)


def read_worn_numbers(photo_ids: Sequence[PhotoId]) -> Operation:
    """dict[FaceId, str] of the faces of some photos at which a number was read."""
    title = translate("operations", "Look for numbers")
    return reading(title, lambda lib: lib.numbers.of(photo_ids), quiet=True)


def read_aside(scope: GalleryId | WholeLibrary) -> Operation:
    """list[Face] of a gallery, or of all, that somebody was not sure of."""
    title = translate("operations", "List the faces put aside")
    return reading(title, lambda lib: lib.review.aside(scope))


def read_others(
    face: Face, where: Where, scope: GalleryId | WholeLibrary, keep: Collection[FaceId]
) -> Operation:
    """The `Others` of a face: who else is in its photo, its match or the galleries in view."""

    def call(lib: Library) -> Others:
        photos = [face.photo_id]
        if where is Where.MATCH:
            photos = lib.review.photos_of_match(face.photo_id)
        elif where is Where.GALLERY:
            galleries = [one.id for one in lib.galleries.all()] if scope is WHOLE_LIBRARY else [scope]
            photos = list(dict.fromkeys(one for id_ in galleries for one in lib.galleries.photo_ids(id_)))
        return Others(where, tuple(photos), frozenset(keep), tuple(lib.review.others(photos, keep)))

    return reading(translate("operations", "Count the other faces"), call)


def read_alike_groups(cluster_id: ClusterId) -> Operation:
    """list[tuple[ClusterId, float]]: the other groups, the one most alike first."""
    title = translate("operations", "Look for groups alike")
    return reading(title, lambda lib: lib.clusters.alike(cluster_id), quiet=True)


def read_tightness(cluster_id: ClusterId) -> Operation:
    """The Tightness of a group."""
    title = translate("operations", "Look how tight the group is")
    return reading(title, lambda lib: lib.clusters.tightness(cluster_id), quiet=True)


def read_regrouping(cluster_id: ClusterId, cosine: float) -> Operation:
    """The Regrouping of a group at another tightness."""
    title = translate("operations", "Regroup")
    return reading(title, lambda lib: lib.clusters.regroup(cluster_id, cosine), quiet=True)


def decode(photo_id: PhotoId, longest_side: int) -> Operation:
    """A photo's picture as a QImage, at most `longest_side` pixels wide or high."""
    return Operation(
        translate("operations", "Open the photo"),
        Lane.IMAGES,
        lambda lib, _: _image(lib.images.look(photo_id, longest_side)),
        quiet=True,
    )


def decode_face(face: Face) -> Operation:
    """A face with some of what is around it as a QImage, as sharp as the photo is."""
    return Operation(
        translate("operations", "Open the photo"),
        Lane.IMAGES,
        lambda lib, _: _image(_around(lib.images.look(face.photo_id, WHOLE), face.box)),
        quiet=True,
    )


def first_look(library: Library, photo_id: PhotoId) -> QImage | None:
    """The small picture in a photo whose thumbnail is yet to be made; None where there is none."""
    pixels = library.images.preview(photo_id)
    return _image(pixels) if pixels is not None else None


def decode_file(path: Path, longest_side: int) -> Operation:
    """A picture file, which need not be of the library, as a QImage."""
    return Operation(
        translate("operations", "Open {name}").format(name=path.name),
        Lane.IMAGES,
        lambda lib, _: _image(lib.images.file(path, longest_side)),
        quiet=True,
    )


def look_at(path: Path) -> Operation:
    """tuple[Seen, ...] of a picture file, the surest face first."""

    def call(lib: Library) -> tuple[Seen, ...]:
        found = lib.lookup.faces(path, CANDIDATES)
        return tuple(_seen(n, one.box, one.embedding, one.candidates) for n, one in enumerate(found))

    title = translate("operations", "Look at {name}").format(name=path.name)
    return Operation(title, Lane.ENGINE, lambda lib, _: call(lib), quiet=True)


def look_at_box(path: Path, box: Box) -> Operation:
    """The `Seen` face in a box of a picture file."""

    def call(lib: Library) -> Seen:
        found = lib.lookup.face(path, box, CANDIDATES)
        return _seen(0, found.box, found.embedding, found.candidates)

    title = translate("operations", "Look at {name}").format(name=path.name)
    return Operation(title, Lane.ENGINE, lambda lib, _: call(lib), quiet=True)


def find_alike(seen: Seen) -> Operation:
    """The `Alike` of a face that was seen; nobody is named where nothing was trained."""

    def call(lib: Library) -> Alike:
        players = (
            lib.lookup.players_like(seen.embedding, CANDIDATES, seen.face.quality) if seen.candidates else ()
        )
        return Alike(players, tuple(lib.lookup.faces_like(seen.embedding, ALIKE)))

    return reading(translate("operations", "Look for similar faces"), call, quiet=True)


def find_players(text: str = "") -> Operation:
    """tuple[Player, ...] of the roster: all, or those with the text in name, number or team."""
    title = translate("operations", "List the players")
    return reading(title, lambda lib: lib.players.search(text).items)


def import_photos(paths: Sequence[Path], gallery: str, *, references: bool = False) -> Operation:
    """Photos and folders into a gallery, reference photos of players only where wanted: an ImportReport."""

    def offer(report: Any) -> Offer | None:
        if report.references:
            everything = import_photos(paths, gallery, references=True)
            return Offer(translate("operations", "Take them too"), lambda document: document.run(everything))
        return again(report, try_again(report.gallery_id, gallery))

    return task(
        translate("operations", "Import into {gallery}").format(gallery=gallery),
        Lane.ENGINE,
        lambda lib, context: lib.indexing.import_photos(paths, gallery, context, references=references),
        _imported,
        offer,
    )


def go_on(gallery_id: GalleryId, name: str) -> Operation:
    """The import of a gallery that was stopped, from where it was: an ImportReport."""
    return _processing(gallery_id, name, translate("operations", "Go on with the import into {gallery}"))


def try_again(gallery_id: GalleryId, name: str) -> Operation:
    """The files again that the last import could not use: an ImportReport."""
    return _processing(gallery_id, name, translate("operations", "Try failed files of {gallery} again"))


def _processing(gallery_id: GalleryId, name: str, title: str) -> Operation:
    return task(
        title.format(gallery=name),
        Lane.ENGINE,
        lambda lib, context: lib.indexing.process(gallery_id, context),
        _imported,
        lambda report: again(report, try_again(gallery_id, name)),
    )


def look_again(gallery_id: GalleryId, name: str) -> Operation:
    """Find and describe the unknown faces of a gallery anew: a DescriptorReport."""
    return task(
        translate("operations", "Look again at unknown faces of {gallery}").format(gallery=name),
        Lane.ENGINE,
        lambda lib, context: lib.descriptors.regenerate_unknown(gallery_id, context),
        described,
        lambda report: again(report, look_again(gallery_id, name)),
    )


def read_numbers(gallery_id: GalleryId, name: str, recognise: Callable[[], object]) -> Operation:
    """Read the numbers that people in a gallery wear: a NumberReport. With them, `recognise` is offered."""

    def offer(report: Any) -> Offer | None:
        if not report.numbers:
            return again(report, read_numbers(gallery_id, name, recognise))
        return Offer(translate("operations", "Recognise with them"), lambda _: recognise())

    return task(
        translate("operations", "Read the numbers in {gallery}").format(gallery=name),
        Lane.ENGINE,
        lambda lib, context: lib.numbers.read(gallery_id, context),
        _numbers_read,
        offer,
    )


def recognise(
    gallery_id: GalleryId,
    name: str,
    threshold: float | None = None,
    train: Callable[[], object] | None = None,
) -> Operation:
    """Tag and suggest the players that the active session knows, by its threshold or by another.

    Where more is known by now, `train` is offered, which learns that and recognises again.
    """

    def offer(report: Any) -> Offer | None:
        if train is None or not report.named_since:
            return None
        return Offer(translate("operations", "Train and recognise"), lambda _: train())

    return task(
        translate("operations", "Recognise players in {gallery}").format(gallery=name),
        Lane.ENGINE,
        lambda lib, context: lib.recognition.batch_recognize([gallery_id], threshold, context),
        _recognised,
        offer,
    )


def find_unknown_people(scope: GalleryId | WholeLibrary, name: str) -> Operation:
    """Group the faces of a gallery, or of all, that are still unknown: a ClusterReport."""
    return task(
        translate("operations", "Find unknown people in {gallery}").format(gallery=name),
        Lane.CLUSTERING,
        lambda lib, context: lib.clusters.cluster(scope, context),
        _grouped,
    )


def export_names(path: Path, scope: GalleryId | WholeLibrary) -> Operation:
    """Who is in which photo as a CSV file: the number of lines, and of the faces without an answer yet."""

    def call(lib: Library) -> tuple[int, int]:
        lines = lib.export.photos(path, scope)
        galleries = lib.galleries.all() if scope is WHOLE_LIBRARY else [lib.galleries.get(scope)]
        return lines, sum(map(waiting, galleries))

    return _export(path, call)


def export_tags(path: Path) -> Operation:
    """Every face with its label as a CSV file: the number of lines, and 0."""
    return _export(path, lambda lib: (lib.export.tags(path), 0))


def export_clusters(path: Path) -> Operation:
    """Every face with its group as a CSV file: the number of lines, and 0."""
    return _export(path, lambda lib: (lib.export.clusters(path), 0))


def _export(path: Path, call: Callable[[Library], tuple[int, int]]) -> Operation:
    offer = Offer(translate("operations", "Open folder"), lambda _: show_folder(path.parent))
    return Operation(
        translate("operations", "Export {name}").format(name=path.name),
        Lane.READ,
        lambda lib, _: call(lib),
        summary=lambda done: _exported(done[0], done[1], path.parent),
        offer=lambda _: offer,
        shown=True,
    )


def _image(pixels: NDArray[np.uint8]) -> QImage:
    height, width = pixels.shape[:2]
    image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    # A conversion copies: the image no longer leans on memory that Python owns.
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _around(pixels: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The square around a face, cut off where the photo ends."""
    height, width = pixels.shape[:2]
    half = (0.5 + MARGIN) * max(box.w * width, box.h * height)
    x, y = (box.x + box.w / 2) * width, (box.y + box.h / 2) * height
    top, bottom = max(round(y - half), 0), min(round(y + half), height)
    left, right = max(round(x - half), 0), min(round(x + half), width)
    return pixels[top:bottom, left:right].copy()


def _seen(number: int, box: Box, embedding: NDArray[np.float32], candidates: tuple[Candidate, ...]) -> Seen:
    best = candidates[0] if candidates and candidates[0].probability >= LIKELY else None
    face = Face(
        FaceId(str(number)),
        PhotoId(""),
        box,
        FaceState.SUGGESTED if best else FaceState.UNKNOWN,
        quality=0.0,
        size_px=0.0,
        player_id=best.player_id if best else None,
        player=best.player if best else None,
        probability=best.probability if best else None,
    )
    return Seen(face, candidates, embedding)


# A count in words for the activity area, of each report that a shown operation ends with.
def _imported(report: Any) -> str:
    words = translate("operations", "Photos: {added} new, {known} known before. Faces: {faces}")
    line = words.format(added=report.added, known=report.known, faces=report.faces)
    if report.references:
        left_out = translate("operations", "Reference photos of players, left out: {n}")
        line = f"{left_out.format(n=report.references)}. {line}"
    if report.nameless:
        unread = translate(
            "operations", "Names in the files were not read: ExifTool is not on this computer."
        )
        line = f"{unread} {line}"
    return line


def described(report: Any) -> str:
    """What a DescriptorReport says, in a line."""
    words = translate("operations", "Faces: {faces}, photos: {photos}")
    return words.format(faces=report.faces, photos=report.photos)


def _numbers_read(report: Any) -> str:
    words = translate("operations", "Numbers read: {numbers}, faces: {faces}, photos: {photos}")
    return words.format(numbers=report.numbers, faces=report.faces, photos=report.photos)


def _recognised(report: Any) -> str:
    words = translate("operations", "{tagged} tagged, {suggested} suggested, {unknown} unknown")
    line = words.format(tagged=report.tagged, suggested=report.suggested, unknown=report.unknown)
    if report.unknown and not report.tagged and not report.suggested:
        then = translate("operations", "name some of them in Review, then recognise again")
        line = f"{line}: {then}"
    if report.without_embedding:
        more = translate("operations", "{n} not compared: Settings, Make missing descriptors")
        line = f"{line}, {more.format(n=report.without_embedding)}"
    if report.named_since:
        older = translate("operations", "Trained before the last {n} faces were named.")
        line = f"{line}. {older.format(n=report.named_since)}"
    return line


def _grouped(report: Any) -> str:
    words = translate("operations", "Groups: {clusters}, faces in them: {clustered}, alone: {noise}")
    return words.format(clusters=report.clusters, clustered=report.clustered, noise=report.noise)


def _exported(lines: int, unanswered: int, folder: Path) -> str:
    words = translate("operations", "Lines written: {n}, in {folder}").format(n=lines, folder=folder)
    if unanswered:
        more = translate(
            "operations", "Faces still to review: {n}; of these only tagged ones have their name in it"
        )
        words = f"{more.format(n=unanswered)}. {words}"
    return words
