"""The composer: pastes people on people-free photos, on the fly and seeded.

One composite has a picture with the person (and shadow, noise, compression), the clean target and
the hole that a segmenter's rough mask would leave. Nothing here knows about networks.
"""

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from torch.utils.data import Dataset

from .photos import CutOut, decode, read_backgrounds, read_people

# The loader's workers share the work; OpenCV's own threads do not survive the fork to them.
cv2.setNumThreads(1)


@dataclass
class ComposeOptions:
    """Chances are 0..1; lengths are shares of the picture's side."""

    second_person: float = 0.15
    half_body: float = 0.5
    shadow: float = 0.6
    motion_blur: float = 0.15
    noise: float = 0.6
    jpeg: float = 0.4
    missed_piece: float = 0.08
    extra_piece: float = 0.15
    growth: tuple[float, float] = field(default=(0.01, 0.04))


@dataclass
class Composite:
    """One training pair, all of the same height and width."""

    picture: np.ndarray
    """[H, W, 3] float32 0..1: the room with the person, as a camera gives it."""
    target: np.ndarray
    """[H, W, 3] float32 0..1: the room."""
    hole: np.ndarray
    """[H, W] float32, 0 or 1: what must be replaced."""


class Composites(Dataset):
    """Composite number i of a seed is always the same picture."""

    def __init__(self, data: Path, size: int, seed: int, validation: bool, options: ComposeOptions):
        self.backgrounds = read_backgrounds(data / "backgrounds", validation)
        self.people = read_people(data / "people", validation)
        self.size = size
        self.seed = seed
        self.options = options

    def __len__(self) -> int:
        return 2**31

    def __getitem__(self, index: int) -> dict[str, np.ndarray]:
        """Channels first: picture and target [3, H, W], hole [1, H, W]."""
        made = self.composite(index)
        return {
            "picture": np.ascontiguousarray(made.picture.transpose(2, 0, 1)),
            "target": np.ascontiguousarray(made.target.transpose(2, 0, 1)),
            "hole": made.hole[None],
        }

    def composite(self, index: int) -> Composite:
        random = np.random.default_rng((self.seed, index))
        options = self.options
        photo = decode(self.backgrounds[random.integers(len(self.backgrounds))])
        target = vary_colour(random_crop(photo, self.size, random), random)
        picture = target.copy()
        person = np.zeros((self.size, self.size), np.float32)
        for _ in range(1 + (random.random() < options.second_person)):
            cut_out = self.people[random.integers(len(self.people))]
            half_body = random.random() < options.half_body
            colour, alpha = place(cut_out, self.size, half_body, random)
            colour = match_light(colour, alpha, target, random)
            if random.random() < options.motion_blur:
                colour, alpha = motion_blur(colour, alpha, random)
            if random.random() < options.shadow:
                picture *= 1.0 - cast_shadow(alpha, random)[..., None]
            picture = picture * (1.0 - alpha[..., None]) + colour * alpha[..., None]
            person = np.maximum(person, alpha)
        picture = camera(picture, options, random)
        return Composite(picture, target, rough_hole(person, options, random))


def random_crop(photo: np.ndarray, size: int, random: np.random.Generator) -> np.ndarray:
    """A square of the photo (its aspect bent by up to a third, as the page's crop may be), uint8."""
    height, width = photo.shape[:2]
    side = random.uniform(0.5, 1.0) * min(height, width)
    aspect = np.exp(random.uniform(-0.28, 0.28))
    crop_h, crop_w = int(min(height, side / aspect)), int(min(width, side * aspect))
    top, left = random.integers(height - crop_h + 1), random.integers(width - crop_w + 1)
    crop = photo[top : top + crop_h, left : left + crop_w]
    if random.random() < 0.5:
        crop = crop[:, ::-1]
    interpolation = cv2.INTER_AREA if crop_h > size else cv2.INTER_CUBIC
    return cv2.resize(np.ascontiguousarray(crop), (size, size), interpolation=interpolation)


