"""The room of a composite: a crop of a photo, as if taken by another camera in another light."""

from dataclasses import dataclass

import cv2
import numpy as np

from .compose_options import ComposeOptions
from .resizing import resize


@dataclass
class Room:
    picture: np.ndarray
    """[S, S, 3] float32 0..1."""
    small: np.ndarray
    """[S / 4, S / 4, 3]: the same, for uses that need its light but not its detail."""
    squeeze: float
    """Width divided by height of the crop before it was made square; people are squeezed with it."""


def make_room(
    photo: np.ndarray,
    size: int,
    crop_sides: tuple[float, float],
    options: ComposeOptions,
    random: np.random.Generator,
) -> Room:
    """photo: [H, W, 3] uint8. crop_sides: smallest and largest side of the crop, shares of the photo's shorter side."""
    crop, squeeze = random_crop(photo, size, crop_sides, options, random)
    if random.random() < options.soft_room:
        crop = cv2.GaussianBlur(crop, (0, 0), size * random.uniform(0.003, 0.015))
    picture = vary_colour(crop, random)
    return Room(picture, resize(picture, size // 4, size // 4), squeeze)


def random_crop(
    photo: np.ndarray,
    size: int,
    sides: tuple[float, float],
    options: ComposeOptions,
    random: np.random.Generator,
) -> tuple[np.ndarray, float]:
    """A part of the photo made square, [S, S, 3] uint8, and its original width divided by its height."""
    height, width = photo.shape[:2]
    side = random.uniform(*sides) * min(height, width)
    bend = np.exp(0.5 * random.uniform(-options.aspect, options.aspect))
    crop_h, crop_w = max(1, int(min(height, side / bend))), max(1, int(min(width, side * bend)))
    top, left = random.integers(height - crop_h + 1), random.integers(width - crop_w + 1)
    crop = photo[top : top + crop_h, left : left + crop_w]
    if min(crop_h, crop_w) < size:  # enlarging: a bicubic resize keeps it sharp
        crop = cv2.resize(crop, (size, size), interpolation=cv2.INTER_CUBIC)
    else:
        crop = resize(crop, size, size)
    if random.random() < 0.5:
        crop = cv2.flip(crop, 1)
    return crop, crop_w / crop_h


def vary_colour(picture: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Exposure, contrast, white balance and saturation of another camera in another light.

    picture: [H, W, 3] uint8. Returns float32 0..1.
    """
    levels = np.linspace(0.0, 1.0, 256)[:, None] ** np.exp(random.uniform(-0.35, 0.35))
    levels = levels * random.uniform(0.7, 1.15) * np.exp(random.uniform(-0.07, 0.07, 3))
    picture = cv2.LUT(picture, levels.astype(np.float32)[None])
    saturation = random.uniform(0.6, 1.25)
    mix = np.eye(3, dtype=np.float32) * saturation + (1.0 - saturation) / 3.0
    picture = cv2.transform(picture, mix)
    return np.clip(picture, 0.0, 1.0, out=picture)
