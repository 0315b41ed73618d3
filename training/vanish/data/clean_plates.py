"""The clean plate that the page would have of a composite's room, with its mistakes: parts it never saw, a different
exposure, things that have moved since."""

import cv2
import numpy as np

from .camera import expose, noise_field, piece_of
from .compose_options import ComposeOptions
from .masks import grow
from .resizing import resize
from .sample_options import SampleOptions


def remember(
    picture: np.ndarray,
    room: np.ndarray,
    person: np.ndarray,
    compose: ComposeOptions,
    options: SampleOptions,
    random: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """The difference between frame and remembered room, [S, S, 3] in -1..1 (0 where nothing is known), and the room's
    confidence, [S, S] 0..1.

    picture: [S, S, 3] 0..1, the frame; room: the same without people; person: [S, S] 0..1.
    """
    size = len(picture)
    if random.random() < options.unknown_room:
        return np.zeros_like(picture), np.zeros_like(person)
    side = round(size * options.plate_side)
    plate = resize(room, side, side)
    if random.random() < options.plate_changes:
        for _ in range(random.integers(1, 4)):
            _change(plate, random)
    plate = _shift(plate, random.uniform(-1, 1, 2) * options.plate_shift * options.plate_side * random.random())
    plate = _relight(plate, options, random)
    if random.random() < 0.5:  # a mean of many frames has little noise
        plate = expose(plate, compose, random)
    seen = _seen(resize(person, side, side), options, random)
    difference = (resize(picture, side, side) - plate) * (seen[..., None] > 0)
    return cv2.resize(difference, (size, size)), cv2.resize(seen, (size, size))


def _seen(person: np.ndarray, options: SampleOptions, random: np.random.Generator) -> np.ndarray:
    """The confidence of each pixel of the room."""
    side = len(person)
    unseen = np.zeros((side, side), np.uint8)
    if random.random() < options.behind_unknown:
        # More or less where somebody has sat since the beginning: they have moved a little since.
        there = grow(cv2.convertScaleAbs(_shift(person, random.normal(0, 0.03 * side, 2)), alpha=255.0), 0)
        unseen = grow(there, random.uniform(0.0, 0.08) * side)
        if random.random() < 0.4:  # one of several arrived later
            edge = random.integers(side)
            half = unseen[:, :edge] if random.random() < 0.5 else unseen[:, edge:]
            half[:] = 0
    if random.random() < options.blobs:
        for _ in range(random.integers(1, 5)):
            centre = tuple(int(v) for v in random.integers(0, side, 2))
            radii = [max(2, int(v)) for v in random.uniform(0.03, 0.3, 2) * side]
            cv2.ellipse(unseen, centre, radii, random.uniform(0, 180), 0, 360, 255, -1)
    sure = np.full((side, side), random.uniform(0.2, 1.0) if random.random() < 0.6 else 1.0, np.float32)
    if random.random() < 0.3:
        sure += 0.3 * piece_of(noise_field(side, 8.0, 1), (side, side), random).reshape(side, side)
    return np.where(unseen > 0, 0.0, np.clip(sure, 0.2, 1.0)).astype(np.float32)


def _change(plate: np.ndarray, random: np.random.Generator) -> None:
    """Changes a part of the room by pasting another part of it there, in a random shape."""
    side = len(plate)
    shape = np.zeros((side, side), np.uint8)
    centre = random.uniform(0.05, 0.95, 2) * side
    radii = np.exp(random.uniform(np.log(0.02), np.log(0.22), 2)) * side
    angle = random.uniform(0, 180)
    if random.random() < 0.5:
        cv2.ellipse(shape, (tuple(centre), tuple(2 * radii), angle), 255, -1)
    else:
        corners = cv2.boxPoints((tuple(centre), tuple(2 * radii), angle if random.random() < 0.5 else 0.0))
        cv2.fillConvexPoly(shape, corners.astype(np.int32), 255)
    from_where = random.uniform(-0.6, 0.6, 2) * side
    moved = _shift(plate, from_where)
    if random.random() < 0.3:
        moved = moved * random.uniform(0.3, 1.4) + random.uniform(0, 0.3, 3).astype(np.float32)
    soft = cv2.GaussianBlur(shape, (0, 0), 0.7)[..., None].astype(np.float32) / 255.0
    plate += (np.clip(moved, 0, 1) - plate) * soft


def _relight(plate: np.ndarray, options: SampleOptions, random: np.random.Generator) -> np.ndarray:
    """Drift of exposure and white balance, and sometimes a lamp."""
    side = len(plate)
    strength = options.plate_gain * random.random() ** 2
    gain = np.exp(random.uniform(-strength, strength) + random.uniform(-0.3, 0.3, 3) * strength)
    plate = plate * gain.astype(np.float32)
    if random.random() < options.plate_light:
        lamps = random.normal(0.0, 1.0, (4, 4)).astype(np.float32)
        field = cv2.resize(lamps, (side, side), interpolation=cv2.INTER_CUBIC)
        plate = plate * np.exp(random.uniform(0.05, 0.3) * field)[..., None]
    return np.clip(plate, 0.0, 1.0).astype(np.float32)


def _shift(picture: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Moved by (x, y) px, which may be fractional."""
    matrix = np.array([[1.0, 0.0, by[0]], [0.0, 1.0, by[1]]])
    return cv2.warpAffine(picture, matrix, picture.shape[1::-1], borderMode=cv2.BORDER_REFLECT)
