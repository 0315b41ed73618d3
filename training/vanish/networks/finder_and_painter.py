"""The system from the talk, as two networks: from the picture alone, it finds the person and paints the room.

The two are trained separately. Between them, the found area is grown, cut out and filled smoothly; the painter gets the
result and the hole, as it would from the page.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from .channels import PlaneNetwork
from .matting_unet import soft_prefill

GROWTH = 11
"""Side of the square by which the found person is grown before the fill is taken from around it, px of 256."""
SURE, SURELY = 0.2, 0.45
"""A matte below SURE is no person, and one above SURELY is replaced completely; the transition is smooth."""


class FinderAndPainter(PlaneNetwork):
    """[N, 3, H, W] to [N, 4, H, W] in 0..1: the painted room, and the matte of what must be replaced. H and W are
    multiples of 32."""

    inputs, outputs, planes = ["rgb"], ["rgb", "matte"], 3

    def __init__(self, finder: PlaneNetwork, painter: PlaneNetwork):
        """finder: takes ["rgb"]; painter: a generator of ["prefilled-rgb", "mask"]. Raises ValueError otherwise."""
        super().__init__()
        if finder.inputs != ["rgb"] or painter.inputs != ["prefilled-rgb", "mask"]:
            raise ValueError('A finder with a painter takes ["rgb"], and its painter takes ["prefilled-rgb", "mask"].')
        self.finder, self.painter = finder, painter

    def forward(self, x: Tensor) -> Tensor:
        matte = ((self.finder(x) - SURE) / (SURELY - SURE)).clamp(0.0, 1.0)
        hole = F.max_pool2d(matte, GROWTH, 1, GROWTH // 2)
        filled = self.painter(torch.cat([soft_prefill(x, 1.0 - hole), hole], 1))
        return torch.cat([filled, matte], 1)
