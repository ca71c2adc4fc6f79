"""The matches of a gallery: what was played when, where and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.changes import Changes
from core.types import (
    Gallery,
    GalleryChoices,
    Match,
    MatchId,
    Photo,
    PhotoId,
    Player,
    ScheduleField,
    ScheduleMapping,
)
from desktop import browsing, edits, operations, rostering
from desktop.document import Document, Latest
from desktop.models import roles
from desktop.models.conditions import day, time_words
from desktop.models.table import TableModel
from desktop.profile import Profile
from desktop.views.ask_path import Purpose, ask_file
from desktop.views.moment_edit import MomentEdit
from desktop.views.parts import button, label, level_labels
from desktop.views.table_import import TableImportDialog
from desktop.views.tables import plain_table
from desktop.views.time_dialog import SECOND, whole

TEAM_WIDTH = 170
# A match that is longer has probably the day of another one.
LONG = timedelta(days=1)


class MatchesModel(TableModel[Match]):
    """Matches by time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.ROW)

    def titles(self) -> tuple[str, ...]:
        """What is known of a match."""
        return (self.tr("Match"), self.tr("Court"), self.tr("Teams"), self.tr("Time"), self.tr("Photos"))

    def fields(self, row: Match) -> tuple[str | int, ...]:
        """Its time as from when until when; photos that may be of it or another with a question mark."""
        photos = f"{row.photos}  +{row.open_photos}?" if row.open_photos else row.photos
        return row.name, row.court, " – ".join(row.teams), time_words((row.starts_at, row.ends_at)), photos

    def tip(self, row: Match) -> str:
        """What the question mark means."""
        words = self.tr(
            "Photos that may be of this match or of another one at the same time: {n}. Say at which court a "
            "camera was, or put photos into a match by hand."
        )
        return words.format(n=row.open_photos) if row.open_photos else ""

    def set_matches(self, matches: Sequence[Match]) -> None:
        """Show these."""
        self._show(matches)


