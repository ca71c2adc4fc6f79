"""The search index, by all faces and by codes, while faces come and go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from core.db.engine import Database
from core.db.schema import EmbeddingRow, FaceRow, PhotoRow
from core.db.vectors import STORED, Vectors, pack_vector, unit
from core.errors import CancelledError, LibraryError
from core.jobs import JobContext, Progress
from core.recognition.calibration import Calibration
from core.recognition.codes import Codes
from core.recognition.examples import PackTraits
from core.recognition.vector_index import OUTGROWN, VectorIndex

PACK, DIMENSION, PHOTO = "made-up", 32, "0" * 64
FEW, BESIDE = 40, 8


class Faces:
    """A database of faces, with ids in another order than they come in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database.open(folder / "library.db", folder / "backups")
        self.random = np.random.default_rng(3)
        self.vectors: dict[str, Vectors] = {}
        with self.database.write() as session:
            photo = {
                "id": PHOTO,
                "width": 1,
                "height": 1,
                "orientation": 1,
                "camera": "",
                "detected_by": PACK,
            }
            session.execute(insert(PhotoRow), photo)

    def index(self, exact_up_to: int = FEW) -> VectorIndex:
        traits = PackTraits(PACK, DIMENSION, Calibration(1, 0), 100)
        return VectorIndex(self.database, self.folder / "index", lambda: traits, exact_up_to, BESIDE)

    def add(self, count: int) -> None:
        if not count:
            return
        ids = [f"{self.random.integers(10**9):036d}" for _ in range(count)]
        vectors = unit(self.random.normal(size=(count, DIMENSION)).astype(np.float32))
        as_stored = unit(vectors.astype(STORED).astype(np.float32))
        self.vectors |= dict(zip(ids, as_stored, strict=True))
        face = {"photo_id": PHOTO, "x": 0.1, "y": 0.1, "w": 0.1, "h": 0.1, "landmarks": [0.0] * 10}
        face |= {"detection_score": 0.9, "size_px": 90.0, "quality": 0.9, "state": "unknown"}
        with self.database.write() as session:
            session.execute(insert(FaceRow), [{**face, "id": one} for one in ids])
            stored = [
                {"face_id": one, "pack_id": PACK, "vector": pack_vector(vector, DIMENSION, one)}
                for one, vector in zip(ids, vectors, strict=True)
            ]
            session.execute(insert(EmbeddingRow), stored)

    def remove(self, ids: list[str]) -> None:
        with self.database.write() as session:
            session.execute(delete(EmbeddingRow).where(EmbeddingRow.face_id.in_(ids)))
        for one in ids:
            del self.vectors[one]

    def nearest(self, vector: Vectors, k: int) -> list[str]:
        """The truth."""
        return sorted(self.vectors, key=lambda one: -float(self.vectors[one] @ vector))[:k]

    def files(self, ending: str) -> list[Path]:
        return sorted((self.folder / "index").glob(f"*.{ending}"))


@pytest.fixture
def faces(tmp_path: Path) -> Iterator[Faces]:
    made = Faces(tmp_path)
    yield made
    made.database.close()


def found(index: VectorIndex, vector: Vectors, k: int) -> list[str]:
    return [face_id for face_id, _ in index.nearest(vector, k)]


acts = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 60)),
        st.tuples(st.just("remove"), st.integers(1, 40)),
        st.tuples(st.just("remove the newest"), st.integers(1, 10)),
        st.tuples(st.sampled_from(["start again", "rebuild", "another process"]), st.just(0)),
    ),
    max_size=8,
)


