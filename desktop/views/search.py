"""One field for everything: players, teams, days and files, and pictures of somebody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QStackedWidget, QVBoxLayout

from core.changes import Changes
from core.types import Player, SearchTerm, TermKind
from desktop import searching
from desktop.answers import Answers
from desktop.document import Document, Latest
from desktop.keys import Keymap
from desktop.models import roles
from desktop.models.names import Names, NamesModel
from desktop.models.photo_grid import PhotoGridModel
from desktop.searching import Found
from desktop.thumbnails import Pictures
from desktop.views.gallery_grid import PhotoGrid
from desktop.views.parts import EmptyState, Place, bar, button, column, fill, label, row
from desktop.views.photo_viewer import PhotoViewer

# A pause in typing: what is in the field by then is meant.
AFTER_TYPING_MS = 250


class SearchView(Place):
    """The field, what was understood, the players that are meant, and the photos that fit."""

    picture_wanted = Signal(object)
    """The path of a picture whose faces are to be looked for; None to ask for one."""

    def __init__(
        self,
        document: Document,
        answers: Answers,
        thumbnails: Pictures,
        crops: Pictures,
        names: Names,
        keys: Keymap,
    ) -> None:
        super().__init__(document)
        self._thumbnails = thumbnails
        self._reading = Latest(document, self)
        self.photos = PhotoGridModel(document, thumbnails, self)
        self.players = NamesModel(self)
        self.viewer = PhotoViewer(document, answers, thumbnails, crops, names, keys)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(AFTER_TYPING_MS)
        self.setAcceptDrops(True)
        self._build()
        self._listen(keys)

    def _build(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("A player, a team, a day, a file; Ada and Grace together"))
        self.field.setAccessibleName(self.tr("Search"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(320)
        self.count = label("", "quiet")
        self.picture_button = button(self.tr("Faces of a picture…"), self._ask_picture)
        self.picture_button.setToolTip(self.tr("Find faces like those of a picture. It can be dropped here."))
        title = label(self.tr("Search"), "title")
        header = bar("header", title, self.field, self.count, None, self.picture_button)
        self.words: QLabel = label("", "quiet")
        self.words.setContentsMargins(14, 8, 14, 8)
        self.words.setWordWrap(True)
        self.grid = PhotoGrid(self.photos, self._thumbnails)
        self.empty = EmptyState("", "")
        self.results = QStackedWidget()
        self.results.addWidget(self.empty)
        self.results.addWidget(self.grid)
        found = row(self._side(), self.results, grows=self.results)
        body = column(header, self.words, found, grows=found)
        self.pages = QStackedWidget()
        self.pages.addWidget(body)
        self.pages.addWidget(self.viewer)
        fill(self, self.pages)
        self.setFocusProxy(self.field)
        self._show(None)

    def _side(self) -> QFrame:
        self.side = QFrame()
        self.side.setObjectName("side")
        self.side.setFixedWidth(248)
        self.list = QListView()
        self.list.setModel(self.players)
        self.list.setAccessibleName(self.tr("Players that are meant"))
        layout = QVBoxLayout(self.side)
        layout.setContentsMargins(0, 12, 1, 12)
        head = label(self.tr("PLAYERS"), "section")
        head.setContentsMargins(14, 0, 14, 4)
        layout.addWidget(head)
        layout.addWidget(self.list, 1)
        return self.side

    def _listen(self, keys: Keymap) -> None:
        self.field.textChanged.connect(self._typing.start)
        self.field.returnPressed.connect(self.reload)
        self._typing.timeout.connect(self.reload)
        self.list.clicked.connect(self._on_player)
        self.list.activated.connect(self._on_player)
        self.grid.doubleClicked.connect(self.open_current)
        self.grid.width_wished.connect(self.grid.set_cell_width)
        self.viewer.left.connect(self._on_viewer_left)
        keys.bind("gallery.open", self.grid, self.open_current)

    def search_for(self, text: str) -> None:
        """Put this into the field and look for it at once."""
        self.field.setText(text)
        self.reload()

    def concerns(self, changes: Changes, initiator: object) -> bool:  # noqa: ARG002
        """Who is in which photo, and which photos there are."""
        self.photos.refresh(changes.photos)
        return bool(changes.faces or changes.photos or changes.players or changes.galleries)

    def reload(self) -> None:
        """Look for what is in the field."""
        self._typing.stop()
        if self.field.text().strip():
            self._reading.ask(searching.find(self.field.text()), self._show)
        else:
            self._reading.drop()
            self._show(None)

    @Slot(object)
    def _show(self, found: Found | None) -> None:
        terms = found.terms if found is not None else ()
        self.players.set_players(found.players if found is not None else ())
        self.side.setVisible(bool(found is not None and found.players))
        self.photos.show_photos(list(found.photos) if found is not None else [])
        self.words.setText("  ·  ".join(self._term(term) for term in terms))
        self.words.setVisible(bool(terms))
        count = len(found.photos) if found is not None else 0
        self.count.setText(self.tr("Photos: {n}").format(n=count) if terms else "")
        self.results.setCurrentWidget(self.grid if count else self.empty)
        if terms:
            self.empty.say(
                self.tr("No photo fits all of this"),
                self.tr("Only names that are confirmed or tagged count. Try fewer words."),
            )
        else:
            self.empty.say(
                self.tr("Find anybody, any day, any file"),
                self.tr(
                    "For example: Ada and Grace 2026-05-01, Falcons, #7, IMG_0042. Or drop a picture here."
                ),
            )

    def _term(self, term: SearchTerm) -> str:
        """A part of the search with what it was taken for."""
        words = {
            TermKind.PLAYER: self.tr("player: {text}"),
            TermKind.TEAM: self.tr("team: {text}"),
            TermKind.DAY: self.tr("day: {text}"),
            TermKind.FILE: self.tr("file name with: {text}"),
        }[term.kind]
        return words.format(text=term.text)

    @Slot(QModelIndex)
    def _on_player(self, index: QModelIndex) -> None:
        """Their photos alone."""
        player = index.data(roles.PLAYER)
        if isinstance(player, Player):
            self.search_for(f'"{player.name}"')

    @Slot()
    def open_current(self) -> None:
        """Open the photo that has the focus."""
        current = self.grid.currentIndex()
        if current.isValid():
            self.pages.setCurrentWidget(self.viewer)
            self.viewer.open(self.photos.photo_ids(), current.row())

    @Slot()
    def _on_viewer_left(self) -> None:
        self.pages.setCurrentIndex(0)
        if self.viewer.photo_id is not None:
            self.grid.show_photo(self.viewer.photo_id)
        self.grid.setFocus()

    @Slot()
    def _ask_picture(self) -> None:
        self.picture_wanted.emit(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A picture may be dropped."""
        if _file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Look for faces like those of the picture."""
        self.picture_wanted.emit(_file(event))


def _file(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.is_file()), None)
