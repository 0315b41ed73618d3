"""The light that a person blocks: cast shadows on floor or wall, and contact shadows at the feet.

All of it is soft, so it is computed at half the picture's size. The room's shape is unknown: floor and wall are
guesses, and the network must cope with both.
"""

import cv2
import numpy as np

from .compose_options import ComposeOptions
from .placing import Placed
from .resizing import resize

DETAIL = 2
"""Shadows are computed with a side of 1/DETAIL of the picture's."""


def shadow_of(person: Placed, size: int, options: ComposeOptions, random: np.random.Generator) -> np.ndarray | None:
    """The share of the light that is blocked, [S, S] float32 0..1; None if the person casts no shadow."""
    casts, touches = random.random() < options.cast_shadow, random.random() < options.contact_shadow
    alpha = np.zeros((size, size), np.float32)
    alpha[person.area] = person.alpha
    alpha = resize(alpha, size // DETAIL, size // DETAIL)
    left = None
    if casts:
        on_wall = not person.stands or random.random() < options.wall_shadow
        cast = _on_wall(alpha, random) if on_wall else _on_floor(alpha, person, random)
        left = 1.0 - random.uniform(*options.cast_strength) * cast
    if touches and (person.stands or person.foot >= size):
        contact = 1.0 - random.uniform(*options.contact_strength) * _at_contact(alpha, person, random)
        left = contact if left is None else left * contact
    if left is None:
        return None
    shadow = cv2.resize(1.0 - left, (size, size), interpolation=cv2.INTER_LINEAR)
    return np.clip(shadow, 0.0, 1.0, out=shadow)


def union(first: np.ndarray | None, second: np.ndarray | None) -> np.ndarray | None:
    """The light that two shadows block together."""
    if first is None or second is None:
        return second if first is None else first
    return 1.0 - (1.0 - first) * (1.0 - second)


def _on_floor(alpha: np.ndarray, person: Placed, random: np.random.Generator) -> np.ndarray:
    """The person laid down from the feet: sheared, squashed, softer and weaker with distance."""
    small = len(alpha)
    foot = person.foot / DETAIL
    # Positive: away from the camera, up in the picture. Negative: towards it.
    squash = random.uniform(0.12, 0.6) * (1 if random.random() < 0.65 else -1)
    shear = random.uniform(-1.0, 1.0)
    matrix = np.array([[1.0, -shear, shear * foot], [0.0, squash, foot - squash * foot]])
    laid = cv2.warpAffine(alpha, matrix, (small, small))
    near = _blur(laid, small * random.uniform(0.008, 0.02))
    far = _blur(laid, small * random.uniform(0.03, 0.06))
    reach = max(4.0, abs(squash) * person.height / DETAIL)
    away = np.clip(np.abs(np.arange(small, dtype=np.float32) - foot) / reach, 0.0, 1.0)[:, None]
    return (near + (far - near) * away) * (1.0 - random.uniform(0.2, 0.8) * away)


def _on_wall(alpha: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A shifted, somewhat larger copy on a wall behind; the closer the wall, the sharper."""
    small = len(alpha)
    distance = random.uniform(0.0, 1.0)
    aside = (0.03 + 0.15 * distance) * random.uniform(-1.0, 1.0) * small
    below = (0.02 + 0.08 * distance) * random.uniform(-0.4, 1.0) * small
    scale = 1.0 + 0.15 * distance * random.random()
    columns = alpha.sum(0)
    centre = float((columns * np.arange(small)).sum() / max(float(columns.sum()), 1e-3))
    matrix = np.array([[scale, 0.0, centre * (1.0 - scale) + aside], [0.0, scale, small * (1.0 - scale) + below]])
    # Replicated, because people who are cut off by an edge continue beyond it.
    moved = cv2.warpAffine(alpha, matrix, (small, small), borderMode=cv2.BORDER_REPLICATE)
    return _blur(moved, small * (0.01 + 0.06 * distance * random.uniform(0.5, 1.0)))


def _at_contact(alpha: np.ndarray, person: Placed, random: np.random.Generator) -> np.ndarray:
    """Dark and narrow where the feet stand, or where the body meets the bottom edge."""
    small = len(alpha)
    foot = min(person.foot / DETAIL, small - 1.0)
    tall = max(3.0, random.uniform(0.05, 0.1) * min(person.height / DETAIL, small))
    # Rising towards the foot, without a visible upper end.
    rise = np.clip(1.0 - (foot - np.arange(small, dtype=np.float32)) / tall, 0.0, 1.0)[:, None]
    strip = alpha * (rise * rise)
    flat = 0.5 if person.stands else 1.0
    matrix = np.array([[1.0, 0.0, 0.0], [0.0, flat, (foot + 0.012 * small) * (1.0 - flat) + 0.01 * small * flat]])
    strip = cv2.warpAffine(strip, matrix, (small, small))
    across, along = small * random.uniform(0.012, 0.05), small * random.uniform(0.008, 0.02)
    dark = cv2.GaussianBlur(strip, (0, 0), across, sigmaY=along, borderType=cv2.BORDER_REPLICATE)
    return np.minimum(1.6 * dark, 1.0)


def _blur(picture: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(picture, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
