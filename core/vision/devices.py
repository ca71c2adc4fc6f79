"""What can run networks on this machine, and which of it is the quickest: tried once, then remembered."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import onnxruntime as ort

from core.files import write_whole
from core.paths import compiled_networks, device_trials
from core.vision.session import (
    CPU,
    LOOKING,
    CudaSession,
    ModelSession,
    OnnxSession,
    OpenVinoSession,
    Tensor,
    cuda_obstacle,
    openvino,
)
from core.words import said

# Of the CPU's own time: what is loaded besides takes 100 MB.
WORTH_IT = 0.8
WARM_UPS, RUNS = 2, 7
# Of a network that answers at once these are enough to tell; of a slow one, fewer.
LONGEST_TRIAL_S = 1.5


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to run networks: `obstacle` says why it can't be tried here, `at_once` how many runs it does.

    `open` takes a model, its sha256, by which it is kept what it is compiled to (None to keep nothing), and
    whether it takes whole pictures, which need tens of megabytes each.
    """

    open: Callable[[Path, str | None, bool], ModelSession]
    obstacle: Callable[[], str] = str
    at_once: int = 1


def _openvino_obstacle() -> str:
    try:
        openvino()
    except ImportError:
        return said("OpenVINO is not installed.")
    return ""


def _bfloat16_obstacle() -> str:
    if missing := _openvino_obstacle():
        return missing
    abilities = openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "" if "BF16" in abilities else said("This processor does not compute in bfloat16.")


KINDS: Mapping[str, Kind] = {
    "cpu": Kind(lambda model, _, large: OnnxSession(model, "CPU", CPU, keeps=large), at_once=LOOKING),
    "openvino": Kind(
        lambda model, digest, _: OpenVinoSession(model, "CPU (OpenVINO)", "f32", _compiled(digest)),
        _openvino_obstacle,
        LOOKING,
    ),
    "openvino-bf16": Kind(
        lambda model, digest, _: OpenVinoSession(
            model, "CPU (OpenVINO, bfloat16)", "bf16", _compiled(digest)
        ),
        _bfloat16_obstacle,
        LOOKING,
    ),
    "cuda": Kind(lambda model, *_: CudaSession(model), cuda_obstacle),
}
"""By the name that the settings have for it."""


def open_session(
    model: Path,
    digest: str,
    device: str,
    sample: Callable[[], Tensor],
    agreement: float = 0.99,
    *,
    large: bool = False,
) -> ModelSession:
    """A network on the device asked for; on the plain CPU, saying why, where that can't be.

    Args:
        model: an ONNX file.
        digest: its sha256.
        device: one of `KINDS`, or "auto" for the one that is quickest with this network on this machine.
        sample: makes an input of the usual shape, for trying them.
        agreement: the least cosine of what one says that is tried and what the CPU says.
        large: it takes whole pictures.

    Raises:
        ModelPackError: the file is not a model that can be opened.
    """
    if device == "auto":
        times = _times(model, digest, sample, agreement, large)
        session = KINDS[_chosen(times)].open(model, digest, large)
        session.device = replace(session.device, note=_figures(times))
        return session
    obstacle = KINDS[device].obstacle()
    session = KINDS["cpu" if obstacle else device].open(model, digest, large)
    if not obstacle and device == "cuda" and session.device.provider == CPU:
        obstacle = said("CUDA could not be started with this driver and these CUDA libraries.")
    session.device = replace(session.device, note=obstacle)
    return session


def _chosen(times: Mapping[str, float]) -> str:
    """The quickest, or the plain CPU, which needs the least memory, where that is nearly as quick."""
    quickest = min(times, key=times.__getitem__)
    return quickest if times[quickest] < WORTH_IT * times["cpu"] else "cpu"


def _figures(times: Mapping[str, float]) -> str:
    figures = ", ".join(f"{name} {times[name]:.1f} ms" for name in sorted(times, key=times.__getitem__))
    return said("tried here: {figures}", figures=figures)


def _times(
    model: Path, digest: str, sample: Callable[[], Tensor], agreement: float, large: bool
) -> dict[str, float]:
    """Milliseconds that a run takes on this machine, by kind; of those that answer as the CPU does."""
    key = _key(digest)
    remembered = _remembered()
    if key not in remembered:
        remembered[key] = _tried(model, sample(), agreement, large)
        path = device_trials()
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(remembered, indent=1).encode())
    return remembered[key]


def _key(digest: str) -> str:
    """What the times depend on."""
    machine = (platform.node(), platform.machine(), str(LOOKING))
    versions = (ort.__version__, _openvino_version(), *ort.get_available_providers())
    return hashlib.sha256("\n".join((digest, *machine, *versions)).encode()).hexdigest()


def _openvino_version() -> str:
    try:
        return version("openvino")
    except PackageNotFoundError:
        return ""


def _compiled(digest: str | None) -> Path | None:
    """Where it is kept what this version of OpenVINO compiled a network to; None where nothing can be."""
    used = _openvino_version()
    if digest is None or not used:
        return None
    folder = compiled_networks() / used
    try:
        if not folder.is_dir():
            shutil.rmtree(compiled_networks(), ignore_errors=True)  # another version's is of no use
        (folder / digest).mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder / digest


def _remembered() -> dict[str, dict[str, float]]:
    try:
        found = json.loads(device_trials().read_text("utf-8"))
        return {
            str(key): {name: float(times[name]) for name in KINDS if name in times}
            for key, times in found.items()
            if "cpu" in times
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}  # not there yet, or damaged: what it says is measured again


def _tried(model: Path, sample: Tensor, agreement: float, large: bool) -> dict[str, float]:
    """Every kind that can be tried, tried."""
    expected = KINDS["cpu"].open(model, None, large).run(sample)

    def agrees(answer: list[Tensor]) -> bool:
        return len(answer) == len(expected) and all(
            ours.shape == theirs.shape and _cosine(ours, theirs) >= agreement
            for ours, theirs in zip(answer, expected, strict=True)
        )

    times: dict[str, float] = {}
    for name, kind in KINDS.items():
        opened = partial(kind.open, model, None, large)
        if not kind.obstacle() and (taken := _trial(opened, sample, agrees)) is not None:
            times[name] = taken / kind.at_once
    return times


def _trial(
    opened: Callable[[], ModelSession], sample: Tensor, agrees: Callable[[list[Tensor]], bool]
) -> float | None:
    """Milliseconds of a run; None where it fails, or answers something else."""
    try:
        session = opened()
        answers = [session.run(sample) for _ in range(WARM_UPS)]
        if not agrees(answers[-1]):
            return None
        taken: list[float] = []
        while len(taken) < RUNS and sum(taken) < LONGEST_TRIAL_S:
            began = time.perf_counter()
            session.run(sample)
            taken.append(time.perf_counter() - began)
    except Exception:  # noqa: BLE001 - there is no telling what a driver raises; another kind is there
        return None
    return 1000 * statistics.median(taken)


def _cosine(first: Tensor, second: Tensor) -> float:
    a, b = first.ravel().astype(np.float64), second.ravel().astype(np.float64)
    norms = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / norms if norms else float(np.array_equal(a, b))
