"""`playertag clusters`: clusters of unknown faces."""

from __future__ import annotations

from typing import Annotated

import typer

from core import ids
from core.cli.options import (
    DEFAULT,
    AllOption,
    JsonOption,
    LibraryOption,
    SomeGalleryOption,
    group,
    scope_of,
)
from core.cli.terminal import Terminal, counted, rows, table, undo_line
from core.library import Library
from core.types import RejectReason

clusters = group("Clusters of unknown faces.")


@clusters.command("list")
def list_clusters(
    gallery: SomeGalleryOption = None,
    everything: AllOption = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """The clusters of a gallery, or of all together, that are still open, the one worth most first."""
    with Library.open(library, create=False) as opened:
        found = opened.clusters.of(scope_of(opened, gallery, everything))
    lines = [(c.id, len(c.faces), len({f.photo_id for f in c.faces})) for c in found]
    Terminal(as_json).answer(found, rows(table("cluster", "faces", "photos"), lines))


@clusters.command("name")
def name_cluster(
    cluster_id: str,
    player: Annotated[str, typer.Argument(help="A player's name or id; a new name is added.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Confirm the faces of a cluster as a player."""
    chosen = ids.cluster_id(cluster_id)
    with Library.open(library, create=False) as opened:
        opened.clusters.faces(chosen)  # so that nobody is added for a cluster that is not there
        player_id = opened.players.ensure(player)
        done = opened.clusters.name(chosen, player_id)
    value = {"player": player_id, "faces": done.faces, "batch": done.batch}
    line = f"{counted(done.faces, 'face')} confirmed as {player}. {undo_line(done)}"
    Terminal(as_json).answer(value, line)


@clusters.command("reject")
def reject_cluster(
    cluster_id: str,
    reason: Annotated[RejectReason, typer.Option("--reason")] = RejectReason.NOT_A_PLAYER,
    face: Annotated[
        list[str] | None, typer.Option("--face", help="Only this face of it (repeatable).")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Answer that the faces of a cluster are nobody to be named."""
    chosen = ids.cluster_id(cluster_id)
    faces = [ids.face_id(one) for one in face] if face else None
    with Library.open(library, create=False) as opened:
        done = opened.clusters.reject(chosen, reason, faces)
    Terminal(as_json).answer(
        {"faces": done.faces, "batch": done.batch},
        f"{counted(done.faces, 'face')} will not be asked again. {undo_line(done)}",
    )
