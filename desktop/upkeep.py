"""What the window can ask of the library as a whole: training, figures, settings, account, upkeep.

Like `desktop.operations`: each function prepares one `Operation` and runs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from core import doctor, first_start
from core.backups import folder_of
from core.changes import Changes
from core.errors import LibraryError
from core.jobs import JobContext
from core.library import Library
from core.shipped import shipped
from core.types import SessionId
from desktop.document import Operation, again, patiently, reading, task, writing
from desktop.jobs import Lane
from desktop.language import in_user_language
from desktop.operations import described
from desktop.readings import Access, Contents, DeviceWords, Figures, Preferences, Training, Upkeep

translate = QCoreApplication.translate


def make_descriptors() -> Operation:
    """Describe every face that lacks a descriptor of the pack in use: a DescriptorReport."""
    return task(
        translate("operations", "Make missing descriptors"),
        Lane.ENGINE,
        lambda lib, context: lib.descriptors.generate(context),
        described,
        lambda report: again(report, make_descriptors()),
    )


def rebuild_index() -> Operation:
    """Build the search index anew: an IndexReport."""
    return Operation(
        translate("operations", "Rebuild the search index"),
        Lane.CLUSTERING,
        lambda lib, context: lib.index.rebuild(context),
        summary=_indexed,
        shown=True,
    )


def read_training() -> Operation:
    """The plan and the history as one `Training`."""
    return reading(
        translate("operations", "Look at what there is to train on"),
        lambda lib: Training(lib.training.prepare(), tuple(lib.training.history())),
    )


def train(precision_target: float | None = None) -> Operation:
    """Make templates of all confirmed faces, for this precision or the setting's: a TrainingReport."""
    return task(
        translate("operations", "Train"),
        Lane.ENGINE,
        lambda lib, context: lib.training.execute(context, precision_target),
        _trained,
    )


def read_history() -> Operation:
    """list[TrainingSession], the newest first."""
    title = translate("operations", "List the training sessions")
    return reading(title, lambda lib: lib.training.history())


def read_sessions(ids: Sequence[SessionId]) -> Operation:
    """list[TrainingSession]: how far these are."""
    title = translate("operations", "Look how far the training is")
    return reading(title, lambda lib: [lib.training.status(one) for one in ids], quiet=True)


def compare_sessions(first: SessionId, second: SessionId) -> Operation:
    """SessionComparison."""
    title = translate("operations", "Compare training sessions")
    return reading(title, lambda lib: lib.training.compare(first, second))


def activate(session_id: SessionId) -> Operation:
    """Let recognition use that training session."""
    title = translate("operations", "Make a training session active")
    return writing(title, lambda lib: lib.training.activate(session_id))


def delete_session(session_id: SessionId) -> Operation:
    """Take a training session out of the history."""
    title = translate("operations", "Delete a training session")
    return writing(title, lambda lib: lib.training.delete(session_id))


def restore_session(session_id: SessionId) -> Operation:
    """Bring a deleted training session back."""
    title = translate("operations", "Bring a training session back")
    return writing(title, lambda lib: lib.training.restore(session_id))


def read_figures() -> Operation:
    """The `Figures` of the library."""

    def call(lib: Library) -> Figures:
        found = lib.statistics.figures()
        session = lib.training.status(found.session_id) if found.session_id else None
        return Figures(found, session)

    return reading(translate("operations", "Count"), call)


def read_settings() -> Operation:
    """The Settings of the library."""
    return reading(translate("operations", "Read the settings"), lambda lib: lib.settings)


def read_preferences() -> Operation:
    """The `Preferences`."""
    title = translate("operations", "Read the settings")
    return reading(title, lambda lib: Preferences(lib.settings, lib.packs()))


def read_packs() -> Operation:
    """tuple[PackChoice, ...]: the model packs on this computer and those that can be downloaded."""
    title = translate("operations", "Look for model packs")
    return reading(title, lambda _: first_start.packs())


def read_contents() -> Operation:
    """The `Contents` of the program."""
    title = translate("operations", "Look what Playertag is made of")
    return reading(title, lambda lib: Contents(shipped(), lib.packs()))


def install_pack(pack_id: str, source: Path | None) -> Operation:
    """Install a model pack whose terms the user has accepted; one with a source is named after it."""
    name = source.name if source else pack_id
    return Operation(
        translate("operations", "Install the model pack {name}").format(name=name),
        Lane.READ,
        lambda _, context: first_start.install(pack_id, source, context),
        changes=lambda _: Changes(settings=True),
        shown=True,
    )


