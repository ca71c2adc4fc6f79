"""How many actions a face takes to review, by a program that acts like a person.

    python -m benchmarks.reviewer [--faces 300] [--photos N] [--order best|size|random]
                                  [--folder DIR] [--json FILE]

The sample tournament goes through every step into a new library; then the real window is opened and
reviewed by key presses and clicks through the event loop until nothing is open. The reviewer knows the
players of the roster; people who are on none need no name and are ignored, and what is no face is said
to be none. Every key press and every click is an action, a typed letter too; scrolling is none. At the
end each face's name is compared with the truth.

`best` is the order of the program; `size` asks the same questions most faces first and `random` in any
order. Without --order all three are measured.
"""

from __future__ import annotations

import argparse
import gc
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from benchmarks.report import print_table, write_json
from benchmarks.robot import NO_FACE, STRANGER, Count, Robot
from core.demo import SAME_FACE_IOU
from core.jobs import JobContext
from core.library import Library
from core.sample import SampleFace, SampleTournament, build_sample
from core.types import Box, Face, FaceId, FaceState, GalleryId, Question, WholeLibrary
from desktop.app import Session
from desktop.profile import Profile

GALLERY = "Sample tournament"
NAMED = frozenset({FaceState.CONFIRMED, FaceState.TAGGED})
OPEN = frozenset({FaceState.UNKNOWN, FaceState.REJECTED, FaceState.SUGGESTED, FaceState.TAGGED})
# So many faces a photo are found in the sample at least.
FACES_A_PHOTO = 2.15
SEED = 5
# Shares of the faces, and of the names that were missing, for which the actions are printed.
SHARES = (0.5, 0.75, 0.9)

