"""Networks opened on a device, by ONNX Runtime or by OpenVINO, saying truthfully which it was."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as ort_errors

from core.errors import ModelPackError
from core.memory import let_go_of_files
from core.words import said

if TYPE_CHECKING:
    from types import ModuleType

Tensor = NDArray[np.float32]

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
CORES = os.cpu_count() or 1
# So many photos are looked at side by side, each on a core: one has a picture of some 20 MB in hand, and what
# finding faces in it takes.
LOOKING = min(CORES, 8)
# While somebody waits for the window, one core is left to it.
LOOKING_BESIDE = max(1, min(LOOKING, CORES - 1))
# While some threads run networks, the others decode.
AT_ONCE = max(1, CORES // 2)
FATAL_ONLY = 4
# ONNX Runtime's number for it; by itself an arena takes twice as much each time.
AS_REQUESTED = 1
_making = Lock()

NO_OPTIONS: Mapping[str, str] = MappingProxyType({})
CUDA_OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        # Else every algorithm is tried for each new shape of input, for one to four seconds.
        "cudnn_conv_algo_search": "HEURISTIC",
        # Else the arena takes twice as much each time, of a card that has other work, too.
        "arena_extend_strategy": "kSameAsRequested",
    }
)
# Photos are of a few shapes; each takes a network's weights of the card's memory.
SHAPES = 8
NO_MEMORY = re.compile(r"alloc|out of memory", re.IGNORECASE)
"""How CUDA, and ONNX Runtime's arena, say that there is too little."""


@dataclass(frozen=True, slots=True)
class Device:
    """The device that a session runs on. `note` says why, where it is not the one asked for."""

    name: str
    provider: str
    note: str = ""


class ModelSession(Protocol):
    """One network with one input, on one device. `run` may be called from several threads.

    `slow_to_change`: the first run of each shape of input takes a second.
    """

    device: Device
    slow_to_change: bool

    def run(self, batch: Tensor) -> list[Tensor]:
        """The network's outputs for one input, in the order of the graph."""
        ...


class OnnxSession:
    """A network run by ONNX Runtime."""

    slow_to_change = False

    def __init__(
        self,
        model: Path,
        name: str = "CPU",
        provider: str = CPU,
        options: Mapping[str, str] = NO_OPTIONS,
        *,
        keeps: bool = False,
    ) -> None:
        """Open a network.

        Args:
            model: an ONNX file.
            name: what the device is called.
            provider: an execution provider of ONNX Runtime. Where that can't be started, it is the CPU.
            options: the provider's.
            keeps: the memory that the largest input takes is kept for the next ones. The system takes as
                long to hand out tens of megabytes as a small network to compute.

        Raises:
            ModelPackError: the file is not a model that ONNX Runtime can open.
        """
        settings = ort.SessionOptions()
        # Photos are looked at side by side, each on one core: no thread waits for another.
        settings.intra_op_num_threads = 1
        settings.enable_cpu_mem_arena = keeps
        if keeps:
            with _making:
                _make_arena()
            settings.add_session_config_entry("session.use_env_allocators", "1")
            # One block for all that a run takes could not be used again by another shape.
            settings.enable_mem_pattern = False
        self._keeps, self._largest = keeps, 0
        settings.log_severity_level = FATAL_ONLY  # what matters comes as an exception
        self._session = _create(model, settings, {provider: dict(options)} | {CPU: {}})
        # A session asked for a graphics card falls back in silence: only the session that was made tells.
        used = self._session.get_providers()[0]
        self.device = Device(name if used == provider else "CPU", used)
        self._input: str = self._session.get_inputs()[0].name

    def run(self, batch: Tensor) -> list[Tensor]:
        """The network's outputs for one input, in the order of the graph."""
        given = {self._input: batch}
        if self._keeps and batch.size > self._largest:
            self._largest = batch.size
            # After this run the arena is empty, and the next one fills it with blocks that whatever is
            # smaller finds room in. Out of blocks for smaller ones it would grow with each size.
            self._session.run(None, given, _giving_back())
        outputs: list[Tensor] = self._session.run(None, given)
        return outputs


