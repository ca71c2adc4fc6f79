"""What is done with the selected photos of a gallery, by keys and by a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from core.types import BEST_RATING, REJECTED_PHOTO, Photo, PhotoId, PlayerId
from desktop import edits, operations
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.edits import Edit
from desktop.keys import Keymap
from desktop.verdicts import Answer
from desktop.views.gallery_grid import PhotoGrid
from desktop.views.photo_acts import copy_names, copy_paths, open_folder
from desktop.views.selection_bar import fill_rate_menu


class GallerySelection(QObject):
    """Acts on the photos that are selected in the grid."""

    opened = Signal()
    """The photo that has the focus is to be seen."""
    player_wanted = Signal(object)
    """The id of a player whose photos are to be seen."""
    told = Signal(str)
    """Why something could not be done."""
    match_wanted = Signal()
    """The selected photos are to be put into a match."""
    clock_wanted = Signal(object)
    """The `Photo` by which the clock of its camera is to be put right."""

    def __init__(
        self, document: Document, answers: Answers, grid: PhotoGrid, keys: Keymap, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._answers = answers
        self._grid = grid
        self._keymap = keys
        self._reading = Latest(document, self)
        self._use: Callable[[list[Photo]], None] = copy_names
        grid.delegate.rated.connect(self._on_star)
        grid.customContextMenuRequested.connect(self._show_menu)
        answers.given.connect(self._on_given)
        answers.taken_back.connect(self._on_taken_back)
        for name, act in self._keys().items():
            keys.bind(f"gallery.{name}", grid, act)

    def _keys(self) -> dict[str, Callable[[], None]]:
        return {
            "open": self.opened.emit,
            "all": self._grid.selectAll,
            "escape": self._grid.clearSelection,
            "copy_names": self.copy_names,
            "copy_paths": self.copy_paths,
            "folder": self.open_folder,
            "match": self.put_into_match,
            "clock": self.set_clock,
            "reject": partial(self.rate, REJECTED_PHOTO),
            **{f"rate_{stars}": partial(self.rate, stars) for stars in range(BEST_RATING + 1)},
        }

    def ids(self) -> list[PhotoId]:
        """The photos that are selected, in their order."""
        return self._grid.selected_ids()

    @Slot(int)
    def rate(self, rating: int) -> None:
        """Give the selected photos stars, or reject them."""
        chosen = self.ids()
        if chosen:
            self._answers.give(edits.rate(chosen, rating))

    @Slot()
    def copy_names(self) -> None:
        """Put the names of those in the selected photos on the clipboard, a line a photo."""
        self._read(copy_names)

    @Slot()
    def copy_paths(self) -> None:
        """Put where the selected photos are on the clipboard, a line a photo."""
        self._read(copy_paths)

    @Slot()
    def open_folder(self) -> None:
        """Show the folder of the selected photo in the system's file manager."""
        self._read(self._open_folder)

    def _open_folder(self, photos: list[Photo]) -> None:
        if words := open_folder(photos):
            self.told.emit(words)

    @Slot()
    def put_into_match(self) -> None:
        """Say of which match the selected photos are."""
        if self.ids():
            self.match_wanted.emit()

    @Slot()
    def set_clock(self) -> None:
        """Put the clock of a camera right by the selected photo."""
        if self._grid.selected_count() == 1:
            self._read(self._want_clock)

    def _want_clock(self, photos: list[Photo]) -> None:
        if photos[0].taken_at is not None:
            self.clock_wanted.emit(photos[0])

    def _read(self, use: Callable[[list[Photo]], None]) -> None:
        chosen = self.ids()
        if chosen:
            self._use = use
            self._reading.ask(operations.read_photos(chosen), self._on_read)

    @Slot(object)
    def _on_read(self, photos: list[Photo]) -> None:
        self._use(photos)

    @Slot(str, int)
    def _on_star(self, photo_id: str, rating: int) -> None:
        self._answers.give(edits.rate([PhotoId(photo_id)], rating))

    @Slot(object)
    def _on_given(self, answer: Answer) -> None:
        if isinstance(answer, Edit):
            self._grid.photos.show_ratings(answer.ratings)

    @Slot(object)
    def _on_taken_back(self, answer: Answer) -> None:
        if isinstance(answer, Edit):
            self._grid.photos.show_ratings(answer.before)

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        if self._grid.selected_count():
            menu = self.menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._grid.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """What can be done with the selected photos."""
        menu = QMenu(self._grid)
        count = self._grid.selected_count()
        self._add(menu, self.tr("Open"), "open", self.opened.emit)
        folder = self._add(menu, self.tr("Open the folder"), "folder", self.open_folder)
        known = (self._grid.photos.known(photo_id) for photo_id in self.ids())
        folder.setEnabled(any(photo is None or photo.is_here for photo in known))
        menu.addSeparator()
        rating = menu.addMenu(self.tr("Rate {count}").format(count=count))
        fill_rate_menu(rating, self._keymap, self.rate)
        self._add_players(menu)
        self._add_schedule(menu)
        menu.addSeparator()
        self._add(menu, self.tr("Copy names"), "copy_names", self.copy_names)
        self._add(menu, self.tr("Copy paths"), "copy_paths", self.copy_paths)
        return menu

    def _add(self, menu: QMenu, words: str, key: str, act: Callable[[], object]) -> QAction:
        return menu.addAction(f"{words}\t{self._keymap.hint(f'gallery.{key}')}", act)

    def _add_schedule(self, menu: QMenu) -> None:
        menu.addSeparator()
        self._add(menu, self.tr("Put into a match…"), "match", self.put_into_match)
        clock = self._add(menu, self.tr("Set the clock of its camera…"), "clock", self.set_clock)
        known = [self._grid.photos.known(photo_id) for photo_id in self.ids()]
        clock.setEnabled(len(known) == 1 and (known[0] is None or known[0].taken_at is not None))

    def _add_players(self, menu: QMenu) -> None:
        """Those in the photo under the pointer; several photos have too many."""
        photo = self._grid.photos.known(self._grid.photos.id_at(self._grid.currentIndex().row()))
        faces = photo.faces if photo is not None and self._grid.selected_count() == 1 else ()
        players = {face.player_id: face.player for face in faces if face.player_id and face.player}
        for player_id, name in players.items():
            words = self.tr("Only photos of {name}").format(name=name).replace("&", "&&")
            menu.addAction(words, partial(self._want_player, player_id))

    def _want_player(self, player_id: PlayerId) -> None:
        self.player_wanted.emit(player_id)
