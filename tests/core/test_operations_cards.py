"""Copying off a card, by the library and by the command line, on pictures of people."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from core import cli
from core.errors import InvalidValueError
from core.jobs import JobContext
from core.library import Library
from core.types import CardPlan
from tests.conftest import Person
from tests.fakes.pictures import small_photo


@pytest.fixture
def card(tmp_path: Path, people: dict[str, Person]) -> Path:
    """A card with three photos."""
    folder = tmp_path / "card" / "DCIM"
    for number, person in enumerate(list(people.values())[:3], start=1):
        small_photo(person.selfie, folder / f"IMG_{number}.JPG")
    (tmp_path / "disk").mkdir()
    return folder.parent


def test_a_card_is_copied_and_its_copies_are_a_gallery(library: Library, card: Path, tmp_path: Path) -> None:
    plan = CardPlan(card, (tmp_path / "disk",), "{folder}/{name}")
    preview = library.cards.preview(plan, JobContext())
    done = library.cards.copy(plan, JobContext())
    assert (preview.new, preview.size) == (done.copied, done.size) == (3, done.size)
    assert preview.first == done.places[0] == tmp_path / "disk" / "DCIM" / "IMG_1.JPG"
    imported = library.indexing.import_photos(done.places, "Day 1", JobContext())
    assert (imported.added, imported.faces) == (3, 3)
    assert library.cards.copy(plan, JobContext()).places == ()
    with pytest.raises(InvalidValueError, match="no field"):
        library.cards.preview(CardPlan(card, plan.destinations, "{player}"), JobContext())


def test_the_command_line_previews_copies_and_imports(
    library: Library, card: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = tmp_path / "backup"
    second.mkdir()
    (card / "DCIM" / "MVI_1.MP4").write_bytes(b"film")
    given = [str(card), str(tmp_path / "disk"), "--second", str(second), "--library", str(library.paths.root)]
    assert cli.main(["card", "preview", *given]) == 0
    assert "3 pictures new, 0 known" in (told := capsys.readouterr().out)
    assert "1 file that belong to no picture" in told
    assert f"{second}: 0 MiB needed, " in told
    assert not list(second.iterdir())
    assert cli.main(["card", "copy", *given, "--template", "{name}", "--gallery", "Day 1", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["copy"]["copied"], answer["import"]["added"]) == (3, 3)
    assert sorted(path.name for path in second.iterdir()) == ["IMG_1.JPG", "IMG_2.JPG", "IMG_3.JPG"]
    assert cli.main(["card", "copy", *given, "--gallery", "Day 1"]) == 0
    assert "0 pictures copied, 3 known" in capsys.readouterr().out
    assert cli.main(["card", "preview", *given, "--template", "{player}"]) == 1
    assert "there is no field {player}; there are: {date}" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows takes room for a file with nothing in it")
def test_a_disk_without_room_is_refused(
    library: Library, card: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (card / "DCIM" / "IMG_1.NEF").open("wb") as large:
        large.truncate(shutil.disk_usage(tmp_path).free + 2**30)
    given = [str(card), str(tmp_path / "disk"), "--library", str(library.paths.root)]
    for command in ("preview", "copy"):
        assert cli.main(["card", command, *given]) == 1
        assert f"no room at {tmp_path / 'disk'}" in capsys.readouterr().err
    assert not list((tmp_path / "disk").iterdir())
