"""U-Nets made of operations that are fast in a browser: nearest upsampling, plain and depthwise convolutions; no
transposed convolution. H and W must be multiples of `2 ** levels`."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .encoder import WIDTHS, Encoder
from .generator import Generator, twice
from .layers import ConvNorm, Separable


class SeparableUNet(Generator):
    """Depthwise separable, with residual blocks.

    widths: channels per level, from half resolution down. blocks: residual blocks per level below the first. head:
    channels of the last layer before full resolution. kernel: of the blocks on the coarsest level. dilations: of those
    blocks, in turn; they give a wider view than a large kernel at the same cost. branches: see ConvNorm.
    """

    def __init__(
        self,
        inputs: list[str],
        outputs: list[str],
        widths: list[int],
        blocks: list[int],
        head: int,
        kernel: int = 5,
        dilations: list[int] | None = None,
        branches: int = 0,
    ):
        super().__init__(inputs, outputs, head)
        if len(blocks) != len(widths) - 1:
            raise ValueError("A generator needs one number of blocks per width after the first.")
        self.stem = ConvNorm(self.planes, widths[0], 3, stride=2, branches=branches)
        self.down = nn.ModuleList()
        for level in range(1, len(widths)):
            coarsest = level == len(widths) - 1
            layers = [Separable(widths[level - 1], widths[level], stride=2, branches=branches)]
            for number in range(blocks[level - 1]):
                size, dilation = (kernel, (dilations or [1])[number % len(dilations or [1])]) if coarsest else (3, 1)
                layers.append(Separable(widths[level], widths[level], size, dilation=dilation, branches=branches))
            self.down.append(nn.Sequential(*layers))
        self.up = nn.ModuleList()
        for level in range(len(widths) - 2, -1, -1):
            joined = Separable(widths[level + 1] + widths[level], widths[level], branches=branches)
            self.up.append(nn.Sequential(joined, Separable(widths[level], widths[level], branches=branches)))
        self.narrow = ConvNorm(widths[0], head, 1, branches=branches)

    def forward(self, x: Tensor) -> Tensor:
        features = [self.stem(x)]
        for stage in self.down:
            features.append(stage(features[-1]))
        y = features.pop()
        for stage in self.up:
            y = stage(torch.cat([twice(y), features.pop()], 1))
        return self.finish(x, twice(self.narrow(y)))


class ClassicalUNet(Generator):
    """The U-Net of pix2pix (Isola et al. 2017), but narrow: 4x4 convolutions of stride 2 on the way down; on the way up
    nearest upsampling and 3x3 convolutions instead of the transposed ones.

    widths: channels per level, from half resolution down.
    """

    def __init__(self, inputs: list[str], outputs: list[str], widths: list[int]):
        super().__init__(inputs, outputs, widths[0])
        before = [self.planes, *widths]
        self.down = nn.ModuleList(_Halve(a, b) for a, b in zip(before, widths, strict=False))
        self.up = nn.ModuleList()
        for level in range(len(widths) - 2, -1, -1):
            joined = widths[level + 1] + widths[level] if level == len(widths) - 2 else 2 * widths[level]
            below = widths[max(0, level - 1)]
            self.up.append(ConvNorm(joined, below, 3))

    def forward(self, x: Tensor) -> Tensor:
        features = [x]
        for stage in self.down:
            features.append(stage(features[-1]))
        y = features.pop()
        for stage in self.up:
            y = stage(torch.cat([twice(y), features.pop()], 1))
        return self.finish(x, twice(y))


class _Halve(nn.Module):
    """4x4 convolution of stride 2, normalisation, ReLU6."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 4, 2, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu6(self.norm(self.conv(x)))


class PretrainedUNet(Generator):
    """EfficientNet-Lite0 with its ImageNet weights as the encoder, and a separable decoder.

    widths: the decoder's channels at a half .. a 16th of the size. head: channels of the last layer before full
    resolution. pretrained: false starts the same network from scratch. bottleneck: 5x5 blocks on the coarsest level.
    """

    def __init__(
        self,
        inputs: list[str],
        outputs: list[str],
        widths: list[int],
        head: int,
        bottleneck: int = 2,
        pretrained: bool = True,
    ):
        super().__init__(inputs, outputs, head)
        if len(widths) != len(WIDTHS) - 1:
            raise ValueError(f"The decoder needs {len(WIDTHS) - 1} widths.")
        if self.base != 0:
            raise ValueError("A pretrained encoder needs the colours first among its inputs.")
        self.encoder = Encoder(self.planes, pretrained)
        self.middle = nn.Sequential(*[Separable(WIDTHS[-1], WIDTHS[-1], 5) for _ in range(bottleneck)])
        self.up = nn.ModuleList()
        coarser = WIDTHS[-1]
        for width, beside in zip(reversed(widths), reversed(WIDTHS[:-1]), strict=True):
            self.up.append(nn.Sequential(Separable(coarser + beside, width), Separable(width, width)))
            coarser = width
        self.narrow = ConvNorm(widths[0], head, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.finish(x, self.features(x))

    def features(self, x: Tensor) -> Tensor:
        """The input of the last layer, [N, head, H, W]."""
        features = self.encoder(x)
        y = self.middle(features.pop())
        for stage in self.up:
            y = stage(torch.cat([twice(y), features.pop()], 1))
        return twice(self.narrow(y))
