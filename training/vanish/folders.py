"""Which files of a data folder are photos, and on which side of the split each one falls.

The split is decided here and nowhere else, from names alone: no photo is opened, so that
validation reads its own side only. Reading the photos themselves: photos.py.
"""

import csv
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

VALIDATION_PERCENT = 8
ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
MANIFEST = "MANIFEST.tsv"
_MASK = "_mask"


@dataclass(frozen=True)
class Entry:
    """One photo of a folder, not yet opened."""

    photo: Path
    group: str
    """Photos of one group (one house, one scene) fall on the same side of the split."""
    mask: Path | None = None
    """White = person; None where the photo must have an alpha channel, and for backgrounds."""


def is_validation(group: str) -> bool:
    """About 8 of 100 groups validate, always the same ones."""
    return zlib.crc32(group.encode()) % 100 < VALIDATION_PERCENT


def list_backgrounds(folder: Path, validation: bool) -> list[Entry]:
    """The photos of one side of the split; see list_people for what a folder may look like."""
    rows = _manifest(folder, ["file"])
    if rows is not None:
        listed = [
            Entry(folder / row["file"], background_group(row["file"], row.get("original_path") or "")) for row in rows
        ]
        return _side_of_manifest(listed, folder, validation)
    return _side_of_folder([_entry(file, folder) for file in _images(folder)], folder, validation)


def list_people(folder: Path, validation: bool) -> list[Entry]:
    """The cut-outs of one side of the split.

    With a MANIFEST.tsv its rows (columns "file" and "mask") are the photos, in that order. Without
    one, every image below the folder is, in the order of their names: NAME_mask.png (or any other
    ending) is the mask of NAME.jpg, an image without a mask must have an alpha channel. There the
    photos of one sub-folder are a group, and every photo beside the sub-folders is its own.

    Raises FileNotFoundError for a missing folder and ValueError when a side would be empty.
    """
    rows = _manifest(folder, ["file", "mask"])
    if rows is not None:
        listed = [Entry(folder / row["file"], person_group(row["file"]), folder / row["mask"]) for row in rows]
        return _side_of_manifest(listed, folder, validation)
    images = _images(folder)
    masks = {(file.parent, file.stem[: -len(_MASK)]): file for file in images if _is_mask(file)}
    photos = [file for file in images if not _is_mask(file)]
    listed = [_entry(file, folder, masks.get((file.parent, file.stem))) for file in photos]
    return _side_of_folder(listed, folder, validation)


def masks_without_photo(folder: Path) -> list[Path]:
    """Masks of a folder without a manifest that no photo claims: most likely a wrong name."""
    if (folder / MANIFEST).is_file():
        return []
    images = _images(folder)
    photos = {(file.parent, file.stem) for file in images if not _is_mask(file)}
    return [file for file in images if _is_mask(file) and (file.parent, file.stem[: -len(_MASK)]) not in photos]


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
        raise FileNotFoundError(f"{folder} does not exist. {_EXPECTED}")
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return None
    with manifest.open(newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for column in columns:
        if not all(row.get(column) for row in rows):
            raise ValueError(f'{manifest} has no column "{column}", or a row where it is empty.')
    return rows


_EXPECTED = (
    "Expected are a folder backgrounds/ of photos without people, and a folder people/ of PNGs with "
    "transparency or of photos NAME.jpg with masks NAME_mask.png (white = person)."
)


def _images(folder: Path) -> list[Path]:
    found = (file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())
    return sorted(found, key=lambda file: file.relative_to(folder).as_posix())


def _is_mask(file: Path) -> bool:
    return file.stem.endswith(_MASK)


def _entry(photo: Path, folder: Path, mask: Path | None = None) -> Entry:
    below = photo.parent.relative_to(folder).as_posix()
    return Entry(photo, photo.stem if below == "." else below, mask)


def _side_of_manifest(listed: list[Entry], folder: Path, validation: bool) -> list[Entry]:
    chosen = [entry for entry in listed if is_validation(entry.group) == validation]
    if not chosen:
        side = "validation" if validation else "training"
        raise ValueError(f"{folder / MANIFEST} names no photos that fall on the {side} side of the split.")
    return chosen


def _side_of_folder(listed: list[Entry], folder: Path, validation: bool) -> list[Entry]:
    if not listed:
        raise ValueError(f"{folder} holds no photos ({', '.join(ENDINGS)}). {_EXPECTED}")
    if len(listed) == 1:
        raise ValueError(
            f"{folder} holds one photo only, {listed[0].photo.name}: training and validation need at least "
            "one each. Add another."
        )
    groups = [entry.group for entry in listed]
    if len(set(groups)) == 1:  # one sub-folder with everything: its photos must part
        groups = [entry.photo.stem for entry in listed]
        if len(set(groups)) == 1:
            groups = [entry.photo.name for entry in listed]
    sides = {group: is_validation(group) for group in groups}
    if len(set(sides.values())) == 1:
        sides[groups[-1]] = not sides[groups[-1]]
    return [entry for entry, group in zip(listed, groups, strict=True) if sides[group] == validation]
