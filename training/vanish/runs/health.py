"""Health indicators of a GAN that can be computed from its pictures."""

import torch.nn.functional as F
from torch import Tensor

PERIODS = (2, 4, 8)
"""Periods of the grids that upsampling by 2, 4 and 8 would leave, px."""


def diversity(residual: Tensor, wanted: Tensor, hole: Tensor) -> float:
    """How much the network's answers vary between inputs, relative to how much they should.

    residual, wanted: [N, 3, H, W], what the output and the truth add to the smooth pre-fill; hole: [N, 1, H, W].
    Returns the ratio of the two standard deviations over the pictures: 1 = as varied as the truth; near 0 = always the
    same (a mode collapse, or a network that only blurs).
    """
    counted = hole.expand_as(residual)
    return (_spread(residual, counted) / _spread(wanted, counted).clamp_min(1e-6)).item()


def checkerboard_energy(picture: Tensor, hole: Tensor) -> float:
    """The share of the fine detail inside the hole that is locked to a grid of 2, 4 or 8 px; the worst of the three.

    picture: [N, 3, H, W], hole: [N, 1, H, W]. Detail is the picture minus its local mean. A grid shows as a mean that
    differs between the positions modulo the period (Odena et al. 2016, "Deconvolution and checkerboard artifacts").
    0 = none, 1 = nothing but a grid; the value for natural pictures is the noise floor.
    """
    worst = 0.0
    for period in PERIODS:
        window = 2 * period + 1
        columns = F.avg_pool2d(F.pad(picture, [period] * 4, mode="replicate"), (window, 1), 1)
        local = F.avg_pool2d(columns, (1, window), 1)  # one after the other: many times quicker than both at once
        detail = (picture - local) * hole
        whole = detail.square().sum() / (3 * hole.sum()).clamp_min(1.0)
        grid = picture.new_zeros(())
        for y in range(period):
            for x in range(period):
                here, known = detail[:, :, y::period, x::period], hole[:, :, y::period, x::period]
                # Per picture and colour: a grid may be dark in one picture and light in the next.
                mean = here.sum((2, 3)) / known.sum((2, 3)).clamp_min(1.0)
                grid = grid + mean.square().mean() / period**2
        worst = max(worst, (grid / whole.clamp_min(1e-12)).item())
    return worst


def _spread(values: Tensor, counted: Tensor) -> Tensor:
    """Standard deviation over the pictures, at the pixels that count, averaged over pixels with at least two values."""
    number = counted.sum(0)
    mean = (values * counted).sum(0) / number.clamp_min(1.0)
    variance = ((values - mean).square() * counted).sum(0) / number.clamp_min(1.0)
    return (variance * (number > 1)).sum().div((number > 1).sum().clamp_min(1)).sqrt()
