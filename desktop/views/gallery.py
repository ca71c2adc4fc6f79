"""The galleries, the photos of one of them, and one photo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QListView,
    QSizePolicy,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.changes import Changes
from core.types import FaceState, Gallery, PhotoFilter, PlayerId, TrainingSession
from desktop import operations, upkeep
from desktop.document import Document, Latest
from desktop.keys import Keymap
from desktop.models import roles
from desktop.models.galleries import GalleriesModel
from desktop.models.photo_grid import PhotoGridModel
from desktop.thumbnails import Pictures
from desktop.views.gallery_delegate import GalleryDelegate
from desktop.views.gallery_menu import GalleryMenu
from desktop.views.gallery_tasks import GalleryTasks
from desktop.views.grid import Grid
from desktop.views.parts import (
    MARKS,
    EmptyState,
    Place,
    bar,
    button,
    column,
    fill,
    label,
    menu_button,
    row,
    state_words,
)
from desktop.views.photo_delegate import BADGES, PhotoDelegate
from desktop.views.photo_viewer import PhotoViewer

SMALLEST, USUAL, LARGEST = 140, 210, 420


GRID_PAGE = 1
LOOK_EVERY_MS = 1500


class GalleryView(Place):
    """Chooses a gallery, shows its photos as a grid, and starts what is done with a gallery."""

    gallery_changed = Signal(object)
    """The `Gallery` that is shown, or None."""

    def __init__(
        self,
        document: Document,
        thumbnails: Pictures,
        crops: Pictures,
        viewer: PhotoViewer,
        keys: Keymap,
        wanted: str | None,
    ) -> None:
        super().__init__(document)
        self._thumbnails = thumbnails
        self._wanted_name = wanted
        self._gallery: Gallery | None = None
        self._player_id: PlayerId | None = None
        self.tasks = GalleryTasks(document, crops, self)
        self._listing = Latest(document, self)
        self._looking = Latest(document, self)
        self.galleries = GalleriesModel(self)
        self.photos = PhotoGridModel(document, thumbnails, self)
        self.viewer = viewer
        self.setAcceptDrops(True)
        self._build()
        self._listen()
        keys.bind("gallery.open", self.grid, self.open_current)

    def _build(self) -> None:
        self.pages = QStackedWidget()
        self.empty = EmptyState(
            self.tr("No photos yet"),
            self.tr("Import a folder, or drop one here. Photos stay where they are."),
        )
        self.empty_import_button = button(self.tr("Import photos…"), self._import, "primary")
        self.empty.add(self.empty_import_button)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._browser())
        self.pages.addWidget(self.viewer)
        fill(self, self.pages)
        self.setFocusProxy(self.grid)

    def _browser(self) -> QWidget:
        self.grid = self._make_grid()
        self.nothing = EmptyState(
            self.tr("No photo passes the filter"), self.tr("Choose another filter above.")
        )
        self.grid_pages = QStackedWidget()
        self.grid_pages.addWidget(self.grid)
        self.grid_pages.addWidget(self.nothing)
        body = column(self._header(), self.grid_pages, grows=self.grid_pages)
        return row(self._side(), body, grows=body)

    def _side(self) -> QFrame:
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(232)
        self.list = QListView()
        self.list.setObjectName("galleries")
        self.list.setModel(self.galleries)
        self.list.setItemDelegate(GalleryDelegate(self.list))
        self.list.setAccessibleName(self.tr("Galleries"))
        self.import_button = button(self.tr("Import photos…"), self._import, "primary")
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 12, 1, 12)
        head = label(self.tr("GALLERIES"), "section")
        head.setContentsMargins(14, 0, 14, 4)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.addWidget(self.import_button)
        layout.addLayout(foot)
        return side

    def _header(self) -> QFrame:
        self.title = label("", "title")
        self.counts = label("", "quiet")
        # The counts give way before the buttons do.
        self.counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(12)
        for words, states in self._filters():
            self.filter.addItem(words, states)
        self.cell_size = QSlider(Qt.Orientation.Horizontal)
        self.cell_size.setRange(SMALLEST, LARGEST)
        self.cell_size.setValue(USUAL)
        self.cell_size.setFixedWidth(84)
        self.cell_size.setAccessibleName(self.tr("Size of the pictures"))
        self.recognise_button = button(self.tr("Recognise players"), self._recognise)
        self.find_button = button(self.tr("Find unknown people"), self._find_unknown)
        self.menu = GalleryMenu(self.tasks, self)
        self.menu_button = menu_button(self.tr("More"), self.menu)
        self.player_chip = button("", self.show_everybody, "chip")
        self.player_chip.setToolTip(self.tr("Show the photos of everybody again"))
        self.player_chip.hide()
        return bar(
            "header",
            self.title,
            self.counts,
            self.player_chip,
            self.filter,
            self.cell_size,
            self.recognise_button,
            self.find_button,
            self.menu_button,
        )

    def _filters(self) -> tuple[tuple[str, frozenset[FaceState] | None], ...]:
        return (
            (self.tr("All photos"), None),
            (self.tr("With unknown faces"), frozenset({FaceState.UNKNOWN, FaceState.REJECTED})),
            (self.tr("With suggestions"), frozenset({FaceState.SUGGESTED})),
            (self.tr("Tagged by the machine"), frozenset({FaceState.TAGGED})),
            (self.tr("With confirmed names"), frozenset({FaceState.CONFIRMED})),
        )

    def _make_grid(self) -> QListView:
        grid = Grid()
        self.delegate = PhotoDelegate(grid)
        grid.setModel(self.photos)
        grid.setItemDelegate(self.delegate)
        grid.setSelectionMode(QListView.SelectionMode.SingleSelection)
        grid.setMouseTracking(True)
        grid.setAccessibleName(self.tr("Photos"))
        return grid

    def _listen(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_gallery_chosen)
        self.grid.doubleClicked.connect(self._on_opened)
        self.viewer.left.connect(self._on_viewer_left)
        self.viewer.look_wanted.connect(self.tasks.look_at)
        self.filter.currentIndexChanged.connect(self._show_photos)
        self.tasks.player_wanted.connect(self.show_player)
        self.tasks.importing_into.connect(self._on_importing_into)
        self.cell_size.valueChanged.connect(self._on_size)
        self.photos.modelReset.connect(self._on_photos)
        self.photos.rowsInserted.connect(self._on_photos)
        self.grid.viewport().installEventFilter(self)
        watch = QTimer(self)
        watch.setInterval(LOOK_EVERY_MS)
        watch.timeout.connect(self._on_tick)
        watch.start()

    @Slot()
    def _on_tick(self) -> None:
        """An import tells what it changed when it is done; until then, look."""
        if self.tasks.importing:
            self.reload_later()

    def concerns(self, changes: Changes, initiator: object) -> bool:  # noqa: ARG002
        """Galleries and their counts; the photos on screen are told at once."""
        self.photos.refresh(changes.photos)
        return bool(changes.galleries or changes.photos or changes.sessions)

    def reload(self) -> None:
        """Read the galleries, and whether there is an active training session."""
        self._listing.ask(operations.list_galleries(), self._on_galleries)
        self._looking.ask(upkeep.read_history(), self._on_history)

    @property
    def gallery(self) -> Gallery | None:
        """The gallery that is shown."""
        return self._gallery

    @Slot(object)
    def _on_history(self, sessions: list[TrainingSession]) -> None:
        self.tasks.trained = any(session.active for session in sessions)
        self._update_buttons()

    @Slot(object)
    def _on_galleries(self, galleries: list[Gallery]) -> None:
        before = self._gallery
        self.galleries.set_galleries(galleries)
        if not galleries:
            self._gallery = None
            self.menu.show_gallery(None)
            self.pages.setCurrentWidget(self.empty)
            self.gallery_changed.emit(None)
            return
        if self.pages.currentWidget() is self.empty:
            self.pages.setCurrentIndex(GRID_PAGE)
        wanted = self._row_to_show(galleries, before)
        if self.list.currentIndex().row() == wanted:
            self._show(galleries[wanted])
        else:
            self.list.setCurrentIndex(self.galleries.index(wanted))

    def _row_to_show(self, galleries: list[Gallery], before: Gallery | None) -> int:
        names = [gallery.name for gallery in galleries]
        ids = [gallery.id for gallery in galleries]
        if self._wanted_name in names:
            wanted, self._wanted_name = self._wanted_name, None
            return names.index(wanted)
        return ids.index(before.id) if before is not None and before.id in ids else 0

    @Slot(QModelIndex, QModelIndex)
    def _on_gallery_chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        gallery = current.data(roles.GALLERY)
        if isinstance(gallery, Gallery):
            if self._gallery is not None and gallery.id != self._gallery.id:
                self._forget_player()
            self._show(gallery)

    def _show(self, gallery: Gallery) -> None:
        before, self._gallery = self._gallery, gallery
        same = before is not None and (before.id, before.photos) == (gallery.id, gallery.photos)
        self.title.setText(gallery.name)
        self.counts.setText("   ".join(one for one, _ in self._counts(gallery)))
        self.counts.setToolTip("\n".join(words for _, words in self._counts(gallery)))
        self._update_buttons()
        self.menu.show_gallery(gallery)
        self.photos.set_roster(gallery.roster)
        self.viewer.set_roster(gallery.roster)
        if not same or self.wanted != PhotoFilter():
            self._show_photos()
        self.gallery_changed.emit(gallery)

    def _counts(self, gallery: Gallery) -> list[tuple[str, str]]:
        """Each count, short and in words."""
        photos = self.tr("{n} photos").format(n=gallery.photos)
        faces = [
            (f"{MARKS[state]} {count}", f"{count} {state_words(state)}")
            for state in BADGES
            if (count := gallery.by_state.get(state, 0))
        ]
        return [(photos, photos), *faces]

    @Slot()
    def _show_photos(self) -> None:
        if self._gallery is not None:
            self.photos.show_gallery(self._gallery.id, self.wanted)

    @property
    def wanted(self) -> PhotoFilter:
        """Which photos of the gallery are to be seen."""
        players = frozenset({self._player_id}) if self._player_id is not None else frozenset()
        return PhotoFilter(self.filter.currentData(), players)

    @Slot(object, str)
    def show_player(self, player_id: PlayerId, name: str) -> None:
        """Show only the photos of one player."""
        self._player_id = player_id
        self.player_chip.setText(self.tr("Only {name}   ✕").format(name=name))
        self.player_chip.show()
        self._show_photos()

    @Slot()
    def show_everybody(self) -> None:
        """Show the photos of everybody again."""
        self._forget_player()
        self._show_photos()

    def _forget_player(self) -> None:
        self._player_id = None
        self.player_chip.hide()

    @Slot()
    def _on_photos(self) -> None:
        empty = self.photos.rowCount() == 0
        self.grid_pages.setCurrentWidget(self.nothing if empty else self.grid)

    @Slot()
    def _update_buttons(self) -> None:
        self.recognise_button.setEnabled(self._gallery is not None and self.tasks.trained)
        self.recognise_button.setToolTip(
            "" if self.tasks.trained else self.tr("Train first: Training is the place for it.")
        )
        self.find_button.setEnabled(self._gallery is not None)

    @Slot()
    def _on_size(self) -> None:
        """Cells of about the wished width, so wide that they fill the row."""
        wished = self.cell_size.value()
        room = self.grid.viewport().width()
        self.delegate.set_width(room // max(room // wished, 1))
        self._thumbnails.set_box(self.delegate.picture_size * self.devicePixelRatioF())
        self.grid.setGridSize(self.delegate.cell)
        # A notch of the wheel is a row, not three quarters of what is seen.
        lines = max(QApplication.wheelScrollLines(), 1)
        self.grid.verticalScrollBar().setSingleStep(self.delegate.cell.height() // lines)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Fill the row anew when the grid's width changes."""
        if event.type() == QEvent.Type.Resize and watched is self.grid.viewport():
            self._on_size()
        return super().eventFilter(watched, event)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self.pages.setCurrentWidget(self.viewer)
        self.viewer.open(self.photos.photo_ids(), index.row())

    def open_current(self) -> None:
        """Open the photo that has the focus."""
        if self.grid.currentIndex().isValid():
            self._on_opened(self.grid.currentIndex())

    @Slot()
    def _on_viewer_left(self) -> None:
        """Back to the grid, at the photo that was seen last."""
        self.pages.setCurrentIndex(GRID_PAGE)
        seen = self.viewer.photo_id
        at = self.photos.row_of(seen) if seen is not None else None
        if at is not None:
            self.grid.selectionModel().setCurrentIndex(
                self.photos.index(at), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self.grid.setFocus()

    @Slot(str)
    def _on_importing_into(self, name: str) -> None:
        self._wanted_name = name  # shown as soon as it is there

    @Slot()
    def _import(self) -> None:
        self.tasks.ask_import()

    @Slot()
    def _recognise(self) -> None:
        if self._gallery is not None:
            self.tasks.recognise(self._gallery.id, self._gallery.name)

    @Slot()
    def _find_unknown(self) -> None:
        if self._gallery is not None:
            self.tasks.find_unknown(self._gallery.id, self._gallery.name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A folder may be dropped."""
        if _folder(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Ask how to import the folder."""
        self.tasks.ask_import(_folder(event))


def _folder(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.is_dir()), None)
