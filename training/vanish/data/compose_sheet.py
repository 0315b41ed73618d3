"""A sheet of composites to look at before training: the network learns whatever looks wrong here."""

from pathlib import Path

import cv2
import numpy as np
import torch

from ..common.picture_sheet import write_sheet
from .compose import Composite, Composites

MASK_COLOUR = (0.2, 0.9, 0.3)
HOLE_COLOUR = (0.9, 0.3, 0.2)
"""Green and red, blended over a grey picture."""
MOST_ROWS = 8
"""After this many rows a second column begins: a taller sheet would not fit a screen."""
LABELS = ["picture", "target", "mask, hole", "shadow", "matte"]
"""Labels above the columns of each composite."""


def sample_sheet(dataset: Composites, count: int, first: int = 0) -> np.ndarray:
    """The composites `first` to `first + count - 1` of a data set, one below the other.

    Returns [count * S, 5 * S, 3] float32 0..1: picture, target, mask (green) and hole (red) over the picture, shadow,
    matte.
    """
    return np.concatenate([_row(dataset.composite(first + i)) for i in range(count)])


def write_sample_sheet(file: Path, dataset: Composites, count: int = 24, first: int = 0) -> None:
    """Writes sample_sheet as an image file; with more than MOST_ROWS composites, in several columns."""
    rows = [_row(dataset.composite(first + i)) for i in range(count)]
    blank = np.zeros_like(rows[0])
    deep = -(-count // -(-count // MOST_ROWS))
    rows += [blank] * (-count % deep)
    columns = [np.concatenate(rows[start : start + deep]) for start in range(0, len(rows), deep)]
    sheet = torch.from_numpy(np.concatenate(columns, 1)).permute(2, 0, 1)[None]
    write_sheet(file, [sheet], columns=LABELS * len(columns))


def _row(made: Composite) -> np.ndarray:
    marked = cv2.cvtColor(cv2.cvtColor(made.picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    for colour, area in ((HOLE_COLOUR, made.hole - made.mask), (MASK_COLOUR, made.mask)):
        marked = marked * (1.0 - 0.45 * area[..., None]) + 0.45 * np.array(colour, np.float32) * area[..., None]
    shadow, matte = (cv2.cvtColor(part, cv2.COLOR_GRAY2RGB) for part in (made.shadow, made.matte))
    return np.concatenate([made.picture, made.target, marked.astype(np.float32), shadow, matte], 1)
