"""The window: places at the left, one of them in the middle, the activity at the right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QMainWindow,
    QProgressBar,
    QStackedWidget,
)

from core.errors import PlayertagError
from core.types import GalleryId, PlayerId, WholeLibrary
from desktop.answers import Answers
from desktop.document import Document
from desktop.errors import Banner
from desktop.keys import Keymap
from desktop.language import in_user_language, shortened
from desktop.live_sync import LiveSync
from desktop.models.activity import Activity
from desktop.models.names import Names, RosterNames
from desktop.profile import Profile
from desktop.theme import DARK, app_icon, colours
from desktop.thumbnails import Pictures
from desktop.views.about import AboutDialog
from desktop.views.activity import ActivityPanel
from desktop.views.closing import Closing
from desktop.views.enter_key import EnterKey
from desktop.views.gallery import GalleryView
from desktop.views.keys import KeysDialog
from desktop.views.library_menu import LibraryButton
from desktop.views.notices import NoticeLine, Notices
from desktop.views.parts import Place, bar, button, column, label, row
from desktop.views.photo_viewer import PhotoViewer
from desktop.views.places import PlacesBar
from desktop.views.reading_order import step
from desktop.views.remembered import restore_splitters
from desktop.views.side_panel import SidePanel
from desktop.views.team_line import TeamLine
from desktop.views.tool_line import ToolLine
from desktop.views.wizard_pages import Then

if TYPE_CHECKING:
    from desktop.views.players import PlayersView
    from desktop.views.review import ReviewView
    from desktop.views.search import SearchView
    from desktop.views.settings import SettingsView
    from desktop.views.statistics import StatisticsView
    from desktop.views.training import TrainingView

Page = TypeVar("Page", bound=Place)
FRAME = QSize(16, 64)
"""What a window manager puts around a window, or its last line would be below the screen."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the views share; made by the composition root."""

    document: Document
    answers: Answers
    thumbnails: Pictures
    crops: Pictures
    keys: Keymap
    profile: Profile
    root: Path
    live: LiveSync


