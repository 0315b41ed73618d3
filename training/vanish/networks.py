"""The networks: a light U-Net generator made of operations that are fast in a browser, and the
conditional 70x70 PatchGAN discriminator of pix2pix (Isola et al. 2017, appendix 6.1.2).

Padding is symmetric and explicit, so that the exporter can write it down (see tfjs_graph.py).
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm


class ConvNorm(nn.Module):
    """Convolution, batch normalisation and, unless it is linear, ReLU6."""

    def __init__(
        self, inputs: int, outputs: int, size: int, stride: int = 1, depthwise: bool = False, linear: bool = False
    ):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=inputs if depthwise else 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.linear = linear

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.conv(x))
        return x if self.linear else F.relu6(x)


class Separable(nn.Module):
    """Depthwise convolution, then a 1x1 convolution; with a shortcut where the shapes allow it."""

    def __init__(self, inputs: int, outputs: int, size: int = 3, stride: int = 1):
        super().__init__()
        self.shortcut = inputs == outputs and stride == 1
        self.depthwise = ConvNorm(inputs, inputs, size, stride, depthwise=True)
        self.pointwise = ConvNorm(inputs, outputs, 1, linear=self.shortcut)

    def forward(self, x: Tensor) -> Tensor:
        y = self.pointwise(self.depthwise(x))
        return x + y if self.shortcut else y


class GuidedGenerator(nn.Module):
    """U-Net over prefilled-rgb + mask that adds a residual to the smooth pre-fill.

    Input [N, 4, H, W] (prefilled rgb 0..1, mask 0 or 1), output [N, 3, H, W] in 0..1;
    H and W are multiples of 32. Five halvings, and 5x5 kernels on the coarsest level, so that
    the receptive field covers a hole of the size of a person.
    """

    def __init__(self, widths: list[int], blocks: list[int], head: int):
        super().__init__()
        self.stem = ConvNorm(4, widths[0], 3, stride=2)
        self.down = nn.ModuleList()
        for level in range(1, len(widths)):
            kernel = 5 if level == len(widths) - 1 else 3
            layers = [Separable(widths[level - 1], widths[level], stride=2)]
            layers += [Separable(widths[level], widths[level], kernel) for _ in range(blocks[level - 1])]
            self.down.append(nn.Sequential(*layers))
        self.up = nn.ModuleList()
        for level in range(len(widths) - 2, -1, -1):
            joined = widths[level + 1] + widths[level]
            self.up.append(nn.Sequential(Separable(joined, widths[level]), Separable(widths[level], widths[level])))
        self.narrow = ConvNorm(widths[0], head, 1)
        self.head = nn.Conv2d(head, 3, 3, padding=1)
        nn.init.normal_(self.head.weight, std=1e-3)
        nn.init.zeros_(self.head.bias)

    def forward(self, x: Tensor) -> Tensor:
        features = [self.stem(x)]
        for stage in self.down:
            features.append(stage(features[-1]))
        y = features.pop()
        for stage in self.up:
            y = stage(torch.cat([F.interpolate(y, scale_factor=2, mode="nearest"), features.pop()], 1))
        y = F.interpolate(self.narrow(y), scale_factor=2, mode="nearest")
        return (x[:, :3] + torch.tanh(self.head(y))).clamp(0.0, 1.0)


class PatchDiscriminator(nn.Module):
    """70x70 PatchGAN with spectral normalisation (Miyato et al. 2018), conditional on the
    generator's input. Input [N, 4 + 3, H, W], output one logit per patch, [N, 1, H/8 - 2, W/8 - 2].
    """

    def __init__(self, width: int):
        super().__init__()
        layers: list[nn.Module] = []
        channels = 7
        for outputs, stride in [(width, 2), (2 * width, 2), (4 * width, 2), (8 * width, 1)]:
            layers += [spectral_norm(nn.Conv2d(channels, outputs, 4, stride, 1)), nn.LeakyReLU(0.2)]
            channels = outputs
        layers.append(spectral_norm(nn.Conv2d(channels, 1, 4, 1, 1)))
        self.layers = nn.Sequential(*layers)

    def forward(self, condition: Tensor, picture: Tensor) -> Tensor:
        return self.layers(torch.cat([condition, picture], 1))


@dataclass
class Cost:
    """What a network costs: learned numbers, and multiply-accumulates for one picture."""

    parameters: int
    macs: int


def cost(network: nn.Module, channels: int, size: int) -> Cost:
    """Counts parameters and the multiply-accumulates of all convolutions on a size x size picture."""
    macs = 0

    def count(layer: nn.Conv2d, _inputs: object, output: Tensor) -> None:
        nonlocal macs
        macs += output[0].numel() * layer.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in network.modules() if isinstance(m, nn.Conv2d)]
    training = network.training
    with torch.no_grad():
        network.eval()(torch.zeros(1, channels, size, size))
    network.train(training)
    for hook in hooks:
        hook.remove()
    return Cost(sum(p.numel() for p in network.parameters()), macs)
