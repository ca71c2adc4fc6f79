"""`playertag train`: training on confirmed faces."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.options import DEFAULT, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal, rows, table
from core.library import Library
from core.types import SessionId, TrainingSession

train = group("Training on confirmed faces.")


@train.command("prepare")
def prepare_training(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
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


@train.command("execute")
def execute_training(
    precision: Annotated[
        float | None, typer.Option("--precision", min=0.5, max=0.9999, help="Of automatic tags.")
    ] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Train on the confirmed faces, and make the new session the active one."""
    terminal = Terminal(as_json)
    with Library.open(library) as opened, terminal.job() as context:
        session = opened.training.execute(context, precision).session
    terminal.answer(session, *_session_lines(session))


@train.command("status")
def training_status(session_id: str, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """One training session."""
    with Library.open(library) as opened:
        session = opened.training.status(SessionId(session_id))
    Terminal(as_json).answer(session, *_session_lines(session))


@train.command("history")
def training_history(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
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


@train.command("activate")
def activate_training(session_id: str, library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Make a training session the one that recognition uses."""
    with Library.open(library) as opened:
        opened.training.activate(SessionId(session_id))
    Terminal(as_json).answer({"active": session_id}, f"{session_id} is the active session.")


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
