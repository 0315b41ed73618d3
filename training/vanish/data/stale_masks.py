"""The previous frame's person mask, with its mistakes: late, too large, too small, with people missing or wrong pieces,
or not there at all."""

import cv2
import numpy as np

from .sample_options import SampleOptions


def stale_mask(
    person: np.ndarray, segmented: np.ndarray | None, options: SampleOptions, random: np.random.Generator
) -> np.ndarray:
    """[S, S] float32 0..1.

    person: [S, S] 0..1, the truth of this frame. segmented: a segmenter's result for it (masks.py), or None.
    """
    size = len(person)
    if random.random() < options.no_mask:
        return np.zeros_like(person)
    mask = segmented if segmented is not None and random.random() < 0.6 else person
    moved = random.normal(0.0, 0.012, 2) * size
    scale = np.exp(random.normal(0.0, 0.02))
    matrix = np.array([[scale, 0.0, moved[0]], [0.0, scale, moved[1]]])
    matrix[:, 2] += (1.0 - scale) * size / 2
    mask = cv2.warpAffine(mask, matrix, (size, size), borderMode=cv2.BORDER_REPLICATE)
    radius = int(size * abs(random.normal(0.0, 0.012)))
    if radius:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
        mask = (cv2.dilate if random.random() < 0.5 else cv2.erode)(mask, kernel)
    if random.random() < options.lost_person:
        edge = random.integers(1, size)
        lost = [mask[:, :edge], mask[:, edge:], mask[:edge], mask[edge:]][random.integers(4)]
        lost[:] = 0.0
    if random.random() < options.wrong_piece:
        for _ in range(random.integers(1, 3)):
            centre = tuple(int(v) for v in random.integers(0, size, 2))
            radii = [max(2, int(v)) for v in random.uniform(0.02, 0.16, 2) * size]
            cv2.ellipse(mask, centre, radii, random.uniform(0, 180), 0, 360, random.uniform(0.4, 1.0), -1)
    mask = cv2.GaussianBlur(mask, (0, 0), random.uniform(0.5, 0.012 * size))
    return np.clip(mask * random.uniform(0.75, 1.0), 0.0, 1.0)
