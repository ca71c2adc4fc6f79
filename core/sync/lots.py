"""Lots of photos that stations take from the server, each once: the one place that knows procrastinate.

That is asyncio inside: it runs on the thread that calls, and what is done with a lot on a thread of its own.
A station that is not heard of any more has its lots taken over by the next one that looks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext as Running
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg import errors
from psycopg.sql import SQL, Identifier

from core.errors import NotAllowedError, PlayertagError, ServerError
from core.jobs import JobContext
from core.sync.postgres import translated_errors
from core.sync.server.lots import lots_schema
from core.words import said

TASK = "process"
AT_ONCE = 2
"""While the faces of one lot are looked for, the next one is fetched, or the last one told of."""
TAKEN_OVER_AFTER_S = 30.0
"""A station that was not heard of for so long is taken for dead."""
MOST_ATTEMPTS = 5
"""A lot that so many stations died of, or came upon a bug with, is not handed out again."""
LOOK_EVERY_S, ASK_EVERY_S = 0.1, 1.0
LINES = 2
"""Connections of a station beside the one that it syncs by."""

NOT_SEEN = (errors.UndefinedTable, errors.UndefinedFunction, errors.UndefinedObject)
FOR_BRINGERS = said("Only owners and photographers hand out photos and work on those that were.")
# Only those who hand out and take lots can name the table; it hinders no reading and no writing.
ONE_AT_A_TIME = "LOCK TABLE procrastinate_workers IN SHARE UPDATE EXCLUSIVE MODE NOWAIT"


@dataclass(frozen=True, slots=True)
class Lot:
    """What a station took: how often it was tried before, and what it was handed out with."""

    attempts: int
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many lots wait, are worked on, are done and failed for good."""

    waiting: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0

    @classmethod
    def of(cls, by_state: Mapping[str, int]) -> Figures:
        """From procrastinate's names of the states."""
        ended = by_state.get("failed", 0) + by_state.get("aborted", 0) + by_state.get("cancelled", 0)
        done, running = by_state.get("succeeded", 0), by_state.get("doing", 0)
        return cls(by_state.get("todo", 0), running, done, ended)

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.waiting + other.waiting,
            self.running + other.running,
            self.done + other.done,
            self.failed + other.failed,
        )


def hand_out(
    connection: psycopg.Connection, tournament_id: str, queue: str, content: Mapping[str, Any]
) -> None:
    """Put a lot into a queue, in the transaction that the connection is in."""
    path = SQL("SET LOCAL search_path TO {}").format(Identifier(lots_schema(tournament_id)))
    with translated_errors(), _own_errors():
        connection.execute(path)
        job = Job(queue=queue, lock=None, queueing_lock=None, task_name=TASK, task_kwargs=dict(content))
        JobManager(SyncPsycopgConnector()).defer_job(job, connection)


def figures(connection: psycopg.Connection, tournament_id: str) -> Figures:
    """The lots of a tournament."""
    counts = SQL("SELECT status::text, count(*) FROM {}.procrastinate_jobs GROUP BY status")
    with translated_errors():
        found = connection.execute(counts.format(Identifier(lots_schema(tournament_id)))).fetchall()
    return Figures.of(dict(found))


def stations(connection: psycopg.Connection, tournament_id: str) -> list[str]:
    """Whose stations are at work."""
    heard_of = SQL(
        "SELECT login FROM {}.procrastinate_workers WHERE last_heartbeat > now() - %s * interval '1 second' "
        "ORDER BY login, id"
    )
    schema = Identifier(lots_schema(tournament_id))
    with translated_errors():
        found = connection.execute(heard_of.format(schema), (TAKEN_OVER_AFTER_S,)).fetchall()
    return [login for (login,) in found]


