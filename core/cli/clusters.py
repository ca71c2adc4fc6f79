"""`playertag clusters`: clusters of unknown faces."""

from __future__ import annotations

from typing import Annotated

import typer

from core import ids
from core.changes import Changes
from core.cli.options import (
    DEFAULT,
    AllOption,
    JsonOption,
    LibraryOption,
    SomeGalleryOption,
    group,
    photos_of,
    place_of,
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
        typical = [cluster.faces[0] for cluster in found]
        photos = photos_of(opened, typical)
    lines = [
        (
            one.id,
            len(one.faces),
            len({f.photo_id for f in one.faces}),
            photos[face.photo_id].file_name,
            place_of(face.box),
        )
        for one, face in zip(found, typical, strict=True)
    ]
    columns = ("cluster", "faces", "photos", "most typical face in", "box")
    Terminal(as_json).answer(found, rows(table(*columns), lines), f"{counted(found, 'cluster')}.")


FaceOption = Annotated[list[str], typer.Option("--face", help="This face of it (repeatable).")]


@clusters.command("alike")
def alike_clusters(cluster_id: str, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """The other clusters, the one that is most like this one first."""
    with Library.open(library, create=False) as opened:
        found = opened.clusters.alike(ids.cluster_id(cluster_id))
    Terminal(as_json).answer(found, rows(table("cluster", "cosine"), found))


@clusters.command("split")
def split_cluster(
    cluster_id: str, face: FaceOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Take faces out of a cluster into a new one."""
    with Library.open(library, create=False) as opened:
        done = opened.clusters.split(ids.cluster_id(cluster_id), [ids.face_id(one) for one in face])
    _arranged(as_json, done, f"{counted(done.faces, 'face')} in a cluster of their own.")


@clusters.command("move")
def move_faces(
    cluster_id: str,
    to: Annotated[str, typer.Argument(help="The cluster that they belong to.")],
    face: FaceOption,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Put faces of a cluster into another one."""
    chosen = [ids.face_id(one) for one in face]
    with Library.open(library, create=False) as opened:
        done = opened.clusters.move(ids.cluster_id(cluster_id), ids.cluster_id(to), chosen)
    _arranged(as_json, done, f"{counted(done.faces, 'face')} moved.")


@clusters.command("merge")
def merge_clusters(
    cluster_id: str,
    others: Annotated[list[str], typer.Argument(help="Clusters of the same person.", metavar="OTHER...")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Put clusters of one person together; the first one stays."""
    with Library.open(library, create=False) as opened:
        done = opened.clusters.merge(ids.cluster_id(cluster_id), *map(ids.cluster_id, others))
    _arranged(as_json, done, f"{counted(done.faces, 'face')} added.")


@clusters.command("tightness")
def tightness_of_cluster(
    cluster_id: str, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The cosines at which a cluster would fall into parts, or others would join it."""
    with Library.open(library, create=False) as opened:
        found = opened.clusters.tightness(ids.cluster_id(cluster_id))
    lines = [("others join", cosine) for cosine in reversed(found.looser)]
    lines += [("falls apart", cosine) for cosine in found.tighter]
    Terminal(as_json).answer(found, rows(table("what", "cosine"), lines))


@clusters.command("regroup")
def regroup_cluster(
    cluster_id: str,
    cosine: Annotated[float, typer.Option("--cosine", help="Of the faces that stay together.")],
    apply: Annotated[bool, typer.Option("--apply", help="Make it so.")] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """What a cluster would be at another tightness."""
    chosen, done = ids.cluster_id(cluster_id), Changes()
    with Library.open(library, create=False) as opened:
        found = opened.clusters.regroup(chosen, cosine)
        if apply and len(found.parts) > 1:
            parts = [[face.id for face in part] for part in found.parts[1:]]
            done = opened.clusters.split(chosen, *parts)
        elif apply and found.joined:
            done = opened.clusters.merge(chosen, *(one.id for one in found.joined))
    lines = [("part", str(number), len(part)) for number, part in enumerate(found.parts, start=1)]
    lines += [("joined", one.id, len(one.faces)) for one in found.joined]
    value = {"parts": found.parts, "joined": found.joined, "batch": done.batch}
    Terminal(as_json).answer(
        value,
        rows(table("", "cluster", "faces"), lines),
        undo_line(done) if apply else "Nothing was written.",
    )


@clusters.command("name")
def name_cluster(
    cluster_id: str,
    player: Annotated[str, typer.Argument(help="A player's name or id; a new name is added.")],
    face: Annotated[
        list[str] | None, typer.Option("--face", help="Only this face of it (repeatable).")
    ] = None,
    other: Annotated[
        list[str] | None,
        typer.Option("--other", help="A face of it that is somebody else; it stays open (repeatable)."),
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Confirm the faces of a cluster as a player."""
    chosen = ids.cluster_id(cluster_id)
    faces = [ids.face_id(one) for one in face] if face else None
    others = [ids.face_id(one) for one in other or ()]
    with Library.open(library, create=False) as opened:
        opened.clusters.faces(chosen)  # so that nobody is added for a cluster that is not there
        player_id = opened.players.ensure(player)
        done = opened.clusters.name(chosen, player_id, faces, others)
    value = {"player": player_id, "faces": done.faces, "batch": done.batch}
    line = f"{counted(done.faces.difference(others), 'face')} confirmed as {player}. {undo_line(done)}"
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


def _arranged(as_json: bool, done: Changes, line: str) -> None:
    Terminal(as_json).answer({"faces": done.faces, "batch": done.batch}, f"{line} {undo_line(done)}")