class MatchesBox(QWidget):
    """A table, and fields to add a match or to change the one that is chosen."""

    wanted = Signal(object)
    """An `Edit`."""
    courts_known = Signal(object)
    """The courts of the matches, by name."""

    def __init__(
        self, document: Document, profile: Profile, gallery: Gallery, photos: Sequence[PhotoId]
    ) -> None:
        super().__init__()
        self._document, self._profile = document, profile
        self._gallery = gallery
        self._photos = photos
        self.matches = MatchesModel(self)
        self.table = plain_table(self.matches, self.tr("Matches"))
        today = day(date.today())[0]  # until it is known when the photos were taken
        self.name, self.court = QLineEdit(), QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.court.setAccessibleName(self.tr("Court"))
        self.teams = (self._team_menu(self.tr("First team")), self._team_menu(self.tr("Second team")))
        self.starts_at = MomentEdit(self.tr("Start"), today)
        self.ends_at = MomentEdit(self.tr("End"), today)
        self.problem = label("", "quiet")
        self._make_buttons()
        self._lay_out()
        self._reading = Latest(document, self)
        self._timing = Latest(document, self)
        self._naming = Latest(document, self)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        for field in (self.name, self.court):
            field.textChanged.connect(self._update)
        for menu in self.teams:
            menu.currentIndexChanged.connect(self._update)
        for moment in (self.starts_at, self.ends_at):
            moment.textChanged.connect(self._update)
        document.changed.connect(self._on_changed)
        self._naming.ask(rostering.list_players("", "", ""), self._on_players)
        self._reading.ask(browsing.list_matches(gallery.id), self._on_read)
        self.times_button.setVisible(bool(photos))
        if photos:
            self._timing.ask(operations.read_photos(photos), self._on_times)
        else:
            self._timing.ask(browsing.read_choices(gallery.id), self._on_choices)
        self._update()

    def _team_menu(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setMinimumWidth(TEAM_WIDTH)
        made.setAccessibleName(name)
        made.addItem("–", "")
        return made

    def _make_buttons(self) -> None:
        self.import_button = button(self.tr("Import schedule…"), self._choose_schedule)
        self.add_button = button(self.tr("Add"), self._add, "primary")
        self.change_button = button(self.tr("Change"), self._change)
        self.delete_button = button(self.tr("Delete"), self._delete)
        self.times_button = button("", self._take_times)
        self.times_button.setText(self.tr("Time of the selected photos ({n})").format(n=len(self._photos)))
        self.times_button.setEnabled(False)
        self._times: tuple[datetime, datetime] | None = None

    def _lay_out(self) -> None:
        named, teams, moments, acts, head = (QHBoxLayout() for _ in range(5))
        named.addWidget(self.name, 2)
        named.addWidget(label(self.tr("Court"), "quiet"))
        named.addWidget(self.court, 1)
        for menu in self.teams:
            teams.addWidget(menu)
        teams.addWidget(label(self.tr("Their players are expected in its photos."), "quiet"))
        teams.addStretch(1)
        moments.addWidget(self.starts_at)
        moments.addWidget(label("–", "quiet"))
        moments.addWidget(self.ends_at)
        moments.addWidget(self.times_button)
        moments.addStretch(1)
        form = QFormLayout()
        for title, row in ((self.tr("Name"), named), (self.tr("Teams"), teams), (self.tr("Time"), moments)):
            form.addRow(title, row)
        level_labels(form)
        for one in (self.add_button, self.change_button, self.delete_button):
            acts.addWidget(one)
        acts.addWidget(self.problem, 1)
        words = label(
            self.tr(
                "A photo belongs to the match that was played when it was taken, by a clock that is right."
            ),
            "quiet",
        )
        words.setWordWrap(True)
        head.addWidget(words, 1)
        head.addWidget(self.import_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(form)
        layout.addLayout(acts)

    def _match(self, match_id: MatchId) -> Match | None:
        """What the fields say, None where they say no time; of more teams than two the others stay."""
        starts_at, ends_at = self.starts_at.moment, self.ends_at.moment
        if starts_at is None or ends_at is None:
            return None
        others = self.chosen.teams[len(self.teams) :] if self.chosen is not None and match_id else ()
        teams = (*filter(None, (menu.currentData() for menu in self.teams)), *others)
        return Match(
            match_id,
            self._gallery.id,
            self.name.text().strip(),
            starts_at,
            ends_at,
            self.court.text().strip(),
            teams,
        )

    @property
    def chosen(self) -> Match | None:
        """The match that is chosen in the table."""
        match = self.table.currentIndex().data(roles.ROW)
        return match if isinstance(match, Match) else None

    @Slot()
    def _update(self) -> None:
        new, chosen = self._match(MatchId("")), self.chosen
        self.problem.setText(self._doubt(new))
        sound = new is not None and new.starts_at < new.ends_at and bool(new.name)
        self.add_button.setEnabled(sound)
        differs = chosen is not None and self._match(chosen.id) != chosen
        self.change_button.setEnabled(sound and differs)
        self.delete_button.setEnabled(chosen is not None)

    def _doubt(self, match: Match | None) -> str:
        """What is wrong with the times of a match, or probably is."""
        if match is None:
            return self.starts_at.problem or self.ends_at.problem
        if not match.name:
            return ""
        if match.ends_at <= match.starts_at:
            return self.tr("The end is not after the start.")
        too_long = match.ends_at - match.starts_at > LONG
        return self.tr("Longer than a day: are both days right?") if too_long else ""

    @Slot()
    def _add(self) -> None:
        match = self._match(MatchId(""))
        if match is not None:
            self.wanted.emit(edits.add_match(match))

    @Slot()
    def _change(self) -> None:
        match = self._match(self.chosen.id) if self.chosen is not None else None
        if self.chosen is not None and match is not None:
            self.wanted.emit(edits.change_match(self.chosen, match))

    @Slot()
    def _delete(self) -> None:
        if self.chosen is not None:
            self.wanted.emit(edits.delete_match(self.chosen))

    @Slot()
    def _choose_schedule(self) -> None:
        filters = self.tr("Schedules (*.xlsx *.ods *.xls *.csv *.tsv *.txt)")
        path = ask_file(self._profile, self, self.tr("Import schedule"), Purpose.ROSTER, filters)
        if path is not None:
            self.import_schedule(path)

    def import_schedule(self, path: Path) -> None:
        """Show what is in a schedule, and what an import would do."""
        look = partial(browsing.preview_schedule, self._gallery.id)
        dialog = TableImportDialog(self._document, path, ScheduleField, look, self)
        dialog.wanted.connect(self._on_schedule)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, object, bool)
    def _on_schedule(self, path: Path, mapping: ScheduleMapping, skip_refused: bool) -> None:
        self.wanted.emit(edits.import_schedule(self._gallery.id, path, mapping, skip_refused))

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.matches or changes.galleries:
            self._reading.ask(browsing.list_matches(self._gallery.id), self._on_read)

    @Slot(object)
    def _on_players(self, players: Sequence[Player]) -> None:
        for team in sorted({player.team for player in players} - {""}, key=str.casefold):
            for menu in self.teams:
                menu.addItem(team, team)
        self._on_current()

    @Slot(object)
    def _on_read(self, matches: list[Match]) -> None:
        chosen = self.chosen.id if self.chosen else None
        self.matches.set_matches(matches)
        rows = [row for row, match in enumerate(matches) if match.id == chosen]
        if rows:
            self.table.selectRow(rows[0])
        self.courts_known.emit(sorted({match.court for match in matches} - {""}, key=str.casefold))
        self._update()

    @Slot()
    def _on_current(self) -> None:
        """The fields show the match that is chosen, to be changed."""
        match = self.chosen
        if match is not None:
            self.name.setText(match.name)
            self.court.setText(match.court)
            for place, menu in enumerate(self.teams):
                menu.setCurrentIndex(menu.findData(match.teams[place] if place < len(match.teams) else ""))
            self._show_times(match.starts_at, match.ends_at)
        self._update()

    @Slot(object)
    def _on_times(self, photos: list[Photo]) -> None:
        times = [photo.corrected_at for photo in photos if photo.corrected_at]
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
        self.starts_at.show_moment(starts_at)
        self.ends_at.show_moment(ends_at)
