"""Features of a pretrained network (frozen EfficientNet-Lite0), as a loss and as a distance."""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .encoder import Encoder

LEVELS = 4
"""Features at a half to a sixteenth of the size are compared; the coarsest says little about texture."""

STRETCH = 0.3
"""Largest natural logarithm of the scale at which `elsewhere` views a picture, each way."""
SHIFT = 0.06
"""The largest shift of the picture, as a share of its side."""


class FeatureExtractor(nn.Module):
    """[N, 3, H, W] 0..1 to LEVELS features, each of unit length along its channels (as LPIPS, Zhang et al. 2018)."""

    def __init__(self, levels: int = LEVELS):
        super().__init__()
        self.encoder = Encoder()
        last = self.encoder.ends[levels - 1]
        self.encoder.blocks = self.encoder.blocks[: last + 1]
        self.eval().requires_grad_(False)

    def train(self, mode: bool = True) -> "FeatureExtractor":
        """Stays in evaluation mode: its running statistics are ImageNet's."""
        return super().train(False)

    def forward(self, picture: Tensor) -> list[Tensor]:
        return [F.normalize(feature.float(), dim=1, eps=1e-3) for feature in self.encoder(picture)]


def feature_distance(
    extractor: Callable[[Tensor], list[Tensor]], output: Tensor, target: Tensor, where: Tensor
) -> Tensor:
    """Mean squared distance of the unit features over the part `where` ([N, 1, H, W], 0..1), averaged over
    levels. Returns one value per picture, [N]; 0 = the same, about 1 = nothing in common."""
    with torch.no_grad():
        wanted = extractor(target)
    total = output.new_zeros(len(output))
    for seen, true in zip(extractor(output), wanted, strict=True):
        weight = F.adaptive_avg_pool2d(where, (seen.shape[-2], seen.shape[-1]))
        error = (seen - true).square().sum(1, keepdim=True)
        total = total + (error * weight).sum((1, 2, 3)) / weight.sum((1, 2, 3)).clamp_min(1e-3)
    return total / len(wanted)


def elsewhere(planes: Tensor) -> Tensor:
    """[N, C, H, W] as seen slightly larger or smaller and slightly shifted, differently for each of the N.

    A pretrained network samples its picture on grids, and a weave of the right pitch satisfies it. With a different
    size every time, no weave does.
    """
    number, device = len(planes), planes.device
    size = torch.exp((torch.rand(number, 1, device=device) * 2 - 1) * STRETCH)
    shift = (torch.rand(number, 2, device=device) * 2 - 1) * 2 * SHIFT
    eye = torch.eye(2, device=device).expand(number, 2, 2) * size[..., None]
    grid = F.affine_grid(torch.cat([eye, shift[..., None]], 2), list(planes.shape), align_corners=False)
    return F.grid_sample(planes, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
