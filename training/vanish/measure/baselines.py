"""What a fill is compared with: nothing done, one colour, two classical inpaintings, the smooth pre-fill; and how to
use a generator as a fill like them."""

from collections.abc import Callable

import cv2
import numpy as np
import torch
from torch import Tensor

from ..networks.channels import PlaneNetwork, network_input
from ..networks.prefill import prefill

RADIUS = 5
"""Radius of OpenCV's inpainting, px."""

Fill = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]
"""(picture [N, 3, H, W], hole [N, 1, H, W]) -> (colour [N, 3, H, W], alpha [N, 1, H, W]), all 0..1. The result shows
the picture where alpha is 0 and the colour where it is 1. A fill that is given the hole returns it as alpha."""


def mean_colour(picture: Tensor, hole: Tensor) -> tuple[Tensor, Tensor]:
    """The mean of what is known, everywhere."""
    known = 1.0 - hole
    mean = (picture * known).sum((2, 3), keepdim=True) / known.sum((2, 3), keepdim=True).clamp_min(1.0)
    return mean.expand_as(picture), hole


def inpainting(method: int) -> Fill:
    """OpenCV's inpainting: cv2.INPAINT_TELEA (Telea 2004) or cv2.INPAINT_NS (Bertalmio et al. 2001)."""

    def fill(picture: Tensor, hole: Tensor) -> tuple[Tensor, Tensor]:
        filled = []
        for one, mask in zip(picture, hole[:, 0], strict=True):
            pixels = (one.permute(1, 2, 0).cpu().numpy() * 255).round().astype(np.uint8)
            painted = cv2.inpaint(pixels, (mask > 0).cpu().numpy().astype(np.uint8), RADIUS, method)
            filled.append(torch.from_numpy(painted).permute(2, 0, 1).float() / 255)
        return torch.stack(filled).to(picture.device), hole

    return fill


def network_fill(generator: PlaneNetwork) -> Fill:
    """The generator's fill. A generator with a matte finds the person itself, and its matte is the alpha."""
    sees_matte = "matte" in generator.outputs

    @torch.no_grad()
    def fill(picture: Tensor, hole: Tensor) -> tuple[Tensor, Tensor]:
        output = generator(network_input(generator.inputs, picture, hole)).float()
        return output[:, :3], output[:, 3:] if sees_matte else hole

    return fill


BASELINES: dict[str, Fill] = {
    "input": lambda picture, hole: (picture, hole),
    "mean colour": mean_colour,
    "Telea": inpainting(cv2.INPAINT_TELEA),
    "Navier-Stokes": inpainting(cv2.INPAINT_NS),
    "smooth pre-fill": lambda picture, hole: (prefill(picture, hole), hole),
}
"""By their names in the tables. "input" is the picture with the person still in it."""
