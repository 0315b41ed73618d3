"""A U-Net of plain 3x3 convolutions, for guesses, which are rare and may be slow.

Per multiplication, plain convolutions are the fastest operation on processors and GPUs, in the browser and in training.
H and W must be multiples of `2 ** levels`.
"""

import torch
from torch import Tensor, nn

from .generator import Generator, twice, twice_smoothly
from .layers import ConvNorm


class DenseUNet(Generator):
    """Residual blocks at every size; the coarsest ones see the whole picture.

    widths: channels per level, from half resolution down. blocks: residual blocks per level on the way down.
    dilations: of the blocks of each level, in turn. up_blocks: residual blocks per level on the way up, from half
    resolution down, without the coarsest. head: channels of the last layer before full resolution. smooth: sizes are
    doubled bilinearly; else every pixel becomes four equal ones.
    """

    def __init__(
        self,
        inputs: list[str],
        outputs: list[str],
        widths: list[int],
        blocks: list[int],
        up_blocks: list[int],
        head: int,
        dilations: list[int],
        smooth: bool = False,
    ):
        super().__init__(inputs, outputs, head)
        if len(blocks) != len(widths) or len(up_blocks) != len(widths) - 1:
            raise ValueError("A dense generator needs one number of blocks per width, and one of up_blocks less.")
        self.down = nn.ModuleList()
        self.enlarge = twice_smoothly if smooth else twice
        before = self.planes
        for width, count in zip(widths, blocks, strict=True):
            dilated = [Residual(width, dilations[number % len(dilations)]) for number in range(count)]
            self.down.append(nn.Sequential(ConvNorm(before, width, 3, stride=2), *dilated))
            before = width
        self.join, self.up = nn.ModuleList(), nn.ModuleList()
        for level in range(len(widths) - 2, -1, -1):
            self.join.append(ConvNorm(widths[level + 1] + widths[level], widths[level], 1))
            self.up.append(nn.Sequential(*[Residual(widths[level]) for _ in range(up_blocks[level])]))
        self.narrow = ConvNorm(widths[0], head, 3)

    def forward(self, x: Tensor) -> Tensor:
        features = [x]
        for stage in self.down:
            features.append(stage(features[-1]))
        y = features.pop()
        for join, stage in zip(self.join, self.up, strict=True):
            y = stage(join(torch.cat([self.enlarge(y), features.pop()], 1)))
        return self.finish(x, self.enlarge(self.narrow(y)))


class Residual(nn.Module):
    """Two 3x3 convolutions, the first of them dilated, and a shortcut."""

    def __init__(self, width: int, dilation: int = 1):
        super().__init__()
        self.first = ConvNorm(width, width, 3, dilation=dilation)
        self.second = ConvNorm(width, width, 3, linear=True)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(self.first(x))
