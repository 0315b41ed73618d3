"""What nearest.py found for each case, and the verdict: painted, or remembered?"""

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from .training_crops import Match

REMEMBERED = 0.95
"""Similarity above which a picture counts as remembered: planted copies reach it, held-out pictures hardly ever do."""
FEWEST_FILLS, FEWEST_PHOTOS = 12, 40
"""With fewer fills, finding nothing means nothing: if one fill in five is remembered, twelve fills contain none with a
chance of 0.8 ** 12 = 7 %."""
LOOKED_AT = ("fill", "truth", "planted copy")


@dataclass
class Row:
    """One case. Pictures are [3, SIDE, SIDE] 0..1, the square around the hole."""

    kind: str
    name: str
    given: Tensor
    filled: Tensor
    truth: Tensor
    nearest: list[Match]
    """Of the fill, the most similar first."""
    similarities: dict[str, float]
    """Similarity of each of LOOKED_AT to its nearest training photo."""
    planted_found: bool
    """Whether the planted copy's nearest photo is the one that it was copied from."""

    @property
    def remembered(self) -> bool:
        return self.similarities["fill"] > REMEMBERED


def summarise(rows: list[Row]) -> dict[str, dict]:
    kinds: dict[str, dict] = {}
    for kind in dict.fromkeys(row.kind for row in rows):
        kinds[kind] = {"cases": sum(row.kind == kind for row in rows)}
        for what in LOOKED_AT:
            values = np.array([row.similarities[what] for row in rows if row.kind == kind])
            kinds[kind][what] = {
                "median": round(float(np.median(values)), 3),
                "most": round(float(values.max()), 3),
                "remembered": int((values > REMEMBERED).sum()),
            }
    return kinds


def verdict(rows: list[Row], photos: int) -> str:
    """The verdict in one sentence. photos: how many the fills were compared with."""
    fills, truths, copies = (sum(row.similarities[what] > REMEMBERED for row in rows) for what in LOOKED_AT)
    fill, truth, copy = (float(np.median([row.similarities[what] for row in rows])) for what in LOOKED_AT)
    beside = f"{fills} of {len(rows)} fills are near copies of a training photo; so are {truths} of the truths"
    if fills > truths:
        return f"It may remember: {beside}. Look at the marked rows."
    if fill > (truth + copy) / 2 and copy > truth:
        return f"It may remember: {beside}, but most fills are nearer to training photos than held-out rooms are."
    power = f"{copies} of {len(rows)} planted copies were recognised"
    if len(rows) < FEWEST_FILLS or photos < FEWEST_PHOTOS:
        return (
            f"Too few to say whether it paints ({beside}): {len(rows)} fills were compared with {photos} photos. It "
            f"takes at least {FEWEST_FILLS} and {FEWEST_PHOTOS}."
        )
    if 2 * copies < len(rows):
        return f"No sign that it remembers ({beside}), but this says little: only {power}."
    return f"It paints: {beside}, while {power}."
