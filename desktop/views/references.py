"""The faces that a player is known by, as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.errors import PlayertagError
from core.types import Consent, Face, Player, Reference
from desktop import rostering, verdicts
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.keys import Keymap
from desktop.language import in_user_language
from desktop.models import roles
from desktop.models.references import ReferencesModel
from desktop.models.roles import Index
from desktop.profile import Profile
from desktop.theme import colours
from desktop.thumbnails import Pictures
from desktop.verdicts import Answer
from desktop.views.ask_path import Purpose, ask_files
from desktop.views.face_delegates import CROP, GAP, CropDelegate
from desktop.views.parts import button, label

CAPTION = 20
# While somebody runs through the list by the arrow keys, the faces of those passed are not read.
REST_MS = 90


class ReferenceDelegate(CropDelegate):
    """A crop with its quality, and below it what training makes of it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """All the same."""
        return QSize(CROP + GAP, CROP + GAP + CAPTION)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        words = QRect(option.rect)
        words.setTop(words.bottom() - CAPTION)
        crop = QStyleOptionViewItem(option)
        crop.rect = option.rect.adjusted(0, 0, 0, -CAPTION)
        super().paint(painter, crop, index)
        reference: Reference = index.data(roles.REFERENCE)
        theme = colours(option.palette)
        colour = theme.suggested if reference.outlier else theme.text
        used = reference.left_out is None and reference.embedded
        painter.setPen(QColor(colour if used or reference.outlier else theme.quiet))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, index.data(Qt.ItemDataRole.DisplayRole))

    def chip(self, index: Index) -> str:
        """The quality."""
        return str(round(index.data(roles.REFERENCE).face.quality * 100))


class ReferencesView(QWidget):
    """The confirmed faces of a player; more can be added, and those that are somebody else's taken out."""

    answered = Signal(object)
    """An `Answer` that was given here."""

    def __init__(
        self, document: Document, answers: Answers, crops: Pictures, keys: Keymap, profile: Profile
    ) -> None:
        super().__init__()
        self._document = document
        self._answers = answers
        self._keys = keys
        self._profile = profile
        self._player: Player | None = None
        self._reading = Latest(document, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._read)
        self.model = ReferencesModel(crops, self)
        self._build()
        answers.given.connect(self._on_given)
        keys.bind("players.not_them", self.grid, self.not_them)
        keys.changed.connect(self._update)
        self._update()

    def _build(self) -> None:
        self.title = label("", "section")
        self.words = label("", "quiet")
        self.words.setWordWrap(True)
        self.grid = self._make_grid()
        self.add_button = button(self.tr("Add photos…"), self.ask_photos, "link")
        self.add_button.setToolTip(self.tr("Or drop pictures and folders here, or on a player's row."))
        self.not_them_button = button("", self.not_them, "link")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.not_them_button)
        head.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.words)

    def _make_grid(self) -> QListView:
        grid = QListView()
        grid.setObjectName("references")
        grid.setModel(self.model)
        grid.setItemDelegate(ReferenceDelegate(grid))
        grid.setFlow(QListView.Flow.LeftToRight)
        grid.setWrapping(True)
        grid.setResizeMode(QListView.ResizeMode.Adjust)
        grid.setUniformItemSizes(True)
        grid.setMovement(QListView.Movement.Static)
        grid.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        grid.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        grid.setMinimumHeight(CROP + CAPTION + 2 * GAP)
        grid.setAccessibleName(self.tr("References"))
        grid.selectionModel().selectionChanged.connect(self._update)
        self.model.modelReset.connect(self._update)
        return grid

    def show_player(self, player: Player) -> None:
        """Show the references of a player; the ones before stay until they are read."""
        if self._player is None or self._player.id != player.id:
            self.model.show_references([], refused=False)
        self._player = player
        self._rest.start()

    @Slot()
    def _read(self) -> None:
        if self._player is not None:
            self._reading.ask(rostering.read_references(self._player.id), self._on_read, self._on_failed)

    @Slot(object)
    def _on_read(self, references: Sequence[Reference]) -> None:
        refused = self._player is not None and self._player.consent is Consent.REFUSED
        self.model.show_references(references, refused)
        self._update()

    @Slot(object)
    def _on_failed(self, error: PlayertagError) -> None:
        self.words.setText(in_user_language(error.words))

    def selected(self) -> list[Reference]:
        """The references that are selected."""
        indexes = self.grid.selectionModel().selectedIndexes()
        return [index.data(roles.REFERENCE) for index in sorted(indexes, key=QModelIndex.row)]

    @Slot()
    def _update(self) -> None:
        references, selected = self.model.references(), self.selected()
        used = sum(1 for one in references if one.left_out is None and one.embedded)
        title = self.tr("CONFIRMED: {n}, USED: {used}")
        self.title.setText(title.format(n=len(references), used=used))
        self.not_them_button.setText(self._not_them_words(len(selected)))
        self.not_them_button.setEnabled(bool(selected))
        none = self.tr("No face is confirmed yet. Add pictures that show this player, or drop them here.")
        one = self.model.words(selected[0]) if len(selected) == 1 else ""
        self.words.setText(one if references else none)

    def _not_them_words(self, count: int) -> str:
        words = self.tr("Not them: {n}").format(n=count) if count else self.tr("Not them")
        hint = self._keys.hint("players.not_them")
        return f"{words} ({hint})" if hint else words

    @Slot()
    def not_them(self) -> None:
        """The selected faces show somebody else: they are rejected, and no photo is touched."""
        faces: list[Face] = [reference.face for reference in self.selected()]
        if faces and self._player is not None:
            answer = verdicts.reject(faces, self._player.id)
            self._answers.give(answer)
            self.answered.emit(answer)

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        """Faces that were answered, here or elsewhere, are no longer this player's until it is read anew."""
        self.model.remove({face.id for face in answer.faces})
        self._update()

    @Slot()
    def ask_photos(self) -> None:
        """Ask for reference photos."""
        if self._player is not None:
            title = self.tr("Reference photos of {name}").format(name=self._player.name)
            paths = ask_files(self._profile, self, title, Purpose.REFERENCES)
            if paths:
                self.add_photos(self._player, paths)

    def add_photos(self, player: Player, paths: Sequence[Path]) -> None:
        """Enrol a player from pictures and folders."""
        self._document.run(rostering.enroll_player(player, paths))