def vary_colour(picture: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Exposure, contrast, white balance and saturation of another camera in another light.

    picture: [H, W, 3] uint8. Returns float32 0..1.
    """
    levels = np.linspace(0.0, 1.0, 256)[:, None] ** np.exp(random.uniform(-0.35, 0.35))
    levels = levels * random.uniform(0.7, 1.15) * np.exp(random.uniform(-0.07, 0.07, 3))
    picture = cv2.LUT(picture, levels.astype(np.float32)[None])
    saturation = random.uniform(0.6, 1.25)
    mix = np.eye(3) * saturation + (1.0 - saturation) / 3.0
    return np.clip(cv2.transform(picture, mix), 0.0, 1.0)


def place(cut_out: CutOut, size: int, half_body: bool, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Puts a person somewhere in the picture: colour [H, W, 3] 0..1 and alpha [H, W] 0..1.

    Half body means webcam framing: the upper part of the person, large, standing on the lower
    edge. A person may be cut by an edge, and may float.
    """
    photo, mask = decode(cut_out.photo), decode(cut_out.mask, cv2.IMREAD_GRAYSCALE)
    if not cut_out.soft:
        mask = cv2.erode(mask, np.ones((3, 3), np.uint8))
    rows, columns = np.flatnonzero(mask.max(1) > 127), np.flatnonzero(mask.max(0) > 127)
    if len(rows) < 8 or len(columns) < 8:
        return np.zeros((size, size, 3), np.float32), np.zeros((size, size), np.float32)
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    tall = bottom - top > 1.8 * (right - left)
    if half_body and tall:
        bottom = top + int((bottom - top) * random.uniform(0.35, 0.6))
    person_h = size * (random.uniform(0.5, 1.0) if half_body else random.uniform(0.45, 1.0))
    scale = person_h / (bottom - top)
    if scale < 0.7:
        photo, mask = (cv2.resize(p, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) for p in (photo, mask))
        top, bottom, left, right = (round(edge * scale) for edge in (top, bottom, left, right))
        scale = 1.0
    wide = np.exp(random.uniform(-0.15, 0.15))
    flip = -1.0 if random.random() < 0.5 else 1.0
    centre_x = size * random.uniform(0.1, 0.9)
    foot_y = size * (random.uniform(0.97, 1.1) if half_body else random.uniform(0.7, 1.05))
    angle = np.deg2rad(random.normal(0, 4))
    linear = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = linear @ np.diag([flip * scale * wide, scale])
    anchor = np.array([(left + right) / 2, bottom])
    matrix = np.column_stack([linear, np.array([centre_x, foot_y]) - linear @ anchor])
    mask = mask.copy()
    mask[bottom:] = 0
    colour = cv2.warpAffine(photo, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.warpAffine(mask, matrix, (size, size), flags=cv2.INTER_LINEAR)
    alpha = cv2.GaussianBlur(alpha, (0, 0), random.uniform(0.3, 1.2))
    return colour.astype(np.float32) / 255.0, alpha.astype(np.float32) / 255.0


def match_light(colour: np.ndarray, alpha: np.ndarray, room: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Moves the person's mean colour part of the way to the room's."""
    if alpha.sum() < 1.0:
        return colour
    mean = np.array(cv2.mean(colour * alpha[..., None])[:3]) / alpha.mean()
    gain = (np.array(cv2.mean(room)[:3]) + 0.05) / (mean + 0.05)
    gain = np.clip(gain, 0.4, 2.0) ** random.uniform(0.0, 0.6)
    return np.clip(colour * gain.astype(np.float32), 0.0, 1.0)


def motion_blur(colour: np.ndarray, alpha: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The blur of a person who moves: along one direction, person only."""
    length = int(random.integers(3, 3 + max(1, alpha.shape[0] // 24)))
    kernel = np.zeros((length, length), np.float32)
    angle = random.uniform(0, np.pi)
    reach = (length - 1) / 2
    for t in np.linspace(-reach, reach, 4 * length):
        kernel[round(reach + t * np.sin(angle)), round(reach + t * np.cos(angle))] = 1.0
    kernel /= kernel.sum()
    premultiplied = cv2.filter2D(colour * alpha[..., None], -1, kernel)
    blurred = cv2.filter2D(alpha, -1, kernel)
    return premultiplied / np.maximum(blurred, 1e-3)[..., None], blurred


def cast_shadow(alpha: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """The share of light taken away, [H, W] 0..0.5: a soft, displaced copy of the person."""
    size = alpha.shape[0]
    shear = random.uniform(-0.5, 0.5)
    squeeze = random.uniform(0.5, 1.1)
    shift = random.uniform(-0.08, 0.08) * size
    foot = float(np.flatnonzero(alpha.max(1) > 0.5)[-1]) if alpha.max() > 0.5 else size
    matrix = np.array([[1, shear, shift - shear * foot], [0, squeeze, foot * (1 - squeeze)]])
    shadow = cv2.warpAffine(alpha, matrix, (size, size))
    shadow = cv2.GaussianBlur(shadow, (0, 0), size * random.uniform(0.01, 0.06))
    return shadow * random.uniform(0.1, 0.5)


def camera(picture: np.ndarray, options: ComposeOptions, random: np.random.Generator) -> np.ndarray:
    """Sensor noise and compression."""
    if random.random() < options.noise:
        strength = random.uniform(0.003, 0.03)
        noise = random.standard_normal(picture.shape, np.float32)
        if random.random() < 0.5:
            noise = 2.0 * cv2.GaussianBlur(noise, (0, 0), 0.8)
        picture = picture + noise * strength * np.sqrt(0.2 + picture)
    picture = np.clip(picture, 0.0, 1.0)
    if random.random() < options.jpeg:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(40, 96))]
        _, encoded = cv2.imencode(".jpg", np.round(picture[..., ::-1] * 255).astype(np.uint8), quality)
        picture = decode(encoded.tobytes()).astype(np.float32) / 255.0
    return picture.astype(np.float32)


def rough_hole(person: np.ndarray, options: ComposeOptions, random: np.random.Generator) -> np.ndarray:
    """The hole as the page would cut it: a segmenter's coarse, late, faulty mask, grown."""
    size = person.shape[0]
    coarse = int(size * random.uniform(0.3, 1.0))
    mask = cv2.resize(person, (coarse, coarse), interpolation=cv2.INTER_AREA)
    mask = cv2.GaussianBlur(mask, (0, 0), random.uniform(0.5, 1.5))
    mask = cv2.resize(mask, (size, size), interpolation=cv2.INTER_LINEAR)
    late = random.normal(0, 0.006 * size, 2)
    mask = cv2.warpAffine(mask, np.array([[1, 0, late[0]], [0, 1, late[1]]]), (size, size))
    mask = (mask > random.uniform(0.2, 0.6)).astype(np.uint8)
    if random.random() < options.missed_piece:
        cv2.ellipse(mask, _somewhere(size, random), _radii(0.08, size, random), 0, 0, 360, 0, -1)
    if random.random() < options.extra_piece:
        cv2.ellipse(mask, _somewhere(size, random), _radii(0.12, size, random), 0, 0, 360, 1, -1)
    growth = int(size * random.uniform(*options.growth))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * growth + 1, 2 * growth + 1))
    return cv2.dilate(mask, kernel).astype(np.float32)


def _somewhere(size: int, random: np.random.Generator) -> tuple[int, int]:
    return int(random.integers(size)), int(random.integers(size))


def _radii(largest: float, size: int, random: np.random.Generator) -> tuple[int, int]:
    x, y = random.uniform(0.02, largest, 2) * size
    return int(x) + 1, int(y) + 1
