"""What a reviewer can say of faces: each function prepares one `Answer` and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication

from core.changes import Changes
from core.library import Library
from core.types import (
    BatchId,
    ClusterId,
    ConflictingAnswer,
    Face,
    FaceId,
    FaceState,
    PhotoId,
    Player,
    PlayerId,
    RejectReason,
    Verdict,
)
from desktop.document import Operation
from desktop.jobs import Lane

translate = QCoreApplication.translate


@dataclass(slots=True)
class Chosen:
    """A player that was picked, or the name of one who is yet to be added (no id)."""

    name: str
    player_id: PlayerId | None = None


@dataclass(slots=True)
class Answer:
    """One act of the reviewer on `faces`, which can be taken back and given again.

    All three happen in the WRITE lane, one after another, so `batch` is known when it is needed.
    An answer without a call changes what is on screen and nothing in the library. `state` and
    `player` are what the faces are from now on, for those who paint before it is written; without a
    state they stay as they are. `drawn` is a face that is there from now on.
    """

    title: str
    faces: tuple[Face, ...]
    state: FaceState | None
    call: Callable[[Library], Changes] | None
    player: str | None = None
    batch: BatchId | None = None
    drawn: Face | None = None
    aside: bool = False
    """The faces are put aside: still open, and not asked about."""
    regroups: bool = False
    """The faces are asked about in another group; which one is the library's to say."""
    gallery: str = ""
    """The gallery in view when it was given."""
    elsewhere: str = ""
    """How it is taken back, where `toggle` does not do that."""

    def give(self, library: Library) -> Changes | None:
        """Write the answer."""
        return self._kept(self.call(library)) if self.call is not None else None

    def toggle(self, library: Library) -> Changes | None:
        """Take the answer back, or give it again if it was taken back."""
        # Without a batch the answer could not be written, and there is nothing to take back.
        return self._kept(library.review.undo(self.batch)) if self.batch is not None else None

    def _kept(self, changes: Changes) -> Changes:
        self.batch = changes.batch
        return changes


def once_a_photo(faces: Sequence[Face]) -> list[Face]:
    """The first of these faces in each photo: nobody is in a photo twice."""
    first: dict[PhotoId, Face] = {}
    for face in faces:
        first.setdefault(face.photo_id, face)
    return list(first.values())


def _ids(faces: Sequence[Face]) -> list[FaceId]:
    return [face.id for face in faces]


def confirm(
    faces: Sequence[Face],
    chosen: Chosen,
    cluster_id: ClusterId | None = None,
    others: Collection[FaceId] = (),
) -> Answer:
    """These faces are this player, who is added to the roster where new.

    With a cluster they are faces of it, one a photo: nobody else is named by it. `others` of it, which
    were left out before, are somebody else, and are never suggested as that player.
    """

    def call(library: Library) -> Changes:
        player_id, added = _player(library, chosen)
        if cluster_id is not None:
            still = others and set(library.clusters.faces(cluster_id).ids).intersection(others)
            return added | library.clusters.name(cluster_id, player_id, _ids(faces), still)
        return added | library.review.confirm(_ids(faces), player_id)

    title = translate("verdicts", "Confirm {count} as {name}")
    title = title.format(count=len(faces), name=chosen.name)
    return Answer(title, tuple(faces), FaceState.CONFIRMED, call, chosen.name)


def _player(library: Library, chosen: Chosen) -> tuple[PlayerId, Changes]:
    """Who was named, added to the roster unless the answer before did that: it is one person, not two."""
    added = Changes()
    if chosen.player_id is None:
        found = library.players.search(chosen.name).items
        same = [player.id for player in found if player.name == chosen.name]
        if not same:
            added = library.players.add(chosen.name)
        chosen.player_id = same[0] if same else next(iter(added.players))
    return chosen.player_id, added


def reject(faces: Sequence[Face], player_id: PlayerId | None = None) -> Answer:
    """These faces are not that player, or not the one each is suggested as."""
    title = translate("verdicts", "Reject {count}").format(count=len(faces))
    return Answer(
        title,
        tuple(faces),
        FaceState.REJECTED,
        lambda lib: lib.review.reject(_ids(faces), player_id),
    )


def ignore(faces: Sequence[Face]) -> Answer:
    """These faces need no name."""
    title = translate("verdicts", "Ignore {count}").format(count=len(faces))
    return Answer(title, tuple(faces), FaceState.IGNORED, lambda lib: lib.review.ignore(_ids(faces)))


def not_a_face(faces: Sequence[Face]) -> Answer:
    """The detector was wrong about these."""
    title = translate("verdicts", "Not a face: {count}").format(count=len(faces))
    return Answer(title, tuple(faces), FaceState.NOT_A_FACE, lambda lib: lib.review.not_a_face(_ids(faces)))


