"""A table in a file before it is imported: what its columns are, and what each line would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from core.errors import PlayertagError, TableError
from core.types import (
    GUESSED,
    TABLE_ENCODINGS,
    RowOutcome,
    TableMapping,
    TablePreview,
)
from desktop.document import Document, Latest, Operation
from desktop.language import in_user_language
from desktop.models.table_rows import FIXED, REASON, TableRowsModel, field_words
from desktop.views.column_menus import focus_order, with_menus
from desktop.views.parts import button, label
from desktop.views.tables import fitted_table

LEAST_COLUMN, MOST_COLUMN = 130, 260
# What happens with a line has room for most reasons; what is longer is said where the pointer rests.
LEAST_REASON, MOST_REASON = 330, 560


class TableImportDialog(QDialog):
    """The lines of the file with a menu for each column; nothing is written before Import."""

    wanted = Signal(object, object, bool)
    """The path, a `TableMapping`, and whether lines that can't be taken are left out."""
    previewed = Signal(object)
    """The `TablePreview` that is shown from now on."""

    def __init__(
        self,
        document: Document,
        path: Path,
        fields: type[StrEnum],
        look: Callable[[Path, TableMapping[Any]], Operation],
        parent: QWidget,
        above: QWidget | None = None,
    ) -> None:
        """Show a file.

        Args:
            document: the library.
            path: the file.
            fields: what its columns can be.
            look: what gives its `TablePreview`.
            parent: the window.
            above: what else is to be said of it, where its columns are what they are.
        """
        super().__init__(parent)
        self._path = path
        self._fields = fields
        self._look = look
        self._above = above
        self._mapping = GUESSED
        self._reading = Latest(document, self)
        self.preview: TablePreview[Any] | None = None
        self.setWindowTitle(self.tr("Import {file}").format(file=path.name))
        self.resize(960, 600)
        self.rows = TableRowsModel(self)
        self.table = fitted_table(self.rows, self.tr("Lines of the file"))
        self.menus = with_menus(self.table, FIXED)
        self.menus.chosen.connect(self._on_column)
        self.words = label(self.tr("Reading the file…"), "sentence")
        self.words.setWordWrap(True)
        self.letters = label("", "problem")
        self.letters.setWordWrap(True)
        self.encoding = self._encodings()
        self.sheets = QComboBox()
        self.sheets.setAccessibleName(self.tr("Sheet of the workbook"))
        self.sheets.activated.connect(self._on_file)
        self.sheets.hide()
        self.skip = QCheckBox(self.tr("Leave out the lines that can't be taken"))
        self.skip.toggled.connect(self._update)
        self.import_button = button(self.tr("Import"), self._import, "primary")
        self.import_button.setDefault(True)
        self._lay_out()
        self.table.setFocus()
        self.ask()

    def _encodings(self) -> QComboBox:
        menu = QComboBox()
        menu.setAccessibleName(self.tr("Encoding of the letters"))
        menu.addItem(self.tr("Encoding: detected"), None)
        for name in TABLE_ENCODINGS:
            menu.addItem(name, name)
        menu.activated.connect(self._on_file)
        return menu

    def _lay_out(self) -> None:
        head, buttons = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.sheets)
        head.addWidget(self.encoding)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self.import_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.letters)
        if self._above is not None:
            layout.addWidget(self._above)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.letters.hide()
        self.skip.hide()
        self.import_button.setEnabled(False)

    @Slot()
    def ask(self) -> None:
        """Look at the file again."""
        self._reading.ask(self._look(self._path, self._mapping), self._on_preview, self._on_failed)

    @Slot(object)
    def _on_preview(self, preview: TablePreview[Any]) -> None:
        before, self.preview = self.preview, preview
        self.rows.show_preview(preview)
        if before is None:
            self._show_kind(preview)
        if before is None or before.headers != preview.headers:
            self._show_columns(preview)
        self._fit_reasons()
        for menu, field in zip(self.menus.menus, preview.mapping.columns, strict=True):
            menu.setCurrentIndex(menu.findData(field))
        letters = self.tr(
            "The file does not say which letters it uses; these are probably {encoding}. Look at the names, "
            "and choose another encoding if they are wrong."
        )
        self.letters.setText(letters.format(encoding=preview.mapping.encoding))
        self.letters.setVisible(preview.guessed)
        self._update()
        self.previewed.emit(preview)

    def _show_kind(self, preview: TablePreview[Any]) -> None:
        """A text has letters to choose, a workbook sheets."""
        self.encoding.setVisible(not preview.sheets)
        self.sheets.addItems(preview.sheets)
        self.sheets.setCurrentText(preview.mapping.sheet or "")
        self.sheets.setVisible(len(preview.sheets) > 1)

    def _show_columns(self, preview: TablePreview[Any]) -> None:
        choices = [(field_words(field), field) for field in self._fields]
        self.menus.set_menus(preview.headers, choices, self.tr("What the column {column} is"))
        for menu in self.menus.menus:
            menu.setEnabled(self._above is None)
        focus_order(self.menus.menus, self.encoding)
        self.menus.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.resizeColumnsToContents()
        for column in range(1, self.rows.columnCount()):
            width = min(max(self.table.columnWidth(column), LEAST_COLUMN), MOST_COLUMN)
            self.table.setColumnWidth(column, LEAST_REASON if column == REASON else width)

    def _fit_reasons(self) -> None:
        """Other reasons may be longer; a column that somebody made wide stays so."""
        wanted = min(self.table.sizeHintForColumn(REASON), MOST_REASON)
        self.table.setColumnWidth(REASON, max(self.table.columnWidth(REASON), wanted))

    @Slot(object)
    def _on_failed(self, error: PlayertagError) -> None:
        whole_file = isinstance(error, TableError) and error.line is None
        self.encoding.setVisible(not whole_file)
        self.words.setText(in_user_language(error.words))
        self.import_button.setEnabled(False)

    @Slot(int)
    def _on_column(self, column: int) -> None:
        if self.preview is not None:
            columns = list(self.preview.mapping.columns)
            # Qt gives back a plain text.
            columns[column] = self._fields(self.menus.menus[column].currentData())
            self._mapping = replace(self._chosen_part(), columns=tuple(columns))
            self.ask()

    @Slot()
    def _on_file(self) -> None:
        """Other letters or another sheet make other headers, so the columns are guessed anew."""
        self._mapping = self._chosen_part()
        self.ask()

    def _chosen_part(self) -> TableMapping[Any]:
        """The letters and the sheet that are chosen."""
        return TableMapping(encoding=self.encoding.currentData(), sheet=self.sheets.currentText() or None)

    @Slot()
    def _update(self) -> None:
        preview = self.preview
        if preview is None:
            return
        refused = preview.count(RowOutcome.REFUSED)
        taken = len(preview.rows) - refused
        words = self.tr("New: {new}. Changed: {changed}. As they are: {same}. Refused: {refused}.")
        counted = words.format(
            new=preview.count(RowOutcome.NEW),
            changed=preview.count(RowOutcome.CHANGED),
            same=preview.count(RowOutcome.SAME),
            refused=refused,
        )
        if preview.problem:
            choose = self.tr("Choose in the menus what the columns are.")
            self.words.setText(f"{in_user_language(preview.problem)} {choose}")
        else:
            again = self.tr("Mend the file, or leave these lines out.") if refused else ""
            self.words.setText(f"{counted} {again}".rstrip())
        self.skip.setVisible(bool(refused and taken))
        self.import_button.setText(self.tr("Import lines: {n}").format(n=taken))
        self.import_button.setEnabled(taken > 0 and (not refused or self.skip.isChecked()))

    @Slot()
    def _import(self) -> None:
        self.accept()
        if self.preview is not None:
            self.wanted.emit(self._path, self.preview.mapping, self.skip.isChecked())
