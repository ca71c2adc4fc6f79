"""The program that is measured answers as the one that is used."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from benchmarks.confirmed import measure
from benchmarks.dataset import Dataset, TaggedPhoto
from benchmarks.measures import Share
from benchmarks.ours import OurProgram
from benchmarks.packs import PackFiles
from benchmarks.pieces import left_out
from core.jobs import JobContext
from core.types import FaceState
from tests.conftest import Person


def test_a_player_is_seen_once_in_a_photo(tmp_path: Path, people: dict[str, Person]) -> None:
    references = {name: [person.selfie, person.portrait] for name, person in people.items()}
    shown = cv2.imread(str(people["P001"].posture))
    assert shown is not None
    twice = tmp_path / "twice.png"
    cv2.imwrite(str(twice), np.hstack([shown, shown]))
    with OurProgram.open(PackFiles("opencv", Path(), Path())) as program:
        answers = program.identify(references, [twice, people["P002"].posture])
        assert answers[twice].keys() == references.keys(), "the best that each got"
        assert max(answers[twice], key=answers[twice].__getitem__) == "P001"
        named = program.looks[twice]
        assert len(named) == 2, "each face somebody, nobody both"
        assert named["P001"].score == answers[twice]["P001"]
        assert program.looks[people["P002"].posture].keys() == {"P002"}
        with left_out(["joint"]):
            program.identify(references, [twice])
        assert program.looks[twice].keys() == {"P001"}
        assert program.looks[twice]["P001"].score == named["P001"].score


def test_what_is_measured_is_what_recognition_tags(people: dict[str, Person]) -> None:
    references = {name: [person.selfie] for name, person in people.items() if name < "P006"}
    photos = [picture for one in people.values() for picture in (one.posture, one.expressions, one.angles)]
    with OurProgram.open(PackFiles("opencv", Path(), Path())) as program:
        program.identify(references, photos)
        gallery = program._library.galleries.find("tournament").id
        program._library.recognition.batch_recognize([gallery], None, JobContext())
        shown = program._library.galleries.photos(program._library.galleries.photo_ids(gallery))
    tagged = {
        photo.path: {face.player for face in photo.faces if face.state is FaceState.TAGGED} for photo in shown
    }
    assert program.threshold is not None
    assert tagged == {
        photo: {player for player, look in program.looks[photo].items() if look.score >= program.threshold}
        for photo in photos
    }
    assert any(tagged.values())


def test_confirmed_faces_are_learned_from(people: dict[str, Person]) -> None:
    known = sorted(people)[:4]
    shown = [
        TaggedPhoto(picture, frozenset({name} if name in known else ()), "action")
        for name, person in sorted(people.items())
        for picture in (person.posture, person.portrait)
    ]
    dataset = Dataset({name: (people[name].selfie,) for name in known}, tuple(shown), {}, {})
    with OurProgram.open(PackFiles("opencv", Path(), Path())) as program:
        found = measure(program, dataset)
    before, after = (figures["FPIR 1 %: TPIR action"] for figures in found.values())
    assert list(found) == ["references", "and 4 confirmed faces"]
    assert after == Share(4, 4)
    assert before == Share(3, 4), "one is not like the selfie alone"
