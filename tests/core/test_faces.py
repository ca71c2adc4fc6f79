from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.types import Box, Face, FaceId, FaceIds, Faces, FaceState, PhotoId, PlayerId

SHARES = st.floats(0, 1)
CHANCES = st.none() | SHARES
NAMES = st.sampled_from(["f1", "f2", "f3", "f4"])
MADE = st.lists(
    st.builds(
        Face,
        id=NAMES.map(FaceId),
        photo_id=NAMES.map(PhotoId),
        box=st.builds(Box, SHARES, SHARES, SHARES, SHARES),
        state=st.sampled_from(FaceState),
        quality=SHARES,
        size_px=st.floats(1, 5000),
        player_id=st.none() | NAMES.map(PlayerId),
        player=st.none() | NAMES,
        probability=CHANCES,
        similarity=st.none() | st.floats(-1, 1),
        aside=st.booleans(),
    )
)


@given(MADE)
def test_faces_come_out_as_they_went_in(made: list[Face]) -> None:
    faces = Faces.of(made)
    assert list(faces) == made == faces
    assert [faces[row] for row in range(len(made))] == made
    assert [faces.state(row) for row in range(len(made))] == [one.state for one in made]
    assert [faces.player(row) for row in range(len(made))] == [(one.player_id, one.player) for one in made]
    assert [faces.probability(row) for row in range(len(made))] == [one.probability for one in made]
    assert hash(faces) == hash(Faces.of(made))
    assert faces != made[1:] or not made


@given(MADE, st.data())
def test_a_choice_of_faces_is_as_of_a_list(made: list[Face], data: st.DataObject) -> None:
    faces = Faces.of(made)
    rows = data.draw(st.lists(st.sampled_from(range(len(made))))) if made else []
    assert faces.take(rows) == [made[row] for row in rows]
    cut = data.draw(st.slices(len(made)))
    assert faces[cut] == made[cut]
    gone = data.draw(st.sets(NAMES.map(FaceId)))
    assert faces.without(gone) == [one for one in made if one.id not in gone]


@given(MADE, st.data())
def test_other_probabilities_leave_the_rest_as_it_is(made: list[Face], data: st.DataObject) -> None:
    faces, rows = Faces.of(made), range(len(made))
    chances = data.draw(st.lists(SHARES, min_size=len(made), max_size=len(made)))
    other = faces.take(rows, chances)
    assert [one.probability for one in other] == chances
    assert other.take(rows, [0.0] * len(made)) == faces.take(rows, [0.0] * len(made))
    assert list(faces) == made


@given(st.lists(st.from_regex(r"[0-9a-f-]{0,40}", fullmatch=True).map(FaceId)), st.data())
def test_ids_in_one_text_are_as_in_a_list(ids: list[FaceId], data: st.DataObject) -> None:
    made = FaceIds.of(ids)
    assert list(made) == ids
    assert [made[row] for row in range(-len(ids), len(ids))] == [*ids, *ids]
    part = data.draw(st.slices(len(ids)))
    assert made[part] == ids[part]
    assert len(made) == len(ids)
