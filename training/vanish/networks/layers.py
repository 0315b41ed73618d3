"""The networks' building blocks: convolutions with normalisation that fold into one plain convolution at export, and
depthwise separable ones.

Padding is explicit, so that the exporter can write it (see tfjs_graph.py).
"""

from typing import Any, TypeVar, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_weights

Network = TypeVar("Network", bound=nn.Module)


def bias_of(conv: nn.Conv2d) -> Tensor:
    """The bias of a convolution that is known to have one."""
    assert conv.bias is not None
    return conv.bias


def channels_last(network: Network, device: torch.device | None = None) -> Network:
    """The network on the device, with its kernels channels last in memory, which makes convolutions faster."""
    return network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # missing in PyTorch's types


class ConvNorm(nn.Module):
    """Convolution, batch normalisation and, unless it is linear, ReLU6.

    With `branches` above 0, the kernel is trained as a sum (RepVGG, Ding et al. 2021; MobileOne, Vasu et al. 2023):
    that many additional kernels of the same size, a 1x1 kernel, and a plain normalisation if input and output have the
    same shape. `merged` returns the single equivalent convolution.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        size: int,
        stride: int = 1,
        depthwise: bool = False,
        linear: bool = False,
        dilation: int = 1,
        branches: int = 0,
    ):
        super().__init__()
        groups = inputs if depthwise else 1
        self.conv = nn.Conv2d(
            inputs, outputs, size, stride, dilation * (size // 2), dilation, groups=groups, bias=False
        )
        self.norm = nn.BatchNorm2d(outputs)
        self.linear = linear
        self.more = nn.ModuleList(_Branch(self.conv, size) for _ in range(branches))
        if branches and size > 1:
            self.more.append(_Branch(self.conv, 1))
        self.identity = nn.BatchNorm2d(outputs) if branches and inputs == outputs and stride == 1 else None

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm(self.conv(x))
        for branch in self.more:
            y = y + branch(x)
        if self.identity is not None:
            y = y + self.identity(x)
        return y if self.linear else F.relu6(y)

    @torch.no_grad()
    def merged(self) -> nn.Conv2d:
        """The convolution with bias that is equivalent to all branches, with running statistics. Without the ReLU6."""
        kernel: Tensor
        bias: Tensor
        branch: Any
        kernel, bias = fuse_conv_bn_weights(self.conv.weight, None, *_statistics(self.norm))
        for branch in self.more:
            more, shift = fuse_conv_bn_weights(branch.conv.weight, None, *_statistics(branch.norm))
            kernel = kernel + _centred(more, kernel.shape[-1])
            bias = bias + shift
        if self.identity is not None:
            unit = torch.zeros_like(kernel)
            middle = kernel.shape[-1] // 2
            for channel in range(len(unit)):
                unit[channel, 0 if self.conv.groups > 1 else channel, middle, middle] = 1.0
            more, shift = fuse_conv_bn_weights(nn.Parameter(unit), None, *_statistics(self.identity))
            kernel, bias = kernel + more, bias + shift
        like: Any = self.conv  # whose sizes PyTorch types as of any length
        conv = nn.Conv2d(
            like.in_channels,
            like.out_channels,
            like.kernel_size,
            like.stride,
            like.padding,
            like.dilation,
            like.groups,
        )
        conv.weight.copy_(kernel)
        bias_of(conv).copy_(bias)
        return conv


class _Branch(nn.Module):
    """One more kernel in parallel to `beside`: of the same stride and groups, and of its dilation if it is larger than
    1x1."""

    def __init__(self, beside: nn.Conv2d, size: int):
        super().__init__()
        padding, like = beside.dilation[0] * (size // 2), cast(Any, beside)
        self.conv = nn.Conv2d(
            like.in_channels, like.out_channels, size, like.stride, padding, like.dilation, like.groups, False
        )
        self.norm = nn.BatchNorm2d(beside.out_channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(self.conv(x))


class Separable(nn.Module):
    """Depthwise convolution, then a 1x1 convolution; with a shortcut if the shapes allow it."""

    def __init__(self, inputs: int, outputs: int, size: int = 3, stride: int = 1, dilation: int = 1, branches: int = 0):
        super().__init__()
        self.shortcut = inputs == outputs and stride == 1
        self.depthwise = ConvNorm(inputs, inputs, size, stride, depthwise=True, dilation=dilation, branches=branches)
        self.pointwise = ConvNorm(inputs, outputs, 1, linear=self.shortcut, branches=branches)

    def forward(self, x: Tensor) -> Tensor:
        y = self.pointwise(self.depthwise(x))
        return x + y if self.shortcut else y


def _statistics(norm: nn.BatchNorm2d) -> tuple:
    return norm.running_mean, norm.running_var, norm.eps, norm.weight, norm.bias


def _centred(kernel: Tensor, size: int) -> Tensor:
    """A smaller kernel in the middle of a larger one that is otherwise zero."""
    return F.pad(kernel, [(size - kernel.shape[-1]) // 2] * 4)
