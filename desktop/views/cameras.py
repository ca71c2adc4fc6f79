"""The cameras of a gallery: how far their clocks are put right, and at which court they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from core.changes import Changes
from core.clocks import clock_in_words, read_clock
from core.errors import InvalidValueError
from core.types import Camera, Gallery
from desktop import browsing, edits
from desktop.document import Document, Latest
from desktop.models import roles
from desktop.models.conditions import camera_words
from desktop.models.table import TableModel
from desktop.views.parts import button, label, typed_choice
from desktop.views.tables import plain_table

CLOCK_WIDTH, COURT_WIDTH = 110, 150


class CamerasModel(TableModel[Camera]):
    """Cameras by name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.ROW)

    def titles(self) -> tuple[str, ...]:
        """What is known of a camera."""
        return (self.tr("Camera"), self.tr("Photos"), self.tr("Clock"), self.tr("Court"))

    def fields(self, row: Camera) -> tuple[str | int, ...]:
        """Its clock as how far it is put on."""
        clock = clock_in_words(row.clock) or self.tr("as it is")
        return camera_words(row.name), row.photos, clock, row.court or self.tr("any")

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Show these."""
        self._show(cameras)


class CamerasBox(QWidget):
    """A table, and what is to be said of the camera that is chosen."""

    wanted = Signal(object)
    """An `Edit`."""

    def __init__(self, document: Document, gallery: Gallery) -> None:
        super().__init__()
        self._gallery = gallery
        self.cameras = CamerasModel(self)
        self.table = plain_table(self.cameras, self.tr("Cameras"))
        for column in range(1, 4):
            self.table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents
            )
        self.clock = QLineEdit()
        self.clock.setPlaceholderText("+0:07:00")
        self.clock.setFixedWidth(CLOCK_WIDTH)
        self.clock.setAccessibleName(self.tr("How far its clock is put on"))
        self.court = typed_choice(self.tr("The court that it was at"), COURT_WIDTH)
        self.change_button = button(self.tr("Set"), self._change)
        self.problem = label("", "problem")
        self._lay_out()
        self._reading = Latest(document, self)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.clock.textChanged.connect(self._update)
        self.clock.returnPressed.connect(self.change_button.click)
        self.court.editTextChanged.connect(self._update)
        document.changed.connect(self._on_changed)
        self._reading.ask(browsing.list_cameras(gallery.id), self._on_read)
        self._update()

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        for title, field in ((self.tr("Clock"), self.clock), (self.tr("Court"), self.court)):
            fields.addWidget(label(title, "quiet"))
            fields.addWidget(field)
        fields.addWidget(self.change_button)
        fields.addWidget(self.problem, 1)
        words = label(
            self.tr(
                "A clock that was wrong is put on here, or from a photo: "
                "its menu, “Set the clock of its camera…”. The files stay as they are."
            ),
            "quiet",
        )
        words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addLayout(fields)

    @Slot(object)
    def offer_courts(self, courts: Sequence[str]) -> None:
        """Offer the courts of the matches; another one can be typed."""
        text = self.court.currentText()
        self.court.clear()
        self.court.addItems(["", *courts])
        self.court.setCurrentText(text)

    @property
    def chosen(self) -> Camera | None:
        """The camera that is chosen in the table."""
        camera = self.table.currentIndex().data(roles.ROW)
        return camera if isinstance(camera, Camera) else None

    def _said(self, camera: Camera) -> Camera | None:
        """The camera as the fields have it; None where that is no clock."""
        try:
            clock = read_clock(self.clock.text())
        except InvalidValueError:
            return None
        return replace(camera, clock=clock, court=self.court.currentText().strip())

    @Slot()
    def _update(self) -> None:
        camera = self.chosen
        said = self._said(camera) if camera is not None else None
        for field in (self.clock, self.court):
            field.setEnabled(camera is not None)
        wrong = camera is not None and said is None
        self.problem.setText(self.tr("Write the clock as +0:07:00.") if wrong else "")
        self.change_button.setEnabled(said is not None and said != camera)

    @Slot()
    def _change(self) -> None:
        camera = self.chosen
        said = self._said(camera) if camera is not None else None
        if camera is not None and said is not None:
            self.wanted.emit(edits.change_camera(camera, said))

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.cameras or changes.galleries:
            self._reading.ask(browsing.list_cameras(self._gallery.id), self._on_read)

    @Slot(object)
    def _on_read(self, cameras: list[Camera]) -> None:
        chosen = self.chosen.name if self.chosen else None
        self.cameras.set_cameras(cameras)
        rows = [row for row, camera in enumerate(cameras) if camera.name == chosen]
        if rows:
            self.table.selectRow(rows[0])
        self._update()

    @Slot()
    def _on_current(self) -> None:
        camera = self.chosen
        if camera is not None:
            self.clock.setText(clock_in_words(camera.clock))
            self.court.setCurrentText(camera.court)
        self._update()
