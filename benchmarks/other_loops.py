"""The loops of other packages over photos, as their own pages show them.

    PYTHON -m benchmarks.other_loops NAME PATH...

Prints the boxes of the faces of each photo as JSON, as `benchmarks.plain_loop` does. They need packages that
Playertag's environment can't have beside its own, so nothing but the standard library and these is imported:
it is run by the Python of an environment of theirs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

Box = tuple[float, float, float, float]


def face_recognition(photo: Path) -> Iterator[Box]:
    """Dlib's detector by gradients and its network of 29 layers (face_recognition 1.3)."""
    package = import_module("face_recognition")
    image = package.load_image_file(str(photo))
    places = package.face_locations(image)
    package.face_encodings(image, known_face_locations=places)
    for top, right, bottom, left in places:
        yield left, top, right - left, bottom - top


def deepface(photo: Path) -> Iterator[Box]:
    """YuNet and SFace, the networks of the pack `opencv`, by deepface's one call for both."""
    package = import_module("deepface.DeepFace")
    options = {"model_name": "SFace", "detector_backend": "yunet", "enforce_detection": False}
    for face in package.represent(str(photo), **options):
        area = face["facial_area"]
        if face["face_confidence"]:  # a photo without a face is answered as one that is all face
            yield area["x"], area["y"], area["w"], area["h"]


LOOPS: dict[str, Callable[[Path], Iterator[Box]]] = {
    "face_recognition": face_recognition,
    "deepface": deepface,
}


def main(arguments: Sequence[str]) -> None:
    """Run one of the loops once."""
    name, *paths = arguments
    photos = [file for path in map(Path, paths) for file in ([path] if path.is_file() else path.iterdir())]
    faces = LOOPS[name]
    print(json.dumps({str(photo.absolute()): list(faces(photo)) for photo in sorted(photos)}))


if __name__ == "__main__":
    main(sys.argv[1:])
