"""The command line: every verb is one call of the library, as the window makes it.

Exit codes: 0 done; 1 it could not be done, and why is on standard error; 2 wrong usage; 3 done, but
some files could not be used; 130 stopped by Ctrl+C, what was finished is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from core import doctor as check_up
from core.demo import DemoReport, run_demo
from core.errors import CancelledError, PlayertagError
from core.library import Library
from core.paths import default_library, demo_folder
from core.terminal import Terminal, rows, table
from core.types import ClusterId, RejectReason, SessionId, TrainingSession
from core.vision.model_packs import find_pack, install_pack, installed_packs, published_packs

DONE, FAILED, SOME_FILES_FAILED, STOPPED = 0, 1, 3, 130

OpenWindow = Callable[[Path, str | None], int]
"""Opens the window on a library and a gallery; the exit code when it is closed."""

LibraryOption = Annotated[
    Path, typer.Option("--library", envvar="PLAYERTAG_LIBRARY", help="The library's folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
GalleryOption = Annotated[str, typer.Option("--gallery", help="The gallery's name.")]
DEFAULT = default_library()


def group(text: str) -> typer.Typer:
    """A verb with verbs of its own."""
    return typer.Typer(help=text, no_args_is_help=True)


app = typer.Typer(
    help="Finds every player in a tournament's pictures by face, offline.", add_completion=False
)
models = group("Model packs: the networks that find and tell faces apart.")
players = group("Players and their reference photos.")
galleries = group("Imported sets of photos.")
train = group("Training on confirmed faces.")
clusters = group("Clusters of unknown faces.")
export = group("Answers as CSV files.")
for name, part in (
    ("models", models),
    ("players", players),
    ("galleries", galleries),
    ("train", train),
    ("clusters", clusters),
    ("export", export),
):
    app.add_typer(part, name=name)


def main(arguments: Sequence[str] | None = None, open_window: OpenWindow | None = None) -> int:
    """Run one command; without one, open the window where there is one. Returns the exit code."""
    try:
        code = app(
            list(sys.argv[1:] if arguments is None else arguments),
            prog_name="playertag",
            standalone_mode=False,
            obj=open_window,
        )
    except CancelledError as exc:
        Terminal(as_json=False).error(str(exc))
        return STOPPED
    except PlayertagError as exc:
        Terminal(as_json=False).error(str(exc))
        return FAILED
    except typer.Exit as exc:
        return exc.exit_code
    except typer.Abort:
        return STOPPED
    return code if isinstance(code, int) else DONE


@app.callback(invoke_without_command=True)
def window(context: typer.Context, library: LibraryOption = DEFAULT) -> int:
    """Without a command: open the window."""
    if context.invoked_subcommand is not None:
        return DONE
    if context.obj is None:
        typer.echo(context.get_help())
        return DONE
    opener: OpenWindow = context.obj
    return opener(library, None)


# -- Model packs ---------------------------------------------------------------------------------


@models.command("list")
def list_models(as_json: JsonOption = False) -> int:
    """The packs that can be installed and those that are."""
    installed, published = installed_packs(), published_packs()
    manifests = {**published, **{pack_id: pack.manifest for pack_id, pack in installed.items()}}
    value = {
        pack_id: {**manifest.model_dump(include={"title", "licence", "commercial"})}
        | {"installed": pack_id in installed}
        for pack_id, manifest in manifests.items()
    }
    lines = [
        (pack_id, "installed" if v["installed"] else "–", v["title"], v["licence"])
        for pack_id, v in value.items()
    ]
    Terminal(as_json).answer(value, rows(table("pack", "", "what it is", "licence"), lines))
    return DONE


@models.command("install")
def install_model(
    pack: Annotated[str, typer.Argument(help="The pack's id, or a name for a pack of your own.")],
    source: Annotated[Path | None, typer.Option("--from", help="A folder or zip with the pack.")] = None,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="I have read the licence and accept it.")
    ] = False,
    as_json: JsonOption = False,
) -> int:
    """Fetch a pack, check it by hash, and put it in place."""
    done = install_pack(pack, accept_licence=accept_licence, source=source)
    line = f"Installed {done.manifest.title} in {done.folder}.\nLicence: {done.manifest.licence}"
    Terminal(as_json).answer({"id": done.id, "folder": done.folder}, line)
    return DONE


@models.command("verify")
def verify_models(
    packs: Annotated[list[str] | None, typer.Argument(help="Packs; all installed ones if none.")] = None,
    as_json: JsonOption = False,
) -> int:
    """Check the installed files against the hashes taken at install."""
    checked = [find_pack(pack) for pack in packs or installed_packs()]
    for pack in checked:
        pack.verify()
    names = [pack.id for pack in checked]
    Terminal(as_json).answer({"verified": names}, f"Verified: {', '.join(names) or 'none installed'}.")
    return DONE


# -- Players -------------------------------------------------------------------------------------


@players.command("list")
def list_players(
    search: Annotated[str, typer.Option("--search", help="Any part of a name.")] = "",
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """The players, with their references and photos."""
    with Library.open(library) as opened:
        found = opened.players.all(search)
    lines = [(p.name, p.number, p.team, p.references, p.photos, p.id) for p in found]
    head = table("name", "number", "team", "references", "photos", "id")
    Terminal(as_json).answer(found, rows(head, lines), f"{len(found)} players.")
    return DONE


@players.command("add")
def add_player(
    name: str,
    number: Annotated[str, typer.Option("--number")] = "",
    team: Annotated[str, typer.Option("--team")] = "",
    external_id: Annotated[str, typer.Option("--external-id")] = "",
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """Add one player."""
    with Library.open(library) as opened:
        player_id = next(iter(opened.players.add(name, number, team, external_id).players))
    Terminal(as_json).answer({"id": player_id}, f"Added {name}, {player_id}.")
    return DONE


@players.command("import")
def import_roster(roster: Path, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
    """Add the players of a CSV roster with the columns name, number, team, external_id."""
    with Library.open(library) as opened:
        done = opened.players.import_roster(roster)
    Terminal(as_json).answer({"players": done.players}, f"{len(done.players)} players added or updated.")
    return DONE


@players.command("enroll")
def enroll_players(
    folder: Annotated[Path, typer.Argument(help="A folder with one folder of photos a player.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """Enrol players from reference photos: FOLDER/PLAYER/*.jpg."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        report = opened.indexing.enroll(folder, context)
    lines = list(report.enrolled.items())
    terminal.answer(
        {"enrolled": report.enrolled, "failures": report.failures},
        rows(table("player", "new references"), lines),
        f"{sum(report.enrolled.values())} new references of {len(lines)} players.",
    )
    terminal.failures(report.failures)
    return SOME_FILES_FAILED if report.failures else DONE


# -- Photos --------------------------------------------------------------------------------------


@app.command("import")
def import_photos(
    paths: Annotated[list[Path], typer.Argument(help="Photos and folders.")],
    gallery: GalleryOption,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """Put photos into a gallery and find the faces in them."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        report = opened.indexing.import_photos(paths, gallery, context)
    terminal.answer(
        {
            "gallery": gallery,
            "added": report.added,
            "known": report.known,
            "faces": report.faces,
            "failures": report.failures,
        },
        f"{report.added} photos added with {report.faces} faces, {report.known} were already there.",
    )
    terminal.failures(report.failures)
    return SOME_FILES_FAILED if report.failures else DONE


@galleries.command("list")
def list_galleries(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
    """The galleries, with counts."""
    with Library.open(library) as opened:
        found = opened.galleries.all()
    lines = [
        (g.name, g.photos, g.faces, g.failures, ", ".join(f"{n} {s}" for s, n in sorted(g.by_state.items())))
        for g in found
    ]
    Terminal(as_json).answer(found, rows(table("gallery", "photos", "faces", "failed", "states"), lines))
    return DONE


@galleries.command("results")
def gallery_results(name: str, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
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
    return DONE


# -- Training and recognition --------------------------------------------------------------------


@train.command("prepare")
def prepare_training(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
    """What a training would use, what it would leave out, and who is easily confused."""
    with Library.open(library) as opened:
        plan = opened.training.prepare()
    lines = [(p.player, p.faces, p.usable, p.low_quality, len(p.outliers)) for p in plan.players]
    pairs = [(pair.first, pair.second, pair.similarity) for pair in plan.confusable]
    Terminal(as_json).answer(
        plan,
        rows(table("player", "faces", "usable", "low quality", "look mislabelled"), lines),
        *([rows(table("easily confused", "with", "similarity"), pairs)] if pairs else []),
        f"{plan.ready} players are ready, with the pack {plan.pack_id}.",
    )
    return DONE


@train.command("execute")
def execute_training(
    precision: Annotated[
        float | None, typer.Option("--precision", min=0.5, max=0.9999, help="Of automatic tags.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """Train on the confirmed faces, and make the new session the active one."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        session = opened.training.execute(context, precision).session
    terminal.answer(session, *_session_lines(session))
    return DONE


@train.command("status")
def training_status(session_id: str, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
    """One training session."""
    with Library.open(library) as opened:
        session = opened.training.status(SessionId(session_id))
    Terminal(as_json).answer(session, *_session_lines(session))
    return DONE


@train.command("history")
def training_history(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
    """Every training session, the newest first."""
    with Library.open(library) as opened:
        sessions = opened.training.history()
    lines = [
        (s.id, "active" if s.active else "", f"{s.created_at:%Y-%m-%d %H:%M}", s.pack_id)
        + (s.players, s.faces, s.threshold)
        for s in sessions
    ]
    head = table("id", "", "when (UTC)", "pack", "players", "faces", "threshold")
    Terminal(as_json).answer(sessions, rows(head, lines))
    return DONE


@train.command("activate")
def activate_training(session_id: str, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
    """Make a training session the one that recognition uses."""
    with Library.open(library) as opened:
        opened.training.activate(SessionId(session_id))
    Terminal(as_json).answer({"active": session_id}, f"{session_id} is the active session.")
    return DONE


@app.command()
def recognize(
    gallery: GalleryOption,
    threshold: Annotated[
        float | None, typer.Option("--threshold", help="Probability from which a face is tagged.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """Name the faces of a gallery that nobody has answered for yet."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        gallery_id = opened.galleries.find(gallery).id
        report = opened.recognition.batch_recognize([gallery_id], threshold, context)
    counts = {"tagged": report.tagged, "suggested": report.suggested, "unknown": report.unknown}
    line = f"{report.tagged} faces tagged, {report.suggested} suggested, {report.unknown} unknown."
    terminal.answer(counts, line)
    return DONE


@app.command()
def cluster(
    gallery: GalleryOption,
    min_cluster_size: Annotated[
        int | None, typer.Option("--min-cluster-size", min=2, help="Faces that make a cluster.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """Put the unknown faces of a gallery into clusters that look like one person each."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        gallery_id = opened.galleries.find(gallery).id
        report = opened.clusters.cluster(gallery_id, context, min_cluster_size)
    counts = {"clusters": report.clusters, "clustered": report.clustered, "noise": report.noise}
    line = f"{report.clusters} clusters of {report.clustered} faces; {report.noise} faces are in none."
    terminal.answer(counts, line)
    return DONE


@clusters.command("list")
def list_clusters(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> int:
    """The clusters of a gallery that are still open, the one worth most first."""
    with Library.open(library) as opened:
        found = opened.clusters.of_gallery(opened.galleries.find(gallery).id)
    lines = [(c.id, len(c.faces), len({f.photo_id for f in c.faces})) for c in found]
    Terminal(as_json).answer(found, rows(table("cluster", "faces", "photos"), lines))
    return DONE


@clusters.command("name")
def name_cluster(
    cluster_id: str,
    player: Annotated[str, typer.Argument(help="A player's name or id; a new name is added.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """Confirm the faces of a cluster as a player."""
    with Library.open(library) as opened:
        player_id = opened.players.ensure(player)
        done = opened.clusters.name(ClusterId(cluster_id), player_id)
    value = {"player": player_id, "faces": done.faces, "batch": done.batch}
    Terminal(as_json).answer(value, f"{len(done.faces)} faces confirmed as {player}.")
    return DONE


@clusters.command("reject")
def reject_cluster(
    cluster_id: str,
    reason: Annotated[RejectReason, typer.Option("--reason")] = RejectReason.NOT_A_PLAYER,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """Answer that the faces of a cluster are nobody to be named."""
    with Library.open(library) as opened:
        done = opened.clusters.reject(ClusterId(cluster_id), reason)
    Terminal(as_json).answer(
        {"faces": done.faces, "batch": done.batch}, f"{len(done.faces)} faces will not be asked again."
    )
    return DONE


# -- Answers out ---------------------------------------------------------------------------------


@app.command()
def stats(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
    """Figures about the library."""
    with Library.open(library) as opened:
        figures = opened.statistics.figures()
    Terminal(as_json).answer(
        figures,
        f"{figures.photos} photos, {figures.faces} faces, {figures.players} players, "
        f"{figures.galleries} galleries, {figures.failures} files that could not be used.",
        rows(table("state", "faces"), [(s.value, n) for s, n in figures.by_state.items()]),
        rows(table("player", "named faces"), list(figures.by_player.items())),
    )
    return DONE


@export.command("tags")
def export_tags(
    file: Path,
    candidates: Annotated[
        int, typer.Option("--candidates", min=0, help="The K best players of each face instead.")
    ] = 0,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> int:
    """Every face with its label: photo, face_id, player, state, probability, similarity, x, y, w, h."""
    with Library.open(library) as opened:
        lines = opened.export.tags(file, candidates)
    Terminal(as_json).answer({"file": file, "lines": lines}, f"{lines} lines in {file}.")
    return DONE


@export.command("clusters")
def export_clusters(file: Path, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
    """Every face with its cluster: photo, face_id, cluster (empty for none)."""
    with Library.open(library) as opened:
        lines = opened.export.clusters(file)
    Terminal(as_json).answer({"file": file, "lines": lines}, f"{lines} lines in {file}.")
    return DONE


@app.command()
def doctor(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> int:
    """Check versions, the device really used, model packs, database and stored embeddings."""
    with Library.open(library) as opened:
        checks = check_up.examine(opened)
    lines = [("ok" if c.ok else "PROBLEM", c.name, c.detail) for c in checks]
    Terminal(as_json).answer(checks, rows(table("", "check", "finding"), lines))
    return DONE if all(check.ok for check in checks) else FAILED


@app.command()
def demo(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option("--folder", help="Where to build it.")] = None,
    photos: Annotated[int, typer.Option("--photos", min=12, help="Photos of the tournament.")] = 120,
    window: Annotated[bool, typer.Option(help="Open the window on it at the end.")] = True,
    as_json: JsonOption = False,
) -> int:
    """Build a small tournament of synthetic people and do the whole job on it."""
    terminal = Terminal(as_json)
    with terminal.job() as job:
        report = run_demo(folder or demo_folder(), job, photos)
    _answer_demo(terminal, report)
    if window and context.obj is not None and not as_json:
        opener: OpenWindow = context.obj
        return opener(report.library, report.gallery)
    return DONE


def _answer_demo(terminal: Terminal, report: DemoReport) -> None:
    lines = [
        (line.person, line.role, line.photos, line.found, line.right, line.wrong, line.asked)
        for line in report.lines
    ]
    head = table("person", "", "in photos", "found", "tagged right", "tagged wrong", "asked")
    terminal.answer(
        report,
        rows(head, lines),
        f"One cluster of {report.named_faces} faces was named {report.named}.",
        f"{report.seconds:.0f} s. Contact sheet: {report.contact_sheet}",
        f"Tags: {report.tags}",
    )


def _session_lines(session: TrainingSession) -> list[str]:
    at = next((p for p in session.curve if p.threshold >= session.threshold), session.curve[-1])
    return [
        f"Session {session.id}{' (active)' if session.active else ''}, pack {session.pack_id}: "
        f"{session.players} players, {session.faces} faces.",
        f"Faces are tagged from probability {session.threshold}, chosen for a precision of "
        f"{session.precision_target:.1%}.",
        f"Cross-validated at this setting: {at.tagged} of {session.trials} trials tagged, "
        f"{at.wrong} wrong; {at.recall:.1%} of the roster's faces found.",
    ]
