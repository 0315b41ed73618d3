"""The network as exported: traced, with branches merged and normalisation folded into the convolutions."""

import copy

import torch
import torch.nn.functional as F
from torch import fx, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from ..networks.attention import Aggregate, KnownWeights, Places
from ..networks.layers import ConvNorm


def fold(network: nn.Module) -> fx.GraphModule:
    """A copy of the network with every branch merged and every batch normalisation folded into the
    convolution before it (running statistics), on the CPU."""
    network = copy.deepcopy(network).cpu().float().eval()
    network = _merge_branches(network)
    traced = fx.GraphModule(network, _Tracer().trace(network))
    modules = dict(traced.named_modules())
    for node in list(traced.graph.nodes):
        if node.op != "call_module" or not isinstance(modules[node.target], nn.BatchNorm2d):
            continue
        before = node.args[0]
        fused = fuse_conv_bn_eval(modules[before.target], modules[node.target])
        parent, _, name = before.target.rpartition(".")
        setattr(traced.get_submodule(parent), name, fused)
        node.replace_all_uses_with(before)
        traced.graph.erase_node(node)
    traced.delete_all_unused_submodules()
    traced.recompile()
    return traced


class _Tracer(fx.Tracer):
    """Leaves whole those layers that are written as one group of operations."""

    def is_leaf_module(self, module: nn.Module, name: str) -> bool:
        return isinstance(module, KnownWeights | Aggregate | Places) or super().is_leaf_module(module, name)


def _merge_branches(network: nn.Module) -> nn.Module:
    for name, layer in network.named_children():
        if isinstance(layer, ConvNorm):
            merged = layer.merged()
            setattr(network, name, merged if layer.linear else _ConvRelu6(merged))
        else:
            _merge_branches(layer)
    return _ConvRelu6(network.merged()) if isinstance(network, ConvNorm) else network


class _ConvRelu6(nn.Module):
    def __init__(self, conv: nn.Conv2d):
        super().__init__()
        self.conv = conv

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu6(self.conv(x))
