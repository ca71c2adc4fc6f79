"""The drawings in docs/architecture.md are of the imports as they are."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import grimp
import pytest

from tests.conftest import CHECKOUT


@pytest.fixture(scope="module")
def imports() -> ModuleType:
    """The program that draws."""
    spec = importlib.util.spec_from_file_location("imports", CHECKOUT / ".ci" / "imports.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_drawings_are_as_the_code_is(imports: ModuleType) -> None:
    page = imports.PAGE.read_text("utf-8")
    assert imports.redrawn(page, grimp.build_graph(*imports.PACKAGES)) == page, "run: python .ci/imports.py"


def test_a_new_arrow_would_be_noticed(imports: ModuleType) -> None:
    page = imports.PAGE.read_text("utf-8")
    graph = grimp.build_graph(*imports.PACKAGES)
    graph.add_import(importer="core.library", imported="core.shipped")
    assert imports.redrawn(page, graph) != page


def test_an_arrow_that_follows_from_others_is_left_out(imports: ModuleType) -> None:
    assert imports.reduced({(0, 1), (1, 2), (0, 2), (2, 2)}) == {(0, 1), (1, 2)}
    assert imports.reduced({(0, 2), (1, 2), (0, 3)}) == {(0, 2), (1, 2), (0, 3)}
