"""Photos as large as cameras make them, out of smaller ones: enlarged, with the noise of a sensor.

    python -m benchmarks.large_photos DIR OUT [--megapixels 24] [--count 100] [--quality 90] [--faces N]
                                      [--copies N]

DIR has photos at any depth. Each of the first `--count` in an order of chance is enlarged to so many
megapixels; with `--faces` so many of them are put into a grid instead. With `--copies` each is written so
often, as that many photos of different content.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from benchmarks.dataset import Image, read_image

SUFFIXES = frozenset({".jpg", ".jpeg", ".png"})
# Of a mean of 0 and this deviation, in levels of 255: what a camera has at ISO 1600.
NOISE = 3.0
SHAPE = (2, 3)


def numbered(jpeg: bytes, number: int) -> bytes:
    """The same picture as another photo: with a table of codes that no scan uses (ITU-T T.81, B.2.4.2)."""
    length, symbol = divmod(number, 256)
    counts = bytes(place == 1 + length for place in range(16))
    segment = b"\xff\xc4\x00\x14\x03" + counts + bytes([symbol])
    at = jpeg.index(b"\xff\xdb")
    return jpeg[:at] + segment + jpeg[at:]


def large_photos(folder: Path, megapixels: float, faces: int, quality: int) -> Iterator[bytes]:
    """JPEGs of so many megapixels, each of `faces` photos of the folder, in an order of chance that stays."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    random.Random(1).shuffle(paths)
    noise = np.random.default_rng(1)
    pictures = (image for path in paths if (image := read_image(path)) is not None)
    while group := list(islice(pictures, faces)):
        picture = group[0] if faces == 1 else _grid(group, megapixels)
        yield _encoded(_enlarged(picture, megapixels), noise, quality)


def _enlarged(picture: Image, megapixels: float) -> Image:
    scale = (megapixels * 1e6 / (picture.shape[0] * picture.shape[1])) ** 0.5
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _grid(pictures: Sequence[Image], megapixels: float) -> Image:
    """All of them in one picture with sides of 2 to 3."""
    columns = int(np.ceil((len(pictures) * SHAPE[1] / SHAPE[0]) ** 0.5))
    rows = -(-len(pictures) // columns)
    unit = (megapixels * 1e6 / (SHAPE[0] * SHAPE[1])) ** 0.5
    height, width = (round(side * unit) for side in SHAPE)
    high, wide = height // rows, width // columns
    grid = np.full((height, width, 3), 90, np.uint8)
    for place, picture in enumerate(pictures):
        scale = min(high / picture.shape[0], wide / picture.shape[1])
        size = (int(picture.shape[1] * scale), int(picture.shape[0] * scale))
        top, left = place // columns * high, place % columns * wide
        grid[top : top + size[1], left : left + size[0]] = cv2.resize(picture, size)
    return grid


def _encoded(picture: Image, noise: np.random.Generator, quality: int) -> bytes:
    noisy = picture + noise.normal(0, NOISE, picture.shape).astype(np.float32)
    _, jpeg = cv2.imencode(".jpg", noisy.clip(0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return jpeg.tobytes()


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the photos."""
    options = _parser().parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    made = large_photos(options.folder, options.megapixels, options.faces, options.quality)
    sizes = []
    for number, jpeg in enumerate(islice(made, options.count)):
        for copy in range(options.copies):
            (options.out / f"{number:05}-{copy:05}.jpg").write_bytes(numbered(jpeg, copy) if copy else jpeg)
            sizes.append(len(jpeg))
    print(f"{len(sizes)} photos of {sum(sizes) / max(1, len(sizes)) / 1e6:.1f} MB in {options.out}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.large_photos", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("out", metavar="OUT", type=Path)
    parser.add_argument("--megapixels", type=float, default=24)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--quality", type=int, default=90)
    parser.add_argument("--faces", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1)
    return parser


if __name__ == "__main__":
    main()
