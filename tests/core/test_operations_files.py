"""The operations on the files of photos, on photos of made-up people, by the real ExifTool."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from core import cli
from core.errors import InvalidValueError, NotFoundError
from core.jobs import JobContext
from core.library import Library
from core.types import BatchId, PhotoId
from tests.conftest import Person


@pytest.fixture
def photo(library: Library, people: dict[str, Person], tmp_path: Path) -> PhotoId:
    """A photo whose only face is confirmed as Ada."""
    if shutil.which("exiftool") is None:
        pytest.skip("ExifTool is not on this computer")
    path = tmp_path / "card" / "IMG 1.JPG"
    path.parent.mkdir()
    shutil.copy(people["P001"].selfie, path)
    (photo,) = library.indexing.import_photos([path], "Day 1", JobContext()).changes.photos
    (ada,) = library.players.add("Ada Byron").players
    (shown,) = library.galleries.photos([photo])
    library.review.confirm([face.id for face in shown.faces], ada)
    return photo


def test_what_would_be_written_is_written_taken_back_and_read_again(library: Library, photo: PhotoId) -> None:
    unknown = PhotoId("0" * 64)
    for act in (library.metadata.preview, library.metadata.write, library.names.read):
        with pytest.raises(NotFoundError):
            act([unknown], JobContext())
    with pytest.raises(NotFoundError):
        library.metadata.undo(BatchId("nothing"), JobContext())
    planned = library.metadata.preview([photo], JobContext())
    done = library.metadata.write([photo], JobContext())
    assert done.changed == planned.changed
    (run,) = library.metadata.history()
    assert run.batch == done.batch
    (shown,) = library.galleries.photos([photo])
    undone = library.review.reject([face.id for face in shown.faces])
    assert library.names.read([photo], JobContext()).named == 0  # a person said otherwise
    assert undone.batch is not None
    library.review.undo(undone.batch)
    library.metadata.undo(run.batch, JobContext())
    assert library.metadata.history() == []


def test_a_template_with_an_unknown_field_is_refused(library: Library) -> None:
    for template, why in (("{nobody}", r"no field \{nobody\}; there are: \{players\}"), ("{players", "open")):
        with pytest.raises(InvalidValueError, match=why):
            library.update_settings(caption_template=template)
    library.update_settings(caption_template="{players}[ at {match}]")


def test_the_command_line_writes_and_takes_back(
    library: Library, photo: PhotoId, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--library", str(library.paths.root)]
    assert cli.main(["metadata", "preview", "--gallery", "Day 1", *where]) == 0
    assert "+ person: Ada Byron" in capsys.readouterr().out
    assert cli.main(["metadata", "write", photo, "--json", *where]) == 0
    batch = json.loads(capsys.readouterr().out)["batch"]
    assert cli.main(["metadata", "history", *where]) == 0
    assert batch in capsys.readouterr().out
    assert cli.main(["metadata", "read", "--gallery", "Day 1", *where]) == 0
    assert cli.main(["metadata", "undo", batch, *where]) == 0
    assert "1 file are as they were" in capsys.readouterr().out
    assert cli.main(["metadata", "write", *where]) == 1
    assert "name some, or a gallery" in capsys.readouterr().err
