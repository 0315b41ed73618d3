"""Puts a cut-out into a picture: its position, size, light and sharpness."""

from dataclasses import dataclass

import cv2
import numpy as np

from .compose_options import ComposeOptions
from .cutouts import CutOut
from .resizing import resize
from .rooms import Room

TALL = 1.8
"""Height divided by width from which a cut-out counts as standing, and can be cut at the waist."""

OTHER_LIGHT = (-1.2, 0.45)
"""Natural logarithms of the exposure of people in a different light from the room's."""


@dataclass
class Placed:
    """A person in the picture's own pixels. The arrays cover only `area`; the rest of the picture is room."""

    area: tuple[slice, slice]
    """Rows and columns of the picture."""
    colour: np.ndarray
    """[H, W, 3] float32, colour times alpha: add it to the room times 1 - alpha."""
    alpha: np.ndarray
    """[H, W] float32 0..1."""
    foot: float
    """px; the row where the body ends, possibly below the picture."""
    height: float
    """px; of the whole person, including what is outside the picture."""
    stands: bool
    """True if the feet stand on a floor inside the picture."""
    motion: tuple[float, float]
    """px (x, y); direction and length of the blur, (0, 0) for a person at rest."""


@dataclass
class Floor:
    """Where distant people stand: feet and height go together, as when a camera sees people of equal height on one
    floor."""

    horizon: float
    """Row of the horizon, as a share of the picture's height; may be above the picture."""
    camera: float
    """Height of the camera above the floor, as a multiple of a person's height."""
    farthest: float
    """Row above which there is wall rather than floor, a share of the picture's height."""
    flattened: float
    """Apparent height of a person as a share of the height seen from the front: below 1 from above."""


def far_floor(options: ComposeOptions, random: np.random.Generator) -> Floor | None:
    """A floor for the people of one composite, or None if they are near."""
    if options.far == 0.0 or random.random() >= options.far:
        return None
    steep = random.random() ** 2  # how far the camera looks down
    return Floor(
        horizon=random.uniform(0.15, 0.55) - 0.5 * steep,
        camera=random.uniform(0.5, 1.2) + 1.5 * steep,
        farthest=random.uniform(0.45, 0.65) - 0.3 * steep,
        flattened=1.0 - 0.35 * steep * random.random(),
    )


def place(
    cut_out: CutOut, room: Room, options: ComposeOptions, random: np.random.Generator, floor: Floor | None = None
) -> Placed | None:
    """A person somewhere in the room, who may be cut off by any edge and may float. On a floor, whole persons are small
    and stand on it. None if the whole person would be outside."""
    size = len(room.picture)
    rgba, matrix, foot, height, stands = _frame(cut_out, size, room.squeeze, options, random, floor)
    softness = random.uniform(*options.edge_softness)
    if random.random() < options.defocus:
        softness += size * random.uniform(0.004, 0.015)
    motion = (0.0, 0.0)
    if random.random() < options.motion_blur:
        motion = _direction(size * random.uniform(0.012, 0.05), random)
    margin = 2 + int(3 * softness + max(abs(motion[0]), abs(motion[1])) / 2)
    area = _covered(rgba.shape, matrix, size, margin)
    if area is None:
        return None
    rows, columns = area
    matrix[:, 2] -= columns.start, rows.start
    rgba = cv2.warpAffine(rgba, matrix, (columns.stop - columns.start, rows.stop - rows.start))
    if softness > 0.25:
        # Replicated; otherwise the picture's own edge would show through people who are cut off by it.
        rgba = cv2.GaussianBlur(rgba, (0, 0), softness, borderType=cv2.BORDER_REPLICATE)
    if any(motion):
        rgba = motion_blur(rgba, motion)
    colour, alpha = light(rgba, cut_out, room, options, random)
    return Placed(area, colour, alpha, foot, height, stands, motion)


