"""The matches of a gallery: what was played when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.changes import Changes
from core.types import Gallery, GalleryChoices, Match, MatchId, Photo, PhotoId
from desktop import browsing, edits, operations
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.models import roles
from desktop.models.conditions import day, time_words
from desktop.models.table import TableModel
from desktop.views.parts import button, label, level_labels
from desktop.views.tables import plain_table
from desktop.views.time_dialog import SECOND, moment_edit, moment_of, whole


class MatchesModel(TableModel[Match]):
    """Matches by time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.ROW)

    def titles(self) -> tuple[str, ...]:
        """What is known of a match."""
        return (self.tr("Match"), self.tr("Court"), self.tr("Time"))

    def fields(self, row: Match) -> tuple[str | int, ...]:
        """Its time as from when until when."""
        return row.name, row.court, time_words((row.starts_at, row.ends_at))

    def set_matches(self, matches: Sequence[Match]) -> None:
        """Show these."""
        self._show(matches)


class MatchesDialog(QDialog):
    """A table, and fields to add a match or to change the one that is chosen."""

    def __init__(
        self,
        document: Document,
        answers: Answers,
        gallery: Gallery,
        photos: Sequence[PhotoId],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._answers = answers
        self._gallery = gallery
        self._photos = photos
        self.setWindowTitle(self.tr("Matches of {gallery}").format(gallery=gallery.name))
        self.resize(640, 500)
        self.matches = MatchesModel(self)
        self.table = plain_table(self.matches, self.tr("Matches"))
        today = day(date.today())[0]  # until it is known when the photos were taken
        self.name = QLineEdit()
        self.court = QLineEdit()
        self.starts_at = moment_edit(today, self.tr("Start"))
        self.ends_at = moment_edit(today, self.tr("End"))
        self.problem = label("", "quiet")
        self._make_buttons()
        self._lay_out()
        self._reading = Latest(document, self)
        self._timing = Latest(document, self)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        for field in (self.name, self.court):
            field.textChanged.connect(self._update)
        for moment in (self.starts_at, self.ends_at):
            moment.dateTimeChanged.connect(self._update)
        document.changed.connect(self._on_changed)
        self._reading.ask(browsing.list_matches(gallery.id), self._on_read)
        self.times_button.setVisible(bool(photos))
        if photos:
            self._timing.ask(operations.read_photos(photos), self._on_times)
        else:
            self._timing.ask(browsing.read_choices(gallery.id), self._on_choices)
        self._update()

    def _make_buttons(self) -> None:
        self.add_button = button(self.tr("Add"), self._add, "primary")
        self.change_button = button(self.tr("Change"), self._change)
        self.delete_button = button(self.tr("Delete"), self._delete)
        self.undo_button = button(self.tr("Undo"), self._answers.undo)
        self.undo_button.hide()
        self.times_button = button("", self._take_times)
        self.times_button.setText(self.tr("Time of the selected photos ({n})").format(n=len(self._photos)))
        self.times_button.setEnabled(False)
        self._times: tuple[datetime, datetime] | None = None

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Court"), self.court)
        moments = QHBoxLayout()
        moments.addWidget(self.starts_at)
        moments.addWidget(label("–", "quiet"))
        moments.addWidget(self.ends_at)
        moments.addWidget(self.times_button)
        moments.addStretch(1)
        form.addRow(self.tr("Time"), moments)
        level_labels(form)
        acts = QHBoxLayout()
        for one in (self.add_button, self.change_button, self.delete_button, self.undo_button):
            acts.addWidget(one)
        acts.addWidget(self.problem, 1)
        acts.addWidget(button(self.tr("Close"), self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        words = self.tr("A photo belongs to the match that was played when it was taken.")
        layout.addWidget(label(words, "quiet"))
        layout.addWidget(self.table, 1)
        layout.addLayout(form)
        layout.addLayout(acts)

    def _match(self, match_id: MatchId) -> Match:
        """What the fields say."""
        return Match(
            match_id,
            self._gallery.id,
            self.name.text().strip(),
            moment_of(self.starts_at),
            moment_of(self.ends_at),
            self.court.text().strip(),
        )

    @property
    def chosen(self) -> Match | None:
        """The match that is chosen in the table."""
        match = self.table.currentIndex().data(roles.ROW)
        return match if isinstance(match, Match) else None

    @Slot()
    def _update(self) -> None:
        new, chosen = self._match(MatchId("")), self.chosen
        sound = new.starts_at < new.ends_at
        self.problem.setText("" if sound or not new.name else self.tr("The end is not after the start."))
        self.add_button.setEnabled(sound and bool(new.name))
        differs = chosen is not None and self._match(chosen.id) != chosen
        self.change_button.setEnabled(sound and bool(new.name) and differs)
        self.delete_button.setEnabled(chosen is not None)
        undo = self._answers.next_undo
        self.undo_button.setToolTip(undo.title if undo else "")

    @Slot()
    def _add(self) -> None:
        self._give(edits.add_match(self._match(MatchId(""))))

    @Slot()
    def _change(self) -> None:
        if self.chosen is not None:
            self._give(edits.change_match(self.chosen, self._match(self.chosen.id)))

    @Slot()
    def _delete(self) -> None:
        if self.chosen is not None:
            self._give(edits.delete_match(self.chosen))

    def _give(self, edit: edits.Edit) -> None:
        self._answers.give(edit)
        self.undo_button.show()

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.matches:
            self._reading.ask(browsing.list_matches(self._gallery.id), self._on_read)

    @Slot(object)
    def _on_read(self, matches: list[Match]) -> None:
        chosen = self.chosen.id if self.chosen else None
        self.matches.set_matches(matches)
        rows = [row for row, match in enumerate(matches) if match.id == chosen]
        if rows:
            self.table.selectRow(rows[0])
        self._update()

    @Slot()
    def _on_current(self) -> None:
        """The fields show the match that is chosen, to be changed."""
        match = self.chosen
        if match is not None:
            self.name.setText(match.name)
            self.court.setText(match.court)
            self._show_times(match.starts_at, match.ends_at)
        self._update()

    @Slot(object)
    def _on_times(self, photos: list[Photo]) -> None:
        times = [photo.taken_at for photo in photos if photo.taken_at]
        if times:
            self._times = (whole(min(times)), whole(max(times)) + SECOND)
            self.times_button.setEnabled(True)
            if self.chosen is None:
                self._take_times()

    @Slot(object)
    def _on_choices(self, choices: GalleryChoices) -> None:
        if choices.days and self.chosen is None:
            self._show_times(*day(choices.days[0].value))

    @Slot()
    def _take_times(self) -> None:
        if self._times is not None:
            self._show_times(*self._times)

    def _show_times(self, starts_at: datetime, ends_at: datetime) -> None:
        self.starts_at.setDateTime(starts_at)  # type: ignore[arg-type]
        self.ends_at.setDateTime(ends_at)  # type: ignore[arg-type]
