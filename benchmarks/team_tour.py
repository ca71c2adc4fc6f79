"""Two windows of one team on a real server: made, joined, answered in, disagreed in, by clicks and keys.

    python -m benchmarks.team_tour [--out build/screenshots] [--demo build/demo]
                                   [--languages en ru] [--themes dark light]

Prints how long an answer in one window takes to be seen in the other, and what both use of a core while
nothing happens. A PNG of each step goes beside those of `benchmarks.screenshots`, as team-*.png.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import TypeVar

import keyring
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from benchmarks.screenshots import THEMES, opened
from benchmarks.tour import pause, settle, wait_until
from core.changes import Changes
from core.demo import ensure_demo
from core.jobs import JobContext
from core.paths import LibraryPaths
from core.types import Face, FaceId, Line, QuestionKind
from desktop import theme, verdicts
from desktop.app import Session
from desktop.language import LANGUAGES, speak
from desktop.models import roles
from desktop.verdicts import Chosen
from desktop.views.team_box import TeamBox
from desktop.views.team_conflicts import ConflictsDialog
from desktop.views.team_dialogs import ConfirmDialog, CreateDialog, JoinDialog
from desktop.views.team_members import MembersDialog
from desktop.views.team_store import StoreDialog
from tests.fakes.postgres import ADMIN, PostgresServer
from tests.fakes.s3 import AccessKey, S3Server

SIZE = QSize(1360, 860)
LEFT = Qt.MouseButton.LeftButton
ANSWERS, IDLE_S = 8, 10.0

Dialog = TypeVar("Dialog", bound=QDialog)


def main(arguments: Sequence[str] | None = None) -> None:
    """Go through it once for each language and theme."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    library, _ = ensure_demo(options.demo.absolute(), "opencv", JobContext())
    app = QApplication([])
    for language, colours in product(options.languages, options.themes):
        folder = options.out / f"{language}-{colours}"
        folder.mkdir(parents=True, exist_ok=True)
        speak(app, language)
        theme.apply(app, colours)
        with ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            server, store = stack.enter_context(PostgresServer()), stack.enter_context(S3Server())
            shutil.copytree(library, scratch / "Ann")
            ann = stack.enter_context(opened(app, scratch / "Ann", colours, SIZE))
            bob = stack.enter_context(opened(app, scratch / "Bob", colours, SIZE))
            TeamTour(server, store, ann, bob, folder).go()