def hide_behind_something(people: list[Placed], size: int, random: np.random.Generator) -> None:
    """Removes what an object in the room hides: one with straight edges, in front of somebody's lower part or beside
    them. The object itself is whatever the photo shows there."""
    if not people:
        return
    rows, columns = people[random.integers(len(people))].area
    tall, wide = rows.stop - rows.start, columns.stop - columns.start
    if random.random() < 0.7:
        top = rows.start + tall * random.uniform(0.3, 0.9)
        end = top + size * random.normal(0.0, 0.15)
        corners = [(-size, top), (2 * size, end), (2 * size, 3 * size), (-size, 3 * size)]
    else:
        x = columns.start + wide * random.uniform(0.1, 0.9)
        beyond = x + size * random.uniform(0.03, 0.2) * (1 if random.random() < 0.5 else -1)
        corners = [(x, -1), (beyond, -1), (beyond, size), (x, size)]
    open_: np.ndarray = np.ones((size, size), np.float32)
    cv2.fillConvexPoly(open_, np.array(corners, np.int32), 0.0)
    open_ = cv2.GaussianBlur(open_, (0, 0), 0.5)
    for person in people:
        person.alpha = person.alpha * open_[person.area]
        person.colour = person.colour * open_[person.area][..., None]


def _covered(shape: tuple[int, ...], matrix: np.ndarray, size: int, margin: int) -> tuple[slice, slice] | None:
    """The rows and columns of the picture that a moved image of this shape can touch."""
    corners = np.array([[0, shape[1], 0, shape[1]], [0, 0, shape[0], shape[0]], [1, 1, 1, 1]])
    ends = matrix @ corners
    first = np.maximum(ends.min(1) - margin, 0).astype(int)
    last = np.minimum(np.ceil(ends.max(1)).astype(int) + margin, size)
    if (last - first).min() < 2:
        return None
    return slice(int(first[1]), int(last[1])), slice(int(first[0]), int(last[0]))


def _frame(
    cut_out: CutOut,
    size: int,
    squeeze: float,
    options: ComposeOptions,
    random: np.random.Generator,
    floor: Floor | None,
) -> tuple[np.ndarray, np.ndarray, float, float, bool]:
    """Which part of a cut-out is shown, and where: RGBA, the matrix into the picture, foot, height, stands."""
    rgba = cut_out.rgba
    tall = rgba.shape[0] > TALL * rgba.shape[1]
    cut_below, portrait = cut_out.cut_below, False
    far = None if cut_below else floor
    if not far and random.random() < options.half_body:
        cut_below = True
        portrait = tall and random.random() < options.portrait
        if tall:
            shown = random.uniform(0.2, 0.33) if portrait else random.uniform(0.35, 0.6)
            rgba = rgba[: int(len(rgba) * shown)]
    rows, columns = rgba.shape[:2]
    height = size * random.uniform(*(options.half_height if cut_below else options.full_height))
    if far:
        smallest, largest = np.log(options.far_height)
        height = size * float(np.exp(random.uniform(smallest, largest)))
    height = min(height, 2.5 * rows)  # a cut-out with few pixels would be a blur in a sharp room
    bend = np.sqrt(squeeze) * np.exp(random.uniform(-0.05, 0.05))
    scale_y, scale_x = height / rows, height / rows / bend**2
    if far:
        scale_y *= far.flattened
    if scale_y < 0.8:
        columns, rows = max(2, round(columns * scale_x)), max(2, round(rows * scale_y))
        rgba = resize(rgba, columns, rows)
        scale_x = scale_y = 1.0
    flip = random.random() < 0.5
    half_width = columns * scale_x / 2
    centre = size * random.uniform(0.1, 0.9)
    angle = np.deg2rad(random.normal(0.0, 3.0))
    cut_left, cut_right = (cut_out.cut_right, cut_out.cut_left) if flip else (cut_out.cut_left, cut_out.cut_right)
    if not portrait and cut_left != cut_right:  # the photo's edge must lie on the picture's edge
        hidden = half_width * random.uniform(0.75, 0.95)
        centre = hidden if cut_left else size - hidden
    if cut_below:
        foot = size * random.uniform(1.0, 1.12) + abs(np.sin(angle)) * half_width + 3.0
    elif far:
        foot = size * far.horizon + height * far.camera * random.uniform(0.95, 1.05)
        foot = max(foot, size * far.farthest)
    elif random.random() < options.floating:
        foot = size * random.uniform(0.45, 0.85)
    else:
        foot = size * random.uniform(0.75, 1.04)
    stands = not cut_below and size * (0.0 if far else 0.74) < foot < size * 0.99
    linear = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = linear @ np.diag([-scale_x if flip else scale_x, scale_y])
    anchor = np.array([(columns - 1) / 2, rows - 1.0])
    matrix = np.column_stack([linear, np.array([centre, foot]) - linear @ anchor])
    return rgba, matrix, foot, height, stands


