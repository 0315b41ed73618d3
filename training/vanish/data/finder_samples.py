"""What a finder of people learns from: composites as the page sees them, with what it remembers of the room and the
previous frame's mask; and photos of people as they were taken. Nothing here depends on networks."""

import copy
from pathlib import Path

import cv2
import numpy as np
from torch.utils.data import Dataset

from .camera import expose
from .clean_plates import remember
from .compose import Composites
from .compose_options import ComposeOptions
from .photos import read_people_photos, tell_left_out
from .resizing import resize
from .rooms import vary_colour
from .sample_options import SampleOptions
from .stale_masks import stale_mask


class FinderSamples(Dataset):
    """Sample number i of a seed is always the same: `planes` [9, S, S] uint8 (see unpack)."""

    def __init__(
        self, data: Path, size: int, seed: int, validation: bool, compose: ComposeOptions, samples: SampleOptions
    ):
        """data: folder with backgrounds/ and people/, and optionally scenes/: photos of people in real surroundings,
        with masks of everybody in them. Raises as Composites does."""
        self.composites = Composites(data, size, seed, validation, compose)
        self.photos = []
        for folder in (data / "people", data / "scenes"):
            if folder.is_dir():
                photos, left_out = read_people_photos(folder, validation, compose.photo_side)
                self.photos += photos
                tell_left_out(left_out)
        self.size, self.seed, self.compose, self.samples = size, seed, compose, samples

    def resized(self, size: int) -> "FinderSamples":
        """The same photos for samples of another size, without reading them again."""
        other = copy.copy(self)
        other.size, other.composites = size, self.composites.resized(size)
        return other

    def counts(self) -> dict[str, int]:
        """How many photos of each kind there are to draw from."""
        return self.composites.counts() | {"photos of people": len(self.photos)}

    def __len__(self) -> int:
        return 2**31

    def __getitem__(self, index: int) -> dict[str, np.ndarray]:
        random = np.random.default_rng((self.seed, index, 1))
        options, size = self.samples, self.size
        if self.photos and random.random() < options.photos:
            picture, person = self._photo(random)
            difference, confidence = np.zeros((size, size, 3), np.float32), np.zeros((size, size), np.float32)
            segmented: np.ndarray | None = None
        else:
            made = self.composites.composite(index)
            picture, person, segmented = made.picture, made.person, made.mask
            difference, confidence = remember(picture, made.target, person, self.compose, options, random)
        previous = stale_mask(person, segmented, options, random)
        parts = [
            *_bytes(picture).transpose(2, 0, 1),
            *_bytes(difference * 0.5 + 128 / 255).transpose(2, 0, 1),
            *(_bytes(plane) for plane in (confidence, previous, person)),
        ]
        planes = np.stack(parts)
        if random.random() < options.bars:
            _draw_bars(planes, random)
        return {"planes": planes}

    def _photo(self, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """A part of a photo with the people in it: picture [S, S, 3] and truth [S, S], 0..1."""
        photo, mask = self.photos[random.integers(len(self.photos))]
        height, width = mask.shape
        side = min(height, width)
        if random.random() < 0.4:  # larger than the photo: bars beside it
            side = random.uniform(side, max(height, width))
        side = max(48, int(side * random.uniform(0.6, 1.0)))
        top = random.integers(min(0, height - side), max(0, height - side) + 1)
        left = random.integers(min(0, width - side), max(0, width - side) + 1)
        if height > side and random.random() < 0.5:
            top = 0  # head and shoulders
        square: np.ndarray = np.zeros((side, side, 4), np.uint8)
        rows = slice(max(0, top), min(height, top + side))
        columns = slice(max(0, left), min(width, left + side))
        inside = square[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
        inside[..., :3], inside[..., 3] = photo[rows, columns], mask[rows, columns]
        whole = side > self.size
        square = resize(square, self.size, self.size) if whole else cv2.resize(square, (self.size, self.size))
        if random.random() < 0.5:
            square = cv2.flip(square, 1)
        person = square[..., 3].astype(np.float32) / 255.0
        picture = expose(vary_colour(np.ascontiguousarray(square[..., :3]), random), self.compose, random)
        return picture, person


def _draw_bars(planes: np.ndarray, random: np.random.Generator) -> None:
    """Blackens both ends of the planes' rows or columns, and marks them as unknown."""
    size = planes.shape[1]
    bar = int(size * random.uniform(0.02, 0.22))
    turned = planes if random.random() < 0.7 else planes.transpose(0, 2, 1)
    for ends in (turned[:, :bar], turned[:, size - bar :]):
        ends[:] = 0
        ends[3:6] = 128


def _bytes(plane: np.ndarray) -> np.ndarray:
    """0..1 to 0..255."""
    return cv2.convertScaleAbs(np.clip(plane, 0.0, 1.0), alpha=255.0)
