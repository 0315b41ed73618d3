"""The smooth pre-fill of a hole: a push-pull pyramid (Gortler et al. 1996, "The Lumigraph", section 4.2).

The page computes the same picture (input.wgsl and the shaders beside webgl/input.ts in src/cloak). This definition
makes a variant's golden files, and tests on both sides keep the implementations consistent.
"""

import torch.nn.functional as F
from torch import Tensor


def prefill(image: Tensor, hole: Tensor) -> Tensor:
    """Fills the hole smoothly from what is around it.

    image: [N, 3, H, W], 0..1. hole: [N, 1, H, W], 1 = to be filled, 0 = known.
    Returns [N, 3, H, W]; known pixels are returned unchanged.

    Pull: each coarser level is the mean of the known pixels of a 2x2 block; a block with one
    known pixel counts as known. The pyramid halves while both sides are even; on the coarsest
    level unknown pixels take the mean of the known ones.
    Push: an unknown pixel takes the bilinear upsampling of the coarser level.
    """
    colours = [image]
    knowns = [1.0 - hole]
    while colours[-1].shape[-1] % 2 == 0 and colours[-1].shape[-2] % 2 == 0:
        weight = F.avg_pool2d(knowns[-1], 2)
        colours.append(F.avg_pool2d(colours[-1] * knowns[-1], 2) / weight.clamp_min(1e-6))
        knowns.append((weight * 4.0).clamp_max(1.0))
    total = knowns[-1].sum((-2, -1), keepdim=True).clamp_min(1e-6)
    mean = (colours[-1] * knowns[-1]).sum((-2, -1), keepdim=True) / total
    filled = colours[-1] * knowns[-1] + mean * (1.0 - knowns[-1])
    for colour, known in zip(reversed(colours[:-1]), reversed(knowns[:-1]), strict=True):
        upsampled = F.interpolate(filled, scale_factor=2, mode="bilinear", align_corners=False)
        filled = colour * known + upsampled * (1.0 - known)
    return filled
