"""`playertag clusters`: clusters of unknown faces."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.options import DEFAULT, GalleryOption, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal, rows, table
from core.library import Library
from core.types import ClusterId, RejectReason

clusters = group("Clusters of unknown faces.")


@clusters.command("list")
def list_clusters(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The clusters of a gallery that are still open, the one worth most first."""
    with Library.open(library) as opened:
        found = opened.clusters.of_gallery(opened.galleries.find(gallery).id)
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
    with Library.open(library) as opened:
        player_id = opened.players.ensure(player)
        done = opened.clusters.name(ClusterId(cluster_id), player_id)
    value = {"player": player_id, "faces": done.faces, "batch": done.batch}
    Terminal(as_json).answer(value, f"{len(done.faces)} faces confirmed as {player}.")


@clusters.command("reject")
def reject_cluster(
    cluster_id: str,
    reason: Annotated[RejectReason, typer.Option("--reason")] = RejectReason.NOT_A_PLAYER,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Answer that the faces of a cluster are nobody to be named."""
    with Library.open(library) as opened:
        done = opened.clusters.reject(ClusterId(cluster_id), reason)
    Terminal(as_json).answer(
        {"faces": done.faces, "batch": done.batch}, f"{len(done.faces)} faces will not be asked again."
    )
