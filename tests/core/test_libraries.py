from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from core.vision.libraries import LIBRARIES, native_files

# The models opened in a process of their own: what it mapped, and what was opened as a file.
MAPPED = """
import json, sys
from pathlib import Path

from core.library import Library

opened = []
real = Path.open
Path.open = lambda path, *how, **why: opened.append(str(path)) or real(path, *how, **why)
with Library.open(Path(sys.argv[1])) as library:
    library.device()
lines = [line.split(maxsplit=5) for line in Path("/proc/self/maps").read_text().splitlines()]
mapped = {line[5] for line in lines if len(line) == 6}
print(json.dumps([sorted(mapped), opened]))
"""
LARGE = 5_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="what is mapped is told by Linux")
def test_what_the_models_load_of_the_disk_is_read_before(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAPPED, str(tmp_path / "library")]
    # The first one on a machine compiles the networks, for which it needs one library more.
    for _ in range(2):
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
    mapped, opened = map(set, json.loads(answer.stdout.splitlines()[-1]))
    folders = [str(Path(spec.origin or "").parent.parent) for spec in map(find_spec, LIBRARIES) if spec]
    names = ("/cv2/", "/opencv", "/onnxruntime/", "/openvino/")
    of_models = {path for path in mapped if path.startswith(tuple(folders)) and any(n in path for n in names)}
    large = {path for path in of_models if Path(path).stat().st_size > LARGE}
    assert len(large) >= 3
    assert large <= opened


def test_a_package_that_is_not_installed_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIBRARIES, "not_there", ("not_there*",))
    assert not list(native_files("not_there"))
