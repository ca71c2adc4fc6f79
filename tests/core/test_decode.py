from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import simplejpeg
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFile

from core.errors import LibraryError, PhotoError
from core.imaging.decode import (
    ORIENTATION,
    TRANSPOSITIONS,
    DecodedPhoto,
    Picture,
    decode_photo,
    embedded_preview,
    read_file,
)
from core.imaging.thumbnails import write_image
from core.jpeg import comes_at_once
from core.metadata.exif import read_shot
from tests.fakes.pictures import with_preview
from tests.fakes.profiles import ADOBE_RGB, profile

# Red, green, blue and white quarters: each way of turning it gives another picture.
UPRIGHT = np.repeat(
    np.repeat(np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 255]]], np.uint8), 16, 0), 32, 1
)
# What a camera that is held so stores, for each Orientation: the opposite of how it is shown.
STORED = {
    1: lambda p: p,
    2: lambda p: p[:, ::-1],
    3: lambda p: p[::-1, ::-1],
    4: lambda p: p[::-1],
    5: lambda p: p.transpose(1, 0, 2),
    6: lambda p: np.rot90(p, 1),
    7: lambda p: p[::-1, ::-1].transpose(1, 0, 2),
    8: lambda p: np.rot90(p, -1),
}


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def close(first: Picture, second: Picture) -> bool:
    return first.shape == second.shape and float(np.abs(first.astype(int) - second).mean()) < 12


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", STORED)
def test_a_photo_of_fewer_pixels_is_the_same_upright_picture(kind: str, orientation: int) -> None:
    sharp = np.kron(UPRIGHT, np.ones((8, 8, 1), np.uint8))[:-3, :-1]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = encoded(Image.fromarray(np.ascontiguousarray(STORED[orientation](sharp))), kind, exif=exif)
    whole, fewer = decode_photo(data, ".jpg"), decode_photo(data, ".jpg", 200)
    assert (fewer.width, fewer.height) == (whole.width, whole.height) == (511, 253)
    assert fewer.reduction == (2 if kind == "JPEG" else 1)
    shown = np.kron(fewer.pixels, np.ones((fewer.reduction, fewer.reduction, 1), np.uint8))
    assert close(shown[:253, :511], whole.pixels)


@given(st.integers(1, 3000), st.integers(1, 1000), st.integers(1, 1000))
@settings(max_examples=40, deadline=None)
def test_no_more_pixels_are_given_up_than_may_be(enough: int, width: int, height: int) -> None:
    photo = decode_photo(encoded(Image.new("RGB", (width, height)), "JPEG"), ".jpg", enough)
    assert max(photo.pixels.shape[:2]) >= min(enough, max(width, height))
    assert photo.pixels.shape[:2] == (-(-height // photo.reduction), -(-width // photo.reduction))
    assert max(width, height) < 2 * photo.reduction * enough or photo.reduction == 8


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", STORED)
def test_a_photo_is_upright_however_the_camera_was_held(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored = Image.fromarray(np.ascontiguousarray(STORED[orientation](UPRIGHT)))
    assert close(decode_photo(encoded(stored, kind, exif=exif), ".jpg").pixels, UPRIGHT)


def test_every_orientation_but_the_upright_one_is_turned() -> None:
    assert set(TRANSPOSITIONS) == set(STORED) - {1}


@settings(deadline=None)
@given(
    sides=st.tuples(st.integers(1, 70), st.integers(1, 70)),
    quality=st.integers(5, 100),
    subsampling=st.sampled_from(["4:4:4", "4:2:2", "4:2:0"]),
    progressive=st.booleans(),
    seed=st.integers(0, 9),
)
def test_a_jpeg_has_the_pixels_that_pillow_gives(
    sides: tuple[int, int], quality: int, subsampling: str, progressive: bool, seed: int
) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (*sides, 3), np.uint8)
    options = {"quality": quality, "subsampling": subsampling, "progressive": progressive}
    data = encoded(Image.fromarray(noise), "JPEG", **options)
    expected = np.asarray(Image.open(io.BytesIO(data)))
    assert np.array_equal(decode_photo(data, ".jpg").pixels, expected)


def test_a_jpeg_with_a_flaw_that_pillow_mends_is_still_a_photo() -> None:
    data = encoded(Image.fromarray(UPRIGHT), "JPEG")
    tables = data.index(b"\xff\xdb")
    flawed = data[:tables] + b"\x00\x01" + data[tables:]
    with pytest.raises(ValueError, match="extraneous bytes"):
        simplejpeg.decode_jpeg(flawed, "RGB")
    assert close(decode_photo(flawed, ".jpg").pixels, UPRIGHT)


@pytest.mark.parametrize("mode", ["CMYK", "L", "YCbCr"])
def test_a_jpeg_of_another_colour_space_is_rgb(mode: str) -> None:
    pixels = decode_photo(encoded(Image.fromarray(UPRIGHT).convert(mode), "JPEG"), ".jpg").pixels
    assert pixels.shape == UPRIGHT.shape
    if mode != "L":
        assert close(pixels, UPRIGHT)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_png_of_any_mode_is_rgb(mode: str) -> None:
    image = Image.fromarray(UPRIGHT).convert("L").point(lambda v: v * 1)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image, np.uint16) * 257)
    else:
        image = Image.fromarray(UPRIGHT).convert(mode)
    pixels = decode_photo(encoded(image, "PNG"), ".png").pixels
    assert pixels.dtype == np.uint8
    assert pixels.shape == UPRIGHT.shape
    assert pixels.min() < 40
    assert pixels.max() > 215


