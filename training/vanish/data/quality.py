"""Is a photo good enough to learn from? Checks what can be seen without a network: size, blur, darkness, and
near-duplicates."""

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from .folders import Entry
from .opening import open_photo
from .photo_files import shown
from .photos import EMPTY, read_all, shrink

SIDE = 384
"""px; photos are judged at this longest side, which is the size that training keeps."""
SMALLEST = 160
"""px; a photo with a shorter side below this must be enlarged for every crop."""
SHARP = 30.0
"""Variance of the Laplacian, grey levels: the least sharp of 135 rooms had 42, the median 903."""
ALIKE = 0.95
"""Correlation of two thumbnails; of 135 photos of different rooms, the two most alike had 0.81."""
THUMB = 16
"""Side of the thumbnails, px."""


@dataclass
class Judged:
    """One photo, and why to leave it out."""

    file: Path
    picture: np.ndarray
    """[H, W, 3] uint8, of at most SIDE px."""
    reasons: list[str] = field(default_factory=list)


def judge(files: list[Path], folder: Path) -> tuple[list[Judged], list[str]]:
    """The photos that can be opened, with the objections found in their pixels, and a sentence for each of the others.
    folder: for sentences. Raises ValueError if none can be opened."""

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
    """Marks every near-duplicate except the first."""
    thumbs = np.stack([_thumbnail(one.picture) for one in judged])
    for number in range(1, len(judged)):
        alike = thumbs[:number] @ thumbs[number]
        first = int(alike.argmax())
        if alike[first] > ALIKE:
            judged[number].reasons.append(f"nearly the same as {shown(judged[first].file.name)}")


def _thumbnail(picture: np.ndarray) -> np.ndarray:
    """Of unit length, so that the product of two is their correlation; zeros for a picture without contrast."""
    grey = cv2.cvtColor(cv2.resize(picture, (THUMB, THUMB), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    flat = grey.astype(np.float32).ravel() - grey.mean()
    return flat / max(1e-6, float(np.linalg.norm(flat)))
