"""What is the user's stays here: a run of all that is done offline asks no network and logs no name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import CHECKOUT, Person
from tests.fakes.star import kinds_in, spellings

NAME = "Ågot Zwïngli-Quux"
RUN = """
import logging, sys
from pathlib import Path

asked = []
NETWORK = {f"socket.{one}" for one in ("connect", "bind", "sendto", "getaddrinfo", "gethostbyname")}
sys.addaudithook(lambda event, arguments: asked.append(event) if event in NETWORK else None)
logging.basicConfig(level=logging.WARNING, filename=sys.argv[3])

from core import cli

name, library, _, person, *shown = sys.argv[1:]
for arguments in () if shown else (
    ["players", "add", name, "--number", "7"],
    ["players", "add-references", name, person],
    ["import", person, "--gallery", f"Day of {name}"],
    ["train", "execute"],
    ["recognize", "--gallery", f"Day of {name}"],
    ["cluster", "--all"],
    ["search", name],
    ["players", "find", name],
    ["players", "merge", name, name],
    ["galleries", "results", name],
    ["import", f"/nowhere/{name}.jpg", "--gallery", name],
    ["players", "update", name, "--consent-until", name],
    ["backup"],
    ["stats"],
    ["check"],
    ["doctor"],
    ["players", "erase", name, "--yes"],
):
    cli.main([*arguments, *(["--library", library] if arguments[0] != "doctor" else [])])
if shown:
    import socket
    socket.getaddrinfo("localhost", 80)
    logging.warning("about %s", name)
if asked:
    raise SystemExit(f"the network was asked: {asked}")
"""


# In which ONNX Runtime is quiet by itself.
WATCHED = ("CI", "TF_BUILD", "GITHUB_ACTIONS", "ORT_RUNNING_UNIT_TESTS", "ORT_DISABLE_TELEMETRY")


def run(folder: Path, person: Path, *more: str) -> subprocess.CompletedProcess[str]:
    log, home = folder / "log", folder / "home"
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-c", RUN, NAME, str(folder / "library"), str(log), str(person), *more]
    environment = {name: value for name, value in os.environ.items() if name not in WATCHED}
    environment |= dict.fromkeys(("HOME", "USERPROFILE", "XDG_CACHE_HOME", "LOCALAPPDATA"), str(home))
    return subprocess.run(
        command,
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_nothing_is_asked_of_the_network_and_no_name_is_logged(
    people: dict[str, Person], tmp_path: Path
) -> None:
    done = run(tmp_path, people["P001"].selfie)
    assert done.returncode == 0, done.stderr
    assert "Erased on" in done.stdout  # it went through to the end
    log = (tmp_path / "log").read_bytes()
    assert not kinds_in(log, {"name": spellings(NAME)}), log.decode()
    # ONNX Runtime would queue what it tells its makers here, with an id for this computer.
    assert not [path for path in (tmp_path / "home").rglob("*") if "onnxruntime" in str(path)]


def test_what_is_asked_and_logged_would_be_noticed(people: dict[str, Person], tmp_path: Path) -> None:
    assert "getaddrinfo" in run(tmp_path, people["P001"].selfie, "shown").stderr
    assert kinds_in((tmp_path / "log").read_bytes(), {"name": spellings(NAME)})
