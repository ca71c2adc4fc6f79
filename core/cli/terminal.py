"""What the command line prints: answers for people or as JSON, progress, errors."""

from __future__ import annotations

import dataclasses
import json
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from core.changes import Changes
from core.jobs import JobContext, Progress
from core.types import Faces, FileFailure

# Without a terminal a line now and then shows a log's reader that it goes on.
PLAIN_INTERVAL_S = 5.0
FAILURES_SHOWN = 20
# A table that goes to a file or another program is never cut.
WIDTH_OF_A_FILE = 1000


class Terminal:
    """Answers go to standard output, progress and errors to standard error."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._out = Console(highlight=False, soft_wrap=True)
        if not self._out.is_terminal:
            self._out.width = WIDTH_OF_A_FILE
        self._err = Console(stderr=True, highlight=False, soft_wrap=True)

    def answer(self, value: object, *lines: str | Table) -> None:
        """Print an answer: `value` as JSON where that was asked for, else the lines."""
        if self.as_json:
            sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=1) + "\n")
            return
        for line in lines:
            self._out.print(visible(line), markup=False) if isinstance(line, str) else self._out.print(line)

    def error(self, message: str) -> None:
        """Print what went wrong."""
        self._err.print(visible(message), markup=False)

    def failures(self, failures: Sequence[FileFailure]) -> None:
        """Print the files that could not be used, each with its reason."""
        if self.as_json or not failures:
            return
        self.error(f"{counted(failures, 'file')} could not be used:")
        for failure in failures[:FAILURES_SHOWN]:
            name = str(failure.path).replace("\n", "\\n")
            self.error(f"  {name}: {failure.reason}")
        if len(failures) > FAILURES_SHOWN:
            self.error(f"  and {len(failures) - FAILURES_SHOWN} more; --json lists all.")

    @contextmanager
    def job(self) -> Iterator[JobContext]:
        """A context for one operation: shows its progress, and Ctrl+C stops it at a checkpoint."""
        show = self._bars if self._err.is_terminal else self._plain_lines
        with show() as context:
            before = signal.signal(signal.SIGINT, lambda *_: context.cancel())
            try:
                yield context
            finally:
                signal.signal(signal.SIGINT, before)

    @contextmanager
    def _bars(self) -> Iterator[JobContext]:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Bars(*columns, TimeRemainingColumn(), console=self._err) as bars:
            tasks: dict[str, TaskID] = {}

            def report(progress: Progress) -> None:
                if progress.step not in tasks:
                    tasks[progress.step] = bars.add_task(progress.step)
                bars.update(tasks[progress.step], completed=progress.done, total=progress.total)

            yield JobContext(report)

    @contextmanager
    def _plain_lines(self) -> Iterator[JobContext]:
        last: dict[str, float] = {}

        def report(progress: Progress) -> None:
            now = time.monotonic()
            complete = progress.done >= progress.total
            if complete or now - last.get(progress.step, -PLAIN_INTERVAL_S) >= PLAIN_INTERVAL_S:
                last[progress.step] = now
                rate = f", {progress.rate:.1f} a second" if progress.done else ""
                self.error(f"{progress.step}: {progress.done} of {progress.total}{rate}")

        yield JobContext(report)


def table(*columns: str) -> Table:
    """A table without lines, which narrow terminals and screen readers take well."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def rows(made: Table, values: Sequence[Sequence[object]]) -> Table:
    """The table with rows added; numbers to three places, times to seconds, None as a dash."""
    for line in values:
        made.add_row(*[_cell(value) for value in line])
    return made


def visible(text: str) -> str:
    """Text with its control characters written out: a file's name must not move the cursor."""
    return "".join(c if c.isprintable() or c in "\n\t" else repr(c)[1:-1] for c in text)


def counted(things: Sized | int, noun: str) -> str:
    """How many there are, in words: "1 face", "2 faces", "2 galleries"."""
    count = things if isinstance(things, int) else len(things)
    many = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}{'es' if noun.endswith('ch') else 's'}"
    return f"{count} {noun if count == 1 else many}"


def undo_line(changes: Changes) -> str:
    """How an act is taken back; nothing where it changed nothing."""
    if changes.batch is None:
        return "There is nothing to take back."
    return f"To take it back: playertag review undo {changes.batch}"


def _cell(value: object) -> Text:
    """A text as it is: brackets in a name are no markup."""
    if value is None:
        return Text("–")
    if isinstance(value, datetime):
        return Text(value.isoformat(" ", "seconds"))
    return Text(f"{value:.3f}" if isinstance(value, float) else visible(str(value)))


def plain(value: object) -> Any:
    """A value as JSON knows them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)
    if isinstance(value, list | tuple | Faces):
        return [plain(item) for item in value]
    if isinstance(value, Path):
        return "" if value == Path() else str(value)
    if isinstance(value, date):  # and datetime, which is one
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
