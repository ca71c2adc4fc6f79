"""Review and the arranging of groups on pictures of people: each operation does its job, once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from core.changes import Changes
from core.db.schema import MatchRow
from core.errors import InvalidValueError, NotFoundError
from core.jobs import JobContext
from core.library import Library
from core.types import WHOLE_LIBRARY, BatchId, Cluster, Face, FaceId, FaceState, GalleryId, Photo, PhotoId

NAMELESS = {FaceState.UNKNOWN, FaceState.SUGGESTED}


def batch(changes: Changes) -> BatchId:
    assert changes.batch is not None
    return changes.batch


def photos(library: Library, gallery: GalleryId) -> list[Photo]:
    return list(library.galleries.results(gallery).photos.items)


def faces(library: Library, gallery: GalleryId) -> dict[FaceId, Face]:
    return {face.id: face for photo in photos(library, gallery) for face in photo.faces}


def ids(cluster: Cluster) -> list[FaceId]:
    return [face.id for face in cluster.faces]


def arrangement(library: Library, gallery: GalleryId) -> dict[str, list[FaceId]]:
    return {cluster.id: ids(cluster) for cluster in library.clusters.of(gallery)}


@pytest.fixture
def clusters(sample_library: Library, sample_gallery: GalleryId) -> list[Cluster]:
    """The groups of the sample, two of them at least and one of three faces or more."""
    found = sample_library.clusters.of(sample_gallery)
    assert len(found) >= 2
    return sorted(found, key=lambda cluster: -len(cluster.faces))


def test_faces_put_aside_are_not_asked_about_until_something_new_is_known(
    sample_library: Library, sample_gallery: GalleryId, clusters: list[Cluster]
) -> None:
    review = sample_library.review
    suggested, unknown = review.suggestions(sample_gallery)[0], clusters[0].faces[0]
    done = review.unsure([suggested.id, unknown.id])
    assert {face.id for face in review.aside(sample_gallery)} == {suggested.id, unknown.id}
    assert {face.id for face in review.aside(WHOLE_LIBRARY)} == {suggested.id, unknown.id}
    assert suggested.id not in {face.id for face in review.suggestions(sample_gallery)}
    assert unknown.id not in ids(
        next(one for one in sample_library.clusters.of(sample_gallery) if one.id == clusters[0].id)
    )
    sample_library.clusters.cluster(sample_gallery, JobContext(), 2)
    assert unknown.id not in {
        f for group in arrangement(sample_library, sample_gallery).values() for f in group
    }

    player = sample_library.players.search().items[0].id
    named = review.confirm([unknown.id], player)
    assert [face.id for face in review.aside(sample_gallery)] == [suggested.id]
    review.undo(batch(named))
    review.undo(batch(done))
    assert review.aside(sample_gallery) == []
    assert suggested.id in {face.id for face in review.suggestions(sample_gallery)}


def test_all_other_faces_of_a_photo_are_ignored_and_come_back(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    review = sample_library.review
    before = faces(sample_library, sample_gallery)
    photo = max(
        photos(sample_library, sample_gallery), key=lambda one: sum(f.state in NAMELESS for f in one.faces)
    )
    keep, *others = [face.id for face in photo.faces if face.state in NAMELESS]
    assert others
    assert {face.id for face in review.others([photo.id], [keep])} == set(others)
    done = review.ignore_others([photo.id], [keep])
    assert done.faces == set(others)
    after = faces(sample_library, sample_gallery)
    assert {after[face].state for face in others} == {FaceState.IGNORED}
    assert {face for face in before if after[face] != before[face]} == set(others)
    review.undo(batch(done))
    assert faces(sample_library, sample_gallery) == before
    with pytest.raises(NotFoundError, match="photo"):
        review.ignore_others([PhotoId("0" * 64)])


def test_answered_faces_are_no_others(sample_library: Library, sample_gallery: GalleryId) -> None:
    review = sample_library.review
    everything = [photo.id for photo in photos(sample_library, sample_gallery)]
    suggested, rejected, unsure, *_ = review.others(everything)
    player = sample_library.players.search().items[0].id
    taken_back = review.reject([suggested.id], player)
    review.undo(batch(taken_back))
    review.reject([rejected.id], player)
    review.unsure([unsure.id])
    left = {face.id for face in review.others(everything)}
    assert suggested.id in left
    assert not left & {rejected.id, unsure.id}
    review.ignore_others(everything)
    assert review.others(everything) == []
    assert review.ignore_others(everything) == Changes()


def test_the_photos_of_a_match_are_those_of_its_time(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    timed = sorted(
        (photo for photo in photos(sample_library, sample_gallery) if photo.taken_at),
        key=lambda photo: photo.taken_at or datetime.min,
    )
    first, last = timed[1].taken_at, timed[3].taken_at
    assert first is not None
    assert last is not None
    with sample_library._database.write() as session:
        session.add(
            MatchRow(
                gallery_id=sample_gallery, name="A", starts_at=first, ends_at=last + timedelta(microseconds=1)
            )
        )
    during = {photo.id for photo in timed if photo.taken_at and first <= photo.taken_at <= last}
    assert set(sample_library.review.photos_of_match(timed[1].id)) == during
    assert sample_library.review.photos_of_match(timed[-1].id) == []


def test_a_group_is_split_and_put_together_again(
    sample_library: Library, sample_gallery: GalleryId, clusters: list[Cluster]
) -> None:
    big = clusters[0]
    before = arrangement(sample_library, sample_gallery)
    done = sample_library.clusters.split(big.id, ids(big)[1:2])
    after = arrangement(sample_library, sample_gallery)
    (made,) = after.keys() - before.keys()
    assert (after[made], after[big.id]) == (ids(big)[1:2], [ids(big)[0], *ids(big)[2:]])
    undone = sample_library.review.undo(batch(done))
    assert arrangement(sample_library, sample_gallery) == before
    sample_library.review.undo(batch(undone))
    assert arrangement(sample_library, sample_gallery) == after

    wrong: list[list[list[FaceId]]] = [[ids(big)], [[]], [], [ids(big)[:1], ids(big)[:1]]]
    for parts in wrong:
        with pytest.raises((InvalidValueError, NotFoundError)):
            sample_library.clusters.split(big.id, *parts)
    assert arrangement(sample_library, sample_gallery) == after


def test_groups_are_merged_and_separated(
    sample_library: Library, sample_gallery: GalleryId, clusters: list[Cluster]
) -> None:

    keep, other, *_ = clusters
    before = arrangement(sample_library, sample_gallery)
    done = sample_library.clusters.merge(keep.id, other.id)
    assert arrangement(sample_library, sample_gallery)[keep.id] == ids(keep) + ids(other)
    assert other.id not in arrangement(sample_library, sample_gallery)
    sample_library.review.undo(batch(done))
    assert arrangement(sample_library, sample_gallery) == before
    sample_library.clusters.cluster(WHOLE_LIBRARY, JobContext(), 2)
    for wrong in ([keep.id], [sample_library.clusters.of(WHOLE_LIBRARY)[0].id], []):
        with pytest.raises(InvalidValueError):
            sample_library.clusters.merge(keep.id, *wrong)
    assert arrangement(sample_library, sample_gallery) == before


def test_faces_are_put_into_another_group(
    sample_library: Library, sample_gallery: GalleryId, clusters: list[Cluster]
) -> None:
    source, target, *_ = clusters
    before = arrangement(sample_library, sample_gallery)
    done = sample_library.clusters.move(source.id, target.id, ids(source)[:1])
    assert arrangement(sample_library, sample_gallery)[target.id] == ids(target) + ids(source)[:1]
    sample_library.review.undo(batch(done))
    assert arrangement(sample_library, sample_gallery) == before
    with pytest.raises(NotFoundError):
        sample_library.clusters.move(source.id, target.id, ids(target)[:1])
    with pytest.raises(InvalidValueError):
        sample_library.clusters.move(source.id, source.id, ids(source)[:1])


def test_what_a_person_arranged_outlives_the_next_clustering(
    sample_library: Library, sample_gallery: GalleryId, clusters: list[Cluster]
) -> None:
    big, small = clusters[0], clusters[-1]
    parted = sample_library.clusters.split(big.id, ids(big)[:1])
    sample_library.clusters.merge(small.id, clusters[1].id)
    for _ in range(2):
        sample_library.clusters.cluster(sample_gallery, JobContext(), 2)
        group_of = {
            face: name
            for name, group in arrangement(sample_library, sample_gallery).items()
            for face in group
        }
        assert group_of[ids(big)[0]] not in {group_of[face] for face in ids(big)[1:]}
        assert len({group_of[face] for face in ids(small) + ids(clusters[1])}) == 1
    sample_library.review.undo(batch(parted))
    sample_library.clusters.cluster(sample_gallery, JobContext(), 2)
    again = next(
        group for group in arrangement(sample_library, sample_gallery).values() if ids(big)[0] in group
    )
    assert set(ids(big)) <= set(again)


def test_undoing_an_arrangement_of_groups_that_are_gone_is_refused(
    sample_library: Library, sample_gallery: GalleryId, clusters: list[Cluster]
) -> None:
    done = sample_library.clusters.move(clusters[0].id, clusters[1].id, ids(clusters[0])[:1])
    sample_library.clusters.move(clusters[1].id, clusters[0].id, ids(clusters[0])[:1])
    before = arrangement(sample_library, sample_gallery)
    with pytest.raises(InvalidValueError, match="no way back"):
        sample_library.review.undo(batch(done))
    assert arrangement(sample_library, sample_gallery) == before


def test_a_group_that_the_pack_in_use_has_not_described_is_one_part(
    sample_library: Library, clusters: list[Cluster]
) -> None:
    sample_library.update_settings(pack="buffalo_s")
    (part,) = sample_library.clusters.regroup(clusters[0].id, 0.5).parts
    assert [face.id for face in part] == ids(clusters[0])
    assert not sample_library.clusters.tightness(clusters[0].id).tighter


def test_a_group_is_loosened_and_tightened_without_being_written(
    sample_library: Library, sample_gallery: GalleryId, clusters: list[Cluster]
) -> None:
    big = clusters[0]
    before = arrangement(sample_library, sample_gallery)
    merged = sample_library.clusters.merge(big.id, clusters[1].id)
    both = set(ids(big) + ids(clusters[1]))
    steps = sample_library.clusters.tightness(big.id)
    assert steps.tighter
    counts = []
    for cosine in steps.tighter:
        found = sample_library.clusters.regroup(big.id, cosine)
        assert sorted(face.id for part in found.parts for face in part) == sorted(both)
        assert not found.joined
        counts.append(len(found.parts))
    assert counts == sorted(set(counts))
    assert counts[0] > 1
    # Two people that were merged are the first to part.
    assert {
        frozenset(f.id for f in part)
        for part in sample_library.clusters.regroup(big.id, steps.tighter[0]).parts
    } == {
        frozenset(ids(big)),
        frozenset(ids(clusters[1])),
    }
    sample_library.review.undo(batch(merged))
    assert arrangement(sample_library, sample_gallery) == before

    likeness = sample_library.clusters.alike(big.id)
    assert {name for name, _ in likeness} == before.keys() - {big.id}
    assert [cosine for _, cosine in likeness] == sorted((c for _, c in likeness), reverse=True)
    joined = [
        len(sample_library.clusters.regroup(big.id, cosine).joined)
        for cosine in sample_library.clusters.tightness(big.id).looser
    ]
    assert joined == sorted(joined)
    assert all(joined)


def test_only_the_faces_that_were_shown_are_named(
    sample_library: Library, sample_gallery: GalleryId, clusters: list[Cluster]
) -> None:
    shown = ids(clusters[0])[:1]
    player = sample_library.players.search().items[0].id
    assert sample_library.clusters.name(clusters[0].id, player, shown).faces >= set(shown)
    left = arrangement(sample_library, sample_gallery)[clusters[0].id]
    assert left == ids(clusters[0])[1:]


def test_who_is_left_out_of_a_name_is_rejected_as_it_in_one_breath(
    sample_library: Library, sample_gallery: GalleryId, clusters: list[Cluster]
) -> None:
    cluster, player = clusters[0], sample_library.players.search().items[0].id
    other = ids(cluster)[-1]
    with pytest.raises(InvalidValueError, match="somebody else"):
        sample_library.clusters.name(cluster.id, player, [other], [other])
    done = sample_library.clusters.name(cluster.id, player, others=[other])
    assert faces(sample_library, sample_gallery)[other].state is FaceState.REJECTED
    assert arrangement(sample_library, sample_gallery)[cluster.id] == [other]
    assert done.batch is not None
    sample_library.review.undo(done.batch)
    assert arrangement(sample_library, sample_gallery)[cluster.id] == ids(cluster)