def change_setting(name: str, value: object) -> Operation:
    """Change one setting by its name in the schema."""
    title = translate("operations", "Change a setting")
    return writing(title, lambda lib: lib.update_settings(**{name: value}), quiet=True)


def read_access() -> Operation:
    """The `Access`."""
    title = translate("operations", "Look who is signed in")
    return reading(title, lambda lib: Access(lib.account.who(), lib.account.has_client()))


def sign_in(show: Callable[[str], None]) -> Operation:
    """Sign in by the browser, whose address `show` is told on the job's thread: an Identity."""
    return _of_account(
        translate("operations", "Sign in"),
        lambda lib, context: lib.account.sign_in(context, show, in_user_language),
    )


def sign_out() -> Operation:
    """Forget who is signed in: a SignedOut."""
    return _of_account(translate("operations", "Sign out"), lambda lib, _: lib.account.sign_out())


def use_client(file: Path) -> Operation:
    """Take over the client file of a Google project."""
    title = translate("operations", "Take over a client file")
    return reading(title, lambda lib: lib.account.use_client(file), quiet=True)


def _of_account(title: str, call: Callable[[Library, JobContext], object]) -> Operation:
    """What changes who is signed in."""
    return Operation(title, Lane.ACCOUNT, call, changes=lambda _: Changes(settings=True), quiet=True)


def read_upkeep() -> Operation:
    """The `Upkeep`."""

    def call(lib: Library) -> Upkeep:
        try:
            index = lib.index.check()
        except LibraryError as damaged:
            index = str(damaged)
        return Upkeep(*lib.count_embeddings(), index, lib.backups.all())

    return reading(translate("operations", "Look at what needs upkeep"), call)


def check_database() -> Operation:
    """What SQLite's own check says, in words."""
    title = translate("operations", "Check the database")
    return reading(title, lambda lib: lib.check_database(), quiet=True)


def read_backup_folder() -> Operation:
    """The folder that backups are made in: a Path."""
    title = translate("operations", "Look where backups are")
    return reading(title, lambda lib: folder_of(lib.paths, lib.settings.backup_folder))


def back_up() -> Operation:
    """Make a backup now: a Backup."""
    title = translate("operations", "Make a backup")
    return reading(title, lambda lib: lib.backups.make(), quiet=True)


def keep_backed_up() -> Operation:
    """Make a backup where one is due: a Backup, or None."""
    title = translate("operations", "Make a backup")
    return patiently(reading(title, lambda lib: lib.backups.make_if_changed()))


def count_unnamed(days: int) -> Operation:
    """int: the faces that nobody named, of photos that came so many days ago or before."""
    title = translate("operations", "Count the faces that nobody named")
    return reading(title, lambda lib: lib.privacy.unnamed(days), quiet=True)


def forget_unnamed(days: int) -> Operation:
    """Take these faces out of the library for good: a Forgotten."""
    title = translate("operations", "Forget faces that nobody named")
    return task(title, Lane.ENGINE, lambda lib, context: lib.privacy.forget(days, context), _forgotten)


def forget_what_is_due() -> Operation:
    """The same where the settings want it: a Forgotten."""
    return Operation(
        translate("operations", "Forget faces that nobody named"),
        Lane.ENGINE,
        lambda lib, context: lib.privacy.forget_due(context),
        changes=lambda done: done.changes,
        patient=True,
    )


def back_up_at_the_end() -> Operation:
    """Make a backup where anything has changed since the last one; what closes the library waits for it."""
    title = translate("operations", "Make a backup")
    return Operation(title, Lane.WRITE, lambda lib, _: lib.backups.make_if_changed(timedelta(0)), quiet=True)


def find_device() -> Operation:
    """Open the models and say what they run on: a DeviceWords."""

    def call(lib: Library) -> DeviceWords:
        device = lib.device()
        return DeviceWords(device.name, device.note)

    title = translate("operations", "Open the models")
    return Operation(title, Lane.ENGINE, lambda lib, _: call(lib), quiet=True)


def find_exiftool() -> Operation:
    """Which version of ExifTool there is, in words."""
    return reading(translate("operations", "Look for ExifTool"), lambda _: doctor.exiftool())


def _trained(report: Any) -> str:
    words = translate("operations", "Players: {players}, faces: {faces}")
    return words.format(players=report.session.players, faces=report.session.faces)


def _forgotten(done: Any) -> str:
    return translate("operations", "Faces: {n}").format(n=done.faces)


def _indexed(report: Any) -> str:
    words = translate("operations", "Faces: {faces}, in {seconds} s")
    return words.format(faces=report.faces, seconds=f"{report.seconds:.1f}")
