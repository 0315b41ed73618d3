"""Writes a network as model.onnx, for any ONNX runtime; the page reads it too (docs/onnx.md)."""

import logging
import warnings
from pathlib import Path

import torch
from torch import nn

FILE = "model.onnx"
OPSET = 18
"""The first opset with all operations that the networks need; runtimes of 2023 support it."""


def write_onnx(network: nn.Module, planes: int, size: tuple[int, int], folder: Path) -> Path:
    """Writes `network` to folder/model.onnx: one input "input" ([1, planes, height, width], 0..1, channels as in the
    card) and one output "output". Needs the packages onnx and onnxscript; raises ModuleNotFoundError without them."""
    file = folder / FILE
    given = torch.zeros(1, planes, *size)
    log = logging.getLogger("torch.onnx")
    level = log.level
    log.setLevel(logging.ERROR)  # it complains about missing torchvision, which is not needed here
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                network.eval(), (given,), file, dynamo=True, external_data=False, verbose=False,
                input_names=["input"], output_names=["output"], opset_version=OPSET,
            )  # fmt: skip
    finally:
        log.setLevel(level)
    return file
