"""Opens one of the user's photos: complete, upright, 8 bits, within limits of memory and time. Nothing else opens
photos.

Pillow reads every file type that photo_files.py names, and no other. Everything here raises ValueError with the second
half of a sentence ("it is ..."); the caller, which knows the file's name, adds the first half.
"""

import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image

from .photo_files import FORMATS, why_not_a_file

Opened = TypeVar("Opened")

MOST_BYTES = 512 * 2**20
"""Bytes of a file: as many as MOST_PIXELS take when decoded."""
MOST_PIXELS = 128_000_000
"""More than the largest common cameras have; 512 MB in memory with transparency."""
LARGE = 24_000_000
"""Photos with more pixels are decoded one at a time, so that several together do not fill the memory."""
MOST_SCANS = 64
"""Scans of a JPEG. Progressive ones have about ten. Thousands, each over the whole picture, would take minutes."""
MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "RGBa", "CMYK", "YCbCr")
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
NOT_WHOLE = "it is not a readable image, or only the beginning of one"

# Pillow's own limit warns from half of it on, even for usable photos; ours is checked before decoding a pixel.
Image.MAX_IMAGE_PIXELS = None
_one_large_at_a_time = threading.Lock()


def open_photo(file: Path) -> np.ndarray:
    """[H, W, 3] uint8 RGB. Grey, 16-bit, CMYK and palette files are converted; transparency is ignored."""
    return _open(file, lambda image: np.array(image.convert("RGB")))


def open_mask(file: Path) -> np.ndarray:
    """[H, W] uint8."""
    return _open(file, lambda image: np.array(image.convert("L")))


def open_transparent(file: Path) -> tuple[np.ndarray, np.ndarray]:
    """Colours [H, W, 3] and alpha [H, W], uint8."""

    def planes(image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
        if not image.has_transparency_data:
            raise ValueError("it has no transparency, and there is no mask with its name and _mask.png")
        rgba = np.array(image.convert("RGBA"))
        return np.ascontiguousarray(rgba[..., :3]), np.ascontiguousarray(rgba[..., 3])

    return _open(file, planes)


def open_as_it_is(file: Path) -> np.ndarray:
    """[H, W] if the file is grey, [H, W, 4] if it has transparency, otherwise [H, W, 3] RGB; uint8."""

    def planes(image: Image.Image) -> np.ndarray:
        if image.has_transparency_data:
            return np.array(image.convert("RGBA"))
        return np.array(image.convert("L" if image.mode in ("1", "L") else "RGB"))

    return _open(file, planes)


def _open(file: Path, planes_of: Callable[[Image.Image], Opened]) -> Opened:
    problem = why_not_a_file(file)
    if problem:
        raise ValueError(problem)
    if file.stat().st_size > MOST_BYTES:
        raise ValueError(f"it has more than {MOST_BYTES >> 20} MiB")
    encoded = file.read_bytes()
    image = _look_at(encoded)
    if image.width * image.height > LARGE:
        with _one_large_at_a_time:
            return _decode(image, planes_of)
    return _decode(image, planes_of)


def _look_at(encoded: bytes) -> Image.Image:
    """Reads a file's header: its format and size. Decodes no pixel."""
    if (
        "HEIF" not in FORMATS.values()
        and encoded[4:8] == b"ftyp"
        and encoded[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
    ):
        raise ValueError("it is a HEIC picture, which cannot be read here: save it as JPEG or PNG")
    try:
        image = Image.open(BytesIO(encoded), formats=sorted(set(FORMATS.values())))
    except Exception:  # a reader of corrupt bytes may fail in any way
        raise ValueError(NOT_WHOLE) from None
    if image.width * image.height > MOST_PIXELS:
        raise ValueError(
            f"it is {image.width}x{image.height} px, and more than {MOST_PIXELS // 10**6} million pixels are not opened"
        )
    if image.format in ("JPEG", "MPO") and encoded.count(b"\xff\xda") > MOST_SCANS:
        raise ValueError(f"it is a JPEG of more than {MOST_SCANS} scans, which takes too long to decode")
    return image


def _decode(image: Image.Image, planes_of: Callable[[Image.Image], Opened]) -> Opened:
    try:
        image.load()
    except MemoryError:
        raise ValueError("there is not enough memory to open it") from None
    except Exception:
        raise ValueError(NOT_WHOLE) from None
    turn = _turn(image)
    if image.mode.startswith("I"):
        image = _grey_as_8_bits(image)  # for colour pictures, Pillow delivers 8 bits already
    if image.mode not in MODES:
        raise ValueError(f"its colour mode ({image.mode}) is not supported: save it as JPEG or PNG")
    return planes_of(image if turn is None else image.transpose(turn))


def _turn(image: Image.Image) -> Image.Transpose | None:
    """The rotation that brings the picture upright, from the orientation that the camera recorded (EXIF, tag
    0x0112)."""
    try:
        return TURNS.get(image.getexif().get(0x0112, 0))
    except Exception:  # a damaged EXIF entry does not spoil the picture
        return None


def _grey_as_8_bits(image: Image.Image) -> Image.Image:
    """Pillow itself would clip 16 bits at 255."""
    return Image.fromarray(np.clip(np.asarray(image).astype(np.int32) >> 8, 0, 255).astype(np.uint8))
