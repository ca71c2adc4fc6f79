"""`playertag galleries`: imported sets of photos."""

from __future__ import annotations

from core.cli.options import DEFAULT, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal, rows, table
from core.library import Library

galleries = group("Imported sets of photos.")


@galleries.command("list")
def list_galleries(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The galleries, with counts."""
    with Library.open(library) as opened:
        found = opened.galleries.all()
    lines = [
        (g.name, g.photos, g.faces, g.failures, ", ".join(f"{n} {s}" for s, n in sorted(g.by_state.items())))
        for g in found
    ]
    Terminal(as_json).answer(found, rows(table("gallery", "photos", "faces", "failed", "states"), lines))


@galleries.command("results")
def gallery_results(name: str, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The photos of a gallery, who is in each, and the files that could not be used."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened:
        gallery = opened.galleries.find(name)
        photos = opened.galleries.photos(opened.galleries.photo_ids(gallery.id))
        failures = opened.galleries.failures(gallery.id)
    lines = [
        (photo.path.name, face.player or "–", face.state.value, face.probability, round(face.size_px))
        for photo in photos
        for face in photo.faces
    ]
    terminal.answer(
        {"gallery": gallery, "photos": photos, "failures": failures},
        rows(table("photo", "player", "state", "probability", "face px"), lines),
        f"{len(photos)} photos, {len(lines)} faces.",
    )
    terminal.failures(failures)
