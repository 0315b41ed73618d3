"""From a photo and a mask to a cut-out that can stand in another room.

Pixels at a person's edge are half old background. A cut-out that keeps them has a halo, and a network learns to find
halos. So the colour near the edge is estimated from inside.
"""

from dataclasses import dataclass

import cv2
import numpy as np

LEAST_SIDE = 8
"""px; a smaller person counts as an error in the mask."""


@dataclass(frozen=True)
class CutOut:
    """A person without background, cropped to the visible part."""

    rgba: np.ndarray
    """[H, W, 4] uint8: colour times alpha, and alpha. Premultiplied, so that filtering and resizing are right at the
    edge too."""
    cut_left: bool
    """True where the photo's edge cuts off the person: that side must be at the picture's edge too."""
    cut_right: bool
    cut_below: bool
    mean: np.ndarray
    """[3] mean colour, 0..1."""
    contrast: float
    """Standard deviation of the brightness, 0..1."""


def cut_out(photo: np.ndarray, mask: np.ndarray) -> CutOut:
    """photo: [H, W, 3] uint8 RGB. mask: [H, W] uint8, 255 = person; hard or an alpha matte.

    Raises ValueError with the second half of a sentence if the mask cannot be right.
    """
    if mask.min() >= 250:
        raise ValueError("its mask covers the whole photo")
    rows, columns = np.flatnonzero(mask.max(1) > 127), np.flatnonzero(mask.max(0) > 127)
    if len(rows) < LEAST_SIDE or len(columns) < LEAST_SIDE:
        raise ValueError("its mask shows no person")
    cut_left, cut_right = _touches(mask[:, :2]), _touches(mask[:, -2:])
    cut_below = _touches(mask[-2:])
    if not is_soft(mask):
        # Hand-drawn outlines tend to run outside the person rather than inside.
        mask = cv2.erode(mask, np.ones((3, 3), np.uint8), borderValue=255)
        mask = cv2.GaussianBlur(mask, (0, 0), 0.8, borderType=cv2.BORDER_REPLICATE)
    margin = 4
    top, left = max(0, rows[0] - margin), max(0, columns[0] - margin)
    area = slice(top, rows[-1] + 1 + margin), slice(left, columns[-1] + 1 + margin)
    photo, mask = np.ascontiguousarray(photo[area]), np.ascontiguousarray(mask[area])
    mean, contrast = _statistics(photo, mask)
    colour = cv2.multiply(spread_inner_colour(photo, mask), cv2.merge([mask, mask, mask]), scale=1.0 / 255.0)
    rgba = np.dstack([colour, mask])
    return CutOut(rgba, cut_left, cut_right, cut_below, mean, contrast)


def is_soft(mask: np.ndarray) -> bool:
    """True for an alpha matte: it has more grey pixels than a smoothed outline has."""
    grey = np.count_nonzero((mask > 32) & (mask < 224))
    solid = (mask > 127).astype(np.uint8)
    outline = np.count_nonzero(solid) - np.count_nonzero(cv2.erode(solid, np.ones((3, 3), np.uint8)))
    return bool(grey > 0.58 * outline)


def spread_inner_colour(photo: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The person's own colour, even where the photo mixes it with the background.

    Well inside, this is the photo; towards the edge and beyond, it is the mean of the nearest inner pixels (normalised
    blurs, a narrow one and a wide one for hair). Both uint8, [H, W, 3] and [H, W].
    """
    inner = cv2.erode(cv2.compare(mask, 242, cv2.CMP_GT), np.ones((3, 3), np.uint8), borderValue=255)  # type: ignore[call-overload]
    if cv2.countNonZero(inner) < 16:
        return photo
    trust = cv2.GaussianBlur(inner, (0, 0), 1.0, borderType=cv2.BORDER_REPLICATE)
    edge = np.flatnonzero((mask > 0) & (trust < 255))
    known = cv2.copyTo(cv2.merge([photo, np.full_like(inner, 255)]), inner).astype(np.float32) / 255.0
    narrow = cv2.GaussianBlur(known, (0, 0), 1.5)
    small = cv2.resize(known, (max(1, known.shape[1] // 4), max(1, known.shape[0] // 4)), interpolation=cv2.INTER_AREA)
    wide = cv2.resize(cv2.GaussianBlur(small, (0, 0), 2.0), known.shape[1::-1])

    # From here on only edge pixels are computed. Where the narrow blur finds only a few per cent of
    # inner pixels, the wide one takes over; where that finds none, the mean of all does.
    mean = np.array(cv2.mean(photo, inner)[:3], np.float32) / 255.0
    narrow, wide = narrow.reshape(-1, 4)[edge], wide.reshape(-1, 4)[edge]
    far = (wide[:, :3] + 1e-4 * mean) / (wide[:, 3:] + 1e-4)
    spread = 255.0 * (narrow[:, :3] + 0.02 * far) / (narrow[:, 3:] + 0.02)
    own = np.clip(trust.reshape(-1)[edge, None] / 127.5 - 1.0, 0.0, 1.0)
    result = photo.copy()
    pixels = result.reshape(-1, 3)
    pixels[edge] = np.clip(pixels[edge] * own + spread * (1.0 - own), 0.0, 255.0)
    return result


def _touches(strip: np.ndarray) -> bool:
    return bool(np.count_nonzero(strip > 127) > 6)


def _statistics(photo: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, float]:
    solid = (mask > 127).astype(np.uint8)
    mean = np.array(cv2.mean(photo, solid)[:3], np.float32) / 255.0
    _, deviation = cv2.meanStdDev(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), mask=solid)
    return mean, float(deviation[0, 0]) / 255.0
