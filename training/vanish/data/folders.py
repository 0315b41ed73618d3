"""Which photos of a data folder belong together, and on which side of the split each one falls.

Only this file decides the split, and from names alone: no photo is opened, so validation reads only its own side.
photo_files.py decides what is a photo; photos.py reads them.
"""

import codecs
import csv
import os
import re
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path

from .photo_files import FORMATS, photos_below, shown

VALIDATION_PERCENT = 8
"""Of the groups of photos: with 2,951 backgrounds, 267 are on the validation side."""
MANIFEST = "MANIFEST.tsv"
_MASK = "_mask"


@dataclass(frozen=True)
class Entry:
    """One photo of a folder, not yet opened."""

    photo: Path
    group: str
    """Photos of one group (one house, one scene) are on the same side of the split."""
    mask: Path | None = None
    """White = person; None if the photo must have an alpha channel, and for backgrounds."""


def is_validation(group: str) -> bool:
    """About 8 of 100 groups validate, always the same ones."""
    return zlib.crc32(os.fsencode(group)) % 100 < VALIDATION_PERCENT


def list_backgrounds(folder: Path, validation: bool) -> tuple[list[Entry], list[str]]:
    """The photos of one side of the split, and a sentence about everything that was left out; list_people describes the
    possible layouts of a folder."""
    rows = _manifest(folder, ["file"])
    if rows is not None:
        listed = [
            Entry(folder / row["file"], background_group(row["file"], row.get("original_path") or "")) for row in rows
        ]
        return _side_of_manifest(listed, folder, validation), []
    photos, left_out = photos_below(folder)
    return _side_of_folder([_entry(file, folder) for file in photos], folder, validation, left_out), left_out


def list_people(folder: Path, validation: bool) -> tuple[list[Entry], list[str]]:
    """The cut-outs of one side of the split, and sentences about what was left out.

    With a MANIFEST.tsv, its rows (columns "file" and "mask") are the photos, in that order. Without one, every image
    below the folder is a photo, sorted by name. NAME_mask.png (or any other extension) is the mask of NAME.jpg; an
    image without a mask must have an alpha channel. The photos of one sub-folder form a group, and every photo outside
    the sub-folders is a group of its own.

    Raises FileNotFoundError for a missing folder and ValueError if a side would be empty.
    """
    rows = _manifest(folder, ["file", "mask"])
    if rows is not None:
        listed = [Entry(folder / row["file"], person_group(row["file"]), folder / row["mask"]) for row in rows]
        return _side_of_manifest(listed, folder, validation), []
    images, left_out = photos_below(folder)
    masks = {_name_of_mask(file): file for file in images if _is_mask(file)}
    photos = [file for file in images if not _is_mask(file)]
    listed = [_entry(file, folder, masks.get(_name(file, file.stem))) for file in photos]
    claimed = {entry.mask for entry in listed}
    left_out += [
        f"{shown(mask)} is left out: it is a mask without a photo."  # most likely a wrong name
        for mask in masks.values()
        if mask not in claimed
    ]
    return _side_of_folder(listed, folder, validation, left_out), left_out


def background_group(name: str, original_path: str) -> str:
    """The house of a photo. Photos "12_bedroom.jpg" and "12_frontal.jpg" show house 12."""
    source = name.split("_")[0]
    number = re.match(r"(\d+)_", Path(original_path).name)
    if source.startswith("house") and number:
        return f"house-{number.group(1)}"
    if source in ("zind", "scannet"):
        return source
    return name


def person_group(name: str) -> str:
    """ "vikram_33_2.jpg" and "vikram_33.jpg" come from one photo."""
    return "-".join(name.split(".")[0].split("_")[:2])


def _manifest(folder: Path, columns: list[str]) -> list[dict[str, str]] | None:
    if not folder.is_dir():
        raise FileNotFoundError(f"{shown(folder)} does not exist. {_EXPECTED}")
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return None
    try:
        rows = list(csv.DictReader(_text_of(manifest).splitlines(), delimiter="\t"))
    except csv.Error as problem:
        raise ValueError(f"{shown(manifest)} is not a table with tab-separated columns: {problem}.") from None
    for line, row in enumerate(rows, 2):
        for column in columns:
            if not row.get(column):
                raise ValueError(f'{shown(manifest)} has no column "{column}", or it is empty in line {line}.')
    return rows


def _text_of(manifest: Path) -> str:
    """Reads a manifest, also as office programs save it: with a byte-order mark, or in UTF-16. Names that are not UTF-8
    stay as they are on disk."""
    encoded = manifest.read_bytes()
    if encoded.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return encoded.decode("utf-16", "replace")
    return os.fsdecode(encoded.removeprefix(codecs.BOM_UTF8))


_EXPECTED = (
    "It needs a folder backgrounds/ of photos without people, and a folder people/ of PNGs with "
    "transparency or of photos NAME.jpg with masks NAME_mask.png (white = person)."
)


def _is_mask(file: Path) -> bool:
    return file.stem.endswith(_MASK)


def _name(file: Path, stem: str) -> tuple[Path, str]:
    """The name that a photo and its mask share. macOS and other systems encode accents in two ways."""
    return file.parent, unicodedata.normalize("NFC", stem)


def _name_of_mask(mask: Path) -> tuple[Path, str]:
    return _name(mask, mask.stem[: -len(_MASK)])


def _entry(photo: Path, folder: Path, mask: Path | None = None) -> Entry:
    below = photo.parent.relative_to(folder).as_posix()
    return Entry(photo, photo.stem if below == "." else below, mask)


def _side_of_manifest(listed: list[Entry], folder: Path, validation: bool) -> list[Entry]:
    chosen = [entry for entry in listed if is_validation(entry.group) == validation]
    if not chosen:
        side = "validation" if validation else "training"
        raise ValueError(f"{shown(folder / MANIFEST)} lists no photos on the {side} side of the split.")
    return chosen


def _side_of_folder(listed: list[Entry], folder: Path, validation: bool, left_out: list[str]) -> list[Entry]:
    if not listed:
        raise ValueError(
            "\n".join([f"{shown(folder)} holds no photos ({', '.join(FORMATS)}). {_EXPECTED}", *left_out[:10]])
        )
    if len(listed) == 1:
        raise ValueError(
            f"{shown(folder)} holds only one photo, {shown(listed[0].photo.name)}: training and validation need at "
            "least one each. Add another."
        )
    groups = [entry.group for entry in listed]
    if len(set(groups)) == 1:  # a single sub-folder: its photos must be split
        groups = [entry.photo.stem for entry in listed]
        if len(set(groups)) == 1:
            groups = [entry.photo.name for entry in listed]
    sides = {group: is_validation(group) for group in groups}
    if len(set(sides.values())) == 1:
        sides[groups[-1]] = not sides[groups[-1]]
    return [entry for entry, group in zip(listed, groups, strict=True) if sides[group] == validation]
