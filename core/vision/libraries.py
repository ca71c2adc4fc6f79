"""The native libraries of the models, read before they are loaded.

Loading one keeps the interpreter, and the window with it, until what is needed of it has come from the disk:
half a second where that is cold. Reading a file lets go of the interpreter.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

LIBRARIES = {
    "cv2": ("cv2/cv2*", "opencv*.libs/*"),
    "onnxruntime": ("onnxruntime/capi/onnxruntime_pybind11_state*",),
    "openvino": ("openvino/_pyopenvino*", "openvino/libs/*openvino.*", "openvino/libs/*intel_cpu*"),
}
"""Where those of each package are, beside and below its folder."""
AT_ONCE = 1 << 20


def read_ahead() -> None:
    """Have the disk's cache hold the libraries that are not loaded yet."""
    room = bytearray(AT_ONCE)
    for package in LIBRARIES.keys() - sys.modules.keys():
        for path in native_files(package):
            with path.open("rb", buffering=0) as file:
                while file.readinto(room):
                    pass


def native_files(package: str) -> Iterator[Path]:
    """The libraries of a package; none where it isn't installed."""
    spec = find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        for pattern in LIBRARIES[package]:
            yield from (path for path in Path(folder).parent.glob(pattern) if path.is_file())
