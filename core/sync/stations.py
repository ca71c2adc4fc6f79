"""Several stations that process one gallery: `Library.stations`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg

from core.auth.account import Account
from core.db.engine import Database
from core.db.queries import require_gallery
from core.db.schema import GalleryRow, TeamRow
from core.errors import NotAllowedError, ServerError
from core.images import Images
from core.importing import Importing, found_under
from core.jobs import JobContext
from core.settings import Settings
from core.storage.base import digest_of
from core.sync.connecting import address, as_member, conninfo, password_of, standing_in
from core.sync.lots import FOR_BRINGERS, TAKEN_OVER_AFTER_S, Lot, Station, figures, stations
from core.sync.pictures import require_store
from core.sync.postgres import translated_errors
from core.sync.roles import BRINGERS
from core.sync.server.lots import check_lots
from core.sync.sharing import ShareReport, Sharing
from core.sync.team import Team
from core.sync.watching import wait
from core.sync.working import Workbench, WorkReport
from core.types import FileFailure, GalleryId, PhotoId, StationsStatus

FAILURES_SHOWN = 100
LONGEST_REASON = 2000
PACK_LETTERS = 8
AGAIN_AFTER_S = 10.0
_FIGURES = (
    "SELECT count(*), count(p.id), count(w.failed) FILTER (WHERE p.id IS NULL) FROM playertag.work w "
    "LEFT JOIN playertag.photo p ON p.tournament_id = w.tournament_id AND p.id = w.photo_id "
    "WHERE w.tournament_id = %s"
)
_FAILURES = (
    "SELECT path, failed FROM playertag.work w WHERE tournament_id = %s AND failed IS NOT NULL "
    "AND NOT EXISTS (SELECT FROM playertag.photo p WHERE p.tournament_id = w.tournament_id "
    "AND p.id = w.photo_id) ORDER BY path LIMIT %s"
)
_FAILED = "UPDATE playertag.work SET failed = %s WHERE tournament_id = %s AND photo_id = %s"


class Stations:
    """Photos that are handed out by the team's server, each to one of the stations that work."""

    def __init__(
        self,
        database: Database,
        account: Account,
        images: Images,
        read_settings: Callable[[], Settings],
        team: Team,
        indexing: Importing,
    ) -> None:
        self._database, self._account, self._images = database, account, images
        self._read_settings, self._team, self._indexing = read_settings, team, indexing

    def share(
        self, paths: Sequence[Path], gallery: str, context: JobContext, *, work: bool = True
    ) -> ShareReport:
        """Hand out the photos under some files and folders to all stations of the team.

        The originals go into the team's store. What the team has already, or what was handed out before, is
        left out.

        Args:
            paths: files and folders.
            gallery: its name; it is made where it is new.
            context: progress and cancel.
            work: work along, wait until all are done, and import the files here: then they are found to be
                known, and what failed elsewhere is tried.

        Raises:
            CancelledError: a stop was asked for; the same call goes on where it was.
            InvalidValueError: the gallery's name is empty, or there is nothing under the files and folders.
            ModelPackError: the model pack is not installed or was refused.
            NotAllowedError: the library is in no team, the member brings no photos, or the team has no store.
            TeamError: the server or the store can't be reached, or is of another version.
        """
        found = found_under(paths)
        choice = require_store(self._database, self._read_settings())
        with self._as_bringer() as (connection, team), self._team.meetings(context) as meet:
            before = meet()  # somebody else may have made the gallery
            gallery_id = self._indexing.ensure_gallery(gallery)
            after = meet()
            with choice.open() as store:
                store.check()
                sharing = Sharing(
                    self._database, store, connection, team.tournament_id, gallery_id, self._queue(gallery_id)
                )
                report = sharing.share(found, context)
        report = replace(report, changes=report.changes | before.changes | after.changes)
        return self._finish(report, paths, context) if work else report

    def work(
        self,
        context: JobContext,
        gallery_id: GalleryId | None = None,
        *,
        until_done: bool = True,
        taken_over_after_s: float = TAKEN_OVER_AFTER_S,
    ) -> WorkReport:
        """Take lots of photos that were handed out, and process them; those of this library's model pack.

        The photos, their faces and embeddings come into this library, and to the others by syncing.

        Args:
            context: progress and cancel.
            gallery_id: whose photos; None for those of any gallery.
            until_done: end when nothing is left to be done by any station; else wait for more, also while
                there is no line.
            taken_over_after_s: a station that was not heard of for so long is taken for dead.

        Raises:
            NotFoundError: there is no such gallery.
            CancelledError: a stop was asked for; what was not done goes back.
            ModelPackError: the model pack is not installed or was refused.
            LibraryError: the disk is full or may not be written to.
            NotAllowedError: the library is in no team, the member brings no photos, or the team has no store.
            TeamError: the server or the store can't be reached, or is of another version.
        """
        if gallery_id is not None:
            with self._database.read() as session:
                require_gallery(session, gallery_id)
        report, wanted = WorkReport(), self._queue(gallery_id or "")
        while True:
            try:
                self._work(report, context, wanted, until_done, taken_over_after_s)
            except ServerError:
                if until_done:
                    raise
                wait(AGAIN_AFTER_S, context)
            else:
                return report

    def _work(
        self,
        report: WorkReport,
        context: JobContext,
        wanted: str,
        until_done: bool,
        taken_over_after_s: float,
    ) -> None:
        """Work while there is a line; `wanted` is how the names of the queues begin."""
        choice = require_store(self._database, self._read_settings())
        with (
            self._as_bringer() as (connection, team),
            self._team.meetings(context.within()) as meet,
            choice.open() as store,
        ):

            def tell_failed(photo_id: PhotoId, failure: FileFailure) -> None:
                reason = failure.reason[:LONGEST_REASON] or failure.code
                with translated_errors():
                    connection.execute(_FAILED, (reason, team.tournament_id, photo_id))

            store.check()
            bench = Workbench(
                self._database, self._images, self._indexing, store, meet, tell_failed, report, context
            )
            report.met |= meet()
            self._station(team, lambda queue: queue.startswith(wanted), bench.do, taken_over_after_s).run(
                context, until_done=until_done
            )
            report.met |= meet()

    def status(self) -> StationsStatus:
        """How the photos stand that were handed out in this team, and who works.

        Raises:
            NotAllowedError: the library is in no team, or the member brings no photos.
            TeamError: the server can't be reached, or is of another version.
        """
        with self._as_bringer() as (connection, team), translated_errors():
            tournament = team.tournament_id
            ((photos, done, failed),) = connection.execute(_FIGURES, (tournament,)).fetchall()
            reasons = connection.execute(_FAILURES, (tournament, FAILURES_SHOWN)).fetchall()
            lots = figures(connection, tournament)
            return StationsStatus(
                photos,
                done,
                failed,
                tuple(FileFailure(Path(path), "failed", reason) for path, reason in reasons),
                lots.waiting,
                lots.running,
                lots.done,
                lots.failed,
                tuple(stations(connection, tournament)),
            )

    def _finish(self, report: ShareReport, paths: Sequence[Path], context: JobContext) -> ShareReport:
        worked = self.work(context, report.gallery_id)
        with self._database.read() as session:
            name = session.get_one(GalleryRow, report.gallery_id).name
        imported = self._indexing.import_photos(paths, name, context)
        synced = self._team.sync(context)
        changes = report.changes | worked.changes | imported.changes | synced.changes
        return replace(report, changes=changes, imported=imported)

    def _queue(self, gallery_id: str) -> str:
        """The queue of a gallery, or how all those of the pack in use begin: packs are never mixed.

        A queue is notified of by its name, which may have 40 letters.
        """
        return digest_of(self._read_settings().pack.encode())[:PACK_LETTERS] + gallery_id.replace("-", "")

    def _station(
        self,
        team: TeamRow,
        takes: Callable[[str], bool],
        do: Callable[[Lot], None],
        taken_over_after_s: float,
    ) -> Station:
        url = address(team.server)
        told = conninfo(url, team.login, password_of(url, team.login))
        return Station(told, team.tournament_id, takes, do, taken_over_after_s)

    @contextmanager
    def _as_bringer(self) -> Iterator[tuple[psycopg.Connection, TeamRow]]:
        """A connection as a member who may bring photos.

        Raises:
            NotAllowedError: the library is in no team, or the member may not.
            TeamError: the server can't be reached, or is of another version.
        """
        with as_member(self._database, self._account) as (connection, team):
            if standing_in(connection, team.tournament_id).role not in BRINGERS:
                raise NotAllowedError(FOR_BRINGERS)
            check_lots(connection, team.tournament_id)
            yield connection, team
