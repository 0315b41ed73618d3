"""Reads photos from disk: each of them once, at the start, shrunk and kept decoded in memory.

An unusable file is left out with a sentence that says why; it never becomes a black picture. opening.py opens a photo;
folders.py decides the split.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from ..common.cores import usable_cores
from .cutouts import CutOut, cut_out
from .folders import Entry, list_backgrounds, list_people
from .opening import open_mask, open_photo, open_transparent
from .photo_files import shown
from .resizing import resize

READERS = min(8, usable_cores())
"""Threads: each holds one decoded photo, and more than eight photos of up to LARGE pixels would take too much memory
(opening.py)."""
MOST_WARNINGS = 5
"""How many left-out files the log names individually."""
EMPTY = 8.0
"""Grey levels; a background with a smaller deviation is not a room: the person was cut out already."""
log = logging.getLogger(__name__)
_told: set[str] = set()
"""Sentences that this process has logged."""
Read = TypeVar("Read")


def read_backgrounds(folder: Path, validation: bool, side: int) -> tuple[list[np.ndarray], list[str]]:
    """The photos of one side of the split, [H, W, 3] uint8 with a longest side of at most `side` px, and a sentence for
    each file that was left out.

    Raises FileNotFoundError or ValueError with a sentence if there is nothing to read.
    """
    entries, skipped = list_backgrounds(folder, validation)
    return read_all(entries, lambda entry: shrink(open_photo(entry.photo), side), folder, skipped)


def read_people(folder: Path, validation: bool, side: int) -> tuple[list[CutOut], list[str]]:
    """The cut-outs of one side of the split, of at most `side` px, and a sentence for each file
    that was left out. Raises as read_backgrounds does."""
    entries, skipped = list_people(folder, validation)
    return read_all(entries, lambda entry: _read_person(entry, side), folder, skipped)


def read_people_photos(
    folder: Path, validation: bool, side: int
) -> tuple[list[tuple[np.ndarray, np.ndarray]], list[str]]:
    """The same people as their photos show them: photo [H, W, 3] and mask [H, W], uint8. People with nothing around
    them are left out without a message; possibly none remain. Raises as read_backgrounds does."""

    def read(entry: Entry) -> tuple[np.ndarray, np.ndarray] | None:
        photo, mask = _open_person(entry)
        around = photo[mask < 8]
        if entry.mask is None or len(around) < 100 or around.std() < EMPTY:
            return None
        whole = cv2.morphologyEx(shrink(mask, side), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))  # masks have pinholes
        return shrink(photo, side), whole

    entries, skipped = list_people(folder, validation)
    found, skipped = read_all(entries, read, folder, skipped)
    return [pair for pair in found if pair is not None], skipped


def tell_left_out(skipped: list[str]) -> None:
    """Logs the first of the sentences as warnings, and how many more there are. Sentences that were logged before are
    skipped, because a verb may read the same folders several times."""
    fresh = [sentence for sentence in skipped if sentence not in _told]
    _told.update(fresh)
    for sentence in fresh[:MOST_WARNINGS]:
        log.warning(sentence)
    if len(fresh) > MOST_WARNINGS:
        more = len(fresh) - MOST_WARNINGS
        log.warning(f"{more} more files are left out. They will be named once you have fixed or removed those above.")


def shrink(picture: np.ndarray, side: int) -> np.ndarray:
    """The picture with a longest side of at most `side` px; never enlarged."""
    scale = side / max(picture.shape[:2])
    if scale >= 1.0:
        return picture
    height, width = (max(1, round(length * scale)) for length in picture.shape[:2])
    return resize(picture, width, height)


def _read_person(entry: Entry, side: int) -> CutOut:
    photo, mask = _open_person(entry)
    return cut_out(shrink(photo, side), shrink(mask, side))


def _open_person(entry: Entry) -> tuple[np.ndarray, np.ndarray]:
    """Photo [H, W, 3] and mask [H, W], uint8. Raises OSError, or ValueError with the second half of a sentence."""
    if entry.mask is None:
        photo, mask = open_transparent(entry.photo)
    else:
        photo = open_photo(entry.photo)
        try:
            mask = open_mask(entry.mask)
        except ValueError as problem:
            raise ValueError(f"its mask {shown(entry.mask.name)} cannot be used: {problem}") from None
    if photo.shape[:2] != mask.shape:
        sizes = [f"{shape[1]}x{shape[0]}" for shape in (photo.shape, mask.shape)]
        raise ValueError(f"it is {sizes[0]} px, its mask {sizes[1]}")
    return photo, mask


@cache
def _readers() -> ThreadPoolExecutor:
    """Threads that decode (Pillow releases Python's lock for that). They stay alive: a thread that is ending may hold
    one of OpenCV's locks, and a loader forked at that moment would wait for it forever."""
    return ThreadPoolExecutor(READERS)


def read_all(
    entries: list[Entry], read: Callable[[Entry], Read], folder: Path, skipped: list[str]
) -> tuple[list[Read], list[str]]:
    """The result of `read` for every entry. If it raises OSError or ValueError, a sentence is added to those in
    `skipped`. Raises ValueError if nothing is left."""

    def attempt(entry: Entry) -> Read | str:
        try:
            return read(entry)
        except (OSError, ValueError, cv2.error) as problem:
            return f"{shown(entry.photo)} is left out: {problem}."

    answers = list(_readers().map(attempt, entries))
    found = [answer for answer in answers if not isinstance(answer, str)]
    skipped = skipped + [answer for answer in answers if isinstance(answer, str)]
    if not found:
        raise ValueError("\n".join([f"{shown(folder)} holds no usable photo.", *skipped[:10]]))
    return found, skipped
