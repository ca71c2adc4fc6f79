from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.accuracy import measure
from benchmarks.dataset import Dataset, Image, TaggedPhoto
from benchmarks.large_photos import large_photos, numbered
from benchmarks.measures import Box, Look, MainFace, Share, central
from benchmarks.packs import PackError, find_pack
from benchmarks.plain import LEAST_SIDE, EnlargedFaces, Face, PlainProgram
from benchmarks.reliability import ALL
from benchmarks.report import json_of, machine, print_table, text_of, write_json
from benchmarks.throughput import Cost, Result, Run, RunError, shared_faces, timed


class ColourFaces:
    """Finds one face in each photo, whose embedding is the photo's colour; none in a black one."""

    def faces(self, image: Image) -> list[Face]:
        colour = image.mean(axis=(0, 1)).astype(np.float32)
        if colour.max() < 10:
            return []
        embedding = colour / np.linalg.norm(colour)
        return [Face((0, 0, 4, 4), embedding), Face((0, 0, 1, 1), -embedding)]


class KnowsAll:
    """Answers with the truth, and tags two outsiders of a hundred."""

    threshold = 0.5

    def __init__(self) -> None:
        self.looks: Mapping[Path, Mapping[str, Look]] = {}

    def identify(
        self, references: Mapping[str, Sequence[Path]], photos: Sequence[Path]
    ) -> dict[Path, dict[str, float]]:
        known = {photo: {photo.stem: 0.9} for photo in photos if photo.stem in references}
        answers = {photo: known.get(photo, {"ann": 0.8 if "0" in photo.stem else 0.1}) for photo in photos}
        self.looks = {
            photo: {player: Look(1.0, 50.0, score) for player, score in scores.items()}
            for photo, scores in answers.items()
        }
        return answers

    def cluster(self, photos: Sequence[Path], main: MainFace) -> dict[Path, int | None]:
        return {photo: None if photo.stem == "lost" else 1 for photo in photos}

    def detect(self, photos: Sequence[Path]) -> dict[Path, list[Box]]:
        return {photo: [(0, 0, 10, 10)] for photo in photos}


class WholePhoto:
    """Finds the whole photo and its left half, and keeps how large the photo was."""

    def faces(self, image: Image) -> list[Face]:
        height, width = image.shape[:2]
        self.seen = width, height
        vector = np.ones(1, np.float32)
        return [Face((0, 0, width, height), vector), Face((0, 0, width / 2, height), vector)]


def photo_of(folder: Path, name: str, *colour: int) -> Path:
    path = folder / name
    cv2.imwrite(str(path), np.full((8, 8, 3), colour, dtype=np.uint8))
    return path


def test_the_plain_program_names_the_nearest(tmp_path: Path) -> None:
    references = {
        "blue": [photo_of(tmp_path, "r1.png", 255, 0, 0), photo_of(tmp_path, "r2.png", 200, 0, 0)],
        "red": [photo_of(tmp_path, "r3.png", 0, 0, 255)],
        "faceless": [photo_of(tmp_path, "r4.png", 0, 0, 0)],
    }
    photos = [photo_of(tmp_path, "p1.png", 200, 0, 20), photo_of(tmp_path, "p2.png", 0, 0, 0)]
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"not a photo")
    answers = PlainProgram(ColourFaces()).identify(references, [*photos, broken])
    assert answers[photos[0]] == pytest.approx({"blue": 0.995, "red": 0.0995}, abs=1e-3)
    assert answers[photos[1]] == answers[broken] == {}


def test_a_small_photo_may_be_enlarged_and_its_boxes_fit_the_photo() -> None:
    finder = WholePhoto()
    whole, half = EnlargedFaces(finder).faces(np.zeros((100, 160, 3), np.uint8))
    assert finder.seen == (LEAST_SIDE, 400)
    assert whole.box == pytest.approx((0, 0, 160, 100))
    assert half.box == pytest.approx((0, 0, 80, 100))
    large = np.zeros((700, 900, 3), np.uint8)
    assert EnlargedFaces(finder).faces(large)[0].box == (0, 0, 900, 700)
    assert finder.seen == (900, 700)


def test_without_references_nobody_is_named(tmp_path: Path) -> None:
    photo = photo_of(tmp_path, "p.png", 255, 0, 0)
    assert PlainProgram(ColourFaces()).identify({"ann": []}, [photo]) == {photo: {}}


def test_the_plain_program_clusters_main_faces(tmp_path: Path) -> None:
    shades = [(250 - i, 0, 0) for i in range(3)] + [(0, 250 - i, i) for i in range(3)] + [(0, 0, 0)]
    photos = [photo_of(tmp_path, f"{i}.png", *shade) for i, shade in enumerate(shades)]
    labels = PlainProgram(ColourFaces()).cluster(photos, central)
    assert labels[photos[0]] == labels[photos[1]] == labels[photos[2]] is not None
    assert labels[photos[3]] == labels[photos[4]] == labels[photos[5]] is not None
    assert labels[photos[0]] != labels[photos[3]]
    assert labels[photos[6]] is None


