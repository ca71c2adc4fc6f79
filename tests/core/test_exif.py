from __future__ import annotations

import io
from datetime import datetime

import pytest
from PIL import Image

from core.imaging.decode import decode_photo
from core.metadata.exif import Shot, read_shot

ORIENTATION, MAKE, MODEL, DATE_TIME, EXIF_IFD = 0x0112, 0x010F, 0x0110, 0x0132, 0x8769
ORIGINAL, FRACTION, SERIAL = 0x9003, 0x9291, 0xA431


def shot_of(values: dict[int, object], detail: dict[int, object] | None = None) -> Shot:
    """What is read from a JPEG file with this EXIF."""
    exif = Image.Exif()
    exif.update(values)
    exif.get_ifd(EXIF_IFD).update(detail or {})
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif)
    return read_shot(decode_photo(file.getvalue(), ".jpg").exif)


def test_a_shot_has_its_time_to_the_fraction_and_its_camera() -> None:
    shot = shot_of(
        {MAKE: "Norlys\0", MODEL: " N7 ", ORIENTATION: 6, DATE_TIME: "2027:01:01 00:00:00"},
        {ORIGINAL: "2026:04:18 10:05:59", FRACTION: "25", SERIAL: "NL7"},
    )
    assert shot == Shot(datetime(2026, 4, 18, 10, 5, 59, 250_000), "Norlys N7 NL7", 6)


def test_without_a_time_of_the_shot_the_time_of_the_file_counts() -> None:
    assert shot_of({DATE_TIME: "2026:04:18 10:05:59"}).taken_at == datetime(2026, 4, 18, 10, 5, 59)


@pytest.mark.parametrize(
    "time", ["", "0000:00:00 00:00:00", "    :  :     :  :  ", "2026:13:40 10:00:00", "yesterday", "2026"]
)
def test_a_broken_time_is_no_time(time: str) -> None:
    assert shot_of({DATE_TIME: time}, {ORIGINAL: time, FRACTION: "x"}).taken_at is None


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_an_orientation_that_does_not_exist_is_upright(orientation: int) -> None:
    assert shot_of({ORIENTATION: orientation}).orientation == 1


def test_a_photo_without_exif_is_a_photo() -> None:
    assert shot_of({}) == Shot()
