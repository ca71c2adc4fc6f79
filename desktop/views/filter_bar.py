"""Which photos of a gallery are seen, and in which order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu

from core.changes import Changes
from core.types import (
    Gallery,
    GalleryChoices,
    PhotoFilter,
    PhotoSort,
    PlayerId,
    SavedFilter,
    SortKey,
)
from desktop import browsing
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.models.conditions import conditions, sort_words
from desktop.views.condition_button import ConditionButton
from desktop.views.enter_key import ENTER
from desktop.views.flow_layout import flow
from desktop.views.parts import button, menu_button
from desktop.views.saved_menu import SavedMenu
from desktop.views.time_dialog import TimeDialog

# So long after the last letter the photos are chosen anew.
TYPING_MS = 250
LEAVING = (*ENTER, Qt.Key.Key_Down, Qt.Key.Key_Escape)


class FindField(QLineEdit):
    """A field above what is found: Enter, Down and Escape lead there."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """These keys are the field's before they are keys of the view around."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in LEAVING
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave the field, or type."""
        if event.key() in LEAVING:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QFrame):
    """A button for each condition, saved filters, and the order."""

    changed = Signal()
    """Other photos are wanted, or another order."""
    photos_wanted = Signal()
    """The keyboard is to go to the photos."""
    matches_wanted = Signal()
    failures_wanted = Signal(bool)
    """The files that failed are to be seen, or the photos again."""

    def __init__(self, document: Document, answers: Answers) -> None:
        super().__init__()
        self.setObjectName("filters")
        self.wanted = PhotoFilter()
        self.sort = PhotoSort()
        self._gallery: Gallery | None = None
        self._choices: GalleryChoices | None = None
        self._stale = False
        self._reading = Latest(document, self)
        self.conditions = {name: ConditionButton(one) for name, one in conditions().items()}
        self.text = FindField()
        self.text.setPlaceholderText(self.tr("File name"))
        self.text.setAccessibleName(self.tr("Part of the file's name"))
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(104)
        self.failures = button("", self._on_failures)
        self.failures.setCheckable(True)
        self.clear_button = button(self.tr("Clear all"), self.clear, "link")
        self.saved = SavedMenu(document, answers, self)
        self.sort_menu = QMenu(self)
        self.sort_button = menu_button("", self.sort_menu)
        self._build()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self.text.textChanged.connect(self._typing.start)
        self.text.left.connect(self._on_left)
        self.saved.chosen.connect(self._on_saved)
        document.changed.connect(self._on_changed)
        self._show()

    def _build(self) -> None:
        for one in self.conditions.values():
            one.chosen.connect(self._on_chosen)
            one.opened.connect(self._refresh)
        between = button(self.tr("From … until …"), self._ask_time, "link")
        self.conditions["time"].add(between)
        matches = button(self.tr("Matches…"), self.matches_wanted.emit, "link")
        self.conditions["match"].add(matches)
        saved_button = menu_button(self.tr("Saved"), self.saved)
        self._fill_sort_menu()
        flow(
            self,
            *self.conditions.values(),
            self.text,
            self.failures,
            self.clear_button,
            saved_button,
            self.sort_button,
        )

    def _fill_sort_menu(self) -> None:
        self._sort_acts = {}
        for key in SortKey:
            act = self.sort_menu.addAction(sort_words(key), partial(self._sort_by, key))
            act.setCheckable(True)
            self._sort_acts[key] = act
        self.sort_menu.addSeparator()
        self.descending = self.sort_menu.addAction(self.tr("The greatest or latest first"))
        self.descending.setCheckable(True)
        self.descending.toggled.connect(self._on_descending)

    def show_gallery(self, gallery: Gallery | None) -> None:
        """Choose from the photos of this gallery; of another one all are shown at first."""
        other = gallery is None or self._gallery is None or gallery.id != self._gallery.id
        self._gallery = gallery
        if other:
            self._choices = None
            self.wanted = PhotoFilter()
            self.failures.setChecked(False)
        failures = gallery.failures if gallery else 0
        self.failures.setText(self.tr("⚠ Failed files: {n}").format(n=failures))
        self.failures.setVisible(failures > 0)
        self._show()
        if other:
            self._stale = True
            self._refresh()

    def show_player(self, player_id: PlayerId) -> None:
        """Only the photos of one player, whatever else was wanted."""
        self._want(PhotoFilter(players=frozenset({player_id})))

    @property
    def active(self) -> bool:
        """Whether some photos may not be seen."""
        return self.wanted != PhotoFilter()

    @property
    def follows_answers(self) -> bool:
        """Whether answers and ratings may change which photos are seen, or their order."""
        return self.active or self.sort.by not in (SortKey.TIME, SortKey.NAME, SortKey.CAMERA)

    @Slot()
    def clear(self) -> None:
        """Show every photo."""
        self._want(PhotoFilter())

    def _want(self, wanted: PhotoFilter, sort: PhotoSort | None = None) -> None:
        self.wanted, self.sort = wanted, sort or self.sort
        self.failures.setChecked(False)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for one in self.conditions.values():
            one.show_filter(self.wanted, self._choices)
        if self.text.text().strip() != self.wanted.text:
            self.text.setText(self.wanted.text)
        self._typing.stop()
        self.clear_button.setVisible(self.active)
        self.saved.show_filter(self.wanted, self.sort)
        for key, act in self._sort_acts.items():
            act.setChecked(key is self.sort.by)
        self.descending.blockSignals(True)
        self.descending.setChecked(self.sort.descending)
        self.descending.blockSignals(False)
        arrow = "↓" if self.sort.descending else "↑"
        words = f"{sort_words(self.sort.by)}  {arrow}"
        self.sort_button.setText(self.tr("Order: {words}").format(words=words))
        self.sort_button.setAccessibleName(self.tr("Order of the photos: {words}").format(words=words))
        self.updateGeometry()

    @Slot()
    def _refresh(self) -> None:
        """Read what is offered where it may have changed."""
        if self._stale and self._gallery is not None:
            self._stale = False
            self._reading.ask(browsing.read_choices(self._gallery.id), self._on_choices)

    @Slot(object)
    def _on_choices(self, choices: GalleryChoices) -> None:
        self._choices = choices
        self._show()

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.photos or changes.faces or changes.players or changes.galleries:
            self._stale = True
        # An answer changes only how many photos a value has, which waits until somebody looks.
        if changes.galleries and self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Offer what came while the gallery was out of sight."""
        super().showEvent(event)
        self._refresh()

    @Slot(object)
    def _on_chosen(self, wanted: PhotoFilter) -> None:
        self._want(wanted)

    @Slot()
    def _on_typed(self) -> None:
        text = self.text.text().strip()
        if text != self.wanted.text:
            self._want(replace(self.wanted, text=text))

    @Slot()
    def _on_left(self) -> None:
        self._on_typed()
        self.photos_wanted.emit()

    @Slot(object)
    def _on_saved(self, saved: SavedFilter) -> None:
        self._want(saved.wanted, saved.sort)

    @Slot()
    def _on_failures(self) -> None:
        self.failures_wanted.emit(self.failures.isChecked())

    def _sort_by(self, key: SortKey) -> None:
        self._want(self.wanted, replace(self.sort, by=key))

    @Slot(bool)
    def _on_descending(self, descending: bool) -> None:
        self._want(self.wanted, replace(self.sort, descending=descending))

    @Slot()
    def _ask_time(self) -> None:
        days = self._choices.days if self._choices else ()
        dialog = TimeDialog(self.wanted, [day.value for day in days], self)
        dialog.wanted.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
