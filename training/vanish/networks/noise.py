"""How noisy a camera's picture is (Immerkaer 1996, "Fast noise variance estimation")."""

import torch
from torch import Tensor, nn

MEDIAN_OF_NOISE = 0.6745 * 6
"""Median response of the filter [1 -2 1] in both directions, as a multiple of the noise's standard deviation."""


def noise_level(picture: Tensor, where: Tensor) -> Tensor:
    """Standard deviation of the noise, in the picture's range (from the median, which is robust to edges). picture: [N,
    3, H, W] 0..1; where: [N, 1, H, W], above 0.5 where pixels count. [N]; 0 if none do."""
    response = picture.float().mean(1).diff(n=2, dim=-1).diff(n=2, dim=-2).abs()
    response = torch.where(where[:, 0, 1:-1, 1:-1] > 0.5, response, torch.nan)
    return response.flatten(1).nanmedian(1).values.nan_to_num() / MEDIAN_OF_NOISE


class NoiseMeter(nn.Module):
    """The same, built from operations that the page's networks have, as an input for a network: how far the picture's
    detail extends on a scale of levels. The finest detail is noise, whatever the picture shows.

    picture [N, 3, H, W] 0..1 and where [N, 1, H, W] 0..1 to [N, levels, 1, 1] in 0..1.
    """

    levels = tuple(level / 255 for level in (0.25, 0.5, 1.0, 2.0, 4.0, 8.0))

    def __init__(self):
        super().__init__()
        second = torch.tensor([1.0, -2.0, 1.0])
        self.filter = nn.Conv2d(3, 1, 3, padding=1, bias=False)
        self.scale = nn.Conv2d(1, len(self.levels), 1, bias=False)
        self.requires_grad_(False)
        self.filter.weight.copy_((second[:, None] * second / (3 * MEDIAN_OF_NOISE)).expand(1, 3, 3, 3))
        self.scale.weight.copy_((1 / torch.tensor(self.levels))[:, None, None, None])

    def forward(self, picture: Tensor, where: Tensor) -> Tensor:
        detail = self.scale(torch.abs(self.filter(picture))).clamp(0.0, 1.0)
        counted = (detail * where).mean((2, 3), keepdim=True)
        return counted / (where.mean((2, 3), keepdim=True) + 1e-3)
