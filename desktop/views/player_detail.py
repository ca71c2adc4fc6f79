"""One player, beside the list: who it is, the seasons, the consent, and the faces they are known by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.changes import Changes
from core.types import FaceId, GalleryId, Player, PlayerUpdate, Season
from desktop import rostering, verdicts
from desktop.answers import Answers
from desktop.document import Document
from desktop.keys import Keymap
from desktop.models.players import files_of
from desktop.profile import Profile
from desktop.theme import colours
from desktop.thumbnails import Pictures
from desktop.views.parts import button, fill, label
from desktop.views.player_delegate import paint_face
from desktop.views.player_fields import PlayerFields
from desktop.views.player_refusals import PlayerRefusals
from desktop.views.player_seasons import PlayerSeasons
from desktop.views.references import ReferencesView
from desktop.views.team_store import DeliverDialog

PORTRAIT = 96
WIDTH = 436


class Portrait(QWidget):
    """The best face of a player."""

    def __init__(self, crops: Pictures, side: int = PORTRAIT) -> None:
        super().__init__()
        self._crops = crops
        self._face: FaceId | None = None
        self._name = ""
        self.setFixedSize(side, side)
        crops.ready.connect(self._on_picture)

    def show_player(self, player: Player) -> None:
        """Show a player's face, or that there is none."""
        self._face, self._name = player.portrait, player.name
        self.update()

    @Slot(str)
    def _on_picture(self, key: str) -> None:
        if key == self._face:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """The face in a rounded square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = self._crops.get(self._face) if self._face is not None else None
        paint_face(painter, self.rect(), picture, self._name, colours(self.palette()))


class PlayerDetail(QFrame):
    """Everything about one player; what is changed is kept at once."""

    photos_wanted = Signal(object, str)
    """The id and the name of the player whose photos are to be shown."""
    answered = Signal(object)
    """An `Answer` that was given here."""
    told = Signal(str)
    """What came of a change, where it is not to be seen here."""

    def __init__(
        self, document: Document, answers: Answers, crops: Pictures, keys: Keymap, profile: Profile
    ) -> None:
        super().__init__()
        self._document = document
        self._answers = answers
        self._player: Player | None = None
        self.setObjectName("sideRight")
        self.setMinimumWidth(WIDTH)
        self.setAcceptDrops(True)
        self.portrait = Portrait(crops)
        self.fields = PlayerFields()
        self.refusals = PlayerRefusals(document)
        self.seasons = PlayerSeasons()
        self.references = ReferencesView(document, answers, crops, keys, profile)
        self.words = label("", "quiet")
        self.words.setWordWrap(True)
        self.photos_button = button("", self.show_photos)
        self.photos_button.setToolTip(self.tr("Show their photos in Galleries"))
        self.link_button = button(self.tr("Link…"), self.ask_link, "link")
        self.link_button.setToolTip(self.tr("Their photos by a link, from the team's store"))
        self.remove_button = button(self.tr("Remove"), self.remove, "link")
        self._build()
        self.fields.changed.connect(self._on_fields)
        self.refusals.changed.connect(self._on_refusal)
        self.seasons.changed.connect(self._on_seasons)
        self.references.answered.connect(self.answered)
        self.show_player(None)

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.photos_button)
        foot.addWidget(self.link_button)
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        name = QVBoxLayout()
        name.setSpacing(4)
        name.addWidget(self.fields.name)
        name.addWidget(self.words)
        name.addStretch(1)
        name.addLayout(foot)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.portrait)
        head.addLayout(name, 1)
        self.content = QWidget()
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.fields)
        layout.addWidget(self.refusals)
        layout.addWidget(self.seasons)
        layout.addWidget(self.references, 1)
        area = QScrollArea()
        area.setWidget(self.content)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fill(self, area)

    @property
    def player(self) -> Player | None:
        """Who is shown."""
        return self._player

    def show_player(self, player: Player | None) -> None:
        """Show a player, or nobody."""
        self._player = player
        self.content.setVisible(player is not None)
        if player is None:
            return
        self.portrait.show_player(player)
        self.fields.show_player(player)
        self.refusals.show_player(player)
        self.seasons.show_player(player)
        self.references.show_player(player)
        self.setMinimumWidth(max(WIDTH, self.content.minimumSizeHint().width()))  # words differ in length
        counts = self.tr("Named faces: {faces}, references: {references}, suggested: {open}")
        self.words.setText(
            counts.format(faces=player.faces, references=player.references, open=player.suggestions)
        )
        self.photos_button.setText(self.tr("Photos: {n}").format(n=player.photos))
        self.photos_button.setEnabled(player.photos > 0)
        self.link_button.setEnabled(player.photos > 0)
        self.remove_button.setEnabled(player.portrait is None)
        may = self.tr("Take this player off the roster.")
        why = self.tr("Faces are confirmed as this player. Reject those first, or merge the player.")
        self.remove_button.setToolTip(may if player.portrait is None else why)

    @Slot()
    def show_photos(self) -> None:
        """Show the photos of the player in the gallery."""
        if self._player is not None and self._player.photos:
            self.photos_wanted.emit(self._player.id, self._player.name)

    @Slot()
    def ask_link(self) -> None:
        """Ask for how long their photos are to be seen by a link."""
        if self._player is not None:
            dialog = DeliverDialog(self._document, self._player, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    @Slot()
    def remove(self) -> None:
        """Take the player off the roster; undo brings them back."""
        if self._player is not None and self._player.portrait is None:
            answer = verdicts.remove_player(self._player)
            self._answers.give(answer)
            self.answered.emit(answer)

    @Slot(object, object)
    def _on_fields(self, player: Player, changed: PlayerUpdate) -> None:
        job = self._document.job(rostering.update_player(player.id, changed))
        job.succeeded.connect(self._on_updated)
        job.start()

    @Slot(object, str, bool)
    def _on_refusal(self, player: Player, gallery_id: str, refused: bool) -> None:
        job = self._document.job(rostering.refuse_for(player.id, GalleryId(gallery_id), refused))
        job.succeeded.connect(self._on_updated)
        job.start()

    @Slot(object)
    def _on_updated(self, changes: Changes) -> None:
        """What a machine said of who refuses is withdrawn, which nobody may only find out later."""
        if changes.faces:
            words = self.tr("Automatic tags and suggestions taken away: {n}. Confirmed faces stay.")
            self.told.emit(words.format(n=len(changes.faces)))

    @Slot(object, object)
    def _on_seasons(self, player: Player, seasons: Sequence[Season]) -> None:
        self._document.run(rostering.set_seasons(player.id, seasons))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Pictures and folders may be dropped."""
        if self._player is not None and files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """They are reference photos of this player."""
        paths = files_of(event.mimeData())
        if self._player is not None and paths:
            event.acceptProposedAction()
            self.references.add_photos(self._player, paths)
