"""The networks of SimGAN (Shrivastava et al. 2017): a refiner that changes how a picture was taken but not what it
shows, and a discriminator that judges small places one by one."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from .channels import INPUT_DEPTHS, PlaneNetwork, depth
from .generator import twice
from .layers import ConvNorm, bias_of
from .noise import NoiseMeter, noise_level

LARGEST_GRAIN = 0.25
"""In the picture's range, 0..1: the amplitude that a gain of 1 gives to noise that spans the full range."""
SIGHT = 23
"""Side of the square that affects one verdict of the discriminator, px."""
DETAIL_SIDE = 5
"""Detail is a pixel's difference from the mean of a square of this side, px .."""
DETAIL_GAIN = 8.0
""".. times this, because bfloat16 would round it off."""
NOISE_GAIN = 50.0
"""What the discriminator's noise input is multiplied by, for the same reason: noise is a few grey levels of 255."""
METER_GAIN = 8.0
"""What the meter's shares are multiplied by, so that a few hundred steps can turn a camera's noise into grain."""


class Refiner(PlaneNetwork):
    """Fully convolutional, with residual blocks at half the size. Adds a residual to the picture and, if it receives
    `noise`, grain of a strength that it chooses for every pixel and colour. If it receives a `mask`, it changes nothing
    outside it, and measures there how noisy the camera is, which also determines the grain.

    inputs: "rgb" first, then any of "mask" and "noise". [N, D, H, W] in 0..1 (H and W even) to [N, 3, H, W] in 0..1.
    """

    outputs = ["rgb"]

    def __init__(self, inputs: list[str], width: int, blocks: int, head: int):
        super().__init__()
        if inputs[:1] != ["rgb"] or not {"mask", "noise"} >= set(inputs[1:]):
            raise ValueError(f'A refiner takes "rgb" first, then "mask" and "noise" if wanted, not {inputs}.')
        self.inputs = inputs
        self.planes = depth(inputs, INPUT_DEPTHS)
        self.stem = ConvNorm(self.planes, width, 3, stride=2)
        self.blocks = nn.Sequential(*[_Block(width) for _ in range(blocks)])
        self.narrow = ConvNorm(width, head, 1)
        self.head = nn.Conv2d(head + self.planes, 3, 3, padding=1)
        self.grain = nn.Conv2d(head, 3, 1) if "noise" in inputs else None
        self.meter = NoiseMeter() if {"noise", "mask"} <= set(inputs) else None
        self.loudness = nn.Conv2d(len(self.meter.levels), 3, 1, bias=False) if self.meter else None
        for last in (self.head, self.grain):
            if last:
                nn.init.normal_(last.weight, std=1e-3)
                nn.init.zeros_(bias_of(last))
        if self.grain:
            nn.init.constant_(bias_of(self.grain), -3.0)
        if self.loudness:
            nn.init.zeros_(self.loudness.weight)

    def forward(self, x: Tensor) -> Tensor:
        seen = twice(self.narrow(self.blocks(self.stem(x))))
        change = torch.tanh(self.head(torch.cat([seen, x], 1)))
        if self.grain:
            strength = self.grain(seen)
            if self.meter and self.loudness:
                shares = self.meter(x[:, :3], 1.0 - self._plane(x, "mask"))
                strength = strength + self.loudness(METER_GAIN * (shares - 0.5))
            change = change + LARGEST_GRAIN * torch.sigmoid(strength) * (self._plane(x, "noise") - 0.5)
        if "mask" in self.inputs:
            change = change * self._plane(x, "mask")
        return (x[:, :3] + change).clamp(0.0, 1.0)

    def _plane(self, x: Tensor, name: str) -> Tensor:
        at = depth(self.inputs[: self.inputs.index(name)], INPUT_DEPTHS)
        return x[:, at : at + 1]


class _Block(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.first = ConvNorm(width, width, 3)
        self.second = ConvNorm(width, width, 3, linear=True)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(self.first(x))


class LocalDiscriminator(nn.Module):
    """[N, 3, H, W] to one logit for every place, [N, 1, H / 4, W / 4]: above 0 = real. Each sees only `sight` px, so it
    judges how the picture was taken and not what it shows.

    detail: it sees only the picture's fine detail, no colours, and how noisy the camera is.
    """

    def __init__(self, width: int, detail: bool = False):
        super().__init__()
        self.detail = detail
        self.sight = SIGHT + (DETAIL_SIDE - 1 if detail else 0)
        self.layers = nn.Sequential(
            spectral_norm(nn.Conv2d(4 if detail else 3, width, 3, 2, 1)),
            nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(width, 2 * width, 3, 2, 1)),
            nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(2 * width, 4 * width, 3, 1, 1)),
            nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(4 * width, 1, 3, 1, 1)),
        )

    def forward(self, picture: Tensor, camera: Tensor) -> Tensor:
        """camera: [N, 1, H, W], 1 where the pixels are the camera's own: their noise is measured."""
        if not self.detail:
            return self.layers(picture)
        edge = DETAIL_SIDE // 2
        smooth = F.avg_pool2d(F.pad(picture, (edge,) * 4, mode="reflect"), DETAIL_SIDE, 1)
        noise = noise_level(picture.detach(), camera)[:, None, None, None].expand_as(picture[:, :1])
        return self.layers(torch.cat([DETAIL_GAIN * (picture - smooth), NOISE_GAIN * noise], 1))

    def places_inside(self, region: Tensor) -> Tensor:
        """Where a verdict depends only on the region. [N, 1, H, W], 0 or 1, to [N, 1, H / 4, W / 4], 0 or 1."""
        whole = 1.0 - F.max_pool2d(1.0 - region, self.sight, 1, self.sight // 2)
        return whole[..., ::4, ::4]


def local_loss(logits: Tensor, real: bool, places: Tensor) -> Tensor:
    """Cross-entropy of every place (equations 2 and 3 of the paper), averaged over the places that count in each
    picture, then over the pictures."""
    error = F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, float(real)), reduction="none")
    return ((error * places).sum((1, 2, 3)) / places.sum((1, 2, 3)).clamp_min(1.0)).mean()


def local_accuracy(logits: Tensor, real: bool, places: Tensor) -> Tensor:
    """The share of the places that count on which the discriminator is right."""
    right = ((logits > 0) == real).float() * places
    return right.sum() / places.sum().clamp_min(1.0)
