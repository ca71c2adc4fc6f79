"""`playertag descriptors`, `index` and `settings`: looking after a library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.options import (
    DEFAULT,
    DONE,
    SOME_FILES_FAILED,
    GalleryOption,
    JsonOption,
    LibraryOption,
    exit_with,
    group,
)
from core.cli.terminal import Terminal, rows, table
from core.errors import InvalidValueError
from core.library import Library
from core.paths import LibraryPaths
from core.settings import Settings

if TYPE_CHECKING:
    from core.descriptors import DescriptorReport

descriptors = group("Embeddings of the model pack in use.")
index = group("The search index, a cache of the embeddings.")
settings = group("The library's settings.")


@descriptors.command("generate")
def generate_descriptors(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Embed every face that has no embedding of the pack in use."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.descriptors.generate(context)
    _answer(terminal, report, f"{report.faces} faces of {report.photos} photos embedded.")


@descriptors.command("regenerate")
def regenerate_descriptors(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Find and embed the unknown faces of a gallery anew; every answer is kept."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        gallery_id = opened.galleries.find(gallery).id
        report = opened.descriptors.regenerate_unknown(gallery_id, context)
    _answer(terminal, report, f"{report.photos} photos looked at again, {report.faces} new faces found.")


def _answer(terminal: Terminal, report: DescriptorReport, line: str) -> None:
    value = {"photos": report.photos, "faces": report.faces, "failures": report.failures}
    terminal.answer(value, line)
    terminal.failures(report.failures)
    exit_with(SOME_FILES_FAILED if report.failures else DONE)


@index.command("rebuild")
def rebuild_index(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Build the search index anew from the database."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        report = opened.index.rebuild(context)
    line = f"{report.faces} faces of the pack '{report.pack_id}' indexed in {report.seconds:.1f} s, "
    terminal.answer(report, f"{line}sha256 {report.checksum}.")


@index.command("check")
def check_index(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Whether the search index is whole and up to date."""
    with Library.open(library, create=False) as opened:
        found = opened.index.check()
    Terminal(as_json).answer({"index": found}, f"Search index: {found}.")


@settings.command("show")
def show_settings(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Every setting with its value."""
    with Library.open(library, create=False) as opened:
        found = opened.settings
    fields = Settings.model_fields.items()
    lines = [(name, getattr(found, name), field.title or "") for name, field in fields]
    Terminal(as_json).answer(found.model_dump(), rows(table("setting", "value", "what it is"), lines))


@settings.command("set")
def change_settings(
    values: Annotated[
        list[str], typer.Argument(help="For example precision_target=0.99", metavar="NAME=VALUE...")
    ],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Change settings: all of those named, or none where one is wrong."""
    changed: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals:
            raise InvalidValueError(value, "write it as NAME=VALUE.")
        changed[name.strip()] = text.strip()
    made = not LibraryPaths(library.absolute()).database.exists()
    with Library.open(library) as opened:
        opened.update_settings(**changed)
        found = opened.settings
    lines = [f"Changed: {', '.join(changed)}.", *[f"There is a new library now, in {library}."] * made]
    Terminal(as_json).answer(found.model_dump(), *lines)
