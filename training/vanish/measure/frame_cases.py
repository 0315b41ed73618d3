"""Composites of the validation side as frames for the page, i.e. cases for `npm run evaluate` (docs/evaluation.md).
They show the whole photo, at its own size and shape, while training's pictures are square crops of it."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from ..data.compose import ComposeOptions, Composite, Composites
from .cases import COMPOSITE_SEED, LEAST_HOLE

WHOLE_PHOTO = (16.0, 16.0)
"""As ComposeOptions.crop: a square this much larger than the photo is cut off at the photo's edges."""
LEAST_SIDE = 0.9
"""Photos whose longest side is less than this share of the wanted one are skipped: enlarged, they would be soft,
without detail to compare with."""


def write_frame_cases(data: Path, out: Path, count: int, side: int) -> list[str]:
    """Writes `count` cases to out/composite-NNNN: input.png, mask.png (white = person; exact, without shadows) and
    clean.png, with a longest side of `side` px. The same call writes the same cases. Returns their names; raises
    OSError or ValueError with a sentence if there is nothing to compose."""
    names = []
    for name, frame in frames(data, count, side):
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, plane in frame.items():
            Image.fromarray(plane).save(folder / f"{file}.png")
        names.append(name)
    return names


def frames(data: Path, count: int, side: int) -> Iterator[tuple[str, dict[str, np.ndarray]]]:
    """The name, and the pictures by "input", "clean" ([H, W, 3]) and "mask" ([H, W], 0 or 255), uint8."""
    options = ComposeOptions(photo_side=side, people_side=side, crop=WHOLE_PHOTO)
    dataset = Composites(data, side, COMPOSITE_SEED, validation=True, options=options)
    dataset.backgrounds = [photo for photo in dataset.backgrounds if max(photo.shape) >= LEAST_SIDE * side]
    if not dataset.backgrounds:
        raise ValueError(f"{data} has no photos of {side} px on its validation side: ask for smaller frames (--side).")
    made = 0
    for number in range(100 + 2 * count):  # ends even if the people are too small
        if made == count:
            return
        composite = dataset.composite(number)
        if composite.person.mean() > LEAST_HOLE:
            made += 1
            yield f"composite-{number:04}", _frame(composite)
    if not made:
        raise ValueError(f"The people of {data} are too small: no composite leaves a hole to fill.")


def _frame(made: Composite) -> dict[str, np.ndarray]:
    """The square composite in its room's own shape: the side that was stretched is shrunk back."""
    side = len(made.person)
    width, height = (round(side * min(1.0, share)) for share in (made.squeeze, 1.0 / made.squeeze))

    def shaped(plane: np.ndarray) -> np.ndarray:
        own = cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA)
        return (own.clip(0.0, 1.0) * 255).round().astype(np.uint8)

    mask = np.where(shaped(made.person) > 127, 255, 0).astype(np.uint8)
    return {"input": shaped(made.picture), "mask": mask, "clean": shaped(made.target)}
