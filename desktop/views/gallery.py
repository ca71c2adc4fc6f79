"""The galleries, the photos of one of them, and one photo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.changes import Changes
from core.types import (
    WHOLE_LIBRARY,
    Gallery,
    GalleryId,
    Photo,
    PhotoId,
    PlayerId,
    TrainingSession,
    WholeLibrary,
)
from desktop import operations, upkeep
from desktop.answers import Answers
from desktop.document import Document, Latest, patiently
from desktop.keys import Keymap
from desktop.models.expected import Expected
from desktop.models.galleries import paths_of
from desktop.models.photo_grid import PhotoGridModel
from desktop.profile import Profile
from desktop.thumbnails import Pictures
from desktop.views.filter_bar import FilterBar
from desktop.views.gallery_failures import GalleryFailures
from desktop.views.gallery_grid import PhotoGrid
from desktop.views.gallery_header import GalleryHeader
from desktop.views.gallery_list import GalleryList
from desktop.views.gallery_selection import GallerySelection
from desktop.views.gallery_tasks import GalleryTasks
from desktop.views.hot_folder import HotFolder
from desktop.views.next_steps import NextSteps, Step
from desktop.views.parts import EmptyState, Place, button, column, fill, row, turn
from desktop.views.photo_viewer import PhotoViewer
from desktop.views.selection_bar import SelectionBar

GRID_PAGE = 1
LOOK_EVERY_MS = 1500
CELL_WIDTH = "gallery/cell"
# Acts that an empty library has too.
FILLING = ("import", "card", "hot_folder")


class GalleryView(Place):
    """Chooses a gallery, shows its photos as a grid, and starts what is done with a gallery."""

    gallery_changed = Signal(object)
    """The `Gallery` that is shown, or None."""
    told = Signal(str)
    """Something to be said in a line."""
    place_wanted = Signal(str)
    """The name of a place of the window where this goes on."""

    def __init__(
        self,
        document: Document,
        answers: Answers,
        thumbnails: Pictures,
        crops: Pictures,
        viewer: PhotoViewer,
        keys: Keymap,
        profile: Profile,
        wanted: str | None,
    ) -> None:
        super().__init__(document)
        self._profile = profile
        self._wanted_name = wanted
        self._gallery: Gallery | None = None
        self._listing = Latest(document, self)
        self._looking = Latest(document, self)
        self.tasks = GalleryTasks(document, answers, crops, profile, self)
        self.photos = PhotoGridModel(document, thumbnails, self)
        self.expected = Expected(document, self)
        self.side = GalleryList()
        self.header = GalleryHeader(self.tasks)
        self.steps = NextSteps(document, profile)
        self.filters = FilterBar(document, answers)
        self.grid = PhotoGrid(self.photos, thumbnails)
        self.failures = GalleryFailures(document)
        self.selection = GallerySelection(document, answers, self.grid, keys, self)
        self.bar = SelectionBar(answers, keys)
        self.hot_folder = HotFolder(document, thumbnails, profile)
        self.viewer = viewer
        self.setAcceptDrops(True)
        self._build()
        self._listen()
        self._bind(answers, keys)
        self.bar.cell_size.setValue(self._remembered_width())
        self._set_cell_width(self.bar.cell_size.value())
        self.reload_ahead()

    def _build(self) -> None:
        self.pages = QStackedWidget()
        self.empty = EmptyState("", "")
        self._say_empty()
        self.empty_import_button = button(self.tr("Import photos…"), self._import, "primary")
        self.empty_card_button = button(self.tr("Copy a card…"), self.tasks.ask_card)
        self.empty_watch_button = button(self.tr("Watch a hot folder…"), self.switch_hot_folder)
        for one in (self.empty_import_button, self.empty_card_button, self.empty_watch_button):
            self.empty.add(one)
        self.empty.setFocusProxy(self.empty_import_button)
        self.browser = self._browser()
        for page in (self.empty, self.browser, self.viewer):
            self.pages.addWidget(page)
        fill(self, self.pages)
        self.setFocusProxy(self.empty)

    def _say_empty(self) -> None:
        """What a library without photos waits for."""
        if self.tasks.importing:
            words = self.tr("Photos appear here as they come in.")
            self.empty.say(self.tr("Photos are on their way"), words)
        else:
            words = self.tr("Import a folder, or drop one here. Photos stay where they are.")
            self.empty.say(self.tr("No photos yet"), words)

    def _browser(self) -> QWidget:
        self.nothing = EmptyState("", "")
        self.every_button = button(self.tr("Show every photo"), self.filters.clear)
        self.more_button = button(self.tr("Import photos…"), self._import)
        for one in (self.every_button, self.more_button):
            self.nothing.add(one)
        self.grid_pages = QStackedWidget()
        self.grid_pages.setFocusProxy(self.grid)
        self.steps.setFocusProxy(self.grid)
        for page in (self.grid, self.nothing, self.failures):
            self.grid_pages.addWidget(page)
        parts = (self.header, self.steps, self.filters, self.grid_pages, self.hot_folder, self.bar)
        body = column(*parts, grows=self.grid_pages)
        browser = row(self.side, body, grows=body)
        browser.setFocusProxy(self.grid)
        return browser

    def _listen(self) -> None:
        self.side.chosen.connect(self._on_gallery_chosen)
        self.side.import_wanted.connect(self._import)
        self.side.card_wanted.connect(self.tasks.ask_card)
        self.side.model.dropped.connect(self.tasks.ask_import_into)
        self.header.recognise_wanted.connect(self._recognise)
        self.header.find_wanted.connect(self._find_unknown)
        self.header.export_wanted.connect(self._export)
        self.header.menu.matches_wanted.connect(self._show_matches)
        self.header.menu.hot_folder_wanted.connect(self.switch_hot_folder)
        self.hot_folder.changed.connect(self._on_hot_folder)
        self.hot_folder.opened.connect(self.open_photo)
        self.header.menu.failures_wanted.connect(self.filters.failures.click)
        self.header.menu.steps.setChecked(not self.steps.are_away)
        self.header.menu.steps.toggled.connect(self.steps.keep)
        self.header.review_wanted.connect(partial(self.place_wanted.emit, "review"))
        self.steps.away_wanted.connect(self.header.menu.steps.toggle)
        self.steps.wanted.connect(self._on_step)
        self.steps.next_known.connect(self.header.say_next)
        self.tasks.handed_out.connect(self._on_handed_out)
        self.filters.changed.connect(self._show_photos)
        self.filters.photos_wanted.connect(self.grid_pages.setFocus)
        self.filters.matches_wanted.connect(self._show_matches)
        self.filters.failures_wanted.connect(self._show_failures)
        self.failures.left.connect(self.filters.failures.click)
        self.grid.doubleClicked.connect(self.open_current)
        self.grid.picked.connect(self._count)
        self.grid.width_wished.connect(self.bar.cell_size.setValue)
        self.selection.opened.connect(self.open_current)
        self.selection.player_wanted.connect(self.show_player)
        self.selection.told.connect(self.told)
        self.selection.match_wanted.connect(self._put_into_match)
        self.selection.clock_wanted.connect(self._set_clock)
        self.viewer.menu.offer_clock()
        self.viewer.menu.clock_wanted.connect(self._set_clock)
        self.bar.cell_size.valueChanged.connect(self._set_cell_width)
        self.bar.rated.connect(self.selection.rate)
        self.bar.names_wanted.connect(self.selection.copy_names)
        self.bar.nothing_wanted.connect(self.grid.clearSelection)
        self.document.began.connect(self.bar.done.clear)
        self.viewer.left.connect(self._on_viewer_left)
        self.viewer.look_wanted.connect(self.tasks.look_at)
        self.tasks.player_wanted.connect(self.show_player)
        self.tasks.importing_into.connect(self._on_importing_into)
        self.tasks.import_stopped.connect(self.reload_later)
        self.photos.listed.connect(self._show_page)
        self.expected.changed.connect(self._show_expected)
        watch = QTimer(self)
        watch.setInterval(LOOK_EVERY_MS)
        watch.timeout.connect(self._on_tick)
        watch.start()

    def _bind(self, answers: Answers, keys: Keymap) -> None:
        for name, act in (
            ("undo", answers.undo),
            ("redo", answers.redo),
            ("import", self._import),
            ("recognise", self._recognise),
            ("find_people", self._find_unknown),
            ("card", self.tasks.ask_card),
            ("hot_folder", self.switch_hot_folder),
            ("export", self._export),
            ("find", self.filters.text.setFocus),
            ("everything", self.filters.clear),
            ("larger", lambda: self.grid.resize_cells(1)),
            ("smaller", lambda: self.grid.resize_cells(-1)),
        ):
            for owner in (self.browser, self.empty) if name in FILLING else (self.browser,):
                keys.bind(f"gallery.{name}", owner, act)

    @Slot()
    def _on_tick(self) -> None:
        """An import tells what it changed when it is done; until then, look, but in nobody's way."""
        if self.tasks.importing and not self.document.attended:
            self.reload_later()

    def concerns(self, changes: Changes, initiator: object) -> bool:  # noqa: ARG002
        """Galleries and their counts; the photos on screen are told at once."""
        self.photos.refresh(changes.photos)
        if changes.cameras or changes.matches:
            self._show_photos()
        return bool(changes.galleries or changes.photos or changes.sessions)

    def reload(self) -> None:
        """Read the galleries, and whether there is an active training session.

        The first photos do not wait until all faces are counted.
        """
        if self._gallery is None:
            self._listing.ask(operations.list_galleries(counted=False), self._on_names)
        else:
            self._listing.ask(operations.list_galleries(), self._on_galleries)
        self._looking.ask(patiently(upkeep.read_history()), self._on_history)

    @property
    def gallery(self) -> Gallery | None:
        """The gallery that is shown."""
        return self._gallery

    @Slot(object)
    def _on_history(self, sessions: list[TrainingSession]) -> None:
        self.tasks.trained = any(session.active for session in sessions)
        self._show_acts()

    def _show_acts(self) -> None:
        self.header.show_gallery(self._gallery, self.tasks.trained)
        self.steps.show_gallery(self._gallery, self.tasks.importing, self.tasks.trained)

    @Slot(object)
    def _on_names(self, galleries: list[Gallery]) -> None:
        self._on_galleries(galleries)
        if galleries:
            self._listing.ask(patiently(operations.list_galleries()), self._on_galleries)

    @Slot(object)
    def _on_galleries(self, galleries: list[Gallery]) -> None:
        if galleries:
            if self.pages.currentWidget() is self.empty:
                turn(self.pages, self.browser)
                self.setFocusProxy(self.browser)
            self.side.show_galleries(galleries, self._row_to_show(galleries))
            return
        self._gallery = None
        self._show_acts()
        self._say_empty()
        if not self.hot_folder.watching:
            turn(self.pages, self.empty)
            self.setFocusProxy(self.empty)
        self.gallery_changed.emit(None)

    def _row_to_show(self, galleries: Sequence[Gallery]) -> int:
        names = [gallery.name for gallery in galleries]
        ids = [gallery.id for gallery in galleries]
        if self._wanted_name in names:
            wanted, self._wanted_name = self._wanted_name, None
            return names.index(wanted)
        before = self._gallery
        return ids.index(before.id) if before is not None and before.id in ids else 0

    @Slot(object)
    def _on_gallery_chosen(self, gallery: Gallery) -> None:
        before, self._gallery = self._gallery, gallery
        if before is None or before.id != gallery.id:
            self.bar.done.clear()
        same = before is not None and (before.id, before.photos) == (gallery.id, gallery.photos)
        self._show_acts()
        self.bar.show_faces(gallery)
        self.filters.show_gallery(gallery)
        self.expected.show_gallery(gallery)
        self._show_expected()
        if self.grid_pages.currentWidget() is self.failures:
            self._show_failures(self.filters.failures.isChecked() and gallery.failures > 0)
        if not same or self.filters.follows_answers:
            self._show_photos()
        self._count()
        self.gallery_changed.emit(gallery)

    @Slot()
    def _show_photos(self) -> None:
        if self._gallery is not None:
            self.photos.show_gallery(self._gallery.id, self.filters.wanted, self.filters.sort)

    @Slot(object)
    def show_player(self, player_id: PlayerId) -> None:
        """Show only the photos of one player."""
        self.filters.show_player(player_id)

    @Slot()
    def _show_page(self) -> None:
        """The photos, or what there is to say where there are none."""
        self._count()
        if not self.filters.failures.isChecked():
            self.bar.show()
            there = self.photos.rowCount() > 0
            if not there:
                self._say_nothing()
            turn(self.grid_pages, self.grid if there else self.nothing)

    def _say_nothing(self) -> None:
        filtered = self.filters.active
        self.every_button.setVisible(filtered)
        self.more_button.setVisible(not filtered)
        self.nothing.setFocusProxy(self.every_button if filtered else self.more_button)
        if filtered:
            title = self.tr("No photo passes the filter")
            self.nothing.say(title, self.tr("Drop one of the conditions above, or all."))
        else:
            self.nothing.say(self.tr("No photos yet"), self.tr("Photos appear here as they come in."))

    @Slot(bool)
    def _show_failures(self, wanted: bool) -> None:
        if wanted and self._gallery is not None:
            self.failures.show_gallery(self._gallery)
            self.grid_pages.setCurrentWidget(self.failures)
            self.bar.hide()
        else:
            self._show_page()

    @Slot()
    def _count(self) -> None:
        shown = everything = self.photos.rowCount()
        if self._gallery is not None and self.filters.active:
            # While an import runs the gallery may have been counted before its photos were listed.
            everything = max(shown, self._gallery.photos)
        self.bar.show_counts(self.grid.selected_count(), shown, everything)

    @Slot(int)
    def _set_cell_width(self, wished: int) -> None:
        self.grid.set_cell_width(wished)
        self._profile.remember_state(CELL_WIDTH, QByteArray(str(wished).encode()))

    def _remembered_width(self) -> int:
        state = self._profile.state(CELL_WIDTH)
        return int(bytes(state.data())) if state is not None else self.grid.cell_width

    @Slot()
    def open_current(self) -> None:
        """Open the photo that has the focus."""
        if self.grid.currentIndex().isValid():
            self.pages.setCurrentWidget(self.viewer)
            self.viewer.open(self.photos.photo_ids(), self.grid.currentIndex().row())

    @Slot(str)
    def open_photo(self, photo_id: PhotoId) -> None:
        """Open a photo among all of the grid, or alone where the filter keeps it out."""
        ids = self.photos.photo_ids()
        shown = ids if photo_id in ids else [photo_id]
        self.pages.setCurrentWidget(self.viewer)
        self.viewer.open(shown, shown.index(photo_id))

    @Slot()
    def switch_hot_folder(self) -> None:
        """Watch a folder for the gallery in view, or for one of its own name; or watch it no longer."""
        if self.hot_folder.watching:
            self.hot_folder.stop()
        elif (folder := self.tasks.ask_hot_folder()) is not None:
            self.hot_folder.watch(folder, self._gallery.name if self._gallery else folder.name)

    @Slot()
    def _on_hot_folder(self) -> None:
        self.header.menu.show_hot_folder(self.hot_folder.watching)
        if self.hot_folder.watching and self.pages.currentWidget() is self.empty:
            self.pages.setCurrentIndex(GRID_PAGE)

    @Slot()
    def _on_viewer_left(self) -> None:
        """Back to the grid, at the photo that was seen last."""
        self.pages.setCurrentIndex(GRID_PAGE)
        if self.viewer.photo_id is not None:
            self.grid.show_photo(self.viewer.photo_id)
        self.grid.setFocus()

    @Slot(str)
    def _on_importing_into(self, name: str) -> None:
        self._wanted_name = name  # shown as soon as it is there
        self._say_empty()

    @Slot()
    def _import(self) -> None:
        self.tasks.ask_import()

    @Slot()
    def _recognise(self) -> None:
        if self._gallery is not None:
            self.tasks.recognise(self._gallery.id, self._gallery.name)

    @Slot()
    def _export(self) -> None:
        if self._gallery is not None:
            self.tasks.ask_names_file(self._gallery.id, self._gallery.name)

    @Slot(object)
    def _on_step(self, step: Step) -> None:
        if step is Step.IMPORT and self._gallery is not None and self.tasks.can_go_on(self._gallery):
            self.tasks.go_on(self._gallery)
        elif step is Step.IMPORT:
            self.tasks.ask_import((), self._gallery.name if self._gallery else "")
        elif step is Step.RECOGNISE:
            self._recognise()
        elif step is Step.EXPORT:
            self._export()
        else:
            self.place_wanted.emit(step.value)

    @Slot(object)
    def _on_handed_out(self, scope: GalleryId | WholeLibrary) -> None:
        if self._gallery is not None and scope in (self._gallery.id, WHOLE_LIBRARY):
            self.steps.mark_exported(self._gallery.id)

    @Slot()
    def _find_unknown(self) -> None:
        if self._gallery is not None:
            self.tasks.find_unknown(self._gallery.id, self._gallery.name)

    @Slot()
    def _show_expected(self) -> None:
        """Mark who is not expected, in all of the gallery or in a photo of a match."""
        if self._gallery is not None:
            for shown in (self.photos, self.viewer):
                shown.set_roster(self._gallery.roster, self.expected.narrower)

    @Slot()
    def _put_into_match(self) -> None:
        if self._gallery is not None:
            self.tasks.ask_match(self._gallery, self.selection.ids())

    @Slot(object)
    def _set_clock(self, photo: Photo) -> None:
        if self._gallery is not None:
            self.tasks.ask_clock(self._gallery, photo)

    @Slot()
    def _show_matches(self) -> None:
        if self._gallery is not None:
            selected: Sequence[PhotoId] = self.selection.ids()
            self.tasks.show_matches(self._gallery, selected)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Photos and folders of them may be dropped."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Ask how to import them."""
        self.tasks.ask_import(paths_of(event.mimeData()))
