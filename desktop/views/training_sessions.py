"""The training sessions there have been: make one active, compare two, delete and bring back."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QTableView, QVBoxLayout, QWidget

from core.types import SessionComparison, SessionId, TrainingSession, TrainingStatus
from desktop import upkeep
from desktop.document import Document, Latest
from desktop.models import roles
from desktop.models.sessions import SessionsModel, when
from desktop.views.comparison import ComparisonDialog
from desktop.views.parts import bar, button, label
from desktop.views.tables import fitted_table

# Another process may be training: how far it is, is looked up so often.
LOOK_EVERY_MS = 2000


class SessionsPanel(QWidget):
    """A table of sessions and what can be done with those that are selected."""

    current_changed = Signal(object)
    """The `TrainingSession` that is current, or None."""
    ended = Signal()
    """A session that ran in another process has come to its end."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._deleted: TrainingSession | None = None
        self._comparing = Latest(document, self)
        self._looking = Latest(document, self)
        self.model = SessionsModel(self)
        self.table = fitted_table(self.model, self.tr("Training sessions"))
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.undo_button = button("", self.restore, "link")
        self.undo_button.hide()
        self.compare_button = button(self.tr("Compare"), self.compare)
        self.compare_button.setToolTip(self.tr("Select two sessions to compare them (Ctrl and click)."))
        self.delete_button = button(self.tr("Delete"), self.delete)
        self.activate_button = button(self.tr("Make active"), self.activate)
        head = bar(
            "plainBar",
            label(self.tr("SESSIONS"), "section"),
            None,
            self.undo_button,
            self.compare_button,
            self.delete_button,
            self.activate_button,
            margins=(0, 0),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(head)
        layout.addWidget(self.table, 1)
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_EVERY_MS)
        self._watch.timeout.connect(self._look)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self._update()

    def show_sessions(self, sessions: tuple[TrainingSession, ...], chosen: SessionId | None) -> None:
        """Show these, the chosen one current where it is still there."""
        self.model.set_sessions(sessions)
        ids = [session.id for session in sessions]
        if ids:
            at = ids.index(chosen) if chosen in ids else 0
            self.table.setCurrentIndex(self.model.index(at, 0))
        else:
            self.current_changed.emit(None)
        self._watch_running()

    def current(self) -> TrainingSession | None:
        """The session that is current."""
        session = self.table.currentIndex().data(roles.SESSION)
        return session if isinstance(session, TrainingSession) else None

    def selected(self) -> list[TrainingSession]:
        """The selected sessions, the newest first."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.sessions()[row] for row in rows]

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.current())

    @Slot()
    def _update(self) -> None:
        selected = self.selected()
        one = selected[0] if len(selected) == 1 else None
        idle = one is not None and not one.active and one.status is not TrainingStatus.RUNNING
        self.compare_button.setEnabled(len(selected) == 2)
        self.delete_button.setEnabled(idle)
        self.activate_button.setEnabled(idle and one is not None and one.status is TrainingStatus.DONE)

    @Slot()
    def activate(self) -> None:
        """Let recognition use the selected session."""
        for session in self.selected():
            self._document.run(upkeep.activate(session.id))

    @Slot()
    def delete(self) -> None:
        """Take the selected session out of the history, and offer the way back."""
        for session in self.selected():
            self._deleted = session
            words = self.tr("Bring back the session of {when}")
            self.undo_button.setText(words.format(when=when(session)))
            self.undo_button.show()
            self._document.run(upkeep.delete_session(session.id))

    @Slot()
    def restore(self) -> None:
        """Bring back what was deleted last."""
        if self._deleted is not None:
            self._document.run(upkeep.restore_session(self._deleted.id))
            self._deleted = None
        self.undo_button.hide()

    @Slot()
    def compare(self) -> None:
        """Show the two selected sessions side by side, the older one first."""
        newer, older = self.selected()
        self._comparing.ask(upkeep.compare_sessions(older.id, newer.id), self._on_compared)

    @Slot(object)
    def _on_compared(self, comparison: SessionComparison) -> None:
        dialog: QDialog = ComparisonDialog(comparison, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _running(self) -> list[SessionId]:
        sessions = self.model.sessions()
        return [one.id for one in sessions if one.status is TrainingStatus.RUNNING]

    def _watch_running(self) -> None:
        if self._running():
            self._watch.start()
        else:
            self._watch.stop()

    @Slot()
    def _look(self) -> None:
        if self.isVisible():
            self._looking.ask(upkeep.read_sessions(self._running()), self._on_looked)

    @Slot(object)
    def _on_looked(self, sessions: list[TrainingSession]) -> None:
        self.model.update(sessions)
        if any(session.status is not TrainingStatus.RUNNING for session in sessions):
            self._watch_running()
            self.ended.emit()
