"""Real pairs: the same view with and without the person, NAME_person.jpg and NAME_clean.jpg, with NAME_mask.png."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .opening import open_mask, open_photo
from .photo_files import photos_below, shown

PARTS = ("person", "clean", "mask")


@dataclass(frozen=True)
class Pair:
    """One view, not yet opened. A missing part is None."""

    name: str
    person: Path | None
    clean: Path | None
    mask: Path

    def read_clean(self) -> np.ndarray:
        """[H, W, 3] uint8. Raises ValueError with a sentence."""
        return _read(self.clean, open_photo, self._missing("clean"))

    def read_mask(self) -> np.ndarray:
        """[H, W] uint8, with a person in it, above 127. Raises ValueError with a sentence."""
        mask = _read(self.mask, open_mask, "")
        if mask.max() <= 127:
            raise ValueError(f"{shown(self.mask)} is left out: it shows no person.")
        return mask

    def read(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Person and clean, [H, W, 3] uint8, and mask, [H, W] uint8. Raises ValueError with a sentence."""
        person = _read(self.person, open_photo, self._missing("person"))
        found = person, self.read_clean(), self.read_mask()
        sizes = [f"{part.shape[1]}x{part.shape[0]}" for part in found]
        if len(set(sizes)) > 1:
            told = ", ".join(f"{size} ({part})" for part, size in zip(PARTS, sizes, strict=True))
            raise ValueError(f"{shown(self.mask)} is left out: its pair's sizes are not the same, {told}.")
        return found

    def _missing(self, part: str) -> str:
        return f"{shown(self.mask)} is left out: there is no {shown(self.name)}_{part}.jpg beside it."


def list_pairs(folder: Path) -> tuple[list[Pair], list[str]]:
    """The pairs that have a mask, in the order of their names, and sentences about what was left out. Raises
    FileNotFoundError where there are none."""
    photos, left_out = photos_below(folder) if folder.is_dir() else ([], [])
    parts: dict[str, dict[Path, Path]] = {part: {} for part in PARTS}
    for file in photos:
        name, _, part = file.stem.rpartition("_")
        if part in parts:
            parts[part].setdefault(file.parent / name, file)
    pairs = [
        Pair(place.name, parts["person"].get(place), parts["clean"].get(place), mask)
        for place, mask in parts["mask"].items()
    ]
    if not pairs:
        sentence = f"{shown(folder)} holds no NAME_mask.png beside NAME_person.jpg and NAME_clean.jpg."
        raise FileNotFoundError("\n".join([sentence, *left_out[:10]]))
    return pairs, left_out


def _read(file: Path | None, open_it, missing: str) -> np.ndarray:
    if file is None:
        raise ValueError(missing)
    try:
        return open_it(file)
    except ValueError as problem:
        raise ValueError(f"{shown(file)} is left out: {problem}.") from None
