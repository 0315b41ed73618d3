"""Real photographs without labels: what a refiner learns to resemble."""

from pathlib import Path

import numpy as np
from torch.utils.data import Dataset

from .photos import decode, shrink
from .resizing import resize

ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
LEAST_CROP = 0.6
"""Side of the smallest crop, as a share of the photo's shorter side."""


def read_real_photos(folder: Path, side: int) -> list[np.ndarray]:
    """All photos of the folder, [H, W, 3] uint8 with a longest side of at most `side` px. Raises FileNotFoundError or
    ValueError with a sentence when there is nothing to read."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} does not exist: it should hold real photographs of people.")
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in ENDINGS)
    if not files:
        raise ValueError(f"{folder} holds no photos ({', '.join(ENDINGS)}).")
    return [shrink(decode(file.read_bytes()), side) for file in files]


class WithReal(Dataset):
    """A dataset's numbered pictures, and beside each a crop of a real photo as `real`, [3, S, S] 0..1. Picture number i
    of a seed always gets the same crop."""

    def __init__(self, pictures: Dataset, photos: list[np.ndarray], size: int, seed: int):
        self.pictures, self.photos, self.size, self.seed = pictures, photos, size, seed

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
