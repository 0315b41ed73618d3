"""Coarse to fine (Yu et al. 2018): a small network that is already trained paints the hole, and a second one, which
sees that picture instead of the smooth pre-fill, improves it. The content of the hole is then known well enough to find
similar places in the room, and to borrow their fine detail."""

from typing import Literal

import torch
from safetensors.torch import load_file
from torch import Tensor

from ..common.places import TRAINING
from .attention import Borrow
from .attentive import AttentiveUNet
from .generator import Generator
from .unets import SeparableUNet


class Cascade(Generator):
    """coarse: options of a SeparableUNet, which is not trained further. fine: options of an AttentiveUNet, except for
    `detail`. pretrained: the file of the coarse one's weights, below training/ (weights/<variant>.safetensors), or
    false."""

    def __init__(
        self, inputs: list[str], outputs: list[str], coarse: dict, fine: dict, pretrained: str | Literal[False] = False
    ):
        super().__init__(inputs, outputs, features=None)
        self.coarse = SeparableUNet(inputs, outputs, **coarse)
        self.borrow = Borrow()
        self.fine = AttentiveUNet(inputs, outputs, detail=True, **fine)
        if pretrained:
            stored, prefix = load_file(TRAINING / pretrained), "average."
            self.coarse.load_state_dict({k.removeprefix(prefix): v for k, v in stored.items() if k.startswith(prefix)})
        self.coarse.requires_grad_(False)

    @classmethod
    def check_channels(cls, inputs: list[str], outputs: list[str]) -> None:
        if inputs != ["prefilled-rgb", "mask"] or outputs != ["rgb"]:
            raise ValueError('A cascade takes ["prefilled-rgb", "mask"] and returns ["rgb"].')

    def train(self, mode: bool = True) -> "Cascade":
        """The coarse network keeps its statistics."""
        super().train(mode)
        self.coarse.eval()
        return self

    def forward(self, x: Tensor) -> Tensor:
        given, hole = x[:, :3], x[:, 3:]
        painted = given + hole * (self.coarse(x) - given)
        return self.fine.paint(torch.cat([painted, hole], 1), self.borrow(painted, hole))
