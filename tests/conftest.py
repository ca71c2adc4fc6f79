from __future__ import annotations

import importlib.util
import json
import logging
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import hypothesis
import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from core.auth import credentials, google
from core.jobs import JobContext
from core.library import Library
from core.metadata.exiftool import ExifTool
from core.paths import GOOGLE_CLIENT_VARIABLE, PROFILE_VARIABLE, google_client
from core.sample import SampleTournament, build_sample
from core.storage.address import BucketKey
from core.types import GalleryId, Role
from core.vision.engine import FaceEngine
from core.vision.model_packs import find_pack, installed_packs
from tests.fakes.keyring import MemoryKeyring
from tests.fakes.planter import Planter
from tests.fakes.postgres import PostgresServer
from tests.fakes.provider import CLIENT, Browser, OidcServer, register, why_there_is_none
from tests.fakes.s3 import S3Server
from tests.fakes.team import Team, logins

NEEDED_PACKS = frozenset({"opencv", "buffalo_s"})
# How long an example takes says how busy the machine is; speed is measured in `benchmarks`.
hypothesis.settings.register_profile("playertag", deadline=None)
hypothesis.settings.load_profile("playertag")
CHECKOUT = Path(__file__).resolve().parent.parent
THREADS_END_WITHIN_S = 3.0


@pytest.fixture(scope="session", autouse=True)
def _model_packs() -> None:
    missing = NEEDED_PACKS - installed_packs().keys()
    if missing:
        packs = ", ".join(sorted(missing))
        pytest.exit(f"Not installed: {packs}. Run the tests by `make test`, which installs them.", 1)


