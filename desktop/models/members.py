"""Who is in the team, or was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject

from core.types import Member, Role
from desktop.models import roles
from desktop.models.table import TableModel, moment

translate = QCoreApplication.translate


class MembersModel(TableModel[Member]):
    """The members, those who were dismissed after the others."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.ROW)

    def titles(self) -> tuple[str, ...]:
        """E-mail address, role, since when, whether dismissed."""
        return self.tr("E-mail address"), self.tr("Role"), self.tr("Since"), self.tr("State")

    def fields(self, row: Member) -> tuple[str, ...]:
        """A member, column by column."""
        return row.login, role_words(row.role), moment(row.added_at), self._state(row)

    def _state(self, row: Member) -> str:
        if not row.active:
            return self.tr("✕  dismissed")
        return self.tr("✓  member") if row.came else self.tr("○  invited, not here yet")

    def set_rows(self, rows: Sequence[Member]) -> None:
        """Show others."""
        self._show(rows)


def role_words(role: Role) -> str:
    """A role in a word."""
    return {
        Role.OWNER: translate("roles", "Owner"),
        Role.PHOTOGRAPHER: translate("roles", "Photographer"),
        Role.REVIEWER: translate("roles", "Reviewer"),
        Role.VIEWER: translate("roles", "Viewer"),
    }[role]


def role_may(role: Role) -> str:
    """What a role may do, and all that the ones after it may."""
    return {
        Role.OWNER: translate("roles", "invites and dismisses others"),
        Role.PHOTOGRAPHER: translate("roles", "brings photos and deletes"),
        Role.REVIEWER: translate("roles", "answers and corrects players"),
        Role.VIEWER: translate("roles", "only looks"),
    }[role]
