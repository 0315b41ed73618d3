"""The channels that a variant's card may list, and how they form a network's input.

The page uses the same names (src/models/card.ts).
"""

import torch
from torch import Tensor, nn

from .prefill import prefill

INPUT_DEPTHS = {"rgb": 3, "masked-rgb": 3, "prefilled-rgb": 3, "mask": 1, "noise": 1}
"""Planes per input channel of a generator that is trained here."""
FINDER_DEPTHS = {"rgb": 3, "difference": 3, "confidence": 1, "previous": 1}
"""Planes per input channel of a finder (person_finder.py): the frame; frame minus remembered room, -1..1, 0 where
nothing is known of it; the room's confidence, 0..1; the previous frame's person mask, 0 if there is none."""
OUTPUT_DEPTHS = {"rgb": 3, "matte": 1, "person": 1}
BASES = ("prefilled-rgb", "masked-rgb", "rgb")
"""What the residual is added to: the first of these that the network receives."""


class PlaneNetwork(nn.Module):
    """A network whose planes have names, as the page needs to load it."""

    inputs: list[str]
    """Its input channels in order, and the output's."""
    outputs: list[str]
    planes: int
    """The total number of planes of the input channels."""


def depth(names: list[str], depths: dict[str, int]) -> int:
    """How many planes the named channels have. Raises ValueError for an unknown name."""
    for name in names:
        if name not in depths:
            raise ValueError(f'There is no channel "{name}"; the channels are {", ".join(depths)}.')
    return sum(depths[name] for name in names)


def base_plane(inputs: list[str]) -> int:
    """The index of the base's first plane in the input; it has three."""
    for base in BASES:
        if base in inputs:
            return depth(inputs[: inputs.index(base)], INPUT_DEPTHS)
    raise ValueError(f"A generator needs one of {', '.join(BASES)} among its inputs.")


def network_input(inputs: list[str], picture: Tensor, hole: Tensor) -> Tensor:
    """The named channels side by side.

    picture: [N, 3, H, W] 0..1, with the person. hole: [N, 1, H, W], 0 or 1. Returns [N, depth, H, W], channels last in
    memory; noise is uniform in 0..1.
    """
    make = {
        "rgb": lambda: picture,
        "masked-rgb": lambda: picture * (1.0 - hole),
        "prefilled-rgb": lambda: prefill(picture, hole),
        "mask": lambda: hole,
        "noise": lambda: torch.rand_like(hole),
    }
    planes = torch.cat([make[name]() for name in inputs], 1)
    return planes.contiguous(memory_format=torch.channels_last)