class CudaSession:
    """A network run by ONNX Runtime on a graphics card.

    Each shape of input has a session of its own: one that is given another shape than the last time plans
    all its convolutions anew.
    """

    def __init__(self, model: Path, options: Mapping[str, str] = CUDA_OPTIONS) -> None:
        """Open a network; on the CPU where CUDA can't be started, as `device` tells.

        Args:
            model: an ONNX file.
            options: of ONNX Runtime's CUDA provider.

        Raises:
            ModelPackError: the file is not a model that ONNX Runtime can open.
        """
        self._open = partial(OnnxSession, model, "GPU (CUDA)", CUDA, options)
        self._on_cpu = cache(partial(OnnxSession, model))
        self._unused = [self._open()]
        self.device = self._unused[0].device
        self.slow_to_change = self.device.provider == CUDA
        self._of_shape = lru_cache(SHAPES)(self._new)
        self._looking_up = Lock()

    def run(self, batch: Tensor) -> list[Tensor]:
        """The network's outputs for one input, in the order of the graph.

        What the card has no memory for is run in halves, and in the end on the CPU.
        """
        try:
            with self._looking_up:
                session = self._of_shape(batch.shape if self.slow_to_change else ())
            return session.run(batch)
        except (ModelPackError, ort_errors.Fail, ort_errors.RuntimeException) as exc:
            if self.device.provider == CPU or not NO_MEMORY.search(str(exc)):
                raise
        if len(batch) == 1:
            return self._on_cpu().run(batch)
        halves = self.run(batch[: len(batch) // 2]), self.run(batch[len(batch) // 2 :])
        return [np.concatenate(parts) for parts in zip(*halves, strict=True)]

    def _new(self, _shape: tuple[int, ...]) -> OnnxSession:
        return self._unused.pop() if self._unused else self._open()


class OpenVinoSession:
    """A network run by OpenVINO on the CPU."""

    slow_to_change = False

    def __init__(self, model: Path, name: str, precision: str, compiled: Path | None = None) -> None:
        """Open a network.

        Args:
            model: an ONNX file.
            name: what the device is called.
            precision: "f32" or "bf16".
            compiled: a folder where it is kept what the network was compiled to: opened from there it takes
                a quarter of the time, and 40 MB less.

        Raises:
            ModelPackError: the file is not a model that OpenVINO can open.
        """
        core = openvino().Core()
        # Each stream is a thread that keeps what a run took; as many as cores keep the window waiting.
        options = {
            "INFERENCE_PRECISION_HINT": precision,
            "INFERENCE_NUM_THREADS": AT_ONCE,
            "NUM_STREAMS": AT_ONCE,
            "CACHE_DIR": str(compiled or ""),
        }
        try:
            network: Any = core.compile_model(str(model), "CPU", options)
        except RuntimeError as exc:
            raise _unusable(model, exc) from exc
        self.device = Device(name, f"OpenVINO {precision}")
        self._compiled = compiled
        self._outputs = len(network.outputs)
        self._new_request: Callable[[], Any] = network.create_infer_request
        # Not one a thread: to be let go of while its thread ends, as Qt's do after each job, is more than
        # one can take.
        self._idle: deque[Any] = deque()

    def run(self, batch: Tensor) -> list[Tensor]:
        """The network's outputs for one input, in the order of the graph."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._new_request()
        try:
            answer = request.infer([batch], share_inputs=True)
            self._let_go()
            return [answer[index] for index in range(self._outputs)]
        finally:
            self._idle.append(request)

    def _let_go(self) -> None:
        """Of the file of weights, which are arranged anew by the first run, and hardly read after it."""
        compiled, self._compiled = self._compiled, None
        if compiled is not None:
            let_go_of_files(compiled)


@cache
def _make_arena() -> None:
    """The memory that sessions on the CPU may keep, one for all: it grows by no more than is asked for."""
    memory = ort.OrtMemoryInfo("Cpu", ort.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, ort.OrtMemType.DEFAULT)
    ort.create_and_register_allocator(memory, ort.OrtArenaCfg({"arena_extend_strategy": AS_REQUESTED}))


@cache
def _giving_back() -> ort.RunOptions:
    """For a run after which what it left unused of the arena goes back to the system."""
    how = ort.RunOptions()
    how.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return how


def openvino() -> ModuleType:
    """The package, without its converter of models: 30 MB, which would report how it is used, too.

    Raises:
        ImportError: it is not installed.
    """
    sys.modules.setdefault("openvino.tools.ovc", cast("ModuleType", None))
    import openvino as package

    return cast("ModuleType", package)


def cuda_obstacle() -> str:
    """Why CUDA can't be tried on this machine; empty where it can."""
    if getattr(sys, "frozen", False):
        return said("The installed program runs on the CPU; for a GPU install Playertag with pip.")
    if "CUDAExecutionProvider" not in ort.get_available_providers():
        return said("This build of ONNX Runtime has no CUDA.")
    # The list of available providers names CUDA on machines without a GPU too, and trying there
    # prints a page of errors: the driver's own library tells first.
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return said("There is no NVIDIA driver on this machine.")
    ort.preload_dlls()
    return ""


def _create(
    model: Path, settings: ort.SessionOptions, providers: Mapping[str, dict[str, str]]
) -> ort.InferenceSession:
    ort.set_default_logger_severity(FATAL_ONLY)
    try:
        return ort.InferenceSession(str(model), settings, providers=list(providers.items()))
    except (
        ort_errors.Fail,
        ort_errors.InvalidArgument,
        ort_errors.InvalidGraph,
        ort_errors.InvalidProtobuf,
        ort_errors.NoSuchFile,
        ort_errors.NotImplemented,
        ort_errors.RuntimeException,
    ) as exc:
        raise _unusable(model, exc) from exc


def _unusable(model: Path, exc: Exception) -> ModelPackError:
    return ModelPackError(
        said("{name} is not a model that can be opened: {reason}", name=model.name, reason=exc)
    )
