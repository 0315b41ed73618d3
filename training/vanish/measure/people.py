"""Finds people in a photo of an unknown room, with the page's own second opinion (the variant picture-finder)."""

import cv2
import numpy as np
import torch

from ..recipes.weights import load_variant

FINDER = "picture-finder"
SIDE = 256
"""Longest side at which it looks, px: that of its input in the page (256x192)."""
STEP = 32
"""Its sides are multiples of this, px."""


class PeopleFinder:
    """Raises FileNotFoundError with a sentence if the finder's weights are missing."""

    def __init__(self) -> None:
        self.network = load_variant(FINDER)

    @torch.no_grad()
    def matte(self, photo: np.ndarray) -> np.ndarray:
        """photo: [H, W, 3] uint8. Returns [H, W] float32, 0..1: the confidence that a pixel shows a person."""
        height, width = photo.shape[:2]
        scale = SIDE / max(height, width)
        sides = [max(STEP, round(length * scale / STEP) * STEP) for length in (width, height)]
        small = cv2.resize(photo, sides, interpolation=cv2.INTER_AREA)
        given = torch.from_numpy(small.transpose(2, 0, 1)[None].astype(np.float32) / 255)
        return cv2.resize(self.network(given)[0, 0].numpy(), (width, height))
