"""What to copy off a card, and to where; how much is new is said before anything is copied."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QDate, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import NoRoomError, PlayertagError
from core.types import CARD_TEMPLATE, CardPlan, CardPreview, Room
from desktop import filing
from desktop.document import Document, Latest
from desktop.errors import reason_of
from desktop.language import in_user_language
from desktop.profile import Profile
from desktop.views.ask_path import Purpose, ask_folder, typed_path, usual_folders
from desktop.views.parts import bar, button, label, level_labels, size_words

# What is typed is looked at when nothing more was typed for so long.
TYPED_MS = 250
EXAMPLE_PX = 460
# What is offered again the next time.
FIRST, SECOND, TEMPLATE = "card/first", "card/second", "card/template"
# The cards of one day go into one gallery.
GALLERY, DAY = "card/gallery", "card/day"


class CardDialog(QDialog):
    """A card, one or two places for copies, their paths, and the gallery that they are put into."""

    wanted = Signal(object, str, bool)
    """The `CardPlan`, the name of the gallery that the copies are imported into, whether to recognise."""

    def __init__(self, document: Document, profile: Profile, trained: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Copy a card"))
        self.setMinimumWidth(640)
        self._profile = profile
        self._hot = profile.watched(document.root)
        self._previewing = Latest(document, self)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_MS)
        self._typed.timeout.connect(self._look)
        self.card = self._field(self.tr("Card"), "")
        usual = map(str, usual_folders(profile, Purpose.COPIES))
        self.first = self._field(self.tr("Copies to"), self._cool(profile.answer(FIRST), *usual))
        self.second = self._field(self.tr("Second copies to"), self._cool(profile.answer(SECOND)))
        self.second.setPlaceholderText(self.tr("Another disk, if wanted"))
        self.template = self._field(self.tr("Paths"), profile.answer(TEMPLATE) or CARD_TEMPLATE)
        self.template.setToolTip("{date} {time} {year} {month} {day} {camera} {folder} {name}")
        self.example = label("", "quiet")
        today = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        self.gallery = QLineEdit(profile.answer(GALLERY) if profile.answer(DAY) == today else today)
        self.gallery.setAccessibleName(self.tr("Gallery"))
        self.gallery.setPlaceholderText(self.tr("None: the copies are not imported"))
        self.recognise = QCheckBox(self.tr("Recognise the players when done"))
        self.recognise.setChecked(trained)
        # Before anything is trained there is nobody to recognise.
        self.recognise.setVisible(trained)
        self.words, self.problem = label("", "sentence"), label("", "problem")
        self.caution = label("", "problem")
        self.copy_button = button("", self._accept, "primary")
        self.copy_button.setDefault(True)
        self._lay_out()
        self._look()
        self._finding = Latest(document, self)
        self._finding.ask(filing.find_card(), self._on_card)

    def _field(self, name: str, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.textChanged.connect(self._on_typed)
        return made

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Card"), self._with_browse(self.card, Purpose.CARD))
        form.addRow(self.tr("Copies to"), self._with_browse(self.first, Purpose.COPIES))
        form.addRow(self.tr("Second copies to"), self._with_browse(self.second, Purpose.COPIES))
        form.addRow(self.tr("Paths"), self.template)
        form.addRow("", self.example)
        form.addRow(self.tr("Gallery"), self.gallery)
        form.addRow("", self.recognise)
        level_labels(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(form)
        for words in (self.words, self.caution, self.problem):
            words.setWordWrap(True)
            layout.addWidget(words)
        hint = self.tr("Each copy is read back and compared. Nothing on the card is changed.")
        layout.addWidget(label(hint, "quiet"))
        cancel = button(self.tr("Cancel"), self.reject)
        layout.addWidget(bar("plainBar", None, cancel, self.copy_button, margins=(0, 0)))

    def _with_browse(self, field: QLineEdit, purpose: Purpose) -> QWidget:
        return bar("plainBar", field, self._browse_button(field, purpose), margins=(0, 0))

    def _browse_button(self, field: QLineEdit, purpose: Purpose) -> QPushButton:
        @Slot()
        def browse() -> None:
            folder = ask_folder(self._profile, self, field.accessibleName(), purpose)
            if folder is not None:
                field.setText(str(folder))

        return button(self.tr("Browse…"), browse)

    def _cool(self, *texts: str) -> str:
        """The first of these folders that is not in the hot folder."""
        return next((one for one in texts if one and not self._is_hot(typed_path(one))), "")

    def _is_hot(self, folder: Path) -> bool:
        whole = Path(os.path.abspath(folder))  # noqa: PTH100 - ".." is to lead out of it
        return self._hot is not None and whole.is_relative_to(self._hot[0])

    @property
    def plan(self) -> CardPlan:
        """What is in the fields."""
        to = [typed_path(field.text()) for field in (self.first, self.second) if field.text().strip()]
        return CardPlan(typed_path(self.card.text()), tuple(to), self.template.text())

    @Slot(object)
    def _on_card(self, card: Path | None) -> None:
        if card is not None and not self.card.text():
            self.card.setText(str(card))

    @Slot()
    def _on_typed(self) -> None:
        self.copy_button.setEnabled(False)
        self._typed.start()

    @Slot()
    def _look(self) -> None:
        self._say("", "", "")
        self._say_hot()
        self._previewing.drop()
        if self.card.text().strip() and self.first.text().strip():
            self.words.setText(self.tr("Looking at the card…"))
            self._previewing.ask(filing.preview_card(self.plan), self._on_preview, self._on_refused)
        else:
            self.words.setText(self.tr("Choose a card, and where the copies go."))

    def _say_hot(self) -> None:
        """Whoever copies into the hot folder may want just that, so it is said and not refused."""
        hot = [folder for folder in self.plan.destinations if self._is_hot(folder)]
        self.caution.setVisible(bool(hot))
        if hot and self._hot is not None:
            words = self.tr("⚠  {folder} is in the hot folder: photos copied there come into {gallery}, too.")
            self.caution.setText(words.format(folder=hot[0], gallery=self._hot[1]))

    @Slot(object)
    def _on_preview(self, found: CardPreview) -> None:
        words = self.tr("New: {new}, {size}. Known: {known}.")
        line = words.format(new=found.new, size=size_words(found.size), known=found.known)
        if found.left:
            line += " " + self.tr("Files that are no pictures and stay: {n}.").format(n=found.left)
        trouble = ""
        if found.failures:
            first = found.failures[0]
            words = self.tr("Files that can't be read: {n}. {file}: {reason}")
            trouble = words.format(
                n=len(found.failures), file=first.path.name, reason=in_user_language(first.reason)
            )
        line = "\n".join([line, *(self._room_words(room) for room in found.rooms if found.new)])
        if found.short is not None:
            short = NoRoomError(found.short.folder, found.short.needed, found.short.free)
            trouble = f"⚠  {reason_of(short)}"
        self._say(line, trouble, str(found.first or ""))
        self.copy_button.setText(self.tr("Copy pictures: {n}").format(n=found.new))
        self.copy_button.setEnabled(found.new > 0 and found.short is None)

    def _room_words(self, room: Room) -> str:
        words = self.tr("{folder}: {needed} needed, {free} free.")
        size = self.locale().formattedDataSize
        return words.format(folder=room.folder, needed=size(room.needed), free=size(room.free))

    @Slot(object)
    def _on_refused(self, error: PlayertagError) -> None:
        self._say("", f"⚠  {reason_of(error)}", "")

    def _say(self, words: str, problem: str, example: str) -> None:
        self.words.setText(words)
        self.words.setVisible(not problem or bool(words))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        shown = self.fontMetrics().elidedText(example, Qt.TextElideMode.ElideMiddle, EXAMPLE_PX)
        self.example.setText(shown)
        self.example.setToolTip(example)
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setEnabled(False)

    @Slot()
    def _accept(self) -> None:
        for name, field in ((FIRST, self.first), (SECOND, self.second), (TEMPLATE, self.template)):
            self._profile.remember_answer(name, field.text())
        gallery = self.gallery.text().strip()
        self._profile.remember_answer(GALLERY, gallery)
        self._profile.remember_answer(DAY, QDate.currentDate().toString(Qt.DateFormat.ISODate))
        self.accept()
        self.wanted.emit(self.plan, gallery, self.recognise.isChecked())