class MainWindow(QMainWindow):
    """The window over one open library."""

    user_wanted = Signal(str, object)
    """The name of one of the user's settings and the value that they gave it."""
    library_wanted = Signal(object)
    """The folder of another library to open."""
    new_wanted = Signal()
    restore_wanted = Signal()
    """The user thinks of going back to a backup."""

    def __init__(self, parts: Parts, gallery: str | None) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("{library} – Playertag").format(library=parts.root.name))
        self.setWindowIcon(app_icon())
        self.resize(QSize(1360, 860).boundedTo(self.screen().availableSize() - FRAME))
        self.document = parts.document
        self.keys = parts.keys
        self.activity = Activity(parts.document, self)
        self._parts = parts
        self._names = RosterNames(parts.document, self)
        self.galleries = GalleryView(
            parts.document,
            parts.answers,
            parts.thumbnails,
            parts.crops,
            self._told(PhotoViewer(*self._shared)),
            parts.keys,
            parts.profile,
            gallery,
        )
        self.library = LibraryButton(parts.root, parts.profile)
        self.bar = PlacesBar(self.library, parts.keys, self)
        self.places = self.bar.buttons
        self.closing = Closing(parts.document, parts.profile, self.activity, parts.live, self)
        self._build()
        self._listen()
        self.galleries.setFocus()

    # The other places are imported and made when somebody goes there: nobody waits for them at the start.

    @cached_property
    def review(self) -> ReviewView:
        """The questions."""
        from desktop.views.review import ReviewView

        made = ReviewView(*self._shared)
        made.side.show_gallery(self.galleries.gallery)
        self.galleries.gallery_changed.connect(made.side.show_gallery)
        made.side.find_wanted.connect(self._on_find_wanted)
        made.export_wanted.connect(self.galleries.tasks.ask_names_file)
        made.gallery_wanted.connect(self.galleries.reload)
        made.import_wanted.connect(self._on_import_wanted)
        self._parts.live.changed.connect(self._say_standing)
        made.show_standing(self._parts.live.standing)
        return self._added(made)

    @Slot()
    def _say_standing(self) -> None:
        self.review.show_standing(self._parts.live.standing)

    @cached_property
    def players(self) -> PlayersView:
        """Everybody who may be named."""
        from desktop.views.players import PlayersView

        parts = self._parts
        made = PlayersView(parts.document, parts.answers, parts.crops, self._names, parts.keys, parts.profile)
        made.photos_wanted.connect(self._on_photos_wanted)
        made.detail.told.connect(self.notices.say)
        return self._added(made)

    @cached_property
    def training(self) -> TrainingView:
        """What the recogniser learns, and how well it does."""
        from desktop.views.training import TrainingView

        made = TrainingView(self.document)
        made.show_gallery(self.galleries.gallery)
        self.galleries.gallery_changed.connect(made.show_gallery)
        return self._added(made)

    @cached_property
    def search(self) -> SearchView:
        """Photos of all galleries by words or by a face."""
        from desktop.views.search import SearchView

        made = SearchView(*self._shared)
        made.picture_wanted.connect(self._on_picture_wanted)
        self._told(made.viewer)
        return self._added(made)

    @cached_property
    def statistics(self) -> StatisticsView:
        """What there is, in numbers."""
        from desktop.views.statistics import StatisticsView

        return self._added(StatisticsView(self.document))

    @cached_property
    def settings(self) -> SettingsView:
        """How the program works for its user."""
        from desktop.views.settings import SettingsView

        parts = self._parts
        made = SettingsView(parts.document, parts.root, parts.profile, parts.keys, parts.live)
        made.user_wanted.connect(self.user_wanted)
        made.restore_wanted.connect(self.restore_wanted)
        made.team.conflicts_wanted.connect(self.show_conflicts)
        return self._added(made)

    @property
    def _shared(self) -> tuple[Document, Answers, Pictures, Pictures, Names, Keymap]:
        parts = self._parts
        return parts.document, parts.answers, parts.thumbnails, parts.crops, self._names, parts.keys

    def _told(self, viewer: PhotoViewer) -> PhotoViewer:
        """A viewer that says about which faces people disagree."""
        live = self._parts.live
        live.disputed.connect(viewer.show_disputes)
        viewer.show_disputes(live.standing.disputes)
        return viewer

    def _added(self, page: Page) -> Page:
        self.pages.addWidget(page)
        restore_splitters(page, self._parts.profile)
        return page

    def _build(self) -> None:
        self.banner = Banner()
        self.pages = QStackedWidget()
        self.panel = ActivityPanel(self.activity)
        EnterKey(self)
        self.pages.addWidget(self.galleries)
        pages = SidePanel(self.pages, self.panel)
        middle = row(self.bar, pages, grows=pages)
        status = self._status_line()
        Notices(self.activity, self.notices, self)
        self.galleries.told.connect(self.notices.say)
        self._parts.answers.told.connect(self.notices.say)
        self._parts.answers.where = self._gallery_in_view
        self.setCentralWidget(column(self.banner, self.closing.note, middle, status, grows=middle))

    def _status_line(self) -> QFrame:
        self.local = label(self.tr("All processing is local"), "quiet")
        self.device = label(self.tr("Opening the models…"), "quiet")
        self.tool = ToolLine(self.document)
        dot = label("·", "quiet")
        standing = bar("standing", self.local, dot, self.device, self.tool, None, margins=(0, 0))
        self.notices = NoticeLine(standing)
        self.team = TeamLine(self._parts.live)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(140)
        self.progress.hide()
        self.activity_button = button(self.tr("Activity"), self.toggle_activity, "link")
        return bar(
            "statusLine",
            self.notices,
            self.team,
            self.progress,
            self.activity_button,
            margins=(14, 3),
        )

    def _listen(self) -> None:
        self.document.problem.connect(self.banner.show_problem)
        self.document.tried.connect(self.banner.forget)
        self.galleries.tasks.nobody_known.connect(self.banner.show_nobody_known)
        self.banner.players_wanted.connect(partial(self.go_to, "players"))
        self.bar.wanted.connect(self._show_place)
        self.bar.keys_button.clicked.connect(self.show_keys)
        self.bar.theme_button.clicked.connect(self._on_theme)
        self.activity.updated.connect(self._on_activity)
        self.galleries.place_wanted.connect(self.go_to)
        self.keys.bind("window.keys", self, self.show_keys)
        self.keys.bind("window.look", self, self.galleries.tasks.ask_picture)
        menu = self.library.libraries
        menu.library_wanted.connect(self.library_wanted)
        menu.new_wanted.connect(self.new_wanted)
        menu.about_wanted.connect(self.show_about)
        menu.quit_wanted.connect(self.close)
        self.team.team_wanted.connect(self.show_team)
        self.team.conflicts_wanted.connect(self.show_conflicts)
        self.keys.bind("window.library", self, self.library.showMenu)
        self.keys.bind("window.activity", self, self.toggle_activity)
        self.keys.bind("window.quit", self, self.close)

    def _gallery_in_view(self) -> str:
        """What the one gallery is called that the place in view is about."""
        place = self.bar.current
        gallery = self.galleries.gallery if place == "galleries" else None
        if place == "review":
            gallery = self.review.side.gallery
        return gallery.name if gallery is not None else ""

    @Slot(str)
    def _show_place(self, place: str) -> None:
        page: Place = getattr(self, place)
        self.pages.setCurrentWidget(page)
        page.setFocus()

    def go_to(self, place: str) -> None:
        """Show one of `PLACES`."""
        self.bar.go_to(place)

    def start_with(self, then: Then) -> None:
        """Go where a new library begins."""
        if then is Then.PHOTOS:
            self.galleries.tasks.ask_import()
        elif then is Then.ROSTER:
            self.go_to("players")
        elif then is Then.TEAM:
            self.show_team()
            self.settings.team.ask_invitation()
        elif then is Then.SETTINGS:
            self.go_to("settings")
            self.settings.show_language()

    @Slot()
    def show_keys(self) -> None:
        """Say what the keys do here."""
        self._open(KeysDialog(self.keys, self._places_of_keys(), self))

    def _places_of_keys(self) -> tuple[str, ...]:
        """The places of the catalogue of keys that are in view."""
        place = self.bar.current
        if place in ("galleries", "search"):
            page = self.galleries if place == "galleries" else self.search
            return ("viewer",) if page.pages.currentWidget() is page.viewer else ("gallery",)
        return (place,) if place in ("review", "players") else ()

    @Slot()
    def show_team(self) -> None:
        """Show the team in the settings."""
        self.go_to("settings")
        self.settings.show_team()

    @Slot()
    def show_conflicts(self) -> None:
        """About which faces people of the team disagree, to be settled."""
        from desktop.views.team_conflicts import ConflictsDialog

        self._open(ConflictsDialog(*self._shared, self))

    @Slot()
    def show_about(self) -> None:
        """Say what the program is and what it is made of."""
        self._open(AboutDialog(self.document, self))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str, str)
    def show_device(self, name: str, note: str) -> None:
        """Say what the models run on, and why."""
        self.device.setText(self.tr("Runs on {device}").format(device=name))
        self.device.setToolTip(note)
        self.activity.set_device(name)

    @Slot(object)
    def show_no_device(self, error: PlayertagError) -> None:
        """Say that there are no models to run."""
        self.device.setText(self.tr("No models: {reason}").format(reason=in_user_language(error.words)))

    @Slot()
    def toggle_activity(self) -> None:
        """Show the jobs, or hide them."""
        self.panel.setVisible(self.panel.isHidden())

    @Slot()
    def _on_activity(self) -> None:
        live = self.activity.live
        first = next((entry for entry in live if entry.progress), live[0] if live else None)
        self.progress.setVisible(first is not None)
        if first is None:
            self.activity_button.setText(self._at_rest())
            return
        progress = first.progress
        self.progress.setRange(0, progress.total if progress else 0)
        self.progress.setValue(progress.done if progress else 0)
        more = f"  +{len(live) - 1}" if len(live) > 1 else ""
        self.activity_button.setText(f"{shortened(first.title)}: {first.words()}{more}")

    def _at_rest(self) -> str:
        """What the way to the jobs says where none runs: files that failed are not left to be found."""
        failed = sum(len(entry.failures) for entry in self.activity.entries[:1])
        return self.tr("⚠  Files that failed: {n}").format(n=failed) if failed else self.tr("Activity")

    @Slot(object, str)
    def _on_find_wanted(self, scope: GalleryId | WholeLibrary, name: str) -> None:
        self.galleries.tasks.find_unknown(scope, name)

    @Slot()
    def _on_import_wanted(self) -> None:
        self.go_to("galleries")
        self.galleries.tasks.ask_import()

    @Slot(object, str)
    def _on_photos_wanted(self, player_id: PlayerId, _name: str) -> None:
        self.go_to("galleries")
        self.galleries.show_player(player_id)

    @Slot(object)
    def _on_picture_wanted(self, path: Path | None) -> None:
        if path is None:
            self.galleries.tasks.ask_picture()
        else:
            self.galleries.tasks.look_at(path)

    @Slot()
    def _on_theme(self) -> None:
        self.user_wanted.emit("theme", "light" if colours(self.palette()) is DARK else "dark")

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab leads along what is seen."""
        return step(self, forward)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close when nothing is lost by it; what still runs is asked about or waited for first."""
        if self.closing.may_close:
            super().closeEvent(event)
        else:
            event.ignore()
            self.closing.ask()
