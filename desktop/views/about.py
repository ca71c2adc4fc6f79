"""About the program: its version, and what it is made of with every licence."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.shipped import Shipped
from core.types import PackChoice
from desktop import upkeep
from desktop.document import Document, Latest
from desktop.models.table import ValuesModel
from desktop.readings import Contents
from desktop.views.parts import button, label
from desktop.views.settings_form import use_words
from desktop.views.tables import fitted_table

NAME_WIDTH = 330


class AboutDialog(QDialog):
    """A table of all parts; below it the licence of the chosen one in full."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Playertag"))
        self.resize(760, 640)
        self.version = label("Playertag", "emptyTitle")
        columns = (self.tr("Part"), self.tr("Version"), self.tr("Licence"))
        self.parts = ValuesModel(columns, self)
        self.table = fitted_table(self.parts, self.tr("Parts of the program"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, NAME_WIDTH)
        header.setStretchLastSection(True)
        self.table.setWordWrap(False)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Licence"))
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._on_chosen)
        self._reading = Latest(document, self)
        self._reading.ask(upkeep.read_contents(), self._on_read)

    def _lay_out(self) -> None:
        words = (
            self.tr("Finds every player in a tournament photographer's pictures, on their own computer."),
            self.tr(
                "Playertag is free software under the Apache License 2.0. It uses Qt under the LGPL 3.0, "
                "unchanged: Qt's libraries are plain files in the program's folder, which you may replace by "
                "others of the same version; their source is at download.qt.io."
            ),
        )
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.text)
        both.setSizes([280, 220])
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.close_button = button(self.tr("Close"), self.accept, "primary")
        self.close_button.setDefault(True)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(10)
        layout.addWidget(self.version)
        for one in words:
            line = label(one, "quiet")
            line.setWordWrap(True)
            layout.addWidget(line)
        layout.addWidget(both, 1)
        layout.addLayout(foot)

    @Slot(object)
    def _on_read(self, contents: Contents) -> None:
        self.version.setText(f"Playertag {contents.packages[0].version}")
        packages = [(one.name, one.version, one.licence, self._text(one)) for one in contents.packages]
        self.parts.set_rows([*packages, *(self._pack_row(one) for one in contents.packs)])
        self.table.selectRow(0)

    def _text(self, package: Shipped) -> str:
        words = self.tr("This package brings no text of its licence, which is: {licence}")
        return package.text or words.format(licence=package.licence)

    def _pack_row(self, pack: PackChoice) -> tuple[str, str, str, str]:
        name = self.tr("Model pack {title}").format(title=pack.title)
        return (name, "", f"{use_words(pack.commercial)}. {pack.licence}", pack.terms)

    @Slot(QModelIndex, QModelIndex)
    def _on_chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        *_, text = self.parts.rows()[current.row()] if current.isValid() else ("",)
        self.text.setPlainText(str(text))
