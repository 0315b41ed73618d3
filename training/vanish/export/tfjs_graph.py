"""Writes a PyTorch network as a tfjs GraphModel: model.json and one shard of float16 weights.

The network is traced with torch.fx, branches and batch normalisation are folded into the convolutions, and NCHW becomes
NHWC. A layer that is not in the list below stops the export with its name. No TensorFlow is needed.

Stride-2 convolutions get an explicit Pad: PyTorch pads on both sides, TensorFlow's SAME on one.
"""

import operator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import fx, nn
from torch.fx.passes.shape_prop import ShapeProp

from ..networks.attention import UNKNOWN, Aggregate, KnownWeights, Places
from .folding import fold
from .tfjs_file import FLOAT, INT, GraphFile, base64_of, integers, string


def write_graph(network: nn.Module, channels: int, size: tuple[int, int] | int, folder: Path) -> None:
    """Writes `network` ([1, channels, height, width] in) to folder/model.json and folder/weights.bin. size: height and
    width, or the side of a square."""
    height, width = (size, size) if isinstance(size, int) else size
    traced = fold(network)
    ShapeProp(traced).propagate(torch.zeros(1, channels, height, width))
    writer = _Writer(traced)
    names: dict[fx.Node, str] = {}
    for node in traced.graph.nodes:
        names[node] = writer.write(node, names)
    writer.save(folder, inputs="input", outputs="output")


