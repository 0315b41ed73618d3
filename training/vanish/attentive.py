"""A U-Net of plain convolutions that sees far and borrows from what is known."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attention import Borrow
from .channels import INPUT_DEPTHS, depth
from .generator import Generator, twice
from .layers import ConvNorm

BORROW_LEVEL = 2
"""The level, counted from half the size, at an eighth of the size: attention's patches are 8 px."""


class AttentiveUNet(Generator):
    """widths: channels per level, from half the size down; at least four levels. dilations: one residual block on the
    coarsest level for each. head: channels of the last layer before full size. keys: see Borrow; 0 leaves attention
    out. detail: whether fine detail is borrowed too; the network then decides, pixel by pixel, how much of it shows.
    """

    def __init__(
        self,
        inputs: list[str],
        outputs: list[str],
        widths: list[int],
        dilations: list[int],
        head: int,
        keys: int = 0,
        detail: bool = False,
    ):
        super().__init__(inputs, outputs, head)
        if len(widths) <= BORROW_LEVEL + 1:
            raise ValueError(f"An attentive generator needs at least {BORROW_LEVEL + 2} widths.")
        if keys and ("mask" not in inputs or self.shows_person or "matte" in outputs):
            raise ValueError(
                'A generator that borrows needs "mask" and a picture whose hole is filled, and gives no matte.'
            )
        if detail and not keys:
            raise ValueError('"detail" is borrowed by attention, and needs "keys".')
        before = [self.planes, *widths]
        self.down = nn.ModuleList(ConvNorm(a, b, 3, stride=2) for a, b in zip(before, widths, strict=False))
        self.far = nn.Sequential(*[_Residual(widths[-1], dilation) for dilation in dilations])
        self.up = nn.ModuleList()
        for finer, coarser in zip(reversed(widths[:-1]), reversed(widths[1:]), strict=True):
            self.up.append(_Join(coarser, finer))
        self.narrow = ConvNorm(widths[0], head, 1)
        self.borrow = Borrow(widths[BORROW_LEVEL], keys, detail) if keys else None
        self.gate = nn.Conv2d(head, 1, 3, padding=1) if detail else None
        if self.gate:
            nn.init.zeros_(self.gate.weight)
            nn.init.constant_(self.gate.bias, -2.0)
        self.hole_plane = depth(inputs[: inputs.index("mask")], INPUT_DEPTHS) if keys else None

    def forward(self, x: Tensor) -> Tensor:
        features = [x]
        for stage in self.down:
            features.append(stage(features[-1]))
        y = self.far(features.pop())
        detail = None
        for level, stage in zip(range(len(self.up) - 1, -1, -1), self.up, strict=True):
            y = stage(y, features.pop())
            if self.borrow and level == BORROW_LEVEL:
                y, detail = self.borrow(y, *self._known(x))
        y = twice(self.narrow(y))
        if self.gate is None:
            return self.finish(x, y)
        colour = torch.tanh(self.head(y)) + torch.sigmoid(self.gate(y)) * detail
        return (x[:, self.base : self.base + 3] + colour).clamp(0.0, 1.0)

    def _known(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The picture and the hole among the input's planes."""
        return x[:, self.base : self.base + 3], x[:, self.hole_plane : self.hole_plane + 1]


class _Residual(nn.Module):
    """Two 3x3 convolutions, the first of them dilated, and a shortcut."""

    def __init__(self, width: int, dilation: int):
        super().__init__()
        self.first = ConvNorm(width, width, 3, dilation=dilation)
        self.second = ConvNorm(width, width, 3, linear=True)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(self.first(x))


class _Join(nn.Module):
    """Coarser features, made narrow before they are enlarged, and the finer ones beside them: added, then a 3x3
    convolution."""

    def __init__(self, coarser: int, finer: int):
        super().__init__()
        self.narrow = ConvNorm(coarser, finer, 1, linear=True)
        self.merge = ConvNorm(finer, finer, 3)

    def forward(self, y: Tensor, beside: Tensor) -> Tensor:
        return self.merge(F.relu6(twice(self.narrow(y)) + beside))