def _direction(length: float, random: np.random.Generator) -> tuple[float, float]:
    angle = random.uniform(0.0, np.pi) if random.random() < 0.5 else random.normal(0.0, 0.3)
    return float(length * np.cos(angle)), float(length * np.sin(angle))


def motion_blur(rgba: np.ndarray, motion: tuple[float, float]) -> np.ndarray:
    """The blur of a person who moves by `motion` px while the shutter is open; premultiplied RGBA."""
    reach = int(np.ceil(max(abs(motion[0]), abs(motion[1])) / 2))
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    for t in np.linspace(-0.5, 0.5, 8 * reach + 1):
        kernel[round(reach + t * motion[1]), round(reach + t * motion[0])] += 1.0
    return cv2.filter2D(rgba, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)


def light(
    rgba: np.ndarray, cut_out: CutOut, room: Room, options: ComposeOptions, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Moves the person's brightness, white balance and contrast part of the way towards the room's.

    One matrix does all of it: with premultiplied colour, an offset is a share of alpha. rgba: [H, W, 4] uint8,
    premultiplied. Returns colour [H, W, 3] (premultiplied) and alpha [H, W].
    """
    mean, deviation = (values.ravel() for values in cv2.meanStdDev(room.small))
    gains = (mean + 0.05) / (cut_out.mean + 0.05)
    brightness = float(np.cbrt(gains.prod()))
    tint = np.clip(gains / brightness, 0.75, 1.33) ** random.uniform(*options.match_colour)
    gain = min(max(brightness, 0.35), 1.4) ** random.uniform(*options.match_brightness) * tint
    if options.other_light and random.random() < options.other_light:
        gain = gain * np.exp(random.uniform(*OTHER_LIGHT))
    wanted = (float(deviation.mean()) + 0.02) / (cut_out.contrast * float(gain.mean()) + 0.02)
    contrast = min(max(wanted, 0.6), 1.25) ** random.uniform(*options.match_contrast)
    offset = (1.0 - contrast) * gain * cut_out.mean
    matrix = np.zeros((4, 4), np.float32)
    matrix[:3, :3] = np.diag(contrast * gain) / 255.0
    matrix[:3, 3] = offset / 255.0
    matrix[3, 3] = 1.0 / 255.0
    lit = cv2.transform(rgba.astype(np.float32), matrix)
    colour, alpha = cv2.cvtColor(lit, cv2.COLOR_RGBA2RGB), cv2.extractChannel(lit, 3)
    if random.random() < options.side_light:
        slope = random.uniform(0.1, 0.35) * (1 if random.random() < 0.5 else -1)
        ramp = np.linspace(1.0 - slope, 1.0 + slope, rgba.shape[1], dtype=np.float32)
        colour = cv2.multiply(colour, cv2.resize(np.dstack([ramp] * 3), colour.shape[1::-1]))
    colour = cv2.min(colour, cv2.cvtColor(alpha, cv2.COLOR_GRAY2RGB))
    return cv2.threshold(colour, 0.0, 0.0, cv2.THRESH_TOZERO)[1], alpha