class _Writer(GraphFile):
    """Translates every traced node into equivalent tfjs operations."""

    def __init__(self, traced: fx.GraphModule):
        super().__init__()
        self.modules: dict[str, Any] = dict(traced.named_modules())

    def write(self, node: Any, names: dict[fx.Node, str]) -> str:
        """Writes one traced node and returns the name of the tensor it stands for. node: an fx.Node, typed as Any
        because its arguments depend on its kind."""
        inputs = [names[n] for n in node.all_input_nodes]
        if node.op == "placeholder":
            shape = list(node.meta["tensor_meta"].shape)
            dims = [{"size": str(d)} for d in (1, shape[2], shape[3], shape[1])]
            return self.add("input", "Placeholder", [], {"dtype": FLOAT, "shape": {"shape": {"dim": dims}}})
        if node.op == "output":
            return self.add("output", "Identity", inputs, {"T": FLOAT})
        if node.op == "call_module" and isinstance(self.modules[node.target], nn.Conv2d):
            following = list(node.users)
            fuse = len(following) == 1 and following[0].target is F.relu6
            return self._convolution(node.name, self.modules[node.target], inputs[0], fuse)
        if node.op == "call_module":
            layer = self.modules[node.target]
            shape = node.args[0].meta["tensor_meta"].shape
            if isinstance(layer, KnownWeights):
                return self._known_weights(node.name, shape, *inputs)
            if isinstance(layer, Places):
                return self.add_constant(node.name, layer.planes(*shape[-2:]).permute(0, 2, 3, 1).numpy())
            if isinstance(layer, Aggregate):
                return self._aggregate(node.name, node.args[1].meta["tensor_meta"].shape, *inputs)
            if isinstance(layer, nn.PixelUnshuffle | nn.PixelShuffle):
                return self._shuffle(node.name, layer, shape, inputs[0])
        if node.target is F.relu6:
            before = node.args[0]
            convolved = before.op == "call_module" and isinstance(self.modules[before.target], nn.Conv2d)
            if convolved and len(before.users) == 1:
                return inputs[0]  # done by the convolution
            return self.add(node.name, "Relu6", inputs, {"T": FLOAT})
        if node.target in _BETWEEN_TWO:
            two = [
                names[part]
                if isinstance(part, fx.Node)
                else self.add_constant(f"{node.name}/{place}", np.float32(part))
                for place, part in enumerate(node.args)
            ]
            return self.add(node.name, _BETWEEN_TWO[node.target], two, {"T": FLOAT})
        if node.target in (torch.tanh, torch.sigmoid, torch.abs):
            return self.add(node.name, node.target.__name__.capitalize(), inputs, {"T": FLOAT})
        if node.target is torch.cat and node.args[1] == 1:
            axis = self.add_integers(node.name + "/axis", [3], scalar=True)
            many = {"T": FLOAT, "Tidx": INT, "N": {"i": str(len(inputs))}}
            return self.add(node.name, "ConcatV2", [*inputs, axis], many)
        if node.target is F.interpolate and node.kwargs.get("mode") == "nearest":
            height, width = node.meta["tensor_meta"].shape[2:]
            size = self.add_integers(node.name + "/size", [height, width])
            plain = {"T": FLOAT, "align_corners": {"b": False}, "half_pixel_centers": {"b": False}}
            return self.add(node.name, "ResizeNearestNeighbor", [inputs[0], size], plain)
        if node.target == "float":
            return inputs[0]
        if node.target == "clamp":
            bounds = [self.add_constant(f"{node.name}/{i}", np.float32(v)) for i, v in enumerate(node.args[1:3])]
            return self.add(node.name, "ClipByValue", [inputs[0], *bounds], {"T": FLOAT})
        if node.target is F.interpolate and node.kwargs.get("mode") == "bilinear":
            size = self.add_integers(node.name + "/size", node.meta["tensor_meta"].shape[2:])
            centred = {"T": FLOAT, "align_corners": {"b": False}, "half_pixel_centers": {"b": True}}
            return self.add(node.name, "ResizeBilinear", [inputs[0], size], centred)
        if node.target == "mean" and node.args[1] == (2, 3) and node.kwargs == {"keepdim": True}:
            attributes = {"T": FLOAT, "Tidx": INT, "keep_dims": {"b": True}}
            return self.add(node.name, "Mean", [inputs[0], self.add_integers(node.name + "/axes", [1, 2])], attributes)
        if node.target is F.avg_pool2d:
            return self._pool(node.name, "AvgPool", inputs, size=node.args[1], stride=node.args[1])
        if node.target is F.max_pool2d and node.kwargs["padding"] == node.args[1] // 2:
            return self._pool(node.name, "MaxPool", inputs, size=node.args[1], stride=node.kwargs["stride"])
        if node.target is F.pad:
            left, right, top, bottom = node.args[1]
            return self._pad(node.name, inputs[0], [[top, bottom], [left, right]])
        if node.target is operator.getitem and node.args[1][0] == slice(None, None, None):
            return self._channels(node, inputs[0])
        layer = self.modules[node.target] if node.op == "call_module" else node.target
        raise ValueError(f"The exporter knows no tfjs operation for {layer}.")

    def _pool(self, name: str, operation: str, inputs: list[str], size: int, stride: int) -> str:
        attributes = {
            "T": FLOAT,
            "ksize": integers([1, size, size, 1]),
            "strides": integers([1, stride, stride, 1]),
            "padding": string("SAME"),
            "data_format": string("NHWC"),
        }
        return self.add(name, operation, inputs, attributes)

    def _known_weights(self, name: str, shape: torch.Size, query: str, key: str, hole: str) -> str:
        _, depth, height, width = shape
        rows, places = ([height * width, depth], [1, height * width])
        query, key = (self._reshape(f"{name}/{part}", x, rows) for part, x in (("query", query), ("key", key)))
        likeness = self._matmul(name + "/likeness", query, key, transpose_second=True)
        unknown = self.add_constant(name + "/unknown", np.float32(UNKNOWN))
        far = self.add(name + "/far", "Mul", [self._reshape(name + "/hole", hole, places), unknown], {"T": FLOAT})
        logits = self.add(name + "/logits", "AddV2", [likeness, far], {"T": FLOAT})
        return self.add(name, "Softmax", [logits], {"T": FLOAT})

    def _aggregate(self, name: str, shape: torch.Size, weights: str, values: str) -> str:
        _, channels, height, width = shape
        rows = self._reshape(name + "/values", values, [height * width, channels])
        taken = self._matmul(name + "/taken", weights, rows)
        return self._reshape(name, taken, [1, height, width, channels])

    def _shuffle(self, name: str, layer: nn.PixelUnshuffle | nn.PixelShuffle, shape: torch.Size, x: str) -> str:
        """Patches to channels or back. The order of the channels differs from PyTorch's. That does not matter between
        the two, where only a weighted mean happens."""
        _, channels, height, width = shape
        if isinstance(layer, nn.PixelUnshuffle):
            side = layer.downscale_factor
            rows, columns = height // side, width // side
            parts, end = [rows, side, columns, side, channels], [1, rows, columns, side**2 * channels]
        else:
            side = layer.upscale_factor
            parts = [height, width, side, side, channels // side**2]
            end = [1, height * side, width * side, channels // side**2]
        split = self._reshape(name + "/split", x, parts)
        permutation = self.add_integers(name + "/order", [0, 2, 1, 3, 4])
        turned = self.add(name + "/turned", "Transpose", [split, permutation], {"T": FLOAT, "Tperm": INT})
        return self._reshape(name, turned, end)

    def _matmul(self, name: str, first: str, second: str, transpose_second: bool = False) -> str:
        transposed = {"transpose_a": {"b": False}, "transpose_b": {"b": transpose_second}}
        return self.add(name, "MatMul", [first, second], {"T": FLOAT} | transposed)

    def _reshape(self, name: str, x: str, shape: list[int]) -> str:
        return self.add(name, "Reshape", [x, self.add_integers(name + "/shape", shape)], {"T": FLOAT, "Tshape": INT})

    def _channels(self, node: Any, x: str) -> str:
        """Some channels of x, as a 1x1 convolution with ones and zeros: in tfjs's WASM backend it
        takes a tenth of Slice's time."""
        before = node.args[0].meta["tensor_meta"].shape[1]
        chosen = torch.eye(before)[node.args[1][1]]
        copy = nn.Conv2d(before, len(chosen), 1, bias=False)
        copy.weight.data = chosen[:, :, None, None]
        return self._convolution(node.name, copy, x, relu6=False)

    def _convolution(self, name: str, conv: nn.Conv2d, x: str, relu6: bool) -> str:
        depthwise = conv.groups > 1
        if depthwise and not conv.groups == conv.in_channels == conv.out_channels:
            raise ValueError(f"{name}: grouped convolutions that are not depthwise cannot be exported.")
        stride, padding = conv.stride[0], int(conv.padding[0])
        # With even kernels, a stride of 2 and even sizes, TensorFlow's SAME pads on both sides, as PyTorch does.
        same = 2 * padding == conv.dilation[0] * (conv.kernel_size[0] - 1) - (stride - 1) and stride <= 2
        if not same and padding:
            x = self._pad(name + "/pad", x, [[padding] * 2] * 2)
        order = (2, 3, 0, 1) if depthwise else (2, 3, 1, 0)  # to [kh, kw, in, out or multiplier]
        kernel = self.add_constant(name + "/kernel", conv.weight.detach().permute(order).numpy())
        bias = conv.bias.detach().numpy() if conv.bias is not None else np.zeros(conv.out_channels, np.float32)
        fused = ["BiasAdd", "Relu6"] if relu6 else ["BiasAdd"]
        attributes = {
            "T": FLOAT,
            "strides": integers([1, stride, stride, 1]),
            "dilations": integers([1, conv.dilation[0], conv.dilation[0], 1]),
            "padding": string("SAME" if same else "VALID"),
            "data_format": string("NHWC"),
            "explicit_paddings": {"list": {}},
            "fused_ops": {"list": {"s": [base64_of(op) for op in fused]}},
            "num_args": {"i": "1"},
            "epsilon": {"f": 0.0},
        }
        operation = "FusedDepthwiseConv2dNative" if depthwise else "_FusedConv2D"
        return self.add(name, operation, [x, kernel, self.add_constant(name + "/bias", bias)], attributes)

    def _pad(self, name: str, x: str, pads: list[list[int]]) -> str:
        """Zeros around height and width: [[top, bottom], [left, right]]."""
        amounts = self.add_constant(name + "/amounts", np.array([[0, 0], *pads, [0, 0]], np.int32))
        return self.add(name, "Pad", [x, amounts], {"T": FLOAT, "Tpaddings": INT})


_BETWEEN_TWO = {
    operator.add: "AddV2",
    torch.add: "AddV2",
    operator.sub: "Sub",
    operator.mul: "Mul",
    operator.truediv: "RealDiv",
}
