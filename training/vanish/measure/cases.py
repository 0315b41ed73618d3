"""The cases that fills are measured on: composites of the training side, composites of the validation side (rooms and
people that nothing was trained on), and real pairs (the same view with and without the person, with a mask)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from ..common.page_geometry import CROP
from ..data.compose import ComposeOptions, Composites
from ..data.pairs import Pair, list_pairs
from ..data.photo_files import shown

TRAINING, VALIDATION, PAIRS = KINDS = ["training composites", "validation composites", "real pairs"]
SIZE = 256
"""Side of the pictures, px: the input size of the page's variants."""
COMPOSITE_SEED = 7
"""An arbitrary seed, always the same, so that the figures of two evaluations can be compared."""
LEAST_HOLE = 0.01
"""Composites with less to fill than this share of the picture are skipped."""
PAIR_GROWTH = 0.028
"""How far holes of real pairs extend past the mask, as a share of the picture's longest side. The page's own growth is
now smaller (HOLE in common/page_geometry.py). This one stays, so that new figures are comparable with the old
tables."""


@dataclass
class Case:
    """One picture to remove a person from, float32 0..1, all of one height and width."""

    name: str
    picture: Tensor
    """[3, H, W], with the person."""
    clean: Tensor
    """[3, H, W], the truth."""
    hole: Tensor
    """[1, H, W], 0 or 1."""
    matte: Tensor
    """[1, H, W], what a generator that finds the person itself should find."""


def gather(data: Path, count: int, kinds: list[str], left_out: list[str]) -> Iterator[tuple[str, Iterator[Case]]]:
    """The cases by kind, with one kind in memory at a time, `count` composites a side; cases are made while they are
    read. Skips a kind that the data folder does not have, and pairs that cannot be used; a sentence for each goes to
    `left_out`. Raises ValueError if there is no kind at all."""
    sources = {
        TRAINING: lambda: composites(data, count, validation=False),
        VALIDATION: lambda: composites(data, count, validation=True),
        PAIRS: lambda: real_pairs(data / "real_pairs", left_out),
    }
    missing = 0
    for kind in kinds:
        try:
            cases = sources[kind]()
        except (OSError, ValueError) as problem:
            left_out.append(f"There are no {kind}: {problem}")
            missing += 1
        else:
            yield kind, cases
    if missing == len(kinds):
        raise ValueError(f"{data} holds nothing to measure. " + " ".join(left_out))


def composites(data: Path, count: int, validation: bool) -> Iterator[Case]:
    """Raises OSError or ValueError immediately if that side has no photos."""
    dataset = Composites(data, SIZE, COMPOSITE_SEED, validation=validation, options=ComposeOptions())

    def make() -> Iterator[Case]:
        made = 0
        for number in range(100 + 2 * count):  # ends even if the people are too small to leave holes
            if made == count:
                return
            planes = {name: torch.as_tensor(value) for name, value in dataset[number].items()}
            if planes["hole"].mean() > LEAST_HOLE:
                made += 1
                parts = (planes[part] for part in ("picture", "target", "hole", "matte"))
                yield Case(f"composite-{number:04}", *parts)
        if not made:
            raise ValueError(f"The people of {data} are too small: no composite leaves a hole to fill.")

    return make()


def real_pairs(folder: Path, left_out: list[str]) -> Iterator[Case]:
    """Pairs with a mask, cut and scaled as the page would. Sentences about unusable ones go to `left_out` while they
    are read. Raises FileNotFoundError or ValueError immediately if there are none."""
    pairs, sentences = list_pairs(folder)
    left_out += sentences

    def make() -> Iterator[Case]:
        for pair in pairs:
            try:
                yield _read_pair(pair)
            except (OSError, ValueError) as problem:
                left_out.append(str(problem))

    cases = make()
    first = next(cases, None)
    if first is None:
        raise ValueError("\n".join([f"{shown(folder)} holds no usable pair.", *left_out[-10:]]))
    return chain([first], cases)


def _read_pair(pair: Pair) -> Case:
    person, clean, grey = pair.read()
    mask = (grey > 127).astype(np.uint8)
    hole = grown(mask, PAIR_GROWTH)
    area = crop_around(hole)
    return Case(
        pair.name, cut(person, area, 255), cut(clean, area, 255), (cut(hole, area) > 0).float(), cut(mask, area)
    )  # fmt: skip


def cut(plane: np.ndarray, area: tuple[slice, slice], white: float = 1.0) -> Tensor:
    """A part of a picture as a variant receives it: SIZE x SIZE px, whatever its shape was, and 0..1.

    plane: [H, W, 3] or [H, W], 0..white; area: rows and columns. Returns [3, SIZE, SIZE] or [1, SIZE, SIZE].
    """
    part = plane[area].astype(np.float32) / white
    return planes(cv2.resize(part, (SIZE, SIZE), interpolation=cv2.INTER_AREA))


def grown(mask: np.ndarray, share: float) -> np.ndarray:
    """A mask, [H, W] uint8, 0 or 1, enlarged on all sides by a share of the picture's longest side."""
    growth = round(share * max(mask.shape))
    return cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * growth + 1,) * 2))


def crop_around(hole: np.ndarray) -> tuple[slice, slice]:
    """The page's crop (chooseCrop in src/frame/geometry.ts): the hole with a margin, square where there is room."""
    rows, columns = np.flatnonzero(hole.max(1)), np.flatnonzero(hole.max(0))
    longer = max(np.ptp(rows), np.ptp(columns)) + 1
    side = max(longer * (1 + 2 * CROP["context"]), CROP["smallest"] * min(hole.shape))

    def span(found: np.ndarray, whole: int) -> slice:
        length = min(whole, round(side))
        first = round((found[0] + found[-1] + 1 - length) / 2)
        first = min(max(0, first), whole - length)
        return slice(first, first + length)

    return span(rows, hole.shape[0]), span(columns, hole.shape[1])


def planes(picture: np.ndarray) -> Tensor:
    """[H, W, C] or [H, W] to [C, H, W]."""
    return torch.from_numpy(np.ascontiguousarray(picture.reshape(*picture.shape[:2], -1).transpose(2, 0, 1)))
