from __future__ import annotations

import re
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from core import shipped as module
from core.shipped import issue_page, shipped


def test_every_package_that_is_required_is_listed_with_its_licence() -> None:
    found = {one.name.lower().replace("_", "-"): one for one in shipped()}
    assert {"pyside6-essentials", "sqlalchemy", "opencv-python-headless", "openpeople"} <= found.keys()
    # What those bring with them.
    assert {"shiboken6", "mako", "pydantic-core"} <= found.keys()
    assert next(iter(found)) == "playertag"
    assert not [one.name for one in found.values() if not one.licence]
    assert not found.keys() & {"pytest", "mypy", "pyinstaller"}


def test_nothing_under_the_gpl_alone_is_shipped() -> None:
    for one in shipped():
        choices = re.split("/| OR ", one.licence)
        assert any("GPL" not in choice or "LGPL" in choice for choice in choices), one.name


def test_the_licences_are_there_in_full() -> None:
    texts = {one.name: one.text for one in shipped()}
    assert "Apache License" in texts["playertag"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["PySide6_Essentials"]
    assert len([name for name, text in texts.items() if text]) >= len(texts) - 2


def test_there_is_an_issue_page_only_where_the_metadata_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Named(Distribution):
        def read_text(self, filename: str) -> str | None:
            if filename != "METADATA":
                return None
            return "Name: playertag\nVersion: 1\nProject-URL: Issues, https://example.org/issues\n"

        def locate_file(self, path: object) -> Path:
            raise NotImplementedError

    assert issue_page() == ""
    monkeypatch.setattr(module, "distribution", lambda _: Named())
    assert issue_page() == "https://example.org/issues"
