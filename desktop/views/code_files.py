"""Files of Photo Mechanic's codes, in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.types import RosterField, RosterMapping
from desktop import rostering
from desktop.document import Document, Operation
from desktop.profile import Profile
from desktop.views.ask_path import Purpose, ask_file, ask_new_file
from desktop.views.prefix_teams import PrefixTeams
from desktop.views.table_import import TableImportDialog


class CodeFiles(QObject):
    """Asks for the files, and which team a prefix is."""

    def __init__(
        self, document: Document, profile: Profile, teams: Callable[[], Sequence[str]], parent: QWidget
    ) -> None:
        """Make it; `teams` are those there are."""
        super().__init__(parent)
        self._document, self._profile = document, profile
        self._teams, self._window = teams, parent
        self._prefixes = PrefixTeams(())

    @Slot()
    def ask_import(self) -> None:
        """Ask for a file to import."""
        title = self.tr("Codes of Photo Mechanic")
        path = ask_file(self._profile, self._window, title, Purpose.ROSTER, self._kind())
        if path is not None:
            self.import_codes(path)

    @Slot()
    def ask_export(self) -> None:
        """Ask where to put the codes."""
        title = self.tr("Codes of Photo Mechanic")
        path = ask_new_file(self._profile, self._window, title, Purpose.EXPORT, "codes.txt", self._kind())
        if path is not None:
            self.export_codes(path)

    def _kind(self) -> str:
        return self.tr("Codes (*.txt *.tsv)")

    def import_codes(self, path: Path) -> None:
        """Show what is in a file of codes, and ask which team a prefix is."""
        self._prefixes = PrefixTeams(self._teams())
        dialog = TableImportDialog(
            self._document, path, RosterField, self._look, self._window, self._prefixes
        )
        dialog.previewed.connect(self._prefixes.show_preview)
        self._prefixes.changed.connect(dialog.ask)
        dialog.wanted.connect(self._on_wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look(self, path: Path, mapping: RosterMapping) -> Operation:
        return rostering.preview_codes(path, self._prefixes.chosen(), mapping.encoding)

    @Slot(object, object, bool)
    def _on_wanted(self, path: Path, mapping: RosterMapping, skip_refused: bool) -> None:
        teams = self._prefixes.chosen()
        self._document.run(rostering.import_codes(path, teams, mapping.encoding, skip_refused))

    def export_codes(self, path: Path) -> None:
        """Write the players with a team and a number as codes."""
        self._document.run(rostering.export_codes(path))
