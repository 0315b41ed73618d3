"""The families of finders by name, and how the [network] of a run's TOML becomes one."""

import torch
from torch import Tensor, nn

from .channels import PlaneNetwork
from .layers import bias_of
from .person_finder import PersonFinder
from .unets import PretrainedUNet


class PictureFinder(PretrainedUNet):
    """[N, 3, H, W] to [N, 1, H, W], 0..1: finds people from the picture alone, with an encoder pretrained on ImageNet.
    Slower than a PersonFinder; for pictures whose room is unknown."""

    def __init__(self, inputs: list[str], widths: list[int], head: int, bottleneck: int = 2, pretrained: bool = True):
        """As for a PretrainedUNet."""
        if inputs != ["rgb"]:
            raise ValueError(f'A pretrained finder takes ["rgb"], not {inputs}.')
        super().__init__(inputs, ["rgb"], widths, head, bottleneck, pretrained)
        self.head = nn.Conv2d(head, 1, 3, padding=1)
        nn.init.constant_(bias_of(self.head), -2.0)  # most pixels are room

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.logits(x))

    def logits(self, x: Tensor) -> Tensor:
        """[N, 1, H, W]: the matte before the sigmoid."""
        return self.head(self.features(x))


FAMILIES: dict[str, type[PlaneNetwork]] = {"separable": PersonFinder, "pretrained": PictureFinder}


def make_finder(inputs: list[str], options: dict) -> PlaneNetwork:
    """The finder that [network] describes: `family` ("separable" by default), and that family's own options. Raises
    ValueError with a sentence for an unknown family."""
    options = dict(options)
    family = options.pop("family", "separable")
    if family not in FAMILIES:
        raise ValueError(f'"family" in network must be one of {", ".join(FAMILIES)}, not {family}.')
    return FAMILIES[family](inputs, **options)
