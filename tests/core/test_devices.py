"""What runs the networks: each way gives the same faces, and the quickest on this machine is found once."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnxruntime.capi import onnxruntime_pybind11_state as ort_errors

from core.errors import ModelPackError
from core.imaging.decode import Picture, decode_photo, read_file
from core.paths import MODELS_VARIABLE, compiled_networks, device_trials
from core.vision import devices
from core.vision.devices import KINDS, Kind, open_session
from core.vision.embedding import Embedder
from core.vision.engine import FaceEngine
from core.vision.model_packs import ModelPack, find_pack
from core.vision.session import CPU, CudaSession, Device, OnnxSession, Tensor, openvino
from tests.conftest import Person

FACE = np.random.default_rng(1).uniform(0, 255, (1, 3, 112, 112)).astype(np.float32)


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelPack:
    """The pack `opencv`, and nothing known of this machine's devices."""
    found = find_pack("opencv")
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "models"))
    return found


def picture(person: Person) -> Picture:
    return decode_photo(read_file(person.selfie), person.selfie.suffix).pixels


@pytest.mark.parametrize("device", ["openvino", "openvino-bf16"])
def test_openvino_finds_and_knows_the_same_faces(
    engine: FaceEngine, people: dict[str, Person], device: str
) -> None:
    if obstacle := KINDS[device].obstacle():
        pytest.skip(obstacle)
    other = FaceEngine(find_pack("opencv"), device)
    assert other.device.name.startswith("CPU (OpenVINO")
    assert other.device.note == ""
    for name in ("P001", "P004", "P010"):
        shown = picture(people[name])
        found, again = engine.observe(shown), other.detect(shown)
        assert len(found) == len(again)
        same = other.describe(shown, [face.detection for face in found])
        for one, seen, place in zip(found, same, again, strict=True):
            assert np.abs(one.detection.box - place.box).max() < 0.02 * one.detection.box[3]
            assert float(one.embedding @ seen.embedding) > 0.999


def test_what_moves_landmarks_finds_no_faces_by_itself(pack: ModelPack) -> None:
    FaceEngine(pack, "auto")
    finding, knowing = json.loads(device_trials().read_text()).values()
    assert finding.keys() <= {"cpu", "openvino", "cuda"}
    assert knowing.keys() >= {"cpu", "openvino"}


def test_threads_that_run_one_network_do_not_disturb_each_other(pack: ModelPack) -> None:
    session = open_session(pack.recogniser, pack.recogniser_sha256, "openvino", lambda: FACE)
    faces = [FACE * share for share in np.linspace(0.1, 1, 20, dtype=np.float32)]
    alone = [session.run(face)[0] for face in faces]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda face: session.run(face)[0], faces * 3))
    for index, answer in enumerate(together):
        assert np.array_equal(answer, alone[index % len(faces)])


def test_the_quickest_is_found_once_and_remembered(pack: ModelPack) -> None:
    session = open_session(pack.recogniser, pack.recogniser_sha256, "auto", lambda: FACE)
    ((key, times),) = json.loads(device_trials().read_text()).items()
    assert {"cpu", "openvino"} <= times.keys() <= KINDS.keys()
    assert "CPU" in session.device.name
    assert all(f"{name} {ms:.1f} ms" in session.device.note for name, ms in times.items())

    told = {key: {"cpu": 9.0, "openvino": 1.5}}  # as a machine would have it where that is quicker
    device_trials().write_text(json.dumps(told))
    assert (
        open_session(pack.recogniser, pack.recogniser_sha256, "auto", lambda: FACE).device.name
        == "CPU (OpenVINO)"
    )
    assert json.loads(device_trials().read_text()) == told

    device_trials().write_text(json.dumps({key: {"cpu": 9.0, "openvino": 8.0}}))  # not worth its memory
    assert open_session(pack.recogniser, pack.recogniser_sha256, "auto", lambda: FACE).device.name == "CPU"


MANY_CORES = """
import os
os.cpu_count = lambda: 64
from core.vision.devices import KINDS
print(KINDS["cpu"].at_once)
"""


