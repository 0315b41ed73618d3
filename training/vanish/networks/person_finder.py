"""The network that finds people: takes the frame, the remembered room and the previous frame's mask, and returns a
matte of people.

It is small enough for every frame on one thread of WebAssembly. It avoids what is slow there: nearest upsampling of
many channels, concatenation, and padding outside a convolution (see PersonFinder).
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .channels import FINDER_DEPTHS, PlaneNetwork, depth
from .generator import twice_smoothly
from .layers import Separable, bias_of


class PersonFinder(PlaneNetwork):
    """[N, D, H, W] with the planes that `inputs` names (channels.py) to [N, 1, H, W], 0..1: how much of a pixel people
    cover. H and W are multiples of 32.

    A U-Net whose levels are added rather than joined, and upsampled bilinearly once they are narrow; strides of two
    have even kernels, whose padding is TensorFlow's own. The last level works at half size: the page draws the mask to
    the frame's edges by itself.

    widths: channels at a half .. a 32nd of the size. blocks: residual blocks per level after the first, on the way
    down. kernel: of the blocks on the two coarsest levels. branches: of the blocks in training (layers.py).
    """

    def __init__(self, inputs: list[str], widths: list[int], blocks: list[int], kernel: int = 3, branches: int = 0):
        super().__init__()
        if len(widths) != 5 or len(blocks) != 4:
            raise ValueError("A finder has five widths, and four numbers of blocks.")
        self.inputs, self.outputs = inputs, ["person"]
        self.planes = depth(inputs, FINDER_DEPTHS)
        self.stem = Halving(self.planes, widths[0], 2)
        self.down = nn.ModuleList()
        for level, count in enumerate(blocks, 1):
            before, width = widths[level - 1], widths[level]
            size = kernel if level >= 3 else 3
            halved = Halving(before, width, 4, separable=level > 1)
            same = [Separable(width, width, size, branches=branches) for _ in range(count)]
            self.down.append(nn.Sequential(halved, *same))
        self.up = nn.ModuleList(
            Rising(widths[level + 1], widths[level], refined=level > 0) for level in reversed(range(4))
        )
        self.head = nn.Conv2d(widths[0], 1, 3, padding=1)
        nn.init.constant_(bias_of(self.head), -2.0)  # most pixels are room

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.logits(x))

    def logits(self, x: Tensor) -> Tensor:
        """[N, 1, H, W]: the matte before the sigmoid."""
        features = [self.stem(x)]
        for stage in self.down:
            features.append(stage(features[-1]))
        y = features.pop()
        for stage in self.up:
            y = stage(y, features.pop())
        return twice_smoothly(self.head(y))


class Halving(nn.Module):
    """Convolution of stride two with an even kernel, normalisation, ReLU6; separable: depthwise, then 1x1."""

    def __init__(self, inputs: int, outputs: int, size: int, separable: bool = False):
        super().__init__()
        middle = inputs if separable else outputs
        groups = inputs if separable else 1
        self.conv = nn.Conv2d(inputs, middle, size, 2, size // 2 - 1, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(middle)
        self.point = nn.Conv2d(inputs, outputs, 1, bias=False) if separable else None
        self.point_norm = nn.BatchNorm2d(outputs) if separable else None

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu6(self.norm(self.conv(x)))
        if self.point is None or self.point_norm is None:
            return x
        return F.relu6(self.point_norm(self.point(x)))


class Rising(nn.Module):
    """From a coarser level to the next finer one: narrowed, upsampled, added to the features from the way down."""

    def __init__(self, coarser: int, width: int, refined: bool):
        super().__init__()
        self.narrow = nn.Conv2d(coarser, width, 1, bias=False)
        self.norm = nn.BatchNorm2d(width)
        self.refine = Separable(width, width) if refined else None

    def forward(self, x: Tensor, beside: Tensor) -> Tensor:
        x = twice_smoothly(self.norm(self.narrow(x))) + beside
        return x if self.refine is None else self.refine(x)
