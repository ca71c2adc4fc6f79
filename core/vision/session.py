"""Opening a model on the best device, and saying truthfully which one it was."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as ort_errors

from core.errors import ModelPackError
from core.words import said

Tensor = NDArray[np.float32]

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
FATAL_ONLY = 4


@dataclass(frozen=True, slots=True)
class Device:
    """The device that a session runs on. `note` says why, where it is not the one asked for."""

    name: str
    provider: str
    note: str = ""


class ModelSession:
    """One ONNX model with one input, on one device. `run` may be called from several threads."""

    def __init__(self, model: Path, device: str = "auto") -> None:
        """Open a model.

        Args:
            model: an ONNX file.
            device: "auto" (CUDA where it really works, else the CPU), "cpu" or "cuda".

        Raises:
            ModelPackError: the file is not a model that ONNX Runtime can open.
        """
        options = ort.SessionOptions()
        # Photos are looked at side by side, each on one core: no thread waits for another.
        options.intra_op_num_threads = 1
        # The arena keeps a block for every shape of picture it has seen, and never gives one back.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = FATAL_ONLY  # what matters comes as an exception
        obstacle = "" if device == "cpu" else cuda_obstacle()
        wanted = [CPU] if device == "cpu" or obstacle else [CUDA, CPU]
        self._session = _create(model, options, wanted)
        # A session asked for CUDA falls back in silence: only the session that was made tells.
        provider = self._session.get_providers()[0]
        if provider != wanted[0]:
            obstacle = said("CUDA could not be started with this driver and these CUDA libraries.")
        self.device = Device("GPU (CUDA)" if provider == CUDA else "CPU", provider, obstacle)
        self.input_name: str = self._session.get_inputs()[0].name

    def run(self, batch: Tensor) -> list[Tensor]:
        """The model's outputs for one input, in the order of the graph."""
        outputs: list[Tensor] = self._session.run(None, {self.input_name: batch})
        return outputs


def cuda_obstacle() -> str:
    """Why CUDA can't be tried on this machine; empty where it can."""
    if getattr(sys, "frozen", False):
        return said("The installed program runs on the CPU; for a GPU install Playertag with pip.")
    if CUDA not in ort.get_available_providers():
        return said("This build of ONNX Runtime has no CUDA.")
    # The list of available providers names CUDA on machines without a GPU too, and trying there
    # prints a page of errors: the driver's own library tells first.
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return said("There is no NVIDIA driver on this machine.")
    ort.preload_dlls()
    return ""


def _create(model: Path, options: ort.SessionOptions, providers: list[str]) -> ort.InferenceSession:
    ort.set_default_logger_severity(FATAL_ONLY)
    try:
        return ort.InferenceSession(str(model), options, providers=providers)
    except (
        ort_errors.Fail,
        ort_errors.InvalidArgument,
        ort_errors.InvalidGraph,
        ort_errors.InvalidProtobuf,
        ort_errors.NoSuchFile,
        ort_errors.NotImplemented,
    ) as exc:
        raise ModelPackError(
            said("{name} is not a model that can be opened: {reason}", name=model.name, reason=exc)
        ) from exc
