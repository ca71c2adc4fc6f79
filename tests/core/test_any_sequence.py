"""Any sequence of what people and machines do: no answer of a person is lost, none comes back.

The rules drive a real library; only the models are a fake, which reads who is in a picture from its
pixels. What people have answered is kept a second time here, by a model of its own, and compared: the
answers themselves, never what the library made of them, and which players are one person at the time.
Where the library refuses an act, the model says whether it had to.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select, text

from core import ids
from core.changes import Changes
from core.db.queries import face_of, faces_in_order
from core.db.schema import FaceRow, GalleryPhotoRow
from core.errors import InvalidValueError
from core.indexing import SAME_FACE_OVERLAP
from core.jobs import JobContext
from core.library import Library
from core.types import (
    WHOLE_LIBRARY,
    BatchId,
    Box,
    Face,
    FaceId,
    FaceState,
    GalleryId,
    PhotoId,
    PlayerId,
    RejectReason,
    Verdict,
)
from tests.fakes.engine import FACE_PX, HEIGHT, UNSEEN_TOP, WIDTH, pixel_engine, write_picture

SEQUENCES = int(os.environ.get("PLAYERTAG_SEQUENCES", "50"))
STEPS = 12
ENROLLED, STRANGERS = "ABC", "DE"
GALLERIES = ("Day 1", "Day 2")
NAMED = {FaceState.CONFIRMED, FaceState.TAGGED, FaceState.SUGGESTED}
FINAL = {
    Verdict.CONFIRM: FaceState.CONFIRMED,
    Verdict.IGNORE: FaceState.IGNORED,
    Verdict.NOT_A_FACE: FaceState.NOT_A_FACE,
}


Said = tuple[FaceId, Verdict, PlayerId | None]
"""An answer about a face."""


@dataclass(slots=True)
class Act:
    """What a person did at once; `stands` until it is undone.

    `merges` are a player and who they became by it. One that `arranges` clusters says nothing of a face.
    """

    answers: Sequence[Said] = ()
    merges: tuple[PlayerId, PlayerId] | None = None
    arranges: bool = False
    stands: bool = True


@dataclass(slots=True)
class Answer:
    """What people have said of a face."""

    state: FaceState | None = None
    player_id: PlayerId | None = None
    rejected: set[PlayerId] = field(default_factory=set)


STARTS_WITH = ("AB", "A", "CA", "AA", "DE", "D", "E")
"""Who is in each picture that every sequence starts with."""


@lru_cache(maxsize=1)
def prepared() -> Path:
    """A library with the enrolled players trained and a first gallery recognised, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="playertag-sequences-"))
    for person in ENROLLED:
        (folder / "references" / person).mkdir(parents=True)
        for number in range(3):
            write_picture(folder / "references" / person / f"{number}.png", person, 1000 + number)
    with Library.open(folder / "library") as library:
        library._engine = pixel_engine()
        library.update_settings(pack="opencv", device="cpu")
        library.indexing.enroll(folder / "references", JobContext())
        library.training.execute(JobContext())
        pictures = [folder / f"{number:03}.png" for number in range(len(STARTS_WITH))]
        for number, people in enumerate(STARTS_WITH):
            write_picture(pictures[number], people, number)
        gallery = library.indexing.import_photos(pictures, GALLERIES[0], JobContext()).gallery_id
        library.recognition.batch_recognize([gallery], None, JobContext())
    return folder / "library"


