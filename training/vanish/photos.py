"""Reads photos from disk: every one once, at start, shrunk and kept decoded in memory.

A file that cannot be used is left out with a sentence that says why; it never becomes a black
picture. Which files belong to which side of the split: folders.py.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from .cutouts import CutOut, cut_out
from .folders import Entry, list_backgrounds, list_people, masks_without_photo
from .resizing import resize

READERS = min(8, os.cpu_count() or 1)
Read = TypeVar("Read")


def decode(encoded: bytes, flags: int = cv2.IMREAD_COLOR) -> np.ndarray:
    """Decodes a file's bytes to [H, W, 3] RGB, or [H, W] with IMREAD_GRAYSCALE; uint8.

    Grey, 16-bit and CMYK files become 8-bit RGB, and a camera's note of how it was held (EXIF) is
    followed. Raises ValueError when the file is no image, or ends early.
    """
    picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), flags) if encoded else None
    if picture is None:
        raise ValueError("it is not a readable image, or only the beginning of one")
    return picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)


def read_backgrounds(folder: Path, validation: bool, side: int) -> tuple[list[np.ndarray], list[str]]:
    """The photos of one side of the split, [H, W, 3] uint8 with a longest side of at most `side` px,
    and a sentence for each file that was left out.

    Raises FileNotFoundError or ValueError, with a sentence, when there is nothing to read.
    """
    entries = list_backgrounds(folder, validation)
    return _read_all(entries, lambda entry: shrink(decode(entry.photo.read_bytes()), side), folder, [])


def read_people(folder: Path, validation: bool, side: int) -> tuple[list[CutOut], list[str]]:
    """The cut-outs of one side of the split, of at most `side` px, and a sentence for each file
    that was left out. Raises as read_backgrounds does."""
    skipped = [f"{mask} is left out: there is no photo that it is the mask of." for mask in masks_without_photo(folder)]
    return _read_all(list_people(folder, validation), lambda entry: _read_person(entry, side), folder, skipped)


def shrink(picture: np.ndarray, side: int) -> np.ndarray:
    """The picture with a longest side of at most `side` px; never enlarged."""
    scale = side / max(picture.shape[:2])
    if scale >= 1.0:
        return picture
    height, width = (max(1, round(length * scale)) for length in picture.shape[:2])
    return resize(picture, width, height)


def _read_person(entry: Entry, side: int) -> CutOut:
    encoded = entry.photo.read_bytes()
    if entry.mask is None:
        photo, mask = _decode_transparent(encoded)
    else:
        photo = decode(encoded)
        try:
            mask = decode(entry.mask.read_bytes(), cv2.IMREAD_GRAYSCALE)
        except FileNotFoundError:
            raise ValueError(f"its mask {entry.mask.name} does not exist") from None
        except ValueError:
            raise ValueError(
                f"its mask {entry.mask.name} is not a readable image, or only the beginning of one"
            ) from None
    if photo.shape[:2] != mask.shape:
        sizes = [f"{shape[1]}x{shape[0]}" for shape in (photo.shape, mask.shape)]
        raise ValueError(f"it is {sizes[0]} px, its mask {sizes[1]}")
    return cut_out(shrink(photo, side), shrink(mask, side))


def _decode_transparent(encoded: bytes) -> tuple[np.ndarray, np.ndarray]:
    decode(encoded)  # says what is wrong with a file that is no whole image
    picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_UNCHANGED)
    if picture.ndim != 3 or picture.shape[2] != 4:
        raise ValueError("it has no transparency, and there is no mask with its name and _mask.png")
    if picture.dtype == np.uint16:
        picture = (picture >> 8).astype(np.uint8)
    return cv2.cvtColor(picture, cv2.COLOR_BGRA2RGB), np.ascontiguousarray(picture[..., 3])


@cache
def _readers() -> ThreadPoolExecutor:
    """Threads that decode (OpenCV does so outside of Python's lock). They stay: one that is just ending may hold a
    lock of OpenCV's, and a loader that is forked in that moment would wait for it for ever."""
    return ThreadPoolExecutor(READERS)


def _read_all(
    entries: list[Entry], read: Callable[[Entry], Read], folder: Path, skipped: list[str]
) -> tuple[list[Read], list[str]]:
    def attempt(entry: Entry) -> Read | str:
        try:
            return read(entry)
        except FileNotFoundError:
            return f"{entry.photo} is left out: it does not exist."
        except (OSError, ValueError, cv2.error) as problem:
            return f"{entry.photo} is left out: {problem}."

    answers = list(_readers().map(attempt, entries))
    found = [answer for answer in answers if not isinstance(answer, str)]
    skipped = skipped + [answer for answer in answers if isinstance(answer, str)]
    if not found:
        raise ValueError("\n".join([f"{folder} holds no photo that can be used.", *skipped[:10]]))
    return found, skipped