def test_of_many_cores_as_many_count_as_photos_are_looked_at_at_once() -> None:
    told = subprocess.run([sys.executable, "-c", MANY_CORES], check=True, capture_output=True, text=True)
    assert int(told.stdout) == 8


def test_what_finds_faces_is_told_where_it_is_another_device(pack: ModelPack) -> None:
    engine = FaceEngine(pack, "cpu")
    assert engine.device == Device("CPU", CPU)
    engine._detector.session.device = Device("GPU (CUDA)", "CUDAExecutionProvider", "tried here: cuda 3.0 ms")
    told = "faces are found on GPU (CUDA) (tried here: cuda 3.0 ms), recognised on CPU"
    assert engine.device == Device("CPU", CPU, told)


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"x": 3}', '{"x": {"cpu": "soon"}}'])
def test_what_is_remembered_wrongly_is_tried_again(pack: ModelPack, damage: str) -> None:
    device_trials().parent.mkdir(parents=True)
    device_trials().write_text(damage)
    open_session(pack.recogniser, pack.recogniser_sha256, "auto", lambda: FACE)
    (times,) = json.loads(device_trials().read_text()).values()
    assert times["cpu"] > 0


@dataclass
class Liar:
    """A quick device that answers anything."""

    device = Device("Liar", "none")
    slow_to_change = False

    def run(self, batch: Tensor) -> list[Tensor]:
        """Noise."""
        return [np.random.default_rng(2).normal(size=(len(batch), 128)).astype(np.float32)]


def _lies(_model: Path, _digest: str | None, _large: bool) -> Liar:
    return Liar()


def _fails(model: Path, _digest: str | None, _large: bool) -> OnnxSession:
    raise RuntimeError(f"no driver for {model}")