@given(acts=acts, exact_up_to=st.sampled_from([16, 40, 1000]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_whatever_came_and_went_the_answer_is_that_of_an_index_built_now(
    faces: Faces, acts: list[tuple[str, int]], exact_up_to: int
) -> None:
    faces.remove([*faces.vectors])
    index, other = faces.index(exact_up_to), faces.index(exact_up_to)
    faces.add(50)
    for act, count in [("add", 0), *acts]:
        if act == "add":
            faces.add(count)
        elif act.startswith("remove"):
            there = list(faces.vectors)
            faces.remove(there[-count:] if "newest" in act else there[:count])
        elif act == "start again":
            index = faces.index(exact_up_to)
        elif act == "rebuild":
            index.rebuild(JobContext())
        else:
            other.nearest(np.eye(DIMENSION, dtype=np.float32)[0], 1)
        vector = unit(faces.random.normal(size=DIMENSION).astype(np.float32))
        assert found(index, vector, 5) == faces.nearest(vector, 5)
        assert {*found(index, vector, 1000)} == {*faces.vectors}


def test_many_faces_are_found_by_codes_and_new_ones_are_added_without_learning_anew(
    faces: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[int] = []
    trained = Codes.trained

    def counted(sample: Vectors) -> Codes:
        learnt.append(len(sample))
        return trained(sample)

    monkeypatch.setattr(Codes, "trained", counted)
    index = faces.index()
    faces.add(FEW)
    index.rebuild(JobContext())
    assert not faces.files("codes"), "few are compared one by one"
    for _ in range(10):
        faces.add(BESIDE + 1)
        index.nearest(faces.vectors[next(iter(faces.vectors))], 1)
    assert learnt == [FEW + BESIDE + 1]
    assert len(faces.files("vectors")) == 11
    assert len(faces.files("codes")) == 1
    faces.add(OUTGROWN * learnt[0])
    index.nearest(faces.vectors[next(iter(faces.vectors))], 1)
    assert len(learnt) == 2, "so many may look different from those that it learnt from"


def test_of_many_faces_nearly_all_of_the_nearest_are_found(faces: Faces) -> None:
    faces.add(5000)
    index = faces.index()
    questions = unit(faces.random.normal(size=(50, DIMENSION)).astype(np.float32))
    hits = [len({*found(index, one, 20)} & {*faces.nearest(one, 20)}) for one in questions]
    assert sum(hits) >= 0.99 * 20 * len(questions)


def test_few_new_faces_are_compared_beside_the_index(faces: Faces) -> None:
    faces.add(FEW + 1)
    index = faces.index()
    index.rebuild(JobContext())
    written = [(path, path.stat().st_mtime_ns) for path in (faces.folder / "index").iterdir()]
    for _ in range(2):
        faces.add(BESIDE // 2)
        vector = faces.vectors[[*faces.vectors][-1]]
        assert found(index, vector, 3) == faces.nearest(vector, 3)
    assert [(path, path.stat().st_mtime_ns) for path in (faces.folder / "index").iterdir()] == written
    assert "older than the library" in index.check()


def test_the_vectors_of_removed_faces_leave_the_files_at_the_next_start(faces: Faces) -> None:
    faces.add(FEW + 1)
    index = faces.index()
    gone = [*faces.vectors][:5]  # more than one in twenty
    index.rebuild(JobContext())
    vector = unit(np.ones(DIMENSION, np.float32))
    assert {*gone} < {*found(index, vector, 1000)}
    faces.remove(gone)
    assert not {*gone} & {*found(index, vector, 1000)}
    assert gone[0].encode() in faces.files("vectors")[0].read_bytes(), "not at every search"
    assert found(faces.index(), vector, 3) == faces.nearest(vector, 3)
    (data,) = faces.files("vectors")
    assert not any(one.encode() in data.read_bytes() for one in gone)


@pytest.mark.parametrize("ending", ["vectors", "codes"])
def test_a_damaged_file_answers_nothing(faces: Faces, ending: str) -> None:
    faces.add(FEW + 1)
    index = faces.index()
    index.rebuild(JobContext())
    (path,) = faces.files(ending)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(LibraryError, match="damaged"):
        faces.index().nearest(unit(np.ones(DIMENSION, np.float32)), 1)
    with pytest.raises(LibraryError, match="damaged"):
        index.check()
    path.unlink()
    vector = unit(np.ones(DIMENSION, np.float32))
    assert found(index, vector, 3) == faces.nearest(vector, 3), "what is missing is made anew"


def test_a_build_that_is_stopped_changes_nothing(faces: Faces) -> None:
    faces.add(FEW + 1)
    index = faces.index()
    index.rebuild(JobContext())
    before = {path: path.read_bytes() for path in (faces.folder / "index").iterdir()}
    faces.add(30)
    for context in (_stopped_at_once(), _stopped_while_it_reads()):
        with pytest.raises(CancelledError):
            index.rebuild(context)
        record = {path: content for path, content in before.items() if path.suffix == ".json"}
        assert all(path.read_bytes() == content for path, content in record.items())
        assert "older than the library" in index.check()
    vector = unit(np.ones(DIMENSION, np.float32))
    assert found(index, vector, 3) == faces.nearest(vector, 3)


def _stopped_at_once() -> JobContext:
    context = JobContext()
    context.cancel()
    return context


def _stopped_while_it_reads() -> JobContext:
    context = JobContext(lambda _: context.cancel())
    return context


def test_searches_go_on_while_the_index_is_built(faces: Faces) -> None:
    faces.add(FEW + 1)
    index = faces.index()
    index.rebuild(JobContext())
    vector = unit(np.ones(DIMENSION, np.float32))
    answers: list[list[str]] = []

    def search(_: Progress) -> None:
        asker = threading.Thread(target=lambda: answers.append(found(index, vector, 3)))
        asker.start()
        asker.join(timeout=20)

    index.rebuild(JobContext(search))
    assert answers
    assert all(answer == faces.nearest(vector, 3) for answer in answers)


def test_an_embedding_that_is_damaged_is_never_indexed(faces: Faces) -> None:
    faces.add(3)
    one = next(iter(faces.vectors))
    with faces.database.write() as session:
        session.scalars(select(EmbeddingRow).where(EmbeddingRow.face_id == one)).one().vector = b"xx"
    with pytest.raises(LibraryError, match=f"embedding of {one} is damaged"):
        faces.index().rebuild(JobContext())
    assert [path.name for path in (faces.folder / "index").iterdir()] == []