def test_sixteen_bits_keep_their_brightness() -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)[None].repeat(4, 0)
    for kind in ("PNG", "TIFF"):
        grey = decode_photo(encoded(Image.fromarray(ramp), kind), ".tif").pixels[0, :, 0]
        assert np.abs(grey.astype(int) - np.arange(256)).max() <= 1


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_the_first_frame_of_an_animation_counts(kind: str) -> None:
    frames = [Image.fromarray(UPRIGHT), Image.new("RGB", (64, 32), "black")]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, lossless=True)
    assert close(decode_photo(data, ".gif").pixels, UPRIGHT)


def test_what_a_file_is_is_read_off_its_content() -> None:
    assert close(decode_photo(encoded(Image.fromarray(UPRIGHT), "PNG"), ".jpg").pixels, UPRIGHT)


def refused(data: bytes, suffix: str = ".jpg") -> PhotoError:
    with pytest.raises(PhotoError) as raised:
        decode_photo(data, suffix)
    assert raised.value.reason
    return raised.value


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "GIF"])
def test_a_truncated_file_is_refused(kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (128, 128, 3), np.uint8)
    data = encoded(Image.fromarray(noise), kind)
    error = refused(data[: len(data) // 2])
    assert error.code in {"truncated", "damaged", "not-a-photo"}
    assert error.code != "truncated" or error.reason == "The file is cut off: its end is missing."


def test_a_text_renamed_to_a_photo_is_refused() -> None:
    assert refused(b"Dear reader, this is no photo.").code == "not-a-photo"


@pytest.mark.parametrize("suffix", [".cr2", ".NEF", ".dng"])
def test_a_raw_file_that_is_none_is_refused(suffix: str) -> None:
    assert refused(b"II*\0 no raw at all" * 20, suffix).code == "unreadable-raw"


def test_a_file_that_claims_billions_of_pixels_is_refused_before_it_is_decoded() -> None:
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")):
        data += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    assert refused(data, ".png").code == "too-large"


def test_a_file_that_can_not_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty.jpg").touch()
    for name, code in (("empty.jpg", "empty"), ("absent.jpg", "vanished"), (".", "unreadable")):
        with pytest.raises(PhotoError) as raised:
            read_file(tmp_path / name)
        assert raised.value.code == code

    def deny(_: Path) -> bytes:  # the tests may run as root, whom no mode of a file keeps out
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", deny)
    with pytest.raises(PhotoError) as raised:
        read_file(tmp_path / "empty.jpg")
    assert raised.value.code == "no-permission"


def sources() -> list[bytes]:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x0132] = "2026:04:18 10:00:00"
    exif.get_ifd(0x8769)[0x9003] = "2026:04:18 10:00:00"
    image = Image.fromarray(UPRIGHT)
    return [encoded(image, kind, exif=exif) for kind in ("JPEG", "PNG", "TIFF", "WEBP")] + [
        encoded(image, kind) for kind in ("GIF", "BMP", "PPM", "TGA")
    ]


SOURCES = sources()


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SOURCES),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=12),
    st.integers(0, 400),
)
def test_a_damaged_file_gives_a_picture_or_a_reason_and_never_another_error(
    source: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(source)
    for place, value in changes:
        data[place % len(data)] = value
    photo = decoded(bytes(data[: len(data) - cut]) or b"x", ".jpg")
    if photo is not None:
        assert photo.pixels.ndim == 3
        read_shot(photo.exif)


@pytest.mark.parametrize("step", ["_jpeg_pixels", "to_srgb", "_upright", "_reduction", "require_sane"])
@pytest.mark.parametrize("mistake", [ValueError, TypeError, OSError])
def test_a_mistake_of_ours_is_never_told_as_a_damaged_file(
    step: str, mistake: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise mistake

    data = encoded(Image.new("RGB", (8, 8)), "JPEG")
    monkeypatch.setattr(f"core.imaging.decode.{step}", fail)
    with pytest.raises(mistake):
        decode_photo(data, ".jpg")


def test_where_the_memory_ends_the_file_is_not_called_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("core.imaging.decode._jpeg_pixels", fail)
    error = refused(encoded(Image.new("RGB", (8, 8)), "JPEG"))
    assert (error.code, error.reason) == ("too-large", "There is not enough memory for so large a picture.")


@pytest.mark.parametrize("folder", ["broken", "camera"])
def test_every_real_file_gives_a_picture_or_a_reason(data: Path, folder: str) -> None:
    paths = [
        path for path in sorted((data / folder).rglob("*")) if path.is_file() and path.stat().st_size < 8e6
    ]
    photos = [decoded(path.read_bytes() or b"x", path.suffix) for path in paths]
    for photo in photos:
        if photo is not None:
            read_shot(photo.exif)
    assert 0 < sum(photo is None for photo in photos) < len(photos)


def decoded(data: bytes, suffix: str) -> DecodedPhoto | None:
    """The photo, or None where there is a reason for there being none."""
    try:
        return decode_photo(data, suffix)
    except PhotoError as exc:
        if not exc.reason.strip():
            raise
        return None


def test_a_cache_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(LibraryError, match="can't be written"):
        write_image(tmp_path / "a file" / "crop.jpg", np.zeros((8, 8, 3), np.uint8))


@pytest.mark.parametrize("kind", ["DDS", "PCX", "TGA", "ICNS"])
def test_kinds_that_no_camera_writes_are_no_photos(kind: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (64, 64)).save(file, kind)
    assert refused(file.getvalue()).code == "not-a-photo"


def test_exif_that_points_nowhere_leaves_a_picture() -> None:
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    exif.get_ifd(0x8769)[0x9003] = "2026:05:01 10:00:00"
    data = encoded(Image.new("RGB", (40, 30)), "JPEG", exif=exif)
    pointer = data.index(bytes.fromhex("8769 0004"))
    broken = data[:pointer] + bytes.fromhex("8769 0009 00000001 FFFFFF00") + data[pointer + 12 :]
    photo = decode_photo(broken, ".jpg")
    assert photo.pixels.shape == (30, 40, 3)
    read_shot(photo.exif)


def test_the_last_moment_there_is_has_no_fraction() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769).update({0x9003: "9999:12:31 23:59:59", 0x9291: "99999999"})
    taken_at = read_shot(exif).taken_at
    assert taken_at is not None
    assert taken_at.year == 9999


def test_a_jpeg_with_the_name_of_a_raw_file_is_a_jpeg() -> None:
    assert decode_photo(encoded(Image.new("RGB", (40, 30)), "JPEG"), ".nef").pixels.shape == (30, 40, 3)


@pytest.mark.parametrize(("size", "code"), [(3_000_000_000, "too-large"), (300_000_000, "not-a-photo")])
def test_a_film_is_not_read_into_memory(
    tmp_path: Path, size: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(size)  # takes no room on the disk
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read whole"))
    with pytest.raises(PhotoError) as caught:
        read_file(film)
    assert caught.value.code == code


@pytest.mark.parametrize("orientation", STORED)
def test_the_small_picture_in_a_photo_is_found_upright_and_without_black_bars(
    tmp_path: Path, orientation: int
) -> None:
    stored = np.ascontiguousarray(STORED[orientation](np.full((60, 90, 3), (200, 40, 40), np.uint8)))
    Image.fromarray(stored).save(tmp_path / "photo.jpg")
    height, width = stored.shape[:2]
    small = Image.new("RGB", (width, round(width * 3 / 4) if width > height else height))
    small.paste((40, 200, 40), (0, (small.height - height) // 2, width, (small.height + height) // 2))
    with_preview(tmp_path / "photo.jpg", small, orientation)
    found = embedded_preview(tmp_path / "photo.jpg")
    assert found is not None
    assert close(found, np.full((60, 90, 3), (40, 200, 40), np.uint8))


def test_a_photo_without_a_small_picture_or_with_a_broken_one_has_none(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (90, 60)).save(photo)
    assert embedded_preview(photo) is None
    with_preview(photo, Image.new("RGB", (16, 12)))
    data = photo.read_bytes()
    at = data.index(b"\xff\xd8", 2)
    photo.write_bytes(data[:at] + b"xx" + data[at + 2 :])
    assert embedded_preview(photo) is None
    assert embedded_preview(tmp_path / "nothing.jpg") is None
    (tmp_path / "notes.jpg").write_text("no picture")
    assert embedded_preview(tmp_path / "notes.jpg") is None


def srgb_of(adobe: NDArray[np.float64]) -> NDArray[np.float64]:
    """Colours of Adobe RGB, 0 to 1, in sRGB (IEC 61966-2-1), both by the white of ICC."""
    (_, gamma), primaries = ADOBE_RGB
    to_linear = np.array([[3.1339, -1.6169, -0.4906], [-0.9788, 1.9161, 0.0335], [0.0719, -0.2290, 1.4052]])
    linear = np.clip(adobe**gamma @ np.array(primaries) @ to_linear.T, 0, 1)
    shown: NDArray[np.float64] = np.where(
        linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055
    )
    return shown


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_colours_of_another_profile_become_those_of_srgb(kind: str) -> None:
    (name, gamma), primaries = ADOBE_RGB
    colours = np.array([[60, 170, 80], [200, 120, 90], [128, 128, 128], [20, 40, 220]], np.uint8)
    stored = Image.fromarray(np.repeat(np.repeat(colours[None], 1100, 0), 16, 1))
    options = {"quality": 100, "subsampling": "4:4:4"} if kind == "JPEG" else {}
    options |= {"lossless": True} if kind == "WEBP" else {}
    data = encoded(stored, kind, icc_profile=profile(name, gamma, primaries), **options)
    pixels = decode_photo(data, ".jpg").pixels
    for row in (0, 600, 1099):
        shown = pixels[row, 8::16].astype(float)
        assert np.abs(shown - 255 * srgb_of(colours / 255)).max() < 4
    assert np.abs(pixels[0, 8].astype(int) - colours[0]).max() > 10


@pytest.mark.parametrize(
    "content",
    [
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        profile("Camera sRGB", 2.2, ADOBE_RGB[1]),
        profile("Grey", 2.2, ADOBE_RGB[1], b"GRAY"),
        b"no profile at all",
        profile("Broken", 2.2, ADOBE_RGB[1])[:200],
    ],
    ids=["sRGB", "of that name", "grey", "none", "cut off"],
)
def test_pixels_stay_as_they_are_where_a_profile_says_nothing_else(content: bytes) -> None:
    picture = Image.fromarray(UPRIGHT)
    plain = decode_photo(encoded(picture, "JPEG"), ".jpg").pixels
    assert np.array_equal(decode_photo(encoded(picture, "JPEG", icc_profile=content), ".jpg").pixels, plain)


def claiming(kind: str, sides: tuple[int, int]) -> bytes:
    """A file of a kind that claims to have such sides: a small one of which the header was changed."""
    data = bytearray(encoded(Image.new("RGB", (64, 48)), kind))
    at, form = CLAIMS[kind]
    struct.pack_into(form, data, data.index(at[0]) + at[1], *sides)
    if kind == "PNG":
        struct.pack_into(">I", data, 29, zlib.crc32(data[12:29]))
    return bytes(data)


# Where each kind has its sides: after what, how far, and how.
CLAIMS = {
    "PNG": ((b"IHDR", 4), ">II"),
    "BMP": ((b"BM", 18), "<ii"),
    "JPEG2000": ((b"ihdr", 4), ">II"),
}


@pytest.mark.parametrize(
    ("kind", "sides"),
    [("PNG", (13_000, 12_000)), ("BMP", (13_000, 12_000)), ("JPEG2000", (7_000, 7_000))],
)
def test_a_picture_for_which_there_is_no_room_is_refused_before_it_is_decoded(
    kind: str, sides: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = claiming(kind, sides)
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _: pytest.fail("it was decoded"))
    error = refused(data)
    assert error.code == "too-large"
    assert f"claims {sides[0] * sides[1] / 1e6:.0f} megapixels" in error.reason


@pytest.mark.parametrize("progressive", [False, True])
def test_a_large_jpeg_has_fewer_pixels_where_there_is_no_room_for_all(
    progressive: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encoded(Image.new("RGB", (1600, 1000), (200, 100, 50)), "JPEG", progressive=progressive)
    # Room for the baseline picture at half its sides, and not for the other one's coefficients.
    monkeypatch.setattr("core.imaging.room.ROOM_BYTES", len(data) + 1600 * 1000 * 2)
    if progressive:
        assert refused(data).code == "too-large"
        return
    photo = decode_photo(data, ".jpg")
    assert (photo.width, photo.height, photo.reduction) == (1600, 1000, 2)
    assert photo.pixels.shape == (500, 800, 3)


def test_a_jpeg_of_very_many_scans_is_refused_before_it_is_decoded() -> None:
    data = encoded(Image.new("RGB", (4000, 3000), (90, 100, 110)), "JPEG", progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    assert decode_photo(data, ".jpg").pixels.shape == (3000, 4000, 3)
    error = refused(data[:-2] + last * 200 + data[-2:])
    assert error.code == "too-large"
    assert error.reason.startswith("The JPEG comes in 210 scans, too many for its size.")


def test_the_coefficients_of_a_jpeg_in_one_scan_are_not_held() -> None:
    picture = Image.new("RGB", (64, 48))
    assert comes_at_once(encoded(picture, "JPEG"))
    assert comes_at_once(encoded(picture.convert("L"), "JPEG"))
    assert not comes_at_once(encoded(picture, "JPEG", progressive=True))
    assert not comes_at_once(b"\xff\xd8 no more of it")
    interleaved = bytearray(encoded(picture, "JPEG"))
    interleaved[interleaved.index(b"\xff\xda") + 4] = 1  # of three components
    assert not comes_at_once(bytes(interleaved))


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "I;16", "I;16B", "I", "F"])
def test_a_picture_is_made_by_parts_as_it_would_be_whole(mode: str) -> None:
    ramp = np.linspace(0, 255, 700, dtype=np.uint8)[:, None].repeat(20, 1)
    picture = Image.fromarray(ramp)
    if mode in {"I;16", "I;16B"}:
        deep = ramp.astype("<u2" if mode == "I;16" else ">u2") * 257
        picture = Image.frombytes(mode, picture.size, deep.tobytes())
    elif mode in {"I", "F"}:
        picture = Image.fromarray(ramp.astype(np.int32 if mode == "I" else np.float32) * 257)
    elif mode != "P":  # a palette of its own has each grey
        picture = picture.convert("RGB")
    picture = picture.convert(mode)
    found = decode_photo(encoded(picture, "TIFF"), ".tif").pixels
    assert found.shape == (700, 20, 3)
    assert np.abs(found.astype(int) - ramp[:, :, None]).max() <= 1