def side(face: Face, said: ConflictingAnswer, names: Mapping[PlayerId, str]) -> Answer | None:
    """The same as somebody said of a face; None where that is not to be said again, or of nobody any more."""
    name = names.get(said.player_id) if said.player_id is not None else None
    if name is not None and said.verdict is Verdict.CONFIRM:
        return confirm([face], Chosen(name, said.player_id))
    if name is not None and said.verdict is Verdict.REJECT:
        return reject([face], said.player_id)
    plain = {Verdict.IGNORE: ignore, Verdict.NOT_A_FACE: not_a_face}.get(said.verdict)
    return plain([face]) if plain is not None else None


def unsure(faces: Sequence[Face]) -> Answer:
    """Nobody can tell yet who these are."""
    title = translate("verdicts", "Not sure: {count}").format(count=len(faces))
    ids = _ids(faces)
    return Answer(title, tuple(faces), None, lambda lib: lib.review.unsure(ids), aside=True)


def ignore_others(faces: Sequence[Face], photo_ids: Collection[PhotoId], keep: Collection[FaceId]) -> Answer:
    """Every face of some photos needs no name but those in `keep`; `faces` are those that were counted."""
    title = translate("verdicts", "Ignore others: {count}").format(count=len(faces))
    call = partial(_ignore_others, photo_ids=tuple(photo_ids), keep=frozenset(keep))
    return Answer(title, tuple(faces), FaceState.IGNORED, call)


def _ignore_others(library: Library, photo_ids: Collection[PhotoId], keep: Collection[FaceId]) -> Changes:
    return library.review.ignore_others(photo_ids, keep)


def split(cluster_id: ClusterId, parts: Sequence[Sequence[Face]]) -> Answer:
    """Each of these parts of a group is a group of its own."""
    faces = tuple(face for part in parts for face in part)
    title = translate("verdicts", "New groups: {groups}, faces: {count}")
    title = title.format(groups=len(parts), count=len(faces))
    ids = [_ids(part) for part in parts]
    return Answer(title, faces, None, lambda lib: lib.clusters.split(cluster_id, *ids), regroups=True)


def move(cluster_id: ClusterId, to: ClusterId, faces: Sequence[Face]) -> Answer:
    """These faces of a group belong to another one."""
    title = translate("verdicts", "Move {count} to another group").format(count=len(faces))
    ids = _ids(faces)
    return Answer(
        title, tuple(faces), None, lambda lib: lib.clusters.move(cluster_id, to, ids), regroups=True
    )


def merge_groups(keep: ClusterId, others: Mapping[ClusterId, Sequence[Face]]) -> Answer:
    """The faces of other groups belong to this one."""
    faces = tuple(face for of_group in others.values() for face in of_group)
    title = translate("verdicts", "Merge groups: {count} more").format(count=len(faces))
    ids = tuple(others)
    return Answer(title, faces, None, lambda lib: lib.clusters.merge(keep, *ids), regroups=True)


def reject_cluster(cluster_id: ClusterId, faces: Sequence[Face], reason: RejectReason) -> Answer:
    """These faces of a group are nobody to be named; they do not come back in a group."""
    said = not_a_face(faces) if reason is RejectReason.NOT_A_FACE else ignore(faces)
    ids = _ids(faces)
    return replace(said, call=lambda lib: lib.clusters.reject(cluster_id, reason, ids))


def merge(keep: Player, other: Player) -> Answer:
    """Two players are one person; which faces that concerns is the library's to find."""
    title = translate("verdicts", "Merge {other} into {name}").format(other=other.name, name=keep.name)
    return Answer(title, (), FaceState.CONFIRMED, lambda lib: lib.players.merge(keep.id, other.id), keep.name)


def remove_player(player: Player) -> Answer:
    """A player is on the roster by mistake; no face is confirmed as them."""
    title = translate("verdicts", "Remove {name}").format(name=player.name)
    return Answer(title, (), FaceState.UNKNOWN, lambda lib: lib.players.remove(player.id))


def leave_out(faces: Sequence[Face]) -> Answer:
    """Put faces aside while the rest of their group is answered; they stay open."""
    title = translate("verdicts", "Leave out {count}").format(count=len(faces))
    return Answer(title, tuple(faces), None, None)


def written(batch: BatchId, gallery: str) -> Answer:
    """Names were written into the files of a gallery."""
    title = translate("verdicts", "Write names into the files of {gallery}").format(gallery=gallery)
    words = translate(
        "verdicts",
        "Names in the files of {gallery}: its menu, “Take back what was written…”, takes them back",
    )
    return Answer(title, (), None, None, batch=batch, elsewhere=words.format(gallery=gallery))


def give(answer: Answer) -> Operation:
    """Write an answer."""
    return Operation(answer.title, Lane.WRITE, lambda lib, _: answer.give(lib), changes=lambda result: result)


def toggle(answer: Answer) -> Operation:
    """Take an answer back, or give it again."""
    return Operation(
        answer.title, Lane.WRITE, lambda lib, _: answer.toggle(lib), changes=lambda result: result
    )
