"""What all generators share: input and output channels, the last layer, residual and matte."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .channels import INPUT_DEPTHS, OUTPUT_DEPTHS, PlaneNetwork, base_plane, depth
from .layers import bias_of


class Generator(PlaneNetwork):
    """[N, D, H, W] with the planes that `inputs` names to [N, 3 or 4, H, W] in 0..1: the smooth or black hole plus a
    residual (or, if the person is in the input, colours of its own), and the matte if `outputs` lists it."""

    def __init__(self, inputs: list[str], outputs: list[str], features: int | None):
        """features: channels of the last layer before full size; None: the family has its own last layer."""
        super().__init__()
        if outputs not in (["rgb"], ["rgb", "matte"]):
            raise ValueError(f'A generator returns ["rgb"] or ["rgb", "matte"], not {outputs}.')
        self.check_channels(inputs, outputs)
        self.inputs, self.outputs = inputs, outputs
        self.planes = depth(inputs, INPUT_DEPTHS)
        self.base = base_plane(inputs)
        # A residual to a picture with the person in it would have to cancel the person exactly.
        self.shows_person = not {"prefilled-rgb", "masked-rgb"} & set(inputs)
        if features is None:
            return
        self.head = nn.Conv2d(features, depth(outputs, OUTPUT_DEPTHS), 3, padding=1)
        nn.init.normal_(self.head.weight, std=1e-3)
        nn.init.zeros_(bias_of(self.head))

    @classmethod
    def check_channels(cls, inputs: list[str], outputs: list[str]) -> None:
        """Raises ValueError with a sentence if the family cannot work with these."""

    def finish(self, x: Tensor, features: Tensor) -> Tensor:
        """x: the input, features: [N, C, H, W] at full size."""
        y = self.head(features)
        matte = [torch.sigmoid(y[:, 3:])] if "matte" in self.outputs else []
        if self.shows_person:
            return torch.cat([torch.sigmoid(y[:, :3]), *matte], 1)
        colour = y[:, :3] if matte else y
        colour = (x[:, self.base : self.base + 3] + torch.tanh(colour)).clamp(0.0, 1.0)
        return torch.cat([colour, *matte], 1) if matte else colour


def twice(x: Tensor) -> Tensor:
    """[N, C, H, W] at twice the size."""
    return F.interpolate(x, scale_factor=2, mode="nearest")


def twice_smoothly(x: Tensor) -> Tensor:
    """[N, C, H, W] at twice the size, bilinear, so that the next convolution sees no grid of equal pixels."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
