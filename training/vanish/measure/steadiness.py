"""Two measures that need more than single pictures with a person: whether a fill stays still while the hole moves over
a still room, and whether a variant that finds people by itself leaves an empty room alone."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from ..data.compose import ComposeOptions, Composites
from ..data.pairs import list_pairs
from ..data.photo_files import shown
from ..data.photos import tell_left_out
from ..networks.channels import PlaneNetwork
from .baselines import BASELINES, Fill, network_fill
from .cases import COMPOSITE_SEED, PAIR_GROWTH, SIZE, crop_around, grown

FRAMES = 12
"""Frames of the sway. A pixel that is hidden in half of them counts (LEAST_HIDDEN)."""
STEP = 0.004
"""How far the hole moves from frame to frame, as a share of the picture's width: a slow sway."""
LEAST_HIDDEN = 6
"""Frames in which a pixel must be hidden to be counted."""
ROOMS, PEOPLE_PER_ROOM = 4, 3
"""The number of rooms, and of people's holes in each, that the figure is a mean over."""


def flicker_of_still_rooms(fills: dict[str, Fill], pairs: Path) -> dict[str, float]:
    """By fill: the standard deviation over time of the hidden pixels, grey levels of 255, while a person's hole sways
    over a still room (the clean pictures of real pairs); mean over rooms and people. Each frame is cut, filled and put
    back as in the page without the plate. Warns of pairs that cannot be used. Raises FileNotFoundError or ValueError if
    there are none with masks."""
    listed, left_out = list_pairs(pairs)
    found: dict[str, list[float]] = {name: [] for name in fills}
    for number, own in enumerate(listed[:: -(-len(listed) // ROOMS)]):
        for other in listed[number :: -(-len(listed) // PEOPLE_PER_ROOM)]:
            try:
                room = own.read_clean().astype(np.float32) / 255
                holes = swaying(other.read_mask(), room.shape[:2])
            except (OSError, ValueError) as problem:
                left_out.append(str(problem))
                continue
            for name, fill in fills.items():
                found[name].append(flicker([put_back(room, hole, fill) for hole in holes], holes))
    tell_left_out(left_out)
    if not all(found.values()):
        raise ValueError("\n".join([f"{shown(pairs)} holds no usable pair.", *left_out[:10]]))
    return {name: round(float(np.mean(values)), 3) for name, values in found.items()}


def swaying(mask: np.ndarray, shape: tuple[int, int]) -> list[np.ndarray]:
    """The page's hole of a mask in a picture of this shape, moving to the right: FRAMES times [H, W] uint8, 0 or 1."""
    height, width = shape
    hole = grown((cv2.resize(mask, (width, height)) > 127).astype(np.uint8), PAIR_GROWTH)
    moves = [np.array([[1, 0, frame * STEP * width], [0, 1, 0]], np.float32) for frame in range(FRAMES)]
    return [cv2.warpAffine(hole, move, (width, height), flags=cv2.INTER_NEAREST) for move in moves]


def put_back(room: np.ndarray, hole: np.ndarray, fill: Fill) -> np.ndarray:
    """The room with its hole filled: cut, scaled to the networks' size, filled, scaled back. [H, W, 3] 0..1."""
    area = crop_around(hole)
    height, width = room[area].shape[:2]

    def scaled(plane: np.ndarray) -> Tensor:
        small = cv2.resize(plane[area].astype(np.float32), (SIZE, SIZE), interpolation=cv2.INTER_AREA)
        return torch.from_numpy(small.reshape(SIZE, SIZE, -1).transpose(2, 0, 1).copy())[None]

    colour, _ = fill(scaled(room), (scaled(hole) > 0).float())
    painted = cv2.resize(colour[0].permute(1, 2, 0).numpy(), (width, height), interpolation=cv2.INTER_LINEAR)
    shown = room.copy()
    shown[area] = np.where(hole[area][..., None] > 0, painted, shown[area])
    return shown


def flicker(frames: list[np.ndarray], holes: list[np.ndarray]) -> float:
    """Standard deviation over the frames in which a pixel is hidden, grey levels of 255; mean over the pixels that are
    hidden in LEAST_HIDDEN frames at least. frames: [H, W, 3] 0..1; holes: [H, W], 0 or 1."""
    hidden = np.stack(holes)[..., None].astype(np.float32)
    values, count = np.stack(frames), hidden.sum(0).clip(1)
    mean = (values * hidden).sum(0) / count
    deviation = np.sqrt((np.square(values - mean) * hidden).sum(0) / count)
    counted = hidden.sum(0)[..., 0] >= LEAST_HIDDEN
    return float(255 * deviation[counted].mean()) if counted.any() else 0.0


def left_alone(variants: dict[str, PlaneNetwork], data: Path, count: int) -> dict[str, float]:
    """For variants that find the person themselves: PSNR in dB of their output against their input, in empty validation
    rooms; mean over the rooms."""
    finders = {name: network_fill(one) for name, one in variants.items() if "matte" in one.outputs}
    if not finders:
        return {}
    empty = Composites(data, SIZE, COMPOSITE_SEED, validation=True, options=ComposeOptions(nobody=1.0))
    found: dict[str, list[float]] = {name: [] for name in finders}
    for number in range(count):
        picture, hole = (torch.as_tensor(empty[number][plane])[None] for plane in ("picture", "hole"))
        for name, fill in finders.items():
            colour, alpha = fill(picture, hole)
            error = (torch.lerp(picture, colour, alpha) - picture).square().mean().item()
            found[name].append(-10 * np.log10(max(error, 1e-6)))
    return {name: round(float(np.mean(values)), 2) for name, values in found.items()}


def measure_steadiness(variants: dict[str, PlaneNetwork], data: Path, count: int, left_out: list[str]) -> dict:
    """`flicker` by fill (also of baselines, and of variants that are given the hole) and `left alone` by variant. What
    the data folder does not allow is left out, with a sentence in `left_out`."""
    fills = {name: fill for name, fill in BASELINES.items() if name != "input"}
    fills |= {name: network_fill(one) for name, one in variants.items() if "matte" not in one.outputs}
    measures: dict[str, Callable[[], dict]] = {
        "flicker": lambda: flicker_of_still_rooms(fills, data / "real_pairs"),
        "left alone": lambda: left_alone(variants, data, count),
    }
    found = {}
    for name, take in measures.items():
        try:
            found[name] = take()
        except (OSError, ValueError) as problem:
            left_out.append(f"There is no measure of {name}: {problem}")
    return found