@pytest.fixture(autouse=True)
def _nothing_unexpected(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test that leaves a thread running or logs a warning.

    A test that expects a record takes it with `caplog.clear()`.
    """
    before = set(threading.enumerate())
    yield
    records = [record for phase in ("setup", "call") for record in caplog.get_records(phase)]
    # Pillow logs some damage that it then raises as an error too.
    ours = [record for record in records if not record.name.startswith("PIL.")]
    loud = [record.getMessage() for record in ours if record.levelno >= logging.WARNING]
    assert not loud, f"unexpected log records: {loud}"
    leaked = _threads_left(before)
    assert not leaked, f"threads left running: {leaked}"


def _threads_left(before: set[threading.Thread]) -> list[str]:
    """Threads of Python that still run; Qt's pool keeps its own, which Python sees as dummies."""
    deadline = time.monotonic() + THREADS_END_WITHIN_S
    while True:
        new = [t for t in set(threading.enumerate()) - before if not isinstance(t, threading._DummyThread)]
        if not new or time.monotonic() > deadline:
            return [thread.name for thread in new]
        time.sleep(0.01)


@dataclass(frozen=True, slots=True)
class Person:
    """The pictures of one synthetic person, each with one face but the two sheets."""

    selfie: Path
    portrait: Path
    posture: Path
    expressions: Path
    angles: Path


@pytest.fixture(scope="session")
def people() -> dict[str, Person]:
    """The people of openpeople, P001 to P010; none of them exists."""
    spec = importlib.util.find_spec("openpeople")
    assert spec is not None
    assert spec.origin is not None
    folders = sorted(Path(spec.origin).parent.glob("data/curated/P*/assets"))
    return {folder.parent.name: _person(folder) for folder in folders}


def _person(assets: Path) -> Person:
    return Person(
        assets / "amateur_selfie.jpg",
        assets / "studio_portrait.jpg",
        assets / "amateur_posture.jpg",
        assets / "emotions_sheet.jpg",
        assets / "character_sheet.jpg",
    )


@pytest.fixture(scope="session")
def engine() -> FaceEngine:
    """The `opencv` pack on the CPU, opened once a run."""
    return FaceEngine(find_pack("opencv"), "cpu")


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty library, made once a run: migrations take longer than most tests."""
    folder = tmp_path_factory.mktemp("new") / "library"
    with Library.open(folder) as opened:
        opened.update_settings(pack="opencv", device="cpu")
    return folder


@pytest.fixture
def library(new_library: Path, tmp_path: Path, engine: FaceEngine) -> Iterator[Library]:
    """A new library with the `opencv` pack, on the CPU."""
    with open_copy(new_library, tmp_path / "library", engine) as opened:
        yield opened


@pytest.fixture(scope="session")
def tool() -> Iterator[ExifTool]:
    """ExifTool, started once a run."""
    if shutil.which("exiftool") is None:
        pytest.skip("ExifTool is not on this computer")
    made = ExifTool()
    made.version()  # what it starts lasts longer than a test
    yield made
    made.close()


@pytest.fixture
def planter(library: Library) -> Planter:
    """Puts made-up photos and faces into `library`."""
    return Planter(library)


@dataclass(frozen=True, slots=True)
class _Sample:
    tournament: SampleTournament
    library: Path


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory, engine: FaceEngine) -> _Sample:
    """The sample tournament through every step, once a run; its photos stay where they are."""
    folder = tmp_path_factory.mktemp("sample")
    tournament = build_sample(folder / "tournament", JobContext(), photos=12)
    with Library.open(folder / "library") as opened:
        opened.update_settings(pack="opencv", device="cpu")
        opened._engine = engine
        opened.players.import_roster(tournament.roster)
        opened.indexing.enroll(tournament.references, JobContext())
        gallery = opened.indexing.import_photos([tournament.photos], "Sample", JobContext()).gallery_id
        opened.training.execute(JobContext())
        opened.recognition.batch_recognize([gallery], None, JobContext())
        opened.clusters.cluster(gallery, JobContext(), 2)
    return _Sample(tournament, folder / "library")


@pytest.fixture(scope="session")
def sample_tournament(_sample: _Sample) -> SampleTournament:
    """The photos, references, roster and truth that `sample_library` was made of."""
    return _sample.tournament


@contextmanager
def open_copy(library: Path, folder: Path, engine: FaceEngine) -> Iterator[Library]:
    """A copy of a library in a folder, open with an engine that is there already."""
    shutil.copytree(library, folder)
    with Library.open(folder) as opened:
        opened._engine = engine
        yield opened


@pytest.fixture
def sample_library(_sample: _Sample, tmp_path: Path, engine: FaceEngine) -> Iterator[Library]:
    """A library of its own for each test: 12 photos imported, recognised and clustered."""
    with open_copy(_sample.library, tmp_path / "sample-library", engine) as opened:
        yield opened


@pytest.fixture
def sample_gallery(sample_library: Library) -> GalleryId:
    """The one gallery of `sample_library`."""
    return sample_library.galleries.find("Sample").id


@pytest.fixture(scope="session")
def data() -> Path:
    """Real photos, which are not part of the project."""
    folder = Path(os.environ.get("PLAYERTAG_DATA", CHECKOUT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real photos are not at {folder}; PLAYERTAG_DATA may name another folder")
    return folder


_databases = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server, started once a run."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    """A server of buckets, started once a run."""
    with S3Server() as server:
        yield server


@pytest.fixture
def bucket(s3: S3Server) -> str:
    """The address of an empty bucket."""
    return f"{s3.endpoint}/{s3.make_bucket(f'bucket-{next(_databases)}')}"


@pytest.fixture(autouse=True)
def _no_keyring(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Secrets are kept in memory only, whatever keyring this machine has, and nobody is signed in."""
    monkeypatch.setenv(PROFILE_VARIABLE, str(tmp_path_factory.mktemp("profile") / "window.ini"))
    monkeypatch.delenv(GOOGLE_CLIENT_VARIABLE, raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)
    credentials._in_memory.clear()


@pytest.fixture
def a_keyring() -> MemoryKeyring:
    """A keyring that works, and is forgotten with the test."""
    made = MemoryKeyring()
    keyring.set_keyring(made)
    return made


@pytest.fixture(scope="session")
def oidc() -> Iterator[OidcServer]:
    """A provider to sign in with, started once a run."""
    if reason := why_there_is_none():
        pytest.skip(reason)
    with OidcServer() as server:
        yield server


@pytest.fixture
def browser(oidc: OidcServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The user at the system's browser; Google is the provider of the tests, and there is a client file."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setattr(google, "GOOGLE", oidc.provider)
    made = Browser()
    register(made, monkeypatch)
    google_client().parent.mkdir(parents=True, exist_ok=True)
    google_client().write_text(
        json.dumps({"installed": {"client_id": CLIENT.id, "client_secret": CLIENT.secret}})
    )
    yield made
    made.close()


@pytest.fixture
def address(postgres: PostgresServer) -> str:
    """An empty database of the server, as its admin."""
    name = f"team_{next(_databases)}"
    with postgres.connect() as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
    return postgres.address(name)


@pytest.fixture
def team(postgres: PostgresServer, address: str, tmp_path: Path) -> Iterator[Team]:
    """A tournament whose owner has a library."""
    owner = Library.open(tmp_path / "owner")
    owner.team.create(address, "Cup", f"owner{next(logins)}@example.org")
    made = Team(postgres, address.rpartition("/")[2], tmp_path, owner, [owner])
    yield made
    for library in made.libraries:
        library.close()


@pytest.fixture
def shared(sample_library: Library, team: Team, s3: S3Server, bucket: str) -> Team:
    """A team whose photographer has the sample tournament, and shares pictures in a bucket."""
    team.owner.store.use(bucket, BucketKey(s3.key.id, s3.key.secret))
    sample_library.team.join(
        team.invitation("photographer", Role.PHOTOGRAPHER, BucketKey(s3.key.id, s3.key.secret))
    )
    return team
