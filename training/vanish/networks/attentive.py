"""A U-Net of plain convolutions with a wide view, optionally with attention to what is known."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attention import Attention
from .channels import INPUT_DEPTHS, depth
from .generator import Generator, twice
from .layers import ConvNorm, bias_of

ATTENTION_LEVEL = 2
"""The level, counted from half the size, at an eighth of the size: attention's patches are 8 px."""


class AttentiveUNet(Generator):
    """widths: channels per level, from half the size down; at least four levels. dilations: one residual block on the
    coarsest level for each. head: channels of the last layer before full size. keys: see Attention; 0 leaves it out.
    detail: it also receives borrowed detail (see Borrow), and decides, pixel by pixel, how much of it shows."""

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
        if len(widths) <= ATTENTION_LEVEL + 1:
            raise ValueError(f"An attentive generator needs at least {ATTENTION_LEVEL + 2} widths.")
        if keys and "mask" not in inputs:
            raise ValueError('A generator with "keys" needs "mask": it looks for what is known.')
        before = [self.planes + 3 * detail, *widths]
        self.down = nn.ModuleList(ConvNorm(a, b, 3, stride=2) for a, b in zip(before, widths, strict=False))
        self.far = nn.Sequential(*[_Residual(widths[-1], dilation) for dilation in dilations])
        self.up = nn.ModuleList()
        for finer, coarser in zip(reversed(widths[:-1]), reversed(widths[1:]), strict=True):
            self.up.append(_Join(coarser, finer))
        self.narrow = ConvNorm(widths[0], head, 1)
        self.attention = Attention(widths[ATTENTION_LEVEL], keys) if keys else None
        self.hole_plane = depth(inputs[: inputs.index("mask")], INPUT_DEPTHS) if keys else None
        self.gate = nn.Conv2d(head + 3, 1, 3, padding=1) if detail else None
        if self.gate:
            nn.init.zeros_(self.gate.weight)
            nn.init.constant_(bias_of(self.gate), -1.0)

    def forward(self, x: Tensor) -> Tensor:
        return self.paint(x, None)

    def paint(self, x: Tensor, detail: Tensor | None) -> Tensor:
        """As forward, with borrowed detail [N, 3, H, W] if the generator was built for it."""
        features = [x if detail is None else torch.cat([x, detail], 1)]
        for stage in self.down:
            features.append(stage(features[-1]))
        y = self.far(features.pop())
        for level, stage in zip(range(len(self.up) - 1, -1, -1), self.up, strict=True):
            y = stage(y, features.pop())
            if self.attention and self.hole_plane is not None and level == ATTENTION_LEVEL:
                y = self.attention(y, x[:, self.hole_plane : self.hole_plane + 1])
        y = twice(self.narrow(y))
        if detail is None or self.gate is None:
            return self.finish(x, y)
        shown = torch.sigmoid(self.gate(torch.cat([y, detail], 1))) * detail
        return (x[:, self.base : self.base + 3] + torch.tanh(self.head(y)) + shown).clamp(0.0, 1.0)


class _Residual(nn.Module):
    """Two 3x3 convolutions, the first of them dilated, and a shortcut."""

    def __init__(self, width: int, dilation: int):
        super().__init__()
        self.first = ConvNorm(width, width, 3, dilation=dilation)
        self.second = ConvNorm(width, width, 3, linear=True)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(self.first(x))


class _Join(nn.Module):
    """Coarser features, narrowed before they are enlarged, are added to the finer ones; then a 3x3 convolution."""

    def __init__(self, coarser: int, finer: int):
        super().__init__()
        self.narrow = ConvNorm(coarser, finer, 1, linear=True)
        self.merge = ConvNorm(finer, finer, 3)

    def forward(self, y: Tensor, beside: Tensor) -> Tensor:
        return self.merge(F.relu6(twice(self.narrow(y)) + beside))