Order = Callable[[list[Question]], list[Question]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A review: what it took, how many faces there were, how they ended."""

    order: str
    count: Count
    faces: int
    wrong: int
    unanswered: int
    unnamed: int
    """Faces of players that were given no name."""

    @property
    def actions_a_face(self) -> float:
        """The figure that this is about."""
        return self.count.actions / self.faces

    def settled_after(self, share: float) -> int:
        """Actions until this share of the faces was settled."""
        return next(actions for actions, faces, _ in self.count.settled if faces >= share * self.faces)

    def named_after(self, share: float) -> int:
        """Actions until this share was given of the names that the recogniser had not given."""
        missing = self.count.settled[-1][2]
        return next(actions for actions, _, named in self.count.settled if named >= share * missing)


def by_size(questions: list[Question]) -> list[Question]:
    """The same questions, most faces first."""
    return sorted(questions, key=lambda question: -len(question.faces))


def at_random(questions: list[Question]) -> list[Question]:
    """The same questions in any order, the same each time."""
    return random.Random(SEED).sample(questions, len(questions))


ORDERS: Mapping[str, Order] = {"best": list, "size": by_size, "random": at_random}


def main(arguments: Sequence[str] | None = None) -> None:
    """Prepare the library, review a copy of it in each order, and print the table."""
    options = _parser().parse_args(arguments)
    photos = options.photos or round(options.faces / FACES_A_PHOTO)
    app = QApplication(sys.argv[:1])
    # Between one window and the next too, no pool's thread may collect what is left of widgets.
    gc.disable()
    with _folder(options.folder) as folder:
        sample = build_sample(folder / f"tournament-{photos}", JobContext(), photos)
        prepare(sample, folder / "prepared")
        wanted = [options.order] if options.order else list(ORDERS)
        outcomes = [review_copy(app, folder, sample, name) for name in wanted]
    print_table(
        f"{outcomes[0].faces} faces of {photos} photos",
        ["order", "actions a face", "keys", "clicks", "answers", "wrong", "unanswered", "unnamed"],
        [_row(outcome) for outcome in outcomes],
    )
    print_table(
        "Actions until so many",
        ["order", *(f"{share:.0%} {what}" for what in ("faces", "names") for share in SHARES)],
        [_curve(outcome) for outcome in outcomes],
    )
    if options.json:
        write_json(options.json, {outcome.order: _values(outcome) for outcome in outcomes})


def prepare(sample: SampleTournament, root: Path) -> None:
    """The tournament in a new library, up to the point where a person is asked."""
    shutil.rmtree(root, ignore_errors=True)
    context = JobContext()
    with Library.open(root) as library:
        library.update_settings(pack="opencv", device="cpu")
        library.players.import_roster(sample.roster)
        library.indexing.enroll(sample.references, context)
        gallery_id = library.indexing.import_photos([sample.photos], GALLERY, context).gallery_id
        library.training.execute(context)
        library.recognition.batch_recognize([gallery_id], None, context)
        library.clusters.cluster(gallery_id, context)


def review_copy(app: QApplication, folder: Path, sample: SampleTournament, order: str) -> Outcome:
    """Review a copy of the prepared library in one order."""
    root = folder / f"reviewed-{order}"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder / "prepared", root)
    library = Library.open(root)
    ask_in(library, ORDERS[order])
    gallery_id = library.galleries.find(GALLERY).id
    known = knowledge(library, sample, gallery_id)
    session = Session(library, Profile(root / "window.ini"), None, app)
    session.show()
    count = Robot(session, known).review()
    outcome = judged(library, known, gallery_id, order, count)
    session.close()
    session.deleteLater()
    session.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return outcome


def ask_in(library: Library, order: Order) -> None:
    """Have the library's questions asked in another order."""
    best = library.questions.of

    def of(scope: GalleryId | WholeLibrary, context: JobContext | None = None) -> list[Question]:
        return order(best(scope, context))

    library.questions.of = of  # type: ignore[method-assign]


def knowledge(library: Library, sample: SampleTournament, gallery_id: GalleryId) -> dict[FaceId, str]:
    """Who each found face shows, as somebody knows who was there and knows the roster."""
    truth: dict[str, list[SampleFace]] = {}
    for true in sample.faces:
        truth.setdefault(true.photo, []).append(true)
    photos = library.galleries.photos(library.galleries.photo_ids(gallery_id))
    return {face.id: _seen(face, truth.get(p.path.name, [])) for p in photos for face in p.faces}


def _seen(face: Face, truth: Sequence[SampleFace]) -> str:
    def overlap(true: SampleFace) -> float:
        return face.box.overlap(Box(true.x, true.y, true.w, true.h))

    best = max(truth, key=overlap, default=None)
    if best is None or overlap(best) < SAME_FACE_IOU:
        return NO_FACE
    return best.person if best.enrolled else STRANGER


def judged(
    library: Library, known: Mapping[FaceId, str], gallery_id: GalleryId, order: str, count: Count
) -> Outcome:
    """How every face ended, beside who it shows."""
    photos = library.galleries.photos(library.galleries.photo_ids(gallery_id))
    faces = [face for photo in photos for face in photo.faces]
    named = [face for face in faces if face.state in NAMED]
    players = [face for face in faces if known[face.id] not in (STRANGER, NO_FACE)]
    return Outcome(
        order,
        count,
        faces=len(faces),
        wrong=sum(1 for face in named if face.player != known[face.id]),
        unanswered=sum(1 for face in faces if face.state in OPEN),
        unnamed=sum(1 for face in players if face.state not in NAMED),
    )


def _row(outcome: Outcome) -> list[str]:
    count = outcome.count
    figures = (count.keys, count.clicks, count.acts, outcome.wrong, outcome.unanswered, outcome.unnamed)
    return [outcome.order, f"{outcome.actions_a_face:.3f}", *map(str, figures)]


def _curve(outcome: Outcome) -> list[str]:
    points = (after(share) for after in (outcome.settled_after, outcome.named_after) for share in SHARES)
    return [outcome.order, *map(str, points)]


def _values(outcome: Outcome) -> dict[str, float | list[list[int]]]:
    return {
        "faces": outcome.faces,
        "actions_a_face": outcome.actions_a_face,
        "keys": outcome.count.keys,
        "clicks": outcome.count.clicks,
        "answers": outcome.count.acts,
        "wrong": outcome.wrong,
        "unanswered": outcome.unanswered,
        "unnamed": outcome.unnamed,
        "settled": [list(point) for point in outcome.count.settled],
    }


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """Where the tournament and the libraries go; without a name they are gone afterwards."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="playertag-reviewer-") as scratch:
        yield Path(scratch)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.reviewer", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--faces", type=int, default=300, help="about so many faces at least")
    parser.add_argument("--photos", type=int, help="so many photos instead")
    parser.add_argument("--order", choices=list(ORDERS))
    parser.add_argument("--folder", type=Path, help="keep the tournament here for the next time")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    main()
