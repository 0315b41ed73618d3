"""Folders of photos on disk: people-free backgrounds, and people with masks. Which of them train
and which validate is decided here, and nowhere else."""

import csv
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

VALIDATION_PERCENT = 8


@dataclass(frozen=True)
class CutOut:
    """A photo of a person with its mask (white = person), as encoded files."""

    name: str
    photo: bytes
    mask: bytes
    soft: bool
    """True where the mask is an alpha matte; hard masks get their edge softened on use."""


def is_validation(group: str) -> bool:
    """Photos of one group (one house, one scene) fall on the same side of the split."""
    return zlib.crc32(group.encode()) % 100 < VALIDATION_PERCENT


def background_group(name: str, original_path: str) -> str:
    """The house of a photo. Photos "12_bedroom.jpg" and "12_frontal.jpg" show house 12."""
    source = name.split("_")[0]
    number = re.match(r"(\d+)_", Path(original_path).name)
    if source.startswith("house") and number:
        return f"house-{number.group(1)}"
    if source in ("zind", "scannet"):
        return source
    return name


def decode(encoded: bytes, flags: int = cv2.IMREAD_COLOR) -> np.ndarray:
    """Decodes a file's bytes to [H, W, 3] RGB, or [H, W] with IMREAD_GRAYSCALE; uint8."""
    picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), flags)
    if picture is None:
        raise ValueError("a file is not a readable image")
    return picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)


def read_backgrounds(folder: Path, validation: bool) -> list[bytes]:
    """The encoded photos of one side of the split, in the order of their names."""
    photos = [
        (folder / row["file"]).read_bytes()
        for row in _manifest(folder)
        if is_validation(background_group(row["file"], row["original_path"])) == validation
    ]
    return _not_empty(photos, folder)


def read_people(folder: Path, validation: bool) -> list[CutOut]:
    """The cut-outs of one side of the split, in the order of their names."""
    people = []
    for row in _manifest(folder):
        name = row["file"]
        source, identity = name.split(".")[0].split("_")[:2]
        if is_validation(f"{source}-{identity}") == validation:
            photo, mask = (folder / name).read_bytes(), (folder / row["mask"]).read_bytes()
            people.append(CutOut(name, photo, mask, soft=source in ("davidg", "p3m")))
    return _not_empty(people, folder)


def _manifest(folder: Path) -> list[dict[str, str]]:
    manifest = folder / "MANIFEST.tsv"
    if not manifest.is_file():
        raise FileNotFoundError(f"{folder} has no MANIFEST.tsv, which names its photos and their origin.")
    with manifest.open(newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _not_empty(found: list, folder: Path) -> list:
    if not found:
        raise ValueError(f"{folder} holds no photos for this side of the split.")
    return found
