"""Real photographs without labels, which a refiner learns to resemble."""

from pathlib import Path

import numpy as np
from torch.utils.data import Dataset

from .compose import Composites
from .folders import Entry
from .opening import open_photo
from .photo_files import FORMATS, photos_below, shown
from .photos import read_all, shrink, tell_left_out
from .resizing import resize

LEAST_CROP = 0.6
"""Side of the smallest crop, as a share of the photo's shorter side."""


def read_real_photos(folder: Path, side: int) -> list[np.ndarray]:
    """All photos below the folder, [H, W, 3] uint8 with a longest side of at most `side` px. Warns of photos that are
    left out. Raises FileNotFoundError or ValueError with a sentence when there is nothing to read."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{shown(folder)} does not exist: it should hold real photographs of people.")
    files, skipped = photos_below(folder)
    if not files:
        raise ValueError("\n".join([f"{shown(folder)} holds no photos ({', '.join(FORMATS)}).", *skipped[:10]]))
    entries = [Entry(file, file.stem) for file in files]
    photos, skipped = read_all(entries, lambda entry: shrink(open_photo(entry.photo), side), folder, skipped)
    tell_left_out(skipped)
    return photos


class WithReal(Dataset):
    """A dataset's numbered pictures, each with a crop of a real photo as `real`, [3, S, S] 0..1. Picture number i of a
    seed always gets the same crop."""

    def __init__(self, pictures: Composites, photos: list[np.ndarray], size: int, seed: int):
        self.pictures, self.photos, self.size, self.seed = pictures, photos, size, seed

    def counts(self) -> dict[str, int]:
        """How many photos of each kind there are to draw from."""
        return self.pictures.counts() | {"real photos": len(self.photos)}

    def __len__(self) -> int:
        return len(self.pictures)

    def __getitem__(self, index: int) -> dict[str, np.ndarray]:
        random = np.random.default_rng((self.seed, index, 1))
        photo = self.photos[random.integers(len(self.photos))]
        side = round(min(photo.shape[:2]) * random.uniform(LEAST_CROP, 1.0))
        top, left = (random.integers(length - side + 1) for length in photo.shape[:2])
        crop = resize(photo[top : top + side, left : left + side], self.size, self.size)
        if random.random() < 0.5:
            crop = crop[:, ::-1]
        real = np.ascontiguousarray(crop.transpose(2, 0, 1), np.float32) / 255
        return self.pictures[index] | {"real": real}
