"""A table in a file line by line, with what an import would do."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.types import FieldChange, RosterField, RowOutcome, ScheduleField, TablePreview, TableRow
from desktop.language import in_user_language
from desktop.models import roles
from desktop.models.roles import Index
from desktop.models.table import TableModel

translate = QCoreApplication.translate

FIXED = 2
"""Columns before those of the file: the line, and what happens."""
REASON = 1


class TableRowsModel(TableModel[TableRow[Any]]):
    """Lines of the file; those that are refused come first, since something is to be done about them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.TABLE_ROW)
        self._headers: tuple[str, ...] = ()

    def titles(self) -> tuple[str, ...]:
        """Line, what happens, and the file's own headers."""
        return (self.tr("Line"), self.tr("What happens"), *map(in_user_language, self._headers))

    def fields(self, row: TableRow[Any]) -> tuple[str | int, ...]:
        """A line, column by column."""
        blank = ("",) * (len(self._headers) - len(row.values))
        return (row.line, outcome_words(row), *row.values[: len(self._headers)], *blank)

    def tip(self, row: TableRow[Any]) -> str:
        """What happens, in full."""
        return outcome_words(row)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Line breaks in a value are shown as a mark: a line of the table is a line."""
        found = super().data(index, role)
        if role == Qt.ItemDataRole.DisplayRole and isinstance(found, str):
            return " ⏎ ".join(found.splitlines())
        return found

    def show_preview(self, preview: TablePreview[Any]) -> None:
        """Show another preview."""
        self._headers = preview.headers
        self._show(sorted(preview.rows, key=lambda row: row.outcome is not RowOutcome.REFUSED))


def outcome_words(row: TableRow[Any]) -> str:
    """What an import does with a line, with a mark that doesn't need colour."""
    if row.outcome is RowOutcome.NEW:
        return translate("roster", "+  new")
    if row.outcome is RowOutcome.SAME:
        return translate("roster", "=  as it is")
    if row.outcome is RowOutcome.CHANGED:
        return "→  " + ", ".join(change_words(change) for change in row.changes)
    reason = in_user_language(row.reason) or translate("roster", "refused")
    return f"✕  {in_user_language(row.column)}: {reason}" if row.column else f"✕  {reason}"


def change_words(change: FieldChange[Any]) -> str:
    """What changes."""
    if change.before:
        words = translate("roster", "{field} {before} → {after}")
        return words.format(field=field_words(change.field), before=change.before, after=change.after)
    words = translate("roster", "{field} {after}")
    return words.format(field=field_words(change.field), after=change.after)


def field_words(field: StrEnum) -> str:
    """What a column is, in words."""
    words: dict[StrEnum, str] = {
        RosterField.IGNORE: translate("roster", "(ignore)"),
        RosterField.NAME: translate("roster", "Name"),
        RosterField.FIRST_NAME: translate("roster", "First name"),
        RosterField.LAST_NAME: translate("roster", "Last name"),
        RosterField.NUMBER: translate("roster", "Number"),
        RosterField.TEAM: translate("roster", "Team"),
        RosterField.SEASON: translate("roster", "Season"),
        RosterField.EXTERNAL_ID: translate("roster", "External id"),
        RosterField.CONSENT: translate("roster", "Consent"),
        RosterField.CONSENT_UNTIL: translate("roster", "Consent until"),
        RosterField.ID: translate("roster", "Playertag's own id"),
        ScheduleField.MATCH: translate("roster", "Match"),
        ScheduleField.COURT: translate("roster", "Court"),
        ScheduleField.TEAMS: translate("roster", "Teams"),
        ScheduleField.FIRST_TEAM: translate("roster", "First team"),
        ScheduleField.SECOND_TEAM: translate("roster", "Second team"),
        ScheduleField.DATE: translate("roster", "Date"),
        ScheduleField.START: translate("roster", "Start"),
        ScheduleField.END: translate("roster", "End"),
        ScheduleField.MINUTES: translate("roster", "Minutes"),
    }
    return words[field]
