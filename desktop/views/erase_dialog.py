"""Erasing a player: what goes and what stays is counted before, the name is typed, and there is a receipt."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import PlayertagError
from core.privacy import Erased
from core.receipts import receipt_text, what_goes, what_stays
from core.types import Player, Traces
from desktop import rostering
from desktop.document import Document, Latest
from desktop.language import in_user_language
from desktop.models.table import ValuesModel
from desktop.profile import Profile
from desktop.views.ask_path import Purpose, ask_new_file
from desktop.views.parts import button, label
from desktop.views.tables import plain_table


class EraseDialog(QDialog):
    """Counts, asks for the name, erases, and shows the receipt."""

    def __init__(self, document: Document, profile: Profile, player: Player, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._profile, self._player = document, profile, player
        self.setWindowTitle(self.tr("Erase {name}").format(name=player.name))
        self.resize(640, 520)
        self.figures = ValuesModel((self.tr("What goes, and what stays"), ""), self)
        self.table = plain_table(self.figures, self.tr("What goes, and what stays"))
        self.files = QCheckBox()
        self.files.setChecked(True)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("The player's name"))
        self.name.setPlaceholderText(self.tr("Type the player's name"))
        self.problem = label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.erase_button = button(self.tr("Erase for good"), self._erase, "primary")
        self.erase_button.setEnabled(False)
        self.receipt = QPlainTextEdit()
        self.receipt.setReadOnly(True)
        self.receipt.setAccessibleName(self.tr("Receipt"))
        self.save_button = button(self.tr("Save the receipt…"), self._save)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._question())
        self.pages.addWidget(self._answer())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addWidget(self.pages)
        self.name.textChanged.connect(self._on_typed)
        self._counted = False
        self._reading = Latest(document, self)
        self._reading.ask(rostering.preview_erase(player.id), self._on_preview, self._on_failed)

    def _question(self) -> QWidget:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        why = label(self.tr("This can't be taken back, from no backup either."), "quiet")
        why.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.name, 1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.erase_button)
        return _page(self.table, self.files, why, self.problem, buttons)

    def _answer(self) -> QWidget:
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Close"), self.accept, "primary"))
        return _page(label(self.tr("Receipt"), "title"), self.receipt, buttons)

    @Slot(object)
    def _on_preview(self, traces: Traces) -> None:
        stays = self.tr("stays: {what}")
        self.figures.set_rows(
            [(in_user_language(what), n) for what, n in what_goes(traces)]
            + [(stays.format(what=in_user_language(what)), n) for what, n in what_stays(traces)]
        )
        words = self.tr("Take the name out of photo files, too: {n}")
        self.files.setText(words.format(n=traces.files))
        self.files.setVisible(traces.files > 0)
        self._counted = True
        self._on_typed(self.name.text())
        self.name.setFocus()

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        self.erase_button.setEnabled(self._counted and typed.strip() == self._player.name)

    @Slot()
    def _erase(self) -> None:
        self.erase_button.setEnabled(False)
        self.problem.hide()
        job = self._document.job(rostering.erase(self._player.id, files=self.files.isChecked()))
        job.succeeded.connect(self._on_erased)
        job.failed.connect(self._on_failed)
        job.start()

    @Slot(object)
    def _on_erased(self, erased: Erased) -> None:
        self.setWindowTitle(self.tr("Receipt"))
        self.receipt.setPlainText("\n".join(map(in_user_language, receipt_text(erased.receipt))))
        self.pages.setCurrentIndex(1)

    @Slot(object)
    def _on_failed(self, error: PlayertagError) -> None:
        self.problem.setText(in_user_language(error.words))
        self.problem.show()
        self._on_typed(self.name.text())

    @Slot()
    def _save(self) -> None:
        title, kinds = self.tr("Save the receipt"), self.tr("Texts (*.txt)")
        path = ask_new_file(self._profile, self, title, Purpose.EXPORT, "receipt.txt", kinds)
        if path is not None:
            self._document.run(rostering.save_receipt(path, self.receipt.toPlainText()))


def _page(*parts: QWidget | QHBoxLayout) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for part in parts:
        layout.addLayout(part) if isinstance(part, QHBoxLayout) else layout.addWidget(part)
    return page