@pytest.mark.parametrize("kind", [Kind(_lies), Kind(_fails)])
def test_a_device_that_fails_or_answers_otherwise_is_not_taken(
    pack: ModelPack, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    monkeypatch.setattr(devices, "KINDS", {"cpu": KINDS["cpu"], "cuda": kind})
    session = open_session(pack.recogniser, pack.recogniser_sha256, "auto", lambda: FACE)
    assert session.device.provider == CPU
    (times,) = json.loads(device_trials().read_text()).values()
    assert list(times) == ["cpu"]


def test_a_device_that_is_not_there_is_told_and_the_processor_taken(
    pack: ModelPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Kind(_fails, lambda: "OpenVINO is not installed.")
    monkeypatch.setattr(devices, "KINDS", {**KINDS, "openvino": missing})
    session = open_session(pack.recogniser, pack.recogniser_sha256, "openvino", lambda: FACE)
    assert (session.device.name, session.device.note) == ("CPU", "OpenVINO is not installed.")
    assert not device_trials().exists()


def test_memory_that_is_kept_between_pictures_changes_no_answer(pack: ModelPack) -> None:
    plain, keeps = OnnxSession(pack.detector), OnnxSession(pack.detector, keeps=True)
    random = np.random.default_rng(3)
    sides = [(64, 96), (96, 64), (64, 96), (320, 480), (320, 480), (64, 64)]
    pictures = [random.uniform(0, 255, (1, 3, *side)).astype(np.float32) for side in sides]
    expected = [plain.run(one) for one in pictures]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(keeps.run, pictures * 4))
    for answer, wanted in zip(found, expected * 4, strict=True):
        assert all(np.array_equal(ours, theirs) for ours, theirs in zip(answer, wanted, strict=True))


@dataclass
class Card:
    """A graphics card with room for so many faces at once; what it runs is recorded, by session."""

    room: int
    sessions: list[list[int]] = field(default_factory=list)

    def open(
        self, model: Path, name: str = "CPU", provider: str = CPU, _options: object = None
    ) -> OnnxSession:
        """A network on it, or on the processor."""
        session = OnnxSession(model)
        if provider == CPU:
            return session
        session.device = Device(name, provider)
        ran: list[int] = []
        self.sessions.append(ran)
        compute = session.run

        def run(batch: Tensor) -> list[Tensor]:
            if len(batch) > self.room:
                raise ort_errors.Fail("CUDA failure 2: out of memory")
            ran.append(len(batch))
            return compute(batch)

        monkey: Any = session
        monkey.run = run
        return session


@pytest.mark.parametrize(("room", "ran"), [(8, [[8]]), (3, [[], [], [2, 2, 2, 2]]), (0, [[], [], [], []])])
def test_what_a_card_has_no_memory_for_is_run_in_parts(
    pack: ModelPack, monkeypatch: pytest.MonkeyPatch, room: int, ran: list[list[int]]
) -> None:
    card = Card(room)
    monkeypatch.setattr("core.vision.session.OnnxSession", card.open)
    faces = np.random.default_rng(3).normal(size=(8, 3, 112, 112)).astype(np.float32)
    session = CudaSession(pack.recogniser)
    assert np.allclose(session.run(faces)[0], OnnxSession(pack.recogniser).run(faces)[0], atol=1e-4)
    assert card.sessions == ran


def test_a_card_plans_once_for_each_shape_of_input(pack: ModelPack, monkeypatch: pytest.MonkeyPatch) -> None:
    card = Card(8)
    monkeypatch.setattr("core.vision.session.OnnxSession", card.open)
    session = CudaSession(pack.recogniser)
    for count in (1, 2, 1, 2, 1):
        session.run(np.zeros((count, 3, 112, 112), np.float32))
    assert card.sessions == [[1, 1, 1], [2, 2]]


def test_faces_come_to_a_card_by_the_same_number(pack: ModelPack, monkeypatch: pytest.MonkeyPatch) -> None:
    card = Card(8)
    monkeypatch.setattr("core.vision.session.OnnxSession", card.open)
    embedder = Embedder(CudaSession(pack.recogniser), pack.manifest.recogniser)
    faces = list(np.random.default_rng(4).integers(0, 255, (7, 112, 112, 3), np.uint8))
    expected = Embedder(OnnxSession(pack.recogniser), pack.manifest.recogniser).embed(faces)[0]
    assert np.allclose(embedder.embed(faces)[0], expected, atol=1e-5)
    assert np.allclose(embedder.embed(faces[:1])[0], expected[:1], atol=1e-5)
    assert card.sessions == [[4, 4, 4]]


def test_an_error_that_is_not_of_memory_stays_one(pack: ModelPack) -> None:
    with pytest.raises(ort_errors.InvalidArgument):
        CudaSession(pack.recogniser).run(np.zeros((1, 3, 7, 7), np.float32))


def test_a_file_that_is_no_network_is_refused_by_openvino_too(tmp_path: Path) -> None:
    (tmp_path / "detector.onnx").write_bytes(b"no network at all")
    with pytest.raises(ModelPackError, match=r"detector\.onnx"):
        open_session(tmp_path / "detector.onnx", "", "openvino", lambda: FACE)


def test_what_a_network_was_compiled_to_is_kept_for_this_version_of_openvino(pack: ModelPack) -> None:
    old = compiled_networks() / "1.0" / "old.blob"
    old.parent.mkdir(parents=True)
    old.touch()

    def answer() -> Tensor:
        session = open_session(pack.recogniser, pack.recogniser_sha256, "openvino", lambda: FACE)
        return session.run(FACE)[0]

    first = answer()
    (kept,) = compiled_networks().rglob("*.blob")
    assert kept.parent.name == pack.recogniser_sha256
    written = kept.stat().st_mtime_ns
    assert np.array_equal(answer(), first)
    assert kept.stat().st_mtime_ns == written, "it was opened from there"
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:1000])
    assert np.array_equal(answer(), first), "one that is damaged is made anew"


def test_nothing_is_kept_where_nothing_can_be_written(pack: ModelPack) -> None:
    compiled_networks().parent.mkdir(parents=True)
    compiled_networks().write_text("a file in the place of the folder")
    session = open_session(pack.recogniser, pack.recogniser_sha256, "openvino", lambda: FACE)
    assert session.device.name == "CPU (OpenVINO)"


def test_the_package_that_reports_its_use_is_kept_out() -> None:
    openvino()
    assert sys.modules.get("openvino_telemetry") is None
