"""A small copy of a data folder, to carry to a machine far away: the same files under the same names, so that the same
photos train and validate, with a shorter longest side and stronger compression."""

import shutil
from pathlib import Path

import cv2

from .folders import ENDINGS, MANIFEST
from .photos import shrink

FOLDERS = ("backgrounds", "people", "real_photos", "real_pairs")


def pack(data: Path, out: Path, side: int, quality: int) -> int:
    """Writes the copy and returns its bytes. quality: JPEG's, 1..100. Masks and PNGs stay lossless. A file that is no
    image is left out; of the folders, those that there are."""
    total = 0
    for name in FOLDERS:
        for file in sorted((data / name).rglob("*")):
            copy = out / file.relative_to(data)
            if file.name == MANIFEST:
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
            elif file.suffix.lower() in ENDINGS:
                picture = cv2.imread(str(file), cv2.IMREAD_UNCHANGED)
                if picture is None:
                    continue
                copy.parent.mkdir(parents=True, exist_ok=True)
                options = [cv2.IMWRITE_JPEG_QUALITY, quality] if file.suffix.lower() in (".jpg", ".jpeg") else []
                cv2.imwrite(str(copy), shrink(picture, side), options)
            total += copy.stat().st_size if copy.exists() else 0
    if not total:
        raise ValueError(f"{data} holds none of the folders {', '.join(FOLDERS)} with photos in them.")
    return total
