"""`playertag backup`, `restore`, `check` and `repair`: nothing of a library is lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from core import doctor, recovery
from core.cli.options import DEFAULT, DONE, FAILED, JsonOption, LibraryOption, exit_with
from core.cli.terminal import Terminal, counted, rows, table
from core.errors import InvalidValueError
from core.library import Library
from core.types import Contents, RestorePlan

MIB = 1 << 20


def backup(
    listed: Annotated[bool, typer.Option("--list", help="List those that are there, and make none.")] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Make a backup of a library, which may be in use, and prove that it is whole."""
    terminal = Terminal(as_json)
    if listed:
        # Of a library that does not open too.
        found = recovery.backups_of(library)
        lines = [(one.path.name, _local(one.at), f"{one.size / MIB:.1f}") for one in found]
        terminal.answer(found, rows(table("backup", "made", "MiB"), lines))
        return
    with Library.open(library, create=False) as opened:
        made, kept = opened.backups.make(), len(opened.backups.all())
    terminal.answer(made, f"{made.path}: whole, {made.size / MIB:.1f} MiB. {counted(kept, 'backup')} kept.")


def restore(
    backup: Annotated[str, typer.Argument(help="A backup's name or file, or 'newest'.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    another: Annotated[
        bool, typer.Option("--another-library", help="Even if it is a backup of another one; with --yes.")
    ] = False,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Go back to a backup; what is there is kept. Where there is no library, one is made from it."""
    terminal = Terminal(as_json)
    plan = recovery.plan_restore(library, recovery.find_backup(library, backup))
    if not yes:
        terminal.error(f"{plan.backup.name} holds {_words(plan.holds)}.")
        terminal.error(_lost(plan, library))
        if plan.another:
            terminal.error("It is a backup of another library, which would take the place of this one.")
        if as_json or not typer.confirm("Go back to it?", err=True):
            raise InvalidValueError("yes", "nothing was changed. Say --yes to go back without being asked.")
    done = recovery.restore(library, plan.backup, another=another or not yes)  # who was asked was told
    before = [f"What there was before: {done.before}"] if done.before else []
    terminal.answer(
        {"plan": plan, "before": done.before}, f"The library is as it was in {plan.backup.name}.", *before
    )


def check(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Look through a library wholly: database, settings, embeddings, search index, small pictures."""
    with Library.open(library, create=False) as opened:
        checks = doctor.look_through(opened)
    lines = [("ok" if one.ok else "PROBLEM", one.name, one.detail) for one in checks]
    Terminal(as_json).answer(checks, rows(table("", "check", "finding"), lines))
    exit_with(DONE if all(one.ok for one in checks) else FAILED)


def repair(library: LibraryOption = DEFAULT, as_json: JsonOption = False) -> None:
    """Save what can be saved of a damaged library, and the rest from its newest backup; the file is kept."""
    done = recovery.repair(library)
    lines = [f"{done.rows:,} rows were saved, {done.from_backup:,} came from {_name(done.backup)}."]
    if done.damaged:
        lines.append(f"Damaged: {', '.join(done.damaged)}. Look whether something is missing there.")
    if done.lost_answers:
        lines.append(f"{counted(done.lost_answers, 'answer')} to faces that are lost could not be kept.")
    Terminal(as_json).answer(done, *lines, f"The damaged file: {done.aside}")


def _lost(plan: RestorePlan, library: Path) -> str:
    if not plan.there:
        return f"There is no library in {library} now: one is made there from the backup."
    if plan.lost is None:
        return "What is in the library can't be counted: its file is damaged."
    return f"In the library and not in it: {_words(plan.lost)}."


def _name(backup: Path | None) -> str:
    return backup.name if backup else "no backup, as there is none"


def _words(contents: Contents) -> str:
    photos, players = counted(contents.photos, "photo"), counted(contents.players, "player")
    return f"{photos}, {players}, {counted(contents.answers, 'answer')}"


def _local(at: datetime) -> str:
    return at.astimezone().isoformat(" ", "seconds")
