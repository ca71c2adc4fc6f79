"""`playertag train`: training on confirmed faces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from core import ids
from core.cli.options import DEFAULT, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal, counted, rows, table
from core.library import Library
from core.settings import MOST_PRECISION
from core.types import ConfusablePair, CurvePoint, PlayerReadiness, TrainingSession, TrainingStatus

train = group("Training on confirmed faces.")

SessionArgument = Annotated[str, typer.Argument(help="The id of a training session.")]


@train.command("prepare")
def prepare_training(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """What a training would use, what it would leave out, and who is easily confused."""
    with Library.open(library, create=False) as opened:
        plan = opened.training.prepare()
    lines = [_readiness(player) for player in plan.players]
    pairs = [(pair.first, pair.second, pair.similarity) for pair in plan.confusable]
    Terminal(as_json).answer(
        plan,
        rows(table("player", "", "faces", "usable", "left out", "look mislabelled"), lines),
        *([rows(table("easily confused", "with", "similarity"), pairs)] if pairs else []),
        f"{counted(plan.ready, 'player')} ready, {plan.few} of them with few faces; pack {plan.pack_id}.",
    )


@train.command("execute")
def execute_training(
    precision: Annotated[
        float | None, typer.Option("--precision", min=0.5, max=MOST_PRECISION, help="Of automatic tags.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Train on the confirmed faces, and make the new session the active one."""
    terminal = Terminal(as_json)
    with Library.open(library, create=False) as opened, terminal.job() as context:
        session = opened.training.execute(context, precision).session
    terminal.answer(session, *_session_lines(session))


@train.command("status")
def training_status(
    session: SessionArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """One training session, of a running one how far it is."""
    session_id = ids.session_id(session)
    with Library.open(library, create=False) as opened:
        found = opened.training.status(session_id)
    Terminal(as_json).answer(found, *_session_lines(found))


@train.command("history")
def training_history(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Every training session, the newest first."""
    with Library.open(library, create=False) as opened:
        sessions = opened.training.history()
    lines = [
        (s.id, "active" if s.active else s.status, f"{s.created_at:%Y-%m-%d %H:%M}", s.pack_id)
        + (s.players, s.faces, s.precision_target, s.threshold)
        for s in sessions
    ]
    head = table("id", "", "when (UTC)", "pack", "players", "faces", "precision wanted", "tags from")
    Terminal(as_json).answer(sessions, rows(head, lines), f"{counted(sessions, 'training session')}.")


@train.command("compare")
def compare_trainings(
    first: SessionArgument,
    second: SessionArgument,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Two training sessions side by side."""
    chosen = ids.session_id(first), ids.session_id(second)
    with Library.open(library, create=False) as opened:
        found = opened.training.compare(*chosen)
    sides = (
        _figures(found.first, found.only_first, found.confusable_only_first),
        _figures(found.second, found.only_second, found.confusable_only_second),
    )
    lines = [(name, value, sides[1][name]) for name, value in sides[0].items()]
    Terminal(as_json).answer(found, rows(table("", "first", "second"), lines))


@train.command("activate")
def activate_training(
    session: SessionArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Make a training session the one that recognition uses."""
    session_id = ids.session_id(session)
    with Library.open(library, create=False) as opened:
        opened.training.activate(session_id)
    Terminal(as_json).answer({"active": session_id}, f"{session_id} is the active session.")


@train.command("delete")
def delete_training(
    session: SessionArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Take a training session out of the history."""
    session_id = ids.session_id(session)
    with Library.open(library, create=False) as opened:
        opened.training.delete(session_id)
    line = f"{session_id} is out of the history. To bring it back: playertag train restore {session_id}"
    Terminal(as_json).answer({"deleted": session_id}, line)


@train.command("restore")
def restore_training(
    session: SessionArgument, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """Bring a deleted training session back into the history."""
    session_id = ids.session_id(session)
    with Library.open(library, create=False) as opened:
        opened.training.restore(session_id)
    Terminal(as_json).answer({"restored": session_id}, f"{session_id} is in the history again.")


def _readiness(player: PlayerReadiness) -> tuple[object, ...]:
    state = "few" if player.few else ""
    if not player.usable:
        state = "no face"
    elif player.same_as:
        state = f"the same as {', '.join(player.same_as)}?"
    elif player.doubtful:
        state = "two people?"
    left_out = ", ".join(f"{len(faces)} {reason}" for reason, faces in player.left_out.items())
    return player.player, state, player.faces, player.usable, left_out, len(player.outliers)


def _figures(
    session: TrainingSession, only: Sequence[str], confused: Sequence[ConfusablePair]
) -> dict[str, object]:
    at = session.at_threshold
    return {
        "status": session.status,
        "pack": session.pack_id,
        "players": session.players,
        "faces": session.faces,
        "precision wanted": session.precision_target,
        "tags from": session.threshold,
        "wrong tags foretold, at least": at.least_wrong if at else None,
        "wrong tags foretold, at most": at.most_wrong if at else None,
        "recall foretold": at.recall if at and session.tells_recall else None,
        "players only here": ", ".join(only),
        "confused only here": ", ".join(f"{pair.first}/{pair.second}" for pair in confused),
    }


def _session_lines(session: TrainingSession) -> list[str]:
    head = f"Session {session.id}{' (active)' if session.active else ''}, pack {session.pack_id}"
    at = session.at_threshold
    if session.status is TrainingStatus.RUNNING:
        return [f"{head}: running, {session.step} {session.step_done} of {session.step_total}."]
    if at is None:
        return [f"{head}: {session.status}. {session.problem}".rstrip()]
    lines = [
        f"{head}: {session.players} players, {session.faces} faces.",
        f"Faces are tagged from probability {session.threshold}, chosen for a precision of "
        f"{session.precision_target * 100:.4g}%.",
        f"Cross-validated at this setting: {at.tagged} of {session.trials} trials tagged, "
        f"{_strangers(session)}, {at.wrong} wrong; {_recall(session, at)}.",
    ]
    if session.doubtful:
        lines.append(
            f"{counted(session.doubtful, 'player')} will only be suggested: their two faces look like two "
            "people, or theirs like another player's. Who: playertag train prepare"
        )
    if at.foretold:
        expected = f"{at.least_wrong:.1%} to {at.most_wrong:.1%}"
        lines.append(f"To be expected in photos: {expected} of the tags wrong.")
    return lines


def _strangers(session: TrainingSession) -> str:
    """Who the strangers of the trials are: each player is one to the others."""
    return (
        "half of them of strangers" if session.players > 1 else "none of a stranger, as there is nobody else"
    )


def _recall(session: TrainingSession, at: CurvePoint) -> str:
    if session.tells_recall:
        return f"{at.recall:.1%} of the roster's faces found"
    return "with one face of each player nobody could be tried as themselves"