class Playertag(RuleBasedStateMachine):
    """A library, and beside it what people have said."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="playertag-sequence-"))
        shutil.copytree(prepared(), self.folder / "library")
        self.library = Library.open(self.folder / "library")
        self.library._engine = pixel_engine()
        self.acts: dict[BatchId, Act] = {}
        self.order: list[Act] = []
        self.pictures = len(STARTS_WITH)
        self.faces_expected = len("".join(STARTS_WITH))
        self.rows_before = 0

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    # -- What a machine does ---------------------------------------------------------------------

    @rule(
        gallery=st.sampled_from(GALLERIES),
        pictures=st.lists(
            st.lists(st.sampled_from(ENROLLED + STRANGERS), min_size=1, max_size=3), min_size=1, max_size=2
        ),
    )
    def import_pictures(self, gallery: str, pictures: list[list[str]]) -> None:
        paths = []
        for people in pictures:
            path = self.folder / f"{self.pictures:03}.png"
            write_picture(path, people, self.pictures)
            self.pictures += 1
            self.faces_expected += len(people)
            paths.append(path)
        report = self.library.indexing.import_photos(paths, gallery, JobContext())
        assert (report.added, report.failures) == (len(pictures), ())

    @rule(gallery=st.sampled_from(GALLERIES))
    def import_everything_again(self, gallery: str) -> None:
        paths = sorted(prepared().parent.glob("*.png")) + sorted(self.folder.glob("*.png"))
        report = self.library.indexing.import_photos(paths, gallery, JobContext())
        assert not report.failures
        if gallery == "Day 1":  # what is new to another gallery is added to it, with no new faces
            assert report.known + report.added == self.pictures

    @rule(threshold=st.sampled_from([None, 0.6, 0.99]))
    def recognise(self, threshold: float | None) -> None:
        galleries = [gallery.id for gallery in self.library.galleries.all()]
        self.library.recognition.batch_recognize(galleries, threshold, JobContext())

    @rule()
    def train(self) -> None:
        self.library.training.execute(JobContext())

    @rule(everything=st.booleans())
    def cluster(self, everything: bool) -> None:
        scope = WHOLE_LIBRARY if everything else self.library.galleries.find("Day 1").id
        self.library.clusters.cluster(scope, JobContext(), 2)

    @rule()
    def look_again(self) -> None:
        gallery = self.library.galleries.find("Day 1").id
        assert self.library.descriptors.regenerate_unknown(gallery, JobContext()).faces == 0

    # -- What a person does ----------------------------------------------------------------------

    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        face = self.a_face(data)
        self.confirm_all(
            [face], self.a_player(data, face), lambda p: self.library.review.confirm([face.id], p)
        )

    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        face = self.a_face(data)
        player = self.a_player(data, face)
        self.act(
            lambda: self.library.review.reject([face.id], player),
            Act([(face.id, Verdict.REJECT, player)]),
        )

    @rule(data=st.data())
    def reject_what_it_is_named(self, data: st.DataObject) -> None:
        face = self.a_face(data)
        self.act(
            lambda: self.library.review.reject([face.id]),
            Act([(face.id, Verdict.REJECT, face.player_id)]),
            refused=face.player_id is None,
        )

    @rule(data=st.data())
    def ignore(self, data: st.DataObject) -> None:
        face = self.a_face(data)
        self.act(lambda: self.library.review.ignore([face.id]), Act([(face.id, Verdict.IGNORE, None)]))

    @rule(data=st.data())
    def not_a_face(self, data: st.DataObject) -> None:
        face = self.a_face(data)
        self.act(
            lambda: self.library.review.not_a_face([face.id]), Act([(face.id, Verdict.NOT_A_FACE, None)])
        )

    @rule(data=st.data(), place=st.integers(0, 2))
    def draw(self, data: st.DataObject, place: int) -> None:
        photo_id, drawn = self.a_face(data).photo_id, ids.new_face_id()
        box = Box(place * (FACE_PX + 4) / WIDTH, UNSEEN_TOP / HEIGHT, FACE_PX / WIDTH, FACE_PX / HEIGHT)
        self.act(
            lambda: self.library.faces.draw(photo_id, box, drawn),
            Act([(drawn, Verdict.DRAW, None)]),
            refused=self.is_taken(photo_id, box),
        )

    @rule(data=st.data(), wider=st.floats(0, 0.1))
    def redraw(self, data: st.DataObject, wider: float) -> None:
        face, drawn = self.a_face(data), ids.new_face_id()
        said: list[Said] = [(face.id, Verdict.NOT_A_FACE, None), (drawn, Verdict.DRAW, None)]
        said += [
            (drawn, verdict, player)
            for one, verdict, player in self.standing()
            if one == face.id and verdict in {Verdict.CONFIRM, Verdict.REJECT, Verdict.IGNORE}
        ]
        box, act = replace(face.box, w=face.box.w * (1 - wider)), Act(said)
        self.act(
            lambda: self.library.faces.redraw(face.id, box, drawn),
            act,
            refused=self.is_taken(face.photo_id, box, face)
            or self.is_twice_after(act, {drawn: face.photo_id}),
        )

    @rule(data=st.data())
    def unsure(self, data: st.DataObject) -> None:
        face = self.a_face(data)
        self.act(lambda: self.library.review.unsure([face.id]), Act())
        asked = [one for gallery in self.library.galleries.all() for one in self.suggested(gallery.id)]
        assert face.id not in asked + self.clustered()

    @rule(data=st.data(), keeps=st.booleans())
    def ignore_others(self, data: st.DataObject, keeps: bool) -> None:
        here, said = self.a_face(data), self.answers()
        keep = {here.id} if keeps else set()
        drawn = {face for act in self.order for face, verdict, _ in act.answers if verdict is Verdict.DRAW}
        others: list[Said] = [
            (face.id, Verdict.IGNORE, None)
            for face in self.faces()
            if face.photo_id == here.photo_id
            and face.id not in keep
            and face.state in {FaceState.UNKNOWN, FaceState.SUGGESTED}
            and not face.aside
            and not said.get(face.id, Answer()).rejected
            and face.id not in drawn
        ]
        if others:
            self.act(lambda: self.library.review.ignore_others([here.photo_id], keep), Act(others))
        else:
            assert self.library.review.ignore_others([here.photo_id], keep) == Changes()

    @rule(data=st.data(), merges=st.booleans())
    def arrange_clusters(self, data: st.DataObject, merges: bool) -> None:
        clusters = [one for one in self.library.clusters.of(WHOLE_LIBRARY) if merges or len(one.faces) > 1]
        if len(clusters) <= merges:
            return
        cluster, before = data.draw(st.sampled_from(clusters)), sorted(self.clustered())
        if merges:
            other = data.draw(st.sampled_from([one for one in clusters if one != cluster]))
            self.act(lambda: self.library.clusters.merge(cluster.id, other.id), Act(arranges=True))
        else:
            self.act(
                lambda: self.library.clusters.split(cluster.id, [cluster.faces[0].id]), Act(arranges=True)
            )
        assert sorted(self.clustered()) == before, "each face stays in one cluster"

    @rule(data=st.data(), named=st.booleans())
    def answer_a_cluster(self, data: st.DataObject, named: bool) -> None:
        clusters = self.library.clusters.of(WHOLE_LIBRARY)
        if not clusters:
            return
        cluster = data.draw(st.sampled_from(clusters))
        if named:
            one_a_photo = {face.photo_id: face for face in reversed(cluster.faces)}.values()
            name = self.a_player(data, cluster.faces[0])
            self.confirm_all(list(one_a_photo), name, lambda p: self.library.clusters.name(cluster.id, p))
        else:
            ignored: list[Said] = [(face.id, Verdict.IGNORE, None) for face in cluster.faces]
            self.act(
                lambda: self.library.clusters.reject(cluster.id, RejectReason.NOT_A_PLAYER), Act(ignored)
            )

    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        face = self.a_face(data)
        keep, other = self.a_player(data, face), self.a_player(data, face)
        act = Act(merges=(other, keep))
        self.act(
            lambda: self.library.players.merge(keep, other),
            act,
            refused=keep == other or self.is_twice_after(act),
        )

    @precondition(lambda self: self.acts)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(sorted(self.acts, reverse=True)))
        act = self.acts[batch]
        if act.merges and not act.stands and act.merges[0] in self.merged():
            return  # who was merged into somebody else meanwhile is not merged again
        act.stands = not act.stands
        if self.goes_round() or self.is_twice():
            act.stands = not act.stands
            with pytest.raises(InvalidValueError):
                self.library.review.undo(batch)
            return
        # Clusters that were made anew since can't be arranged as they were.
        with suppress(InvalidValueError) if act.arranges else nullcontext():
            done = self.library.review.undo(batch)
            del self.acts[batch]
            assert done.batch is not None
            self.acts[done.batch] = act

    # -- What must hold --------------------------------------------------------------------------

    @invariant()
    def what_must_hold(self) -> None:
        faces = self.faces()
        self.every_answer_of_a_person_stands(faces)
        self.nobody_is_in_a_photo_twice(faces)
        self.nothing_is_lost_or_double(faces)

    def every_answer_of_a_person_stands(self, faces: list[Face]) -> None:
        said = self.answers()
        for face in faces:
            answer = said.get(face.id, Answer())
            if answer.state is not None:
                assert (face.state, face.player_id) == (answer.state, answer.player_id)
            else:
                assert face.state not in FINAL.values()
                assert face.player_id not in answer.rejected

    def nobody_is_in_a_photo_twice(self, faces: list[Face]) -> None:
        seen = [(face.photo_id, face.player_id) for face in faces if face.state in NAMED]
        assert len(seen) == len(set(seen))

    def nothing_is_lost_or_double(self, faces: list[Face]) -> None:
        assert len(faces) == self.faces_expected
        with self.library._database.read() as session:
            rows = session.scalar(text("SELECT count(*) FROM decision")) or 0
            wrong = session.scalar(
                text(
                    "SELECT count(*) FROM photo WHERE face_count <> (SELECT count(*) FROM face "
                    "WHERE photo_id = photo.id) OR named_count <> (SELECT count(*) FROM face "
                    "WHERE photo_id = photo.id AND state IN ('tagged', 'confirmed'))"
                )
            )
            counted = session.execute(
                text("SELECT gallery_id, state, faces FROM gallery_count WHERE faces")
            ).all()
            faces_of = session.execute(
                text(
                    "SELECT gallery_id, state, count(*) FROM gallery_photo "
                    "JOIN face ON face.photo_id = gallery_photo.photo_id GROUP BY gallery_id, state"
                )
            ).all()
        assert wrong == 0
        assert sorted(counted) == sorted(faces_of)
        assert rows >= self.rows_before, "the history only grows"
        self.rows_before = rows

    # -- Parts -----------------------------------------------------------------------------------

    def act(self, do: Callable[[], Changes], act: Act, *, refused: bool = False) -> None:
        """Do it. The library has to refuse it exactly where the model says so; then nothing was said."""
        if refused:
            with pytest.raises(InvalidValueError):
                do()
            return
        done = do()
        assert done.batch is not None
        self.faces_expected += sum(verdict is Verdict.DRAW for _, verdict, _ in act.answers)
        self.acts[done.batch] = act
        self.order.append(act)

    def confirm_all(self, faces: Sequence[Face], player: PlayerId, do: Callable[[PlayerId], Changes]) -> None:
        """Confirm faces of different photos as a player."""
        act = Act([(face.id, Verdict.CONFIRM, player) for face in faces])
        self.act(lambda: do(player), act, refused=self.is_twice_after(act))

    def answers(self) -> dict[FaceId, Answer]:
        """What people have said of each face, by the acts that stand, of who players are by now."""
        merged = self.merged()
        drawn = {face for act in self.order for face, verdict, _ in act.answers if verdict is Verdict.DRAW}
        said = {face: Answer(FaceState.NOT_A_FACE) for face in drawn}
        for face_id, verdict, named in self.standing():
            answer, player = said.setdefault(face_id, Answer()), self.who(named, merged)
            if verdict is Verdict.DRAW:
                answer.state = None
            elif verdict is Verdict.REJECT:
                assert player is not None
                answer.rejected.add(player)
                if answer.player_id == player:
                    answer.state = answer.player_id = None
            else:
                answer.state, answer.player_id = FINAL[verdict], player
                answer.rejected.discard(player) if player else None
        return said

    def standing(self) -> Iterator[Said]:
        """Every answer that was not taken back, as it was given."""
        for act in self.order:
            if act.stands:
                yield from act.answers

    def merged(self) -> dict[PlayerId, PlayerId]:
        """The players who are another one at present."""
        return dict(act.merges for act in self.order if act.stands and act.merges)

    def who(self, player: PlayerId | None, merged: dict[PlayerId, PlayerId]) -> PlayerId | None:
        """Who somebody is at present."""
        while player in merged:
            player = merged[player]
        return player

    def goes_round(self) -> bool:
        """Whether two players would be merged into each other."""
        merged = self.merged()
        for start in merged:
            player: PlayerId | None = start
            # A way through all of them that ends takes a step more than there are.
            for _ in range(len(merged) + 1):
                player = merged.get(player) if player else None
            if player is not None:
                return True
        return False

    def is_twice(self, more: dict[FaceId, PhotoId] | None = None) -> bool:
        """Whether somebody is confirmed on two faces of a photo by what people said."""
        photo_of = {face.id: face.photo_id for face in self.faces()} | (more or {})
        named = [
            (photo_of[face], answer.player_id)
            for face, answer in self.answers().items()
            if answer.state is FaceState.CONFIRMED
        ]
        return len(named) != len(set(named))

    def is_twice_after(self, act: Act, more: dict[FaceId, PhotoId] | None = None) -> bool:
        """The same once something was done."""
        self.order.append(act)
        twice = self.is_twice(more)
        self.order.pop()
        return twice

    def is_taken(self, photo_id: PhotoId, box: Box, besides: Face | None = None) -> bool:
        """Whether there is a face in a box already."""
        return any(
            face.box.overlap(box) >= SAME_FACE_OVERLAP and face.state is not FaceState.NOT_A_FACE
            for face in self.faces()
            if face.photo_id == photo_id and face != besides
        )

    def faces(self) -> list[Face]:
        """Every face of the galleries, each once."""
        of_galleries = faces_in_order().where(FaceRow.photo_id.in_(select(GalleryPhotoRow.photo_id)))
        with self.library._database.read() as session:
            return [face_of(row) for row in session.scalars(of_galleries)]

    def suggested(self, gallery: GalleryId) -> list[FaceId]:
        """The faces that are asked about because the recogniser named them."""
        return [face.id for face in self.library.review.suggestions(gallery)]

    def clustered(self) -> list[FaceId]:
        """The faces that are asked about in a cluster of the whole library."""
        return [face.id for one in self.library.clusters.of(WHOLE_LIBRARY) for face in one.faces]

    def a_face(self, data: st.DataObject) -> Face:
        """A face, more often one that was spoken of."""
        faces, said = self.faces(), self.answers()
        spoken_of = [face for face in faces if face.player_id or face.id in said]
        return data.draw(st.one_of(st.sampled_from(spoken_of or faces), st.sampled_from(faces)))

    def a_player(self, data: st.DataObject, face: Face) -> PlayerId:
        """A player, more often one of whom something was said of a face."""
        players = [player.id for player in self.library.players.search().items]
        named = {player for one, _, player in self.standing() if one == face.id} | {face.player_id}
        close = [player for player in players if player in named]
        return data.draw(st.one_of(st.sampled_from(close or players), st.sampled_from(players)))


TestAnySequence = Playertag.TestCase
TestAnySequence.settings = settings(
    max_examples=SEQUENCES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
