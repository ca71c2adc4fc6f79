"""What the program runs on may be handed out with it, and what may not be is seen."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from types import ModuleType

import pytest

from tests.conftest import CHECKOUT

SCRIPT = CHECKOUT / ".ci" / "licences.py"


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_that_the_program_needs_fits() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "licences: all fit\n")


FITTING = (
    *("MIT", "MIT-CMU", "BSD-3-Clause AND 0BSD AND CC0-1.0", "Apache 2.0", "LGPL-3.0-only", "PSF-2.0"),
    *("MPL-2.0 AND MIT", "3-Clause BSD License", "ISC License"),
)
OTHERS = (
    *("GPL-3.0-only", "AGPL-3.0", "MIT AND GPL-2.0", "GPLv3+", "GNU General Public License v3"),
    *("Other", "", "SSPL-1.0", "CC-BY-NC-4.0"),
)


@pytest.mark.parametrize(
    ("licence", "fits"), [*((one, True) for one in FITTING), *((one, False) for one in OTHERS)]
)
def test_what_may_be_handed_out(licences: ModuleType, licence: str, fits: bool) -> None:
    assert licences.fits(licence) is fits


def test_a_program_that_needs_what_is_under_the_gpl_is_seen(
    licences: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(licences, "_expressed", lambda one: [one.metadata["Name"], "GPL-3.0-only"])
    assert licences.main() == 1
    assert "numpy" in capsys.readouterr().out