def test_one_photo_is_no_cluster(tmp_path: Path) -> None:
    photo = photo_of(tmp_path, "1.png", 255, 0, 0)
    assert PlainProgram(ColourFaces()).cluster([photo], central) == {photo: None}


def named(folder: Path, name: str) -> Path:
    """A file that is like no other."""
    path = folder / name
    path.write_text(name)
    return path


def test_the_figures_of_a_program(tmp_path: Path) -> None:
    strangers = [TaggedPhoto(named(tmp_path, f"x{i}"), frozenset(), "outsider") for i in range(1, 20)]
    lost = named(tmp_path, "lost")
    lost.write_bytes(strangers[0].path.read_bytes())
    dataset = Dataset(
        references={"ann": (), "bob": ()},
        tournament=(
            TaggedPhoto(named(tmp_path, "ann"), frozenset({"ann"}), "action"),
            TaggedPhoto(named(tmp_path, "bob"), frozenset({"bob"}), "action"),
            *strangers,
        ),
        clusters={named(tmp_path, "one"): "a", named(tmp_path, "two"): "a", lost: "b"},
        race={Path("race"): ((0, 0, 10, 10), (50, 50, 10, 10))},
    )
    measured = measure(KnowsAll(), dataset)
    figures = measured.figures
    assert figures["own threshold: FPIR"] == Share(1, 19)
    assert figures["FPIR 1 %: FPIR"] == Share(0, 19)
    assert figures["FPIR 1 %: TPIR action"] == Share(2, 2)
    assert figures["2 more strangers, FPIR 0.1 %: FPIR"] == Share(0, 21), "one is an outsider's photo"
    assert figures["clusters: BCubed F"] == 1
    assert figures["detection: recall at IoU 0.4"] == Share(1, 2)
    assert measured.reliability is not None
    assert [one.right for one in measured.reliability[ALL]] == [Share(0, 18), Share(0, 1), Share(2, 2)]


def test_parts_that_are_absent_have_no_figures() -> None:
    figures = measure(KnowsAll(), Dataset({}, (), {Path("one"): "a"}, {})).figures
    assert all(name.startswith("clusters") for name in figures)


def test_the_files_of_a_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no pack nothing"):
        find_pack("nothing", tmp_path)
    (tmp_path / "deep").mkdir()
    names = ("face_detection_yunet_2023mar.onnx", "face_recognition_sface_2021dec.onnx")
    for name in names:
        (tmp_path / "deep" / name).touch()
    files = find_pack("opencv", tmp_path)
    assert (files.detector.name, files.recogniser.name) == names


def test_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_table("title", ["", "plain"], [["TPIR", text_of(Share(1, 2))], ["threshold", text_of(0.25)]])
    printed = capsys.readouterr().out
    assert "0.500 (0.095–0.905)" in printed
    assert "0.250" in printed
    target = tmp_path / "results.json"
    write_json(target, {"share": json_of(Share(0, 0)), "threshold": json_of(float("-inf"))})
    read = json.loads(target.read_text(encoding="utf-8"))
    assert read["share"]["value"] is None
    assert read["threshold"] is None
    assert read["machine"] == machine()
    assert read["machine"]["cores"] >= 1


def test_a_run_is_timed_in_its_own_process(tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text('{"photos": 3}')
    run, counts = timed("json.tool", str(answer))
    assert counts == {"photos": 3}
    assert 0 < run.seconds < 60


def test_a_run_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="absent"):
        timed("json.tool", str(tmp_path / "absent.json"))


def test_rates() -> None:
    box = (10.0, 10.0, 20.0, 20.0)
    boxes = {str(number): [box] for number in range(11)}
    runs = [Run(Cost(7.0, 10.0, 100.0), boxes), Run(Cost(6.0, None, None), boxes)]
    result = Result(runs, Run(Cost(2.0, 3.0, 90.0), {"0": [box]}))
    assert result.rates == [2.0, 2.5]
    assert result.core_ms == 700
    assert result.peak_mib == 100.0
    assert result.as_row() == ["11", "11", "2.00 / 2.25 / 2.50", "700", "2.0", "100"]


def test_faces_are_shared_that_overlap_by_half() -> None:
    near, far = (12.0, 10.0, 20.0, 20.0), (30.0, 10.0, 20.0, 20.0)
    theirs = {"a": [(10.0, 10.0, 20.0, 20.0)], "b": [near, far], "not ours": [far]}
    assert shared_faces(theirs, {"a": [far], "b": [near]}) == (1, 3)


def test_a_photo_may_be_made_large_and_many(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "small.png"), np.full((40, 60, 3), 128, np.uint8))
    (jpeg,) = large_photos(tmp_path, 0.24, 1, 90)
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape == (400, 600, 3)
    many = {numbered(jpeg, number) for number in range(300)}
    assert len(many) == 300
    for other in list(many)[:3]:
        again = cv2.imdecode(np.frombuffer(other, np.uint8), cv2.IMREAD_COLOR)
        assert again is not None
        assert np.array_equal(again, picture)
