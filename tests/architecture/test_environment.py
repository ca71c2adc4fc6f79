from __future__ import annotations

import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.conftest import CHECKOUT


@pytest.mark.parametrize("module", ["cv2", "onnxruntime"])
def test_one_distribution_only_provides(module: str) -> None:
    """Two would overwrite each other's files, and removing either would break both."""
    assert len(set(packages_distributions()[module])) == 1


def test_no_code_is_left_unused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vulture"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
