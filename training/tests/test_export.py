"""The shipped variants are what the kept weights give: same float16 numbers, same golden output."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from vanish.export import SIZE, float16_weights, golden_input, load_average, read_golden
from vanish.networks import ConvNorm, cost
from vanish.tfjs_graph import write_graph

TRAINING = Path(__file__).parents[1]
MODELS = TRAINING.parent / "models"
VARIANTS = sorted(path.stem for path in (TRAINING / "weights").glob("*.safetensors"))


def load(variant: str):
    return load_average(TRAINING / "weights" / f"{variant}.safetensors", TRAINING / "configs" / f"{variant}.toml")


@pytest.mark.parametrize("variant", VARIANTS)
def test_golden_output_is_pytorch_s(variant: str):
    generator = float16_weights(load(variant))
    with torch.no_grad():
        output = generator(golden_input())
    stored = read_golden(MODELS / variant / "golden-output.bin", channels=3)
    assert (output - stored).abs().max() < 1.01 / 255


@pytest.mark.parametrize("variant", VARIANTS)
def test_exporting_again_gives_the_shipped_model(variant: str, tmp_path: Path):
    write_graph(load(variant), 4, SIZE, tmp_path)
    again = json.loads((tmp_path / "model.json").read_text())
    assert again == json.loads((MODELS / variant / "model.json").read_text())
    weights, shipped = ((d / "weights.bin").read_bytes() for d in (tmp_path, MODELS / variant))
    assert len(weights) == len(shipped)
    difference = np.frombuffer(weights, np.float16) - np.frombuffer(shipped, np.float16)
    assert np.nanmax(np.abs(difference)) < 1e-2  # folding rounds differently on other processors


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_card_tells_the_truth(variant: str):
    card = json.loads((MODELS / variant / "card.json").read_text())
    for file in card["files"]:
        content = (MODELS / variant / file["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    spent = cost(load(variant), 4, SIZE)
    assert (card["parameters"], card["multiplyAccumulates"]) == (spent.parameters, spent.macs)


def test_guided_lite_is_within_its_budget():
    spent = cost(load("guided-lite"), 4, SIZE)
    assert spent.parameters <= 1.5e6 and spent.macs <= 0.35e9


def test_folding_batch_normalisation_changes_nothing():
    torch.manual_seed(0)
    layer = ConvNorm(4, 8, 3).eval()
    layer.norm.running_mean.uniform_(-1, 1)
    layer.norm.running_var.uniform_(0.5, 2)
    x = torch.rand(1, 4, 16, 16)
    with torch.no_grad():
        assert torch.allclose(layer(x), float16_weights(layer)(x), atol=5e-3)


def test_a_layer_without_a_tfjs_operation_is_named(tmp_path: Path):
    with pytest.raises(ValueError, match="PReLU"):
        write_graph(torch.nn.Sequential(torch.nn.Conv2d(4, 4, 1), torch.nn.PReLU()), 4, 32, tmp_path)