class TeamTour:
    """Ann, who makes the team, and Bob, who joins it with an empty library."""

    def __init__(
        self, server: PostgresServer, store: S3Server, ann: Session, bob: Session, folder: Path
    ) -> None:
        self._server, self._store = server, store
        self._ann, self._bob, self._folder = ann, bob, folder

    def go(self) -> None:
        """All of it."""
        self._make()
        self._join(self._invite())
        self._share()
        self._answer()
        self._idle()
        self._disagree()
        self._dismiss()

    # -- Into the team ---------------------------------------------------------------------------

    def _make(self) -> None:
        server = self._server
        dialog = self._dialog(self._ann, self._team(self._ann).make_button, CreateDialog)
        for field, words in (
            (dialog.server, f"postgresql://{ADMIN}@{server.host}:{server.port}/postgres"),
            (dialog.password, server.password),
            (dialog.name, "Summer Cup"),
            (dialog.login, "ann@x.org"),
        ):
            QTest.keyClicks(field, words)
        self._save("make", dialog)
        self._click(dialog.act_button)
        self._until_up_to_date(self._ann)
        self._save("made", self._ann.window)

    def _invite(self) -> str:
        dialog = self._dialog(self._ann, self._team(self._ann).members_button, MembersDialog)
        QTest.keyClicks(dialog.login, "bob@x.org")
        self._click(dialog.invite_button)
        wait_until(dialog.invitation.isVisible)
        self._settle()
        self._save("members", dialog)
        invitation = dialog.invitation.text.toPlainText()
        dialog.reject()
        return invitation

    def _join(self, invitation: str) -> None:
        dialog = self._dialog(self._bob, self._team(self._bob).join_button, JoinDialog)
        dialog.invitation.setText(invitation)
        self._save("join", dialog)
        began = time.perf_counter()
        self._click(dialog.act_button)
        self._until_up_to_date(self._bob)
        print(f"joined and all received: {time.perf_counter() - began:.1f} s")
        self._bob.window.go_to("galleries")
        self._settle()
        self._save("bob", self._bob.window)

    def _share(self) -> None:
        """Ann names a bucket, and Bob gives his key of it: he sees the faces."""
        address = f"{self._store.endpoint}/{self._store.make_bucket('cup-pictures')}"
        dialog = self._dialog(self._ann, self._team(self._ann).store_button, StoreDialog)
        QTest.keyClicks(dialog.address, address)
        self._give_key(dialog, self._store.key, "store")
        wait_until(lambda: address in self._team(self._bob).store.text())
        dialog = self._dialog(self._bob, self._team(self._bob).store_button, StoreDialog)
        self._give_key(dialog, self._store.reader, "store-key")
        began = time.perf_counter()
        wait_until(lambda: _previews(self._bob) == _previews(self._ann))
        print(f"{_previews(self._bob)} previews came: {time.perf_counter() - began:.1f} s")
        self._until_up_to_date(self._bob)
        self._bob.window.go_to("galleries")
        self._settle()
        self._save("bob-pictures", self._bob.window)
        for session, name in ((self._ann, "members-keys"), (self._bob, "members-reviewer")):
            members = self._dialog(session, self._team(session).members_button, MembersDialog)
            self._save(name, members)
            members.reject()
        self._save("reviewer", self._bob.window)
        self._team(self._ann)
        self._save("shared", self._ann.window)

    def _give_key(self, dialog: StoreDialog, key: AccessKey, name: str) -> None:
        QTest.keyClicks(dialog.key, key.id)
        QTest.keyClicks(dialog.secret, key.secret)
        self._save(name, dialog)
        self._click(dialog.act_button)
        wait_until(lambda: QApplication.activeModalWidget() is None)

    # -- Together --------------------------------------------------------------------------------

    def _answer(self) -> None:
        self._ann.window.go_to("review")
        self._bob.window.go_to("review")
        self._settle()
        took = [self._seen_by_bob(face) for face in self._open(ANSWERS)]
        print(f"seen by the other: {statistics.median(took):.2f} s (median), {max(took):.2f} s (at most)")
        self._settle()
        self._save("bob-review", self._bob.window)

    def _seen_by_bob(self, face: Face) -> float:
        """Seconds from an answer of Ann's to the change in Bob's window."""
        seen: set[FaceId] = set()

        def on_changed(changes: Changes, _: object) -> None:
            seen.update(changes.faces)

        self._bob.document.changed.connect(on_changed)
        began = time.perf_counter()
        self._ann.parts.answers.give(verdicts.ignore([face]))
        wait_until(lambda: face.id in seen)
        took = time.perf_counter() - began
        self._bob.document.changed.disconnect(on_changed)
        return took

    def _open(self, count: int) -> list[Face]:
        """Faces that nobody has answered yet, of Ann's questions."""
        model = self._ann.window.review.open.model
        asked = [model.index(row).data(roles.QUESTION) for row in range(model.rowCount())]
        faces = [face for one in asked if one.kind is not QuestionKind.GROUP for face in one.faces]
        return (faces or [face for one in asked for face in one.faces])[:count]

    def _idle(self) -> None:
        self._settle()
        before, began = _cpu_s(), time.perf_counter()
        pause(round(1000 * IDLE_S))
        used = (_cpu_s() - before) / (time.perf_counter() - began)
        print(f"both windows idle: {100 * used:.1f} % of a core")

    def _disagree(self) -> None:
        face = self._open(1)[0]
        players = self._ann.window.players.players
        self._ann.window.go_to("players")
        self._settle()
        player = players.index(0, 0).data(roles.PLAYER)
        switch = self._team(self._bob).form.fields["sync_by_itself"]
        QTest.keyClick(switch, Qt.Key.Key_Space)
        self._settle()
        self._bob.parts.answers.give(verdicts.ignore([face]))
        self._ann.parts.answers.give(verdicts.confirm([face], Chosen(player.name, player.id)))
        self._settle()
        QTest.keyClick(switch, Qt.Key.Key_Space)
        for one in (self._ann, self._bob):
            wait_until(one.window.team.conflicts_button.isVisible)
        self._settle()
        self._save("conflict", self._ann.window)
        dialog = self._dialog(self._ann, self._ann.window.team.conflicts_button, ConflictsDialog)
        self._save("conflicts", dialog)
        self._disputed_photo(face)
        began = time.perf_counter()
        QTest.keyClick(dialog.table, Qt.Key.Key_1)
        wait_until(lambda: not self._bob.window.team.conflicts_button.isVisible())
        print(f"settled by one, gone for the other: {time.perf_counter() - began:.2f} s")
        self._settle()
        self._save("settled", dialog)
        dialog.reject()

    def _disputed_photo(self, face: Face) -> None:
        self._bob.window.go_to("galleries")
        galleries = self._bob.window.galleries
        galleries.pages.setCurrentWidget(galleries.viewer)
        galleries.viewer.open([face.photo_id], 0)
        self._settle()
        galleries.viewer.panel.choose(face.id)
        self._settle()
        self._save("disputed-photo", self._bob.window)

    def _dismiss(self) -> None:
        dialog = self._dialog(self._ann, self._team(self._ann).members_button, MembersDialog)
        wait_until(lambda: dialog.members.rowCount() == 2)
        dialog.table.selectRow([one.login for one in dialog.members.rows()].index("bob@x.org"))
        asked = self._dialog(self._ann, dialog.renew_button, ConfirmDialog)
        self._save("new-invitation", asked)
        asked.reject()
        asked = self._dialog(self._ann, dialog.dismiss_button, ConfirmDialog)
        began = time.perf_counter()
        self._click(asked.act_button)
        wait_until(lambda: self._bob.window.team.state_button.text().startswith("!"))
        print(f"dismissed, and told so: {time.perf_counter() - began:.2f} s")
        dialog.reject()
        self._team(self._bob)
        self._save("dismissed", self._bob.window)
        self._lose()

    def _lose(self) -> None:
        """The server lets nobody in any more."""
        with self._server.connect("template1") as admin:
            admin.execute("ALTER DATABASE postgres ALLOW_CONNECTIONS false")
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'")
        wait_until(lambda: self._ann.live.line is Line.OFFLINE)
        self._ann.window.go_to("galleries")
        self._settle()
        self._save("offline", self._ann.window)

    # -- How -------------------------------------------------------------------------------------

    def _team(self, session: Session) -> TeamBox:
        session.window.show_team()
        self._settle()
        return session.window.settings.team

    def _dialog(self, session: Session, button: QPushButton, kind: type[Dialog]) -> Dialog:
        session.window.activateWindow()
        self._click(button)
        found = QApplication.activeModalWidget()
        if not isinstance(found, kind):
            raise TypeError(f"no {kind.__name__} came")
        return found

    def _click(self, button: QPushButton) -> None:
        QTest.mouseClick(button, LEFT)
        self._settle()

    def _settle(self) -> None:
        for session in (self._ann, self._bob):
            settle(session)

    def _until_up_to_date(self, session: Session) -> None:
        wait_until(lambda: session.live.line is Line.UP_TO_DATE)
        self._settle()

    def _save(self, name: str, widget: QWidget) -> None:
        widget.grab().save(str(self._folder / f"team-{name}.png"))


def _previews(session: Session) -> int:
    """How many photos have one in a library."""
    return len(list((LibraryPaths(session.root).thumbnails / "photos").glob("*/*.jpg")))


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.team_tour", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--demo", type=Path, default=Path("build/demo"), help="the sample's folder")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    parser.add_argument("--themes", nargs="+", choices=THEMES, default=THEMES)
    return parser


if __name__ == "__main__":
    main()
