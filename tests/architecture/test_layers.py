"""The contracts in pyproject.toml hold on the tree, and each is seen to fail on a planted import."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def contracts() -> list[str]:
    config = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    return [contract["name"] for contract in config["tool"]["importlinter"]["contracts"]]


def lint(tree: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages and their contracts, to plant a violation in."""
    tree = tmp_path_factory.mktemp("tree")
    shutil.copy(CHECKOUT / "pyproject.toml", tree)
    for package in ("core", "desktop"):
        for path in (CHECKOUT / package).rglob("*.py"):
            place = tree / path.relative_to(CHECKOUT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    return tree


def test_the_tree_keeps_every_contract() -> None:
    code, output = lint(CHECKOUT)
    assert code == 0, output


VIOLATIONS = {
    "The engine knows nothing of Qt or of the window": ("core/paths.py", "import PySide6.QtCore"),
    "The engine's layers": ("core/vision/quality.py", "import core.imaging.decode"),
    "The window's layers": ("desktop/models/roles.py", "import desktop.views.parts"),
    "The window sees the engine through the library": ("desktop/theme.py", "import core.db.schema"),
}


def test_each_contract_has_a_planted_violation() -> None:
    assert set(VIOLATIONS) == set(contracts())


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_planted_violation_breaks_the_contract(copied: Path, contract: str) -> None:
    module, line = VIOLATIONS[contract]
    path = copied / module
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{line}\n", "utf-8")
    try:
        code, output = lint(copied)
    finally:
        path.write_text(before, "utf-8")

    broken = [name for name in contracts() if f"{name} BROKEN" in output]
    assert (code, broken) == (1, [contract]), output
