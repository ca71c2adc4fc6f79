"""Training as tables: how ready each player is, and the sessions there have been."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from core.types import CurvePoint, LeftOutReason, PlayerReadiness, TrainingSession, TrainingStatus
from desktop.models import roles
from desktop.models.table import TableModel, moment

translate = QCoreApplication.translate

# From here on one digit behind the point would be 100.0 %.
ALMOST_ALL = 0.9995


class ReadinessModel(TableModel[PlayerReadiness]):
    """Players with what training would have of each, those who lack faces first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.READINESS)

    def titles(self) -> tuple[str, ...]:
        """Player, state, usable, left out, outliers."""
        return (
            self.tr("Player"),
            self.tr("State"),
            self.tr("Usable"),
            self.tr("Left out"),
            self.tr("Look wrong"),
        )

    def fields(self, row: PlayerReadiness) -> tuple[str | int, ...]:
        """A player's readiness, column by column."""
        return (row.player, self.state(row), row.usable, row.faces - row.usable, len(row.outliers))

    def tip(self, row: PlayerReadiness) -> str:
        """Why faces are left out, a line for each reason, and why somebody is only suggested."""
        counted = self.tr("{n} left out: {why}")
        lines = [
            counted.format(n=len(faces), why=left_out_words(why))
            for why, faces in row.left_out.items()
            if faces
        ]
        if row.doubtful:
            lines.append(
                self.tr("The two faces look like two people: nobody is tagged by them, only suggested")
            )
        if row.same_as:
            words = self.tr(
                "Looks like {who}: nobody is tagged as either, only suggested, until they are merged"
            )
            lines.append(words.format(who=", ".join(row.same_as)))
        return "\n".join(lines)

    def state(self, row: PlayerReadiness) -> str:
        """A player's readiness in words, with a mark that doesn't need colour."""
        if row.usable == 0:
            return self.tr("✕  No face yet")
        if row.same_as:
            return self.tr("!  Entered twice?")
        if row.outliers:
            return self.tr("!  Check the odd ones")
        if row.few:
            return self.tr("△  Few faces")
        return self.tr("✓  Ready")

    def set_rows(self, rows: tuple[PlayerReadiness, ...]) -> None:
        """Show other players."""
        self._show(sorted(rows, key=lambda row: (row.usable, row.player)))


class SessionsModel(TableModel[TrainingSession]):
    """Training sessions, the newest first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles.SESSION)

    def titles(self) -> tuple[str, ...]:
        """Active, when, players, faces, threshold, precision, recall."""
        return (
            self.tr("Active"),
            self.tr("When"),
            self.tr("Players"),
            self.tr("Faces"),
            self.tr("Tags from"),
            self.tr("Precision"),
            self.tr("Recall"),
        )

    def fields(self, row: TrainingSession) -> tuple[str | int, ...]:
        """A session, column by column."""
        point = point_at(row, row.threshold)
        return (
            self.tr("● active") if row.active else status_words(row),
            when(row),
            row.players,
            row.faces,
            percent(row.threshold),
            percent(point.precision) if point else "–",
            percent(point.recall) if point and row.tells_recall else "–",
        )

    def tip(self, row: TrainingSession) -> str:
        """How far a running session is, or why one failed."""
        if row.status is TrainingStatus.RUNNING and row.step_total:
            words = self.tr("{step}: {done} of {total}")
            return words.format(step=row.step, done=row.step_done, total=row.step_total)
        return row.problem

    def update(self, changed: list[TrainingSession]) -> None:
        """Show how far these are by now."""
        by_id = {session.id: session for session in changed}
        self._rows = [by_id.get(session.id, session) for session in self._rows]
        if self._rows:
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def sessions(self) -> list[TrainingSession]:
        """The sessions in order."""
        return self.rows()

    def set_sessions(self, sessions: tuple[TrainingSession, ...]) -> None:
        """Show other sessions."""
        self._show(list(sessions))


def when(session: TrainingSession) -> str:
    """When a session was made, by the clock on the wall."""
    return moment(session.created_at)


def left_out_words(reason: LeftOutReason) -> str:
    """Why training leaves a face out."""
    return {
        LeftOutReason.DUPLICATE: translate("sessions", "a better face of the same burst is used"),
        LeftOutReason.LOW_QUALITY: translate("sessions", "too small or blurred"),
        LeftOutReason.OUTLIER: translate("sessions", "looks like somebody else"),
    }[reason]


def status_words(session: TrainingSession) -> str:
    """Where a session stands, in words; nothing for one that is simply done."""
    running = translate("sessions", "… running")
    if session.step_total:
        running += f" {100 * session.step_done // session.step_total} %"
    return {
        TrainingStatus.DONE: "",
        TrainingStatus.RUNNING: running,
        TrainingStatus.STOPPED: translate("sessions", "stopped"),
        TrainingStatus.FAILED: translate("sessions", "✕ failed"),
        TrainingStatus.INTERRUPTED: translate("sessions", "interrupted"),
    }[session.status]


def point_at(session: TrainingSession, threshold: float) -> CurvePoint | None:
    """The point of the session's curve nearest to a threshold; None where there is no curve."""
    distance = {point: abs(point.threshold - threshold) for point in session.curve}
    return min(distance, key=distance.__getitem__) if distance else None


def percent(value: float) -> str:
    """A fraction as a percentage in the user's language; what is not quite all never looks like all."""
    digits = 2 if ALMOST_ALL <= value < 1 else 1
    return f"{QLocale().toString(value * 100, 'f', digits)} %"
