"""A small copy of a data folder, to train on another machine. Files keep their names, so the same photos train and
validate; they have a shorter longest side and stronger compression."""

import shutil
from pathlib import Path

import cv2
from PIL import Image

from .folders import MANIFEST
from .opening import open_as_it_is
from .photo_files import FORMATS, photos_below, shown
from .photos import shrink, tell_left_out

WRITABLE = ("BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
"""Formats that are kept. Photos in other formats become JPEG, or PNG if they are grey or transparent, as masks are."""
FOLDERS = ("backgrounds", "people", "scenes", "real_photos", "real_pairs")


def pack(data: Path, out: Path, side: int, quality: int) -> int:
    """Writes the copy and returns its size in bytes. quality: JPEG's, 1..100. Masks and PNGs stay lossless. Photos are
    written upright. Copies the folders that exist, and warns of files that are left out."""
    total, left_out = 0, []
    for folder in [data / name for name in FOLDERS if (data / name).is_dir()]:
        files, skipped = photos_below(folder)
        left_out += skipped
        for file in files:
            copy = out / file.relative_to(data)
            kind = FORMATS[file.suffix.lower()]
            try:
                picture = shrink(open_as_it_is(file), side)
            except (OSError, ValueError, cv2.error) as problem:
                left_out.append(f"{shown(file)} is left out: {problem}.")
                continue
            if kind not in WRITABLE:
                is_photo = picture.shape[2:] == (3,)
                copy, kind = (copy.with_suffix(".jpg"), "JPEG") if is_photo else (copy.with_suffix(".png"), "PNG")
            copy.parent.mkdir(parents=True, exist_ok=True)
            by_kind: dict[str, dict] = {"JPEG": {"quality": quality}, "WEBP": {"lossless": True}}
            Image.fromarray(picture).save(copy, kind, **by_kind.get(kind, {}))
            total += copy.stat().st_size
        manifest = folder / MANIFEST
        if manifest.is_file():
            (out / folder.name).mkdir(parents=True, exist_ok=True)
            total += Path(shutil.copyfile(manifest, out / folder.name / MANIFEST)).stat().st_size
    tell_left_out(left_out)
    if not total:
        raise ValueError(f"{shown(data)} holds none of the folders {', '.join(FOLDERS)} with photos in them.")
    return total