class Station:
    """One computer that takes lots, as the member that the connections are of."""

    def __init__(
        self,
        conninfo: str,
        tournament_id: str,
        takes: Callable[[str], bool],
        do: Callable[[Lot], None],
        taken_over_after_s: float = TAKEN_OVER_AFTER_S,
    ) -> None:
        """Make one.

        Args:
            conninfo: how to come to the server.
            tournament_id: whose lots.
            takes: whether it takes those of a queue.
            do: does what is to be done with one, on a thread of its own, two at once. What it raises puts the
                lot back and ends the run.
            taken_over_after_s: how long another station may not be heard of.
        """
        self._conninfo, self._schema = conninfo, lots_schema(tournament_id)
        self._takes, self._do, self._patience = takes, do, taken_over_after_s
        self._queues: list[str] = []
        self._trouble: Exception | None = None

    def run(self, context: JobContext, *, until_done: bool) -> None:
        """Take lots, until a stop is asked for or, if that is wanted, none are left and all are done.

        Raises:
            CancelledError: a stop was asked for; what was not done was put back.
            TeamError: the server can't be reached, or does not let them.
        """
        with (
            translated_errors(),
            _own_errors(),
            asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,  # psycopg knows no other one
        ):
            runner.run(self._run(context, until_done))
        if self._trouble is not None:
            raise self._trouble
        context.checkpoint()

    async def _run(self, context: JobContext, until_done: bool) -> None:
        connector = PsycopgConnector(
            conninfo=self._conninfo,
            kwargs={"autocommit": True},
            configure=self._go_to_schema,
            min_size=1,
            max_size=LINES,
        )
        app = App(connector=connector)
        app.task(name=TASK, pass_context=True, retry=_BackAgain())(self._perform)
        async with app.open_async():
            left = await self._look(app, context)
            working = asyncio.create_task(
                app.run_worker_async(
                    queues=self._queues,
                    concurrency=AT_ONCE,
                    install_signal_handlers=False,
                    listen_notify=False,
                    fetch_job_polling_interval=ASK_EVERY_S,
                    update_heartbeat_interval=self._patience / 3,
                    stalled_worker_timeout=self._patience,
                )
            )
            try:
                while left or not until_done:
                    if await self._is_over(working, context):
                        break
                    await self._take_over(app, connector)
                    left = await self._look(app, context)
            finally:
                working.cancel()
                with suppress(asyncio.CancelledError):
                    await working

    async def _is_over(self, working: asyncio.Task[None], context: JobContext) -> bool:
        """Wait until it is time to look again; whether there is a reason not to."""
        for _ in range(round(ASK_EVERY_S / LOOK_EVERY_S)):
            if context.cancelled or self._trouble is not None or working.done():
                self._queues.clear()
                return True
            await asyncio.sleep(LOOK_EVERY_S)
        return False

    async def _look(self, app: App, context: JobContext) -> int:
        """See which queues there are by now; how many of their lots are not done."""
        found = await app.job_manager.list_queues_async()
        taken = {str(queue["name"]): Figures.of(queue) for queue in found if self._takes(str(queue["name"]))}
        self._queues[:] = taken
        all_of_them = sum(taken.values(), Figures())
        left = all_of_them.waiting + all_of_them.running
        if not (context.paused or context.cancelled):
            ended = all_of_them.done + all_of_them.failed
            context.progress(said("Work of all stations"), ended, ended + left)
        return left

    async def _perform(self, running: Running, /, **content: Any) -> None:
        try:
            await asyncio.to_thread(self._do, Lot(running.job.attempts, content))
        except Exception as exc:
            self._trouble = self._trouble or exc
            self._queues.clear()  # or what is put back would be taken again at once
            raise

    async def _take_over(self, app: App, connector: PsycopgConnector) -> None:
        """Put back what dead stations had, one station at a time: another one may have it by then."""
        if not await self._stalled(app):
            return
        with suppress(errors.LockNotAvailable):
            async with connector.pool.connection() as connection, connection.transaction():
                await connection.execute(ONE_AT_A_TIME)
                for job in await self._stalled(app):
                    assert job.id is not None
                    if job.attempts < MOST_ATTEMPTS:
                        await app.job_manager.retry_job_by_id_async(job.id, datetime.now(UTC))
                    else:
                        await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)

    async def _stalled(self, app: App) -> Sequence[Job]:
        return list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=self._patience))

    async def _go_to_schema(self, connection: psycopg.AsyncConnection[Any]) -> None:
        await connection.execute(SQL("SET search_path TO {}").format(Identifier(self._schema)))


class _BackAgain(BaseRetryStrategy):
    """What the world hindered is put back; what is a bug, a few times: it may be of one station only."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, PlayertagError) or job.attempts < MOST_ATTEMPTS:
            return RetryDecision(retry_at=datetime.now(UTC))
        return None


@contextmanager
def _own_errors() -> Iterator[None]:
    """Let out what procrastinate wraps: psycopg's errors.

    Raises:
        NotAllowedError: the member may not name what is in the schema, which is passed over then.
        ServerError: the others have taken this station for dead.
        psycopg.Error: whatever else the server says.
    """
    try:
        yield
    except ConnectorException as exc:
        if isinstance(exc.__cause__, NOT_SEEN):
            raise NotAllowedError(FOR_BRINGERS) from exc
        if isinstance(exc.__cause__, errors.ForeignKeyViolation):
            raise ServerError(
                said("This station was not heard of for too long: others go on with its work. Begin again.")
            ) from exc
        raise exc.__cause__ or exc from exc
