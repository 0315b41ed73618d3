"""The system from the talk in one network: from the picture alone, it finds the person and paints the room."""

import torch
import torch.nn.functional as F
from torch import Tensor

from .unets import PretrainedUNet

LEVELS = 5
"""Halvings of the smooth fill's pyramid."""
GROWTH = 7
"""Side of the square by which the found person is grown before the fill is taken from around it, px."""
SURELY = 4.0
"""A pixel whose matte is above 1 / SURELY does not contribute to the fill."""


class MattingUNet(PretrainedUNet):
    """A PretrainedUNet that finds the person, fills that area smoothly, and paints a residual to the fill.

    Its matte removes the person before the colours are filled in, so nothing has to cancel them. Everything is
    differentiable: a matte that misses a piece of the person smears it into the fill, and learns to avoid that.
    """

    @classmethod
    def check_channels(cls, inputs: list[str], outputs: list[str]) -> None:
        if inputs != ["rgb"] or outputs != ["rgb", "matte"]:
            raise ValueError('A matting generator takes ["rgb"] and returns ["rgb", "matte"].')

    def finish(self, x: Tensor, features: Tensor) -> Tensor:
        y = self.head(features)
        matte = torch.sigmoid(y[:, 3:])
        known = (1.0 - SURELY * F.max_pool2d(matte, GROWTH, 1, GROWTH // 2)).clamp(0.0, 1.0)
        return torch.cat([(soft_prefill(x, known) + torch.tanh(y[:, :3])).clamp(0.0, 1.0), matte], 1)


def soft_prefill(picture: Tensor, known: Tensor) -> Tensor:
    """The smooth pre-fill (prefill.py) for pixels that may be partly known. picture: [N, 3, H, W]; known: [N, 1, H, W],
    0..1; H and W multiples of 2 ** LEVELS."""
    colours, weights = [picture * known], [known]
    for _ in range(LEVELS):
        colours.append(F.avg_pool2d(colours[-1], 2))
        weights.append(F.avg_pool2d(weights[-1], 2))
    filled = colours[-1] / (weights[-1] + 1e-4)
    for colour, weight in zip(reversed(colours[:-1]), reversed(weights[:-1]), strict=True):
        coarser = F.interpolate(filled, scale_factor=2, mode="bilinear", align_corners=False)
        filled = (colour + 1e-2 * coarser) / (weight + 1e-2)
    return filled
