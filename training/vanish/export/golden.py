"""Golden files: a synthetic picture and PyTorch's output for it, with which the page compares its own.

The picture is drawn, not a photo, so that it can be shipped.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..networks.channels import network_input
from ..networks.prefill import prefill
from ..recipes.finder import chosen
from .page_network import GREY


def made_room(size: int) -> tuple[Tensor, Tensor]:
    """A drawn room (wall, floor, a window, stripes) and a person-shaped hole in it: [1, 3, size, size] and [1, 1, size,
    size], 0..1, rounded to 8 bits."""
    y, x = np.mgrid[0:size, 0:size] / size
    room = np.stack([0.75 - 0.2 * y, 0.7 - 0.15 * x, 0.6 + 0.1 * x * y])
    floor = y > 0.7 + 0.08 * x
    room[:, floor] = (np.stack([0.45 + 0.1 * x, 0.3 + 0.05 * y, 0.2 + 0 * x]))[:, floor]
    room[:, floor & (np.sin(60 * (x - 0.3 * y)) > 0.8)] *= 0.7
    room[:, (abs(x - 0.6) < 0.2) & (abs(y - 0.3) < 0.18)] = np.array([[0.9], [0.95], [1.0]])
    room[:, (abs(x - 0.6) < 0.01) & (abs(y - 0.3) < 0.18)] = 0.3
    hole = ((x - 0.45) / 0.09) ** 2 + ((y - 0.25) / 0.12) ** 2 < 1
    hole |= ((x - 0.45) / 0.17) ** 2 + ((y - 0.75) / 0.42) ** 2 < 1
    picture = torch.tensor(room, dtype=torch.float32)[None].clamp(0, 1)
    mask = torch.tensor(hole, dtype=torch.float32)[None, None]
    return (picture * 255).round() / 255, mask


def golden_input(inputs: list[str], size: tuple[int, int], role: str) -> Tensor:
    """The drawn room as the network gets it: for a generator or refiner with its hole filled smoothly, for a finder
    with somebody in it. [1, D, height, width], rounded to 8 bits as the file is. size: height and width."""
    if role == "finder":
        return chosen(_golden_finding(size), inputs)
    torch.manual_seed(0)
    room, hole = made_room(size[0])  # square
    if role == "refiner":
        room = prefill(room, hole)
    return (network_input(inputs, room, hole) * 255).round() / 255


def _golden_finding(size: tuple[int, int]) -> Tensor:
    """The room with a single-coloured person in it, known except for its left third, and where the person was a moment
    ago."""
    height, width = size
    room, person = made_room(width)
    top = (width - height) // 2
    room, person = room[:, :, top : top + height], person[:, :, top : top + height]
    picture = torch.lerp(room, torch.tensor([0.5, 0.25, 0.2])[:, None, None], person)
    known = torch.ones_like(person)
    known[..., : width // 3] = 0.0
    difference = GREY + 0.5 * (picture - room) * known
    return (torch.cat([picture, difference, known, person.roll(6, 3)], 1) * 255).round() / 255


def read_golden(file: Path, channels: int, size: tuple[int, int]) -> Tensor:
    """A golden file as [1, channels, height, width] in 0..1. size: height and width."""
    values = np.frombuffer(file.read_bytes(), np.uint8).reshape(1, *size, channels)
    return torch.tensor(values).permute(0, 3, 1, 2) / 255


def to_bytes(picture: Tensor) -> bytes:
    """[1, C, H, W] in 0..1 to H x W x C bytes, the golden files' layout."""
    return (picture[0].permute(1, 2, 0) * 255).round().to(torch.uint8).numpy().tobytes()
