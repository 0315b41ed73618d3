"""What a webcam does to a picture: its lens and sharpening, its sensor's noise, its compression."""

from functools import cache

import cv2
import numpy as np

from .compose_options import ComposeOptions
from .resizing import resize


class Lens:
    """The softness and sharpening of one camera. The same camera took the room, so the target passes through it too."""

    def __init__(self, options: ComposeOptions, random: np.random.Generator):
        self.pixels = random.uniform(0.5, 0.85) if random.random() < options.soft_camera else 1.0
        self.sharpening = random.uniform(0.3, 1.2) if random.random() < options.sharpen else 0.0
        self.radius = random.uniform(0.7, 1.5)

    def take(self, picture: np.ndarray) -> np.ndarray:
        """picture: [H, W, 3] float32 0..1; returns the same."""
        height, width = picture.shape[:2]
        if self.pixels < 1.0:
            size = round(width * self.pixels), round(height * self.pixels)
            picture = resize(resize(picture, *size), width, height)
        if self.sharpening:
            soft = cv2.GaussianBlur(picture, (0, 0), self.radius)
            picture = cv2.addWeighted(picture, 1.0 + self.sharpening, soft, -self.sharpening, 0.0)
            np.clip(picture, 0.0, 1.0, out=picture)
        return picture


def expose(picture: np.ndarray, options: ComposeOptions, random: np.random.Generator) -> np.ndarray:
    """Sensor noise and compression. picture: [H, W, 3] float32 0..1; returns the same."""
    if random.random() < options.noise:
        picture = _add_noise(picture, options, random)
    if random.random() < options.jpeg:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.uniform(*options.jpeg_quality))]
        _, encoded = cv2.imencode(".jpg", cv2.cvtColor(_to_bytes(picture), cv2.COLOR_RGB2BGR), quality)
        decoded = cv2.cvtColor(np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR)), cv2.COLOR_BGR2RGB)
        picture = cv2.multiply(decoded, 1.0 / 255.0, dtype=cv2.CV_32F)  # type: ignore[call-overload]
    return picture


def _add_noise(picture: np.ndarray, options: ComposeOptions, random: np.random.Generator) -> np.ndarray:
    side = max(picture.shape[:2])
    strength = random.uniform(*options.noise_strength)
    noise = piece_of(noise_field(side), picture.shape, random)
    if random.random() < options.blotches:
        blotches = piece_of(noise_field(side, 1.0 if random.random() < 0.6 else 2.0), picture.shape, random)
        noise = cv2.addWeighted(noise, 0.5, blotches, 0.8, 0.0)
    # Shot noise grows with the light; a straight line approximates its square root well enough.
    amount = cv2.addWeighted(picture, 0.65 * strength, picture, 0.0, 0.45 * strength)
    noisy = cv2.add(cv2.multiply(noise, amount), picture)
    return np.clip(noisy, 0.0, 1.0, out=noisy)


@cache
def noise_field(side: int, blur: float = 0.0, channels: int = 3) -> np.ndarray:
    """More noise than one picture of `side` px needs, [2 S, 2 S, C] float32 of deviation 1.

    Each picture uses a piece of it: drawing new noise would take longer than the rest of a composite. blur: standard
    deviation in px.
    """
    random = np.random.default_rng((side, int(10 * blur), channels))
    field: np.ndarray = random.standard_normal((2 * side, 2 * side, channels), np.float32)
    if blur:
        field = cv2.GaussianBlur(field, (0, 0), blur).reshape(field.shape)
        field = field / field.std()
    return field


def piece_of(field: np.ndarray, shape: tuple[int, ...], random: np.random.Generator) -> np.ndarray:
    """A random piece of a noise field, with the height and width of `shape`. It is a view; do not write to it."""
    top, left = random.integers(len(field) - shape[0] + 1), random.integers(len(field) - shape[1] + 1)
    return field[top : top + shape[0], left : left + shape[1]]


def _to_bytes(picture: np.ndarray) -> np.ndarray:
    return cv2.convertScaleAbs(picture, alpha=255.0)
