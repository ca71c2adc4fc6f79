from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ids
from core.cli import main
from core.cli.options import FAILED
from core.db.schema import new_id
from core.errors import InvalidValueError, NotFoundError
from core.jobs import JobContext
from core.library import Library
from core.types import (
    BatchId,
    ClusterId,
    FaceId,
    GalleryId,
    PhotoId,
    PlayerId,
    PlayerUpdate,
    RejectReason,
    SessionId,
)

UUIDS = (ids.face_id, ids.player_id, ids.gallery_id, ids.cluster_id, ids.session_id, ids.batch_id)
Parse = Callable[[str], str]


@pytest.mark.parametrize("parse", [*UUIDS, ids.photo_id])
@given(text=st.text())
def test_what_is_no_id_is_refused_by_name(parse: Parse, text: str) -> None:
    with pytest.raises(
        InvalidValueError, match=f"^{parse.__name__.split('_')[0].replace('session', 'training')}"
    ):
        parse(text)


@pytest.mark.parametrize("parse", UUIDS)
@given(number=st.uuids())
def test_an_id_is_taken_however_it_was_copied(parse: Parse, number: object) -> None:
    assert parse(f"  {str(number).upper()}\n") == str(number)


@given(digest=st.binary(min_size=32, max_size=32))
def test_a_photo_is_known_by_its_hash(digest: bytes) -> None:
    assert ids.photo_id(digest.hex().upper()) == digest.hex()


ASKED: dict[str, Callable[[Library, str], object]] = {
    "galleries.get": lambda lib, i: lib.galleries.get(GalleryId(i)),
    "galleries.find": lambda lib, i: lib.galleries.find(i),
    "galleries.results": lambda lib, i: lib.galleries.results(GalleryId(i)),
    "galleries.photo_ids": lambda lib, i: lib.galleries.photo_ids(GalleryId(i)),
    "galleries.photos": lambda lib, i: lib.galleries.photos([PhotoId(i)]),
    "galleries.failures": lambda lib, i: lib.galleries.failures(GalleryId(i)),
    "galleries.by_player": lambda lib, i: lib.galleries.by_player(GalleryId(i)),
    "galleries.set_roster": lambda lib, i: lib.galleries.set_roster(GalleryId(i), []),
    "indexing.process": lambda lib, i: lib.indexing.process(GalleryId(i), JobContext()),
    "players.get": lambda lib, i: lib.players.get(PlayerId(i)),
    "players.find": lambda lib, i: lib.players.find(i),
    "players.update": lambda lib, i: lib.players.update(PlayerId(i), PlayerUpdate(name="x")),
    "players.merge": lambda lib, i: lib.players.merge(PlayerId(i), PlayerId(i)),
    "players.set_seasons": lambda lib, i: lib.players.set_seasons(PlayerId(i), []),
    "players.references": lambda lib, i: lib.players.references(PlayerId(i)),
    "players.preview_merge": lambda lib, i: lib.players.preview_merge(PlayerId(i), PlayerId(i)),
    "players.remove": lambda lib, i: lib.players.remove(PlayerId(i)),
    "indexing.enroll_player": lambda lib, i: lib.indexing.enroll_player(PlayerId(i), [], JobContext()),
    "players.of_team": lambda lib, i: lib.players.of_team(i),
    "training.status": lambda lib, i: lib.training.status(SessionId(i)),
    "training.activate": lambda lib, i: lib.training.activate(SessionId(i)),
    "training.delete": lambda lib, i: lib.training.delete(SessionId(i)),
    "training.restore": lambda lib, i: lib.training.restore(SessionId(i)),
    "training.compare": lambda lib, i: lib.training.compare(SessionId(i), SessionId(i)),
    "recognition.batch_recognize": lambda lib, i: lib.recognition.batch_recognize(
        [GalleryId(i)], None, JobContext()
    ),
    "recognition.candidates": lambda lib, i: lib.recognition.candidates([FaceId(i)]),
    "review.suggestions": lambda lib, i: lib.review.suggestions(GalleryId(i)),
    "review.confirm": lambda lib, i: lib.review.confirm([FaceId(i)], lib.players.search().items[0].id),
    "review.reject": lambda lib, i: lib.review.reject([FaceId(i)]),
    "review.ignore": lambda lib, i: lib.review.ignore([FaceId(i)]),
    "review.not_a_face": lambda lib, i: lib.review.not_a_face([FaceId(i)]),
    "review.undo": lambda lib, i: lib.review.undo(BatchId(i)),
    "clusters.cluster": lambda lib, i: lib.clusters.cluster(GalleryId(i), JobContext()),
    "questions.of": lambda lib, i: lib.questions.of(GalleryId(i)),
    "clusters.of": lambda lib, i: lib.clusters.of(GalleryId(i)),
    "clusters.name": lambda lib, i: lib.clusters.name(ClusterId(i), lib.players.search().items[0].id),
    "clusters.reject": lambda lib, i: lib.clusters.reject(ClusterId(i), RejectReason.IGNORE),
    "descriptors.regenerate_unknown": lambda lib, i: lib.descriptors.regenerate_unknown(
        GalleryId(i), JobContext()
    ),
    "images.thumbnail": lambda lib, i: lib.images.thumbnail(PhotoId(i)),
    "images.photo": lambda lib, i: lib.images.photo(PhotoId(i), 100),
    "images.crop": lambda lib, i: lib.images.crop(FaceId(i)),
}


@pytest.mark.parametrize("unknown", [new_id(), "0" * 64, "", "' OR 1=1 --", "nobody"])
def test_an_unknown_id_is_an_error_that_names_it(sample_library: Library, unknown: str) -> None:
    for method, ask in ASKED.items():
        with pytest.raises(NotFoundError) as refused:
            ask(sample_library, unknown)
        assert f"'{unknown}'" in str(refused.value), method


@pytest.mark.parametrize(
    "arguments",
    [
        ["train", "status", "nonsense"],
        ["train", "compare", "nonsense", "nonsense"],
        ["clusters", "name", "nonsense", "Somebody"],
        ["clusters", "reject", "nonsense"],
        ["review", "confirm", "nonsense", "--player", "Somebody"],
        ["review", "undo", "nonsense"],
    ],
)
def test_a_malformed_id_on_the_command_line_is_named_and_changes_nothing(
    sample_library: Library, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    players = sample_library.players.search().total
    assert main([*arguments, "--library", str(sample_library.paths.root)]) == FAILED
    assert "'nonsense' is none" in capsys.readouterr().err
    assert sample_library.players.search().total == players
