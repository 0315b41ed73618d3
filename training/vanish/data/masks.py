"""The mask as a real segmenter would draw it, with its mistakes, and the hole that the page cuts.

Both are made on the segmenter's coarse grid, as in the page. Its pixels are square in the frame, so on a squeezed crop
the hole's growth is squeezed too.
"""

import cv2
import numpy as np

from .camera import noise_field, piece_of
from .compose_options import ComposeOptions
from .resizing import resize

WOBBLE_LENGTH = 3.0
"""px of the coarse grid; how smoothly the edges wander."""
LEAST_PIECE = 3
"""px of the coarse grid; a smaller radius would not survive the mask's blur."""


def segment(
    person: np.ndarray,
    squeeze: float,
    motion: tuple[float, float],
    options: ComposeOptions,
    random: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Mask and hole, [S, S] float32, 0 or 1.

    person: [S, S] float32 0..1, all people. squeeze: width divided by height of the crop in the frame. motion: px (x,
    y) that the person moves within a frame, (0, 0) at rest. If there is nobody, there is still a mask: something that
    was mistaken for a person.
    """
    size = len(person)
    coarse = size * random.uniform(*options.coarse)
    width = max(8, min(size, round(coarse * np.sqrt(squeeze))))
    height = max(8, min(size, round(coarse / np.sqrt(squeeze))))
    small = cv2.convertScaleAbs(resize(person, width, height), alpha=255.0)
    somebody = cv2.countNonZero(cv2.compare(small, 127, cv2.CMP_GT)) > 0  # type: ignore[call-overload]
    if random.random() < options.lost_limbs:
        small = _without_thin(small, random.uniform(0.015, 0.04) * coarse)
    if random.random() < options.missed_piece and somebody:
        _draw_piece(small, _on_person(small, random), 0.09, 0, random)
    if random.random() < options.extra_piece or not somebody:
        touching = somebody and random.random() < 0.5
        apart = width * random.uniform(0.1, 0.9), height * random.uniform(0.1, 0.9)
        where = _on_person(small, random) if touching else apart
        _draw_piece(small, where, 0.13, 255, random)
    small = _shift(small, _lateness(motion, size, options, random), size)
    confidence = cv2.GaussianBlur(small, (0, 0), random.uniform(0.6, 1.8)).astype(np.float32) / 255.0
    wobble = random.uniform(*options.wobble)
    if wobble > 0.0:
        noise = piece_of(noise_field(size, WOBBLE_LENGTH, 1), (height, width), random)
        unsure = confidence * (1.0 - confidence)  # none far from the edges
        confidence = confidence + 4.0 * wobble * unsure * noise.reshape(height, width)
    mask = cv2.compare(confidence, random.uniform(0.25, 0.6), cv2.CMP_GT)  # type: ignore[call-overload]
    if random.random() < options.over_large:
        mask = grow(mask, random.uniform(0.02, 0.06) * coarse)
    hole = grow(mask, random.uniform(*options.growth) * coarse)
    return _enlarge(mask, size, 0.5), _enlarge(hole, size, 0.02)


def grow(mask: np.ndarray, radius: float) -> np.ndarray:
    """Everything within `radius` px of the mask. uint8, 0 or 255."""
    if not mask.any():
        return mask
    return cv2.compare(cv2.distanceTransform(cv2.bitwise_not(mask), cv2.DIST_L2, 3), radius, cv2.CMP_LE)  # type: ignore[call-overload]


def _enlarge(mask: np.ndarray, size: int, threshold: float) -> np.ndarray:
    large = cv2.resize(mask.astype(np.float32), (size, size), interpolation=cv2.INTER_LINEAR)
    return cv2.threshold(large, 255.0 * threshold, 1.0, cv2.THRESH_BINARY)[1]


def _without_thin(mask: np.ndarray, radius: float) -> np.ndarray:
    reach = 2 * max(1, round(radius)) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)


def _on_person(mask: np.ndarray, random: np.random.Generator) -> tuple[int, int]:
    found = np.flatnonzero(mask > 127)
    if not len(found):
        return int(random.integers(mask.shape[1])), int(random.integers(mask.shape[0]))
    row, column = divmod(int(found[random.integers(len(found))]), mask.shape[1])
    return column, row


def _draw_piece(
    mask: np.ndarray, where: tuple[float, float], largest: float, value: int, random: np.random.Generator
) -> None:
    """One to three tilted ellipses that overlap: not a shape that a network could memorise."""
    unit = np.sqrt(mask.shape[0] * mask.shape[1])
    x, y = where
    for _ in range(random.integers(1, 4)):
        radii = [max(LEAST_PIECE, int(r * unit)) for r in random.uniform(0.02, largest, 2)]
        cv2.ellipse(mask, (int(x), int(y)), radii, random.uniform(0, 180), 0, 360, int(value), -1)
        x, y = x + random.normal(0.0, radii[0]), y + random.normal(0.0, radii[1])


def _lateness(
    motion: tuple[float, float], size: int, options: ComposeOptions, random: np.random.Generator
) -> np.ndarray:
    """How far the mask lags behind the picture, px: always a little, and more for somebody who moves."""
    behind = random.normal(0.0, 0.003 * size, 2)
    if random.random() < options.late:
        direction = np.array(motion) if any(motion) else random.normal(0.0, 1.0, 2)
        direction = direction / max(float(np.hypot(*direction)), 1e-6)
        behind = behind + direction * random.uniform(-1.0, 1.0) * options.lateness * size
    return behind


def _shift(mask: np.ndarray, by: np.ndarray, size: int) -> np.ndarray:
    height, width = mask.shape
    matrix = np.array([[1.0, 0.0, by[0] * width / size], [0.0, 1.0, by[1] * height / size]])
    return cv2.warpAffine(mask, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
