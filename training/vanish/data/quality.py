"""Is a photo any good to learn from? What can be seen without a network: its size, blur, darkness, and whether another
photo is nearly the same."""

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from .folders import Entry
from .opening import open_photo
from .photo_files import shown
from .photos import EMPTY, read_all, shrink

SIDE = 384
"""px; photos are judged with this longest side, which is what training keeps of them."""
SMALLEST = 160
"""px; a shorter side below this is enlarged for every crop."""
SHARP = 30.0
"""Variance of the Laplacian, grey levels: the least sharp of 135 rooms had 42, the median 903."""
ALIKE = 0.95
"""Correlation of two thumbnails; of 135 photos of different rooms, the two most alike had 0.81."""
THUMB = 16
"""Side of the thumbnails, px."""


@dataclass
class Judged:
    """One photo, and why it should be left out."""

    file: Path
    picture: np.ndarray
    """[H, W, 3] uint8, of at most SIDE px."""
    reasons: list[str] = field(default_factory=list)


def judge(files: list[Path], folder: Path) -> tuple[list[Judged], list[str]]:
    """The photos that can be opened, with the reasons that their pixels give, and a sentence for each of the others.
    folder: for sentences. Raises ValueError when none can be opened."""

    def read(entry: Entry) -> Judged:
        photo = open_photo(entry.photo)
        return Judged(entry.photo, shrink(photo, SIDE), _reasons(photo.shape[:2], shrink(photo, SIDE)))

    judged, left_out = read_all([Entry(file, file.stem) for file in files], read, folder, [])
    _mark_duplicates(judged)
    return judged, left_out


def _reasons(size: tuple[int, int], picture: np.ndarray) -> list[str]:
    """size: height and width of the file, px."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    found = []
    if min(size) < SMALLEST:
        found.append(f"small: {size[1]}x{size[0]} px")
    if grey.std() < EMPTY:
        found.append("nothing to see: uniform brightness")
    elif cv2.Laplacian(grey, cv2.CV_64F).var() < SHARP:
        found.append("blurred")
    return found


def _mark_duplicates(judged: list[Judged]) -> None:
    """Of photos that are nearly the same, all but the first get a reason."""
    thumbs = np.stack([_thumbnail(one.picture) for one in judged])
    for number in range(1, len(judged)):
        alike = thumbs[:number] @ thumbs[number]
        first = int(alike.argmax())
        if alike[first] > ALIKE:
            judged[number].reasons.append(f"nearly the same as {shown(judged[first].file.name)}")


def _thumbnail(picture: np.ndarray) -> np.ndarray:
    """Of unit length, so that a product of two is their correlation; of a picture without contrast, zeros."""
    grey = cv2.cvtColor(cv2.resize(picture, (THUMB, THUMB), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    flat = grey.astype(np.float32).ravel() - grey.mean()
    return flat / max(1e-6, float(np.linalg.norm(flat)))
