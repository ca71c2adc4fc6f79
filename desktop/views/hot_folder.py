"""The hot folder of a gallery: photos that come into it while it is watched, as a strip with their names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyleOptionViewItem, QVBoxLayout

from core.changes import Changes
from core.types import FileFailure
from desktop import filing
from desktop.document import Document
from desktop.jobs import Job
from desktop.language import in_user_language, shortened
from desktop.models import roles
from desktop.models.arrivals import ArrivalsModel
from desktop.profile import Profile
from desktop.theme import colours
from desktop.thumbnails import Pictures
from desktop.views.film_strip import CELL, FilmDelegate
from desktop.views.parts import CutLabel, button

if TYPE_CHECKING:
    from core.hot_folder import Arrived

CUT_OFF = "truncated"
"""The code of a file whose end has not come yet."""
NAMES_PX = 18
ARRIVAL = CELL + QSize(24, NAMES_PX)


class ArrivalDelegate(FilmDelegate):
    """A thumbnail with the names of who is in it below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        """All the same."""
        return ARRIVAL

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One photo."""
        theme = colours(option.palette)
        names = QRect(option.rect.left() + 4, option.rect.bottom() - NAMES_PX, ARRIVAL.width() - 8, NAMES_PX)
        text = index.data() or "–"
        painter.setPen(QColor(theme.text if index.data() else theme.quiet))
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, names.width())
        painter.drawText(names, Qt.AlignmentFlag.AlignCenter, shown)
        option.rect = option.rect.adjusted(0, 0, 0, -NAMES_PX)
        super().paint(painter, option, index)


class HotFolder(QFrame):
    """Watches one folder for one gallery; hidden while it watches none.

    What was watched when the window was closed is offered the next time, until it is taken up or declined.
    """

    opened = Signal(str)
    """The id of a photo that was clicked."""
    changed = Signal()
    """A folder is watched, or none any more."""
    _told = Signal(object)
    """An `Arrived`, emitted on the watching thread."""

    def __init__(self, document: Document, thumbnails: Pictures, profile: Profile) -> None:
        super().__init__()
        self.setObjectName("actions")
        self._document = document
        self._profile = profile
        self._job: Job | None = None
        self._came = 0
        self._where = ""
        self.photos = ArrivalsModel(thumbnails, self)
        self.words = CutLabel("quiet")
        self.problem = CutLabel("problem")
        self.stop_button = button(self.tr("Stop watching"), self.stop)
        self.again_button = button("", self._watch_again)
        self.decline_button = button(self.tr("Not now"), self.stop)
        self.list = self._make_list()
        self._lay_out()
        self._told.connect(self._on_told)
        self._show_parts()

    def _make_list(self) -> QListView:
        made = QListView()
        made.setModel(self.photos)
        made.setItemDelegate(ArrivalDelegate(made))
        made.setFlow(QListView.Flow.LeftToRight)
        made.setUniformItemSizes(True)
        made.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFixedHeight(ARRIVAL.height() + made.horizontalScrollBar().sizeHint().height())
        made.setAccessibleName(self.tr("Photos that have just come"))
        made.clicked.connect(self._on_chosen)
        made.activated.connect(self._on_chosen)
        return made

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.words)
        line.addWidget(self.problem, 1)
        for one in (self.again_button, self.decline_button, self.stop_button):
            line.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 4)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.list)

    @property
    def watching(self) -> bool:
        """Whether a folder is watched."""
        return self._job is not None

    def watch(self, folder: Path, gallery: str) -> None:
        """Watch this folder for that gallery from now on."""
        self.stop()
        self._profile.remember_watched(self._document.root, folder, gallery)
        self._came = 0
        self._where = self.tr("{folder} into {gallery}").format(folder=folder.name, gallery=gallery)
        self.photos.clear()
        self.problem.clear()
        self._job = self._document.job(filing.watch_folder(folder, gallery, self._told.emit))
        self._job.ended.connect(self._on_ended)
        self._job.start()
        self._say(0)
        self._show_parts()
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Watch no folder any more; what was begun is finished."""
        self._profile.forget_watched(self._document.root)
        if self._job is not None:
            self._job.cancel()
        else:
            self._show_parts()

    @Slot()
    def _watch_again(self) -> None:
        watched = self._profile.watched(self._document.root)
        if watched is not None:
            self.watch(*watched)

    def _show_parts(self) -> None:
        """What is watched, or else the offer to watch again what was."""
        watched = self._profile.watched(self._document.root)
        for one in (self.list, self.problem, self.stop_button):
            one.setVisible(self.watching)
        for one in (self.again_button, self.decline_button):
            one.setVisible(not self.watching)
        if watched is not None and not self.watching:
            folder, gallery = watched
            self.words.say(self._offer_words(folder, gallery), str(folder))
            self.again_button.setText(self.tr("Watch {folder} again").format(folder=shortened(folder.name)))
        self.setVisible(self.watching or watched is not None)

    def _offer_words(self, folder: Path, gallery: str) -> str:
        words = self.tr("{folder} was being watched for {gallery}.")
        return words.format(folder=folder.name, gallery=gallery)

    def _say(self, waiting: int) -> None:
        words = self.tr("Hot folder {where}. Photos: {n}, waiting: {waiting}")
        self.words.say(words.format(where=self._where, n=self._came, waiting=waiting))

    @Slot(object)
    def _on_told(self, arrived: Arrived) -> None:
        self._came += len(arrived.photos)
        if arrived.photos:
            self.photos.add(arrived.photos)
        self._say(arrived.waiting)
        self._say_wrong(self._wrong(arrived), len(arrived.failures))
        if arrived.changes != Changes():
            self._document.tell(arrived.changes, self)

    def _say_wrong(self, wrong: Sequence[str], files: int) -> None:
        """How many files where they are several, then as much as there is room for; a hint has it all."""
        several = [self.tr("Files that can't be used yet: {n}").format(n=files)] if files > 1 else []
        self.problem.say(f"⚠  {' · '.join([*several, *wrong])}" if wrong else "", "\n".join(wrong))

    def _wrong(self, arrived: Arrived) -> list[str]:
        """What is wrong now, the latest first."""
        lost = self.tr("The folder is not there; watching goes on when it is back")
        trouble = self.tr("Photos wait, and are taken in by themselves when this is over: {reason}")
        untrained = self.tr("Faces get no names: nothing was trained yet with this model pack")
        return [
            *([] if arrived.there else [lost]),
            *([trouble.format(reason=in_user_language(arrived.trouble))] if arrived.trouble else []),
            *map(self._trouble, reversed(arrived.failures)),
            *([untrained] if arrived.untrained else []),
        ]

    def _trouble(self, failure: FileFailure) -> str:
        if failure.code == CUT_OFF:
            return self.tr("Waiting for the rest of {file}").format(file=failure.path.name)
        words = self.tr("{file}: {reason}")
        return words.format(file=failure.path.name, reason=in_user_language(failure.reason))

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._show_parts()
            self.changed.emit()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(roles.PHOTO).id)
