"""A library: what the window and the command line call.

Each part of it hangs off one object, opened by its folder; this file only puts them together.

Most parts need NumPy, and those that look at pixels OpenCV, ONNX Runtime and Pillow, which take longer to be
imported than the window to appear: they are made at their first use, on the thread of the operation that
needs them.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from sqlalchemy import exists, func, select

from core.auth.account import Account
from core.backups import Backups
from core.cameras import Cameras
from core.changes import Changes
from core.db.backups import translated
from core.db.engine import Database
from core.db.migrate import newest_revision
from core.db.queries import embedding_parts
from core.db.schema import EmbeddingRow, FaceRow, SettingRow, TeamRow
from core.db.tombstones import TO_DO
from core.errors import InvalidValueError, LibraryError, ModelPackError
from core.files import clear_unfinished
from core.galleries import Galleries
from core.images import Images
from core.matches import Matches
from core.paths import LibraryPaths
from core.saved_filters import SavedFilters
from core.settings import Settings
from core.types import Box, PackChoice, PhotoId, Source
from core.window_lock import WindowLock
from core.words import said

if TYPE_CHECKING:
    from core.cards import Cards
    from core.delivery.deliveries import Deliveries
    from core.descriptors import Descriptors
    from core.drawing import Faces
    from core.export import Export
    from core.hot_folder import HotFolder
    from core.importing import Importing
    from core.indexing import Indexer
    from core.jobs import JobContext
    from core.lookup import Lookup
    from core.metadata.exiftool import ExifTool
    from core.numbers import Numbers
    from core.privacy import Privacy
    from core.reading import NamesReport, Reading
    from core.recognition.clusters import Clusters
    from core.recognition.examples import PackTraits
    from core.recognition.matching import Recognition
    from core.recognition.players import Players
    from core.recognition.questions import Questions
    from core.recognition.review import Review
    from core.recognition.training import Training
    from core.recognition.vector_index import VectorIndex
    from core.search import Search
    from core.statistics import Statistics
    from core.sync.stations import Stations
    from core.sync.store import Store
    from core.sync.team import Team
    from core.vision.engine import FaceEngine
    from core.vision.session import Device
    from core.writing import Writing

SETTINGS = "settings"

Part = TypeVar("Part")
_making = threading.RLock()


class late(cached_property[Part]):  # noqa: N801 - it is used like the one it is made of
    """A part that is made at its first use; once, whichever threads ask for it first."""

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Part: ...

    def __get__(self, instance: object, owner: type[Any] | None = None) -> Self | Part:
        with _making:
            return super().__get__(instance, owner)


class Library:
    """One library folder, open. Every method may be called from any thread."""

    def __init__(self, paths: LibraryPaths, database: Database, lock: WindowLock | None = None) -> None:
        self.paths = paths
        self._database = database
        self._lock = lock
        self._engine: FaceEngine | None = None
        self._engine_lock = threading.Lock()
        self.images = Images(database, paths.thumbnails, paths.originals)
        self.galleries = Galleries(database)
        self.matches = Matches(database)
        self.cameras = Cameras(database)
        self.saved_filters = SavedFilters(database)
        self.backups = Backups(paths, self._read_settings, self._finish_erasing)
        self.account = Account()
        database.author = self._author

    @late
    def players(self) -> Players:
        """The roster."""
        from core.recognition.players import Players

        return Players(self._database, self._read_settings, self._traits)

    @late
    def review(self) -> Review:
        """What a person says of faces."""
        from core.recognition.review import Review

        return Review(self._database)

    @late
    def training(self) -> Training:
        """Training sessions."""
        from core.recognition.training import Training

        return Training(self._database, self._read_settings, self._traits)

    @late
    def recognition(self) -> Recognition:
        """Naming faces."""
        from core.recognition.matching import Recognition

        return Recognition(self._database, self._read_settings, self._traits)

    @late
    def clusters(self) -> Clusters:
        """Unknown faces in groups."""
        from core.recognition.clusters import Clusters

        return Clusters(self._database, self._read_settings, self._traits, self.review, self.paths.index)

    @late
    def questions(self) -> Questions:
        """What a reviewer is asked."""
        from core.recognition.questions import Questions

        return Questions(self._database, self._read_settings, self._traits)

    @late
    def index(self) -> VectorIndex:
        """The search index."""
        from core.recognition.vector_index import VectorIndex

        return VectorIndex(self._database, self.paths.index, self._traits)

    @late
    def search(self) -> Search:
        """One field for everything."""
        from core.search import Search

        return Search(self._database)

    @late
    def export(self) -> Export:
        """Answers as files."""
        from core.export import Export

        return Export(self._database, self.recognition, self.players)

    @late
    def statistics(self) -> Statistics:
        """Figures."""
        from core.statistics import Statistics

        return Statistics(self._database, self._read_settings)

    @late
    def faces(self) -> Faces:
        """Faces drawn by hand."""
        from core.drawing import Faces

        return Faces(self._database, self.images, self._face_engine)

    @late
    def indexing(self) -> Importing:
        """The ways in for photos."""
        from core.importing import Importing

        return Importing(self._database, self._indexer, self.players, self.review, self._read_names)

    @late
    def cards(self) -> Cards:
        """Copies off cards."""
        from core.cards import Cards

        return Cards(self._database)

    @late
    def hot_folder(self) -> HotFolder:
        """Photos as they come."""
        from core.hot_folder import HotFolder

        return HotFolder(self._database, self.galleries, self.indexing, self.recognition, self._face_engine)

    @late
    def descriptors(self) -> Descriptors:
        """Embeddings that are missing."""
        from core.descriptors import Descriptors

        return Descriptors(self._database, self._indexer, self.index)

    @late
    def numbers(self) -> Numbers:
        """Numbers on shirts and bibs."""
        from core.numbers import Numbers

        return Numbers(self._database)

    @late
    def metadata(self) -> Writing:
        """Names in files."""
        from core.writing import Writing

        return Writing(self._database, self._read_settings, self._exiftool)

    @late
    def names(self) -> Reading:
        """Names out of files."""
        from core.reading import Reading

        def draw(photo_id: PhotoId, box: Box) -> Changes:
            return self.faces.draw(photo_id, box, source=Source.FILE)

        return Reading(self._database, self._exiftool, self.players, self.review, draw)

    @late
    def privacy(self) -> Privacy:
        """What is kept of people, and how it goes."""
        from core.privacy import Privacy

        return Privacy(
            self.paths,
            self._database,
            self._read_settings,
            self.images,
            lambda: self.index,
            lambda: self.metadata,
        )

    @late
    def deliveries(self) -> Deliveries:
        """Photos handed out."""
        from core.delivery.deliveries import Deliveries

        return Deliveries(self._database, self._read_settings, self.images, self._exiftool)

    @late
    def _exiftool(self) -> ExifTool:
        from core.metadata.exiftool import ExifTool

        return ExifTool()

    def _read_names(self, photo_ids: Sequence[PhotoId], context: JobContext) -> NamesReport | None:
        """Name faces by their files, where that is wanted.

        Raises:
            ToolMissingError: ExifTool is not on this computer.
        """
        return self.names.read(photo_ids, context) if self.settings.read_names else None

    @late
    def team(self) -> Team:
        """The team that it is in."""
        from core.sync.team import Team

        return Team(self._database, self.account, self.images, self._read_settings, self._finish_erasing)

    @late
    def store(self) -> Store:
        """The store of the team's pictures."""
        from core.sync.store import Store

        return Store(self._database, self.account, self._read_settings)

    @late
    def stations(self) -> Stations:
        """The computers that process one gallery together."""
        from core.sync.stations import Stations

        return Stations(
            self._database, self.account, self.images, self._read_settings, self.team, self.indexing
        )

    @property
    def in_team(self) -> bool:
        """Whether it is in a team: asked before anything is imported that only a team needs."""
        with self._database.read() as session:
            return bool(session.scalar(select(exists().where(~TeamRow.left))))

    @late
    def lookup(self) -> Lookup:
        """Looking at one picture."""
        from core.lookup import Lookup

        return Lookup(self._face_engine, self.recognition, self.index)

    @classmethod
    def open(cls, root: Path, *, create: bool = True, window: bool = False) -> Self:
        """Open the library in a folder, made where there is none unless `create` is False.

        Of one that is opened for a `window` no other process has one; its file is looked through before.

        Raises:
            LibraryVersionError: a newer Playertag wrote it; it was not touched.
            LibraryDamagedError: its file is damaged; it was not touched.
            LibraryInUseError: another process has it open in a window.
            LibraryError: the folder or the database can't be used, or is not there.
        """
        paths = LibraryPaths(root.absolute())
        if not create and not paths.database.exists():
            raise LibraryError(
                f"There is no library in {root}. Importing photos or players, or joining a team, makes one."
            )
        try:
            paths.root.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise LibraryError(f"The folder {root} can't be made: {exc.strerror}.") from exc
        with translated(paths.root):
            lock = WindowLock(paths.window_lock) if window else None
        clear_unfinished(paths.root)
        try:
            return cls(paths, Database.open(paths.database, paths.backups, looked_through=window), lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Close the database; the library is not used after this."""
        if "_exiftool" in vars(self):
            self._exiftool.close()
        self._database.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def settings(self) -> Settings:
        """The library's settings."""
        return self._read_settings()

    def update_settings(self, **values: Any) -> Changes:
        """Replace some settings; checked as a whole, nothing is changed where one is wrong.

        Raises:
            InvalidValueError: a value out of range, a field that does not exist, or a model pack that
                is not installed, by its name.
        """
        from core.metadata.captions import require_template
        from core.vision.model_packs import find_pack

        settings = self.settings.updated(**values)
        for name in ("caption_template", "headline_template"):
            require_template(name, getattr(settings, name))
        if "pack" in values:
            try:
                find_pack(settings.pack)
            except ModelPackError as exc:
                raise InvalidValueError("pack", exc.words) from exc
        with self._database.write() as session:
            session.merge(SettingRow(name=SETTINGS, value=settings.model_dump()))
        return Changes(settings=True)

    def packs(self) -> tuple[PackChoice, ...]:
        """The installed model packs.

        Raises:
            ModelPackError: the record of one is damaged.
        """
        from core.vision.model_packs import pack_choices

        return tuple(choice for choice in pack_choices() if choice.installed)

    def device(self) -> Device:
        """The device that recognition really runs on, proven by one run.

        The models stay open only where they were.

        Raises:
            ModelPackError: the model pack is not installed or was refused.
        """
        engine = self._open_engine() or self._new_engine()
        engine.warm_up()
        return engine.device

    def check_database(self) -> str:
        """SQLite's own check of the file, a look at each embedding of the pack in use, and its revision.

        Raises:
            LibraryError: the file or an embedding is damaged.
            ModelPackError: the active pack is not installed.
        """
        self._database.check()
        traits = self._traits()
        with self._database.read() as session:
            of_pack = select(EmbeddingRow.face_id).where(EmbeddingRow.pack_id == traits.pack_id)
            for _ in embedding_parts(
                session, session.scalars(of_pack).all(), traits.pack_id, traits.dimension
            ):
                pass  # each is checked when it is read
        return said("whole, revision {revision}", revision=newest_revision())

    def check_settings(self) -> str:
        """Whether each stored setting can be taken; in words.

        Raises:
            LibraryError: some can't, and are at their defaults until settings are changed.
        """
        if wrong := self._stored_settings()[1]:
            raise LibraryError(
                said(
                    "Not understood, and at the default if there is one: {names}. Another version of "
                    "Playertag may have stored them; changing any setting clears them away.",
                    names=", ".join(wrong),
                )
            )
        return said("each is understood")

    def count_embeddings(self) -> tuple[int, int]:
        """Faces, and faces with an embedding of the pack in use."""
        with self._database.read() as session:
            faces = session.scalar(select(func.count()).select_from(FaceRow)) or 0
            embedded = session.scalar(select(func.count()).where(EmbeddingRow.pack_id == self.settings.pack))
            return faces, embedded or 0

    def _finish_erasing(self) -> None:
        """End what was begun of erasing people; what that needs is imported only where there is something."""
        with self._database.read() as session:
            begun = session.scalar(select(exists().where(TO_DO)))
        if begun:
            from core.jobs import JobContext

            self.privacy.finish(JobContext())

    def _author(self) -> str:
        """Who is signed in, for the decisions that they make."""
        who = self.account.who()
        return who.email if who else ""

    def _read_settings(self) -> Settings:
        return self._stored_settings()[0]

    def _stored_settings(self) -> tuple[Settings, tuple[str, ...]]:
        """The settings, and the names of those that were stored and can't be taken."""
        with self._database.read() as session:
            row = session.get(SettingRow, SETTINGS)
            return Settings.recovered(row.value) if row else (Settings(), ())

    def _indexer(self) -> Indexer:
        from core.indexing import Indexer

        return Indexer(self._database, self.images, self._face_engine())

    def _face_engine(self) -> FaceEngine:
        """The engine of the pack and device in the settings, opened at the first use."""
        with self._engine_lock:
            self._engine = self._open_engine() or self._new_engine()
            return self._engine

    def _open_engine(self) -> FaceEngine | None:
        """The engine that is open, where it is of the pack and device in the settings."""
        engine, settings = self._engine, self.settings
        wanted = (settings.pack, settings.device)
        return engine if engine and (engine.pack_id, engine.wanted_device) == wanted else None

    def _new_engine(self) -> FaceEngine:
        from core.vision.libraries import read_ahead

        read_ahead()
        from core.vision.engine import FaceEngine
        from core.vision.model_packs import find_pack

        settings = self.settings
        return FaceEngine(find_pack(settings.pack), settings.device)

    def _traits(self) -> PackTraits:
        from core.recognition.calibration import Calibration
        from core.recognition.examples import PackTraits
        from core.vision.model_packs import find_pack

        manifest = find_pack(self.settings.pack).manifest
        own = manifest.calibration
        calibration = Calibration(own.slope, own.intercept)
        return PackTraits(manifest.id, manifest.recogniser.dimension, calibration, own.trials)
