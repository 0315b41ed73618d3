"""The cost of a network."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ..networks.attention import Aggregate, KnownWeights
from .folding import fold


@dataclass
class Cost:
    """Learned parameters, and multiply-accumulates for one picture."""

    parameters: int
    macs: int


def cost(network: nn.Module, channels: int, size: tuple[int, int] | int) -> Cost:
    """The cost of the network as exported (branches merged, normalisation folded), on a picture of this height and
    width, or of this side. Counts the multiply-accumulates of all convolutions and of attention."""
    macs = 0

    def count(layer: nn.Conv2d, _inputs: object, output: Tensor) -> None:
        nonlocal macs
        macs += output[0].numel() * layer.weight[0].numel()

    def count_attention(layer: nn.Module, inputs: tuple[Tensor, ...], _output: object) -> None:
        nonlocal macs
        places = inputs[0].shape[-1] if isinstance(layer, Aggregate) else inputs[0][0, 0].numel()
        depth = inputs[1].shape[1]
        macs += places**2 * depth

    folded = fold(network)
    for layer in folded.modules():
        if isinstance(layer, nn.Conv2d):
            layer.register_forward_hook(count)
        elif isinstance(layer, KnownWeights | Aggregate):
            layer.register_forward_hook(count_attention)
    with torch.no_grad():
        folded(torch.zeros(1, channels, *((size, size) if isinstance(size, int) else size)))
    return Cost(sum(p.numel() for p in folded.parameters()), macs)
