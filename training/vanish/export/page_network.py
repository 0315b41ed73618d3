"""A trained network as the page runs it: with its input as the page passes it, and its weights as the page loads
them."""

import copy

import torch
from torch import nn

from ..networks.channels import FINDER_DEPTHS, PlaneNetwork, depth
from ..networks.person_finder import PersonFinder
from .folding import fold

GREY = 128 / 255
"""The page's byte value for a finder's difference of 0."""


def for_the_page(network: PlaneNetwork) -> PlaneNetwork:
    """The network as it is exported. The page passes a finder the difference as bytes around a middle grey (GREY). The
    stem, which pads nothing, absorbs that: its weights grow, and its normalisation subtracts the grey."""
    if not isinstance(network, PersonFinder):
        return network
    network = copy.deepcopy(network)
    first = depth(network.inputs[: network.inputs.index("difference")], FINDER_DEPTHS)
    with torch.no_grad():
        planes = network.stem.conv.weight[:, first : first + 3]
        planes *= 2.0
        mean = network.stem.norm.running_mean
        assert mean is not None
        mean += GREY * planes.sum((1, 2, 3))
    return network


def float16_weights(generator: PlaneNetwork) -> nn.Module:
    """The generator as the page runs it: folded, with weights rounded to float16."""
    rounded = fold(generator)
    with torch.no_grad():
        for weight in rounded.parameters():
            weight.copy_(weight.half().float())
    return rounded
