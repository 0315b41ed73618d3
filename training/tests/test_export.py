"""The shipped variants match the stored weights: the same float16 numbers, the same golden output."""

import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from vanish.export.card import add_to_catalog
from vanish.export.cost import cost
from vanish.export.folding import fold
from vanish.export.golden import golden_input, read_golden
from vanish.export.page_network import float16_weights, for_the_page
from vanish.export.tfjs_graph import write_graph
from vanish.networks.channels import OUTPUT_DEPTHS, depth
from vanish.networks.generator_families import make_generator
from vanish.networks.layers import ConvNorm
from vanish.recipes.configs import read_config
from vanish.recipes.weights import load_variant

TRAINING = Path(__file__).parents[1]
MODELS = TRAINING.parent / "models"
CATALOG = json.loads((MODELS / "catalog.json").read_text())
VARIANTS = CATALOG["variants"] + [CATALOG[role] for role in ("refiner", "finder", "pictureFinder") if role in CATALOG]
FAMILIES = sorted(path.stem for path in (TRAINING / "configs" / "families").glob("*.toml"))


def config_file(variant: str) -> Path:
    return TRAINING / "configs" / f"{variant}.toml"


@pytest.mark.parametrize("variant", VARIANTS)
def test_golden_files_are_what_the_kept_weights_give(variant: str):
    config, generator = read_config(config_file(variant)), load_variant(variant)
    shape = config.shape
    given = golden_input(config.inputs, shape, config.role)
    stored = read_golden(MODELS / variant / "golden-input.bin", generator.planes, shape)
    assert (given - stored).abs().max() < 1.01 / 255
    with torch.no_grad():
        output = float16_weights(for_the_page(generator))(stored)
    golden = read_golden(MODELS / variant / "golden-output.bin", depth(config.outputs, OUTPUT_DEPTHS), shape)
    assert (output - golden).abs().max() < 1.01 / 255


@pytest.mark.parametrize("variant", VARIANTS)
def test_exporting_again_gives_the_shipped_model(variant: str, tmp_path: Path):
    generator = load_variant(variant)
    write_graph(for_the_page(generator), generator.planes, read_config(config_file(variant)).shape, tmp_path)
    again = json.loads((tmp_path / "model.json").read_text())
    assert again == json.loads((MODELS / variant / "model.json").read_text())
    weights, shipped = ((d / "weights.bin").read_bytes() for d in (tmp_path, MODELS / variant))
    assert len(weights) == len(shipped)
    difference = np.frombuffer(weights, np.float16) - np.frombuffer(shipped, np.float16)
    assert np.nanmax(np.abs(difference)) < 1e-2  # folding rounds differently on other processors


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_card_tells_the_truth(variant: str):
    config, generator = read_config(config_file(variant)), load_variant(variant)
    card = json.loads((MODELS / variant / "card.json").read_text())
    for file in card["files"]:
        content = (MODELS / variant / file["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    spent = cost(generator, generator.planes, config.shape)
    assert (card["parameters"], card["multiplyAccumulates"]) == (spent.parameters, spent.macs)
    assert card["input"]["channels"] == config.inputs and card["output"]["channels"] == config.outputs
    catalog = json.loads((MODELS / "catalog.json").read_text())
    assert card["role"] == config.role and variant in [
        *catalog["variants"],
        catalog.get("refiner"),
        catalog.get("finder"),
        catalog.get("pictureFinder"),
    ]


def test_a_finder_of_the_picture_alone_gets_the_picture_alone():
    whole = golden_input(["rgb", "difference", "confidence", "previous"], (64, 96), "finder")
    assert whole.shape == (1, 8, 64, 96)
    assert torch.equal(golden_input(["rgb"], (64, 96), "finder"), whole[:, :3])


def test_the_catalog_knows_two_finders(tmp_path: Path):
    finder = read_config(config_file("finder"))
    add_to_catalog(tmp_path, finder)
    add_to_catalog(tmp_path, dataclasses.replace(finder, variant="other", inputs=["rgb"]))
    catalog = json.loads((tmp_path / "catalog.json").read_text())
    assert (catalog["finder"], catalog["pictureFinder"]) == ("finder", "other")


@pytest.mark.parametrize(("variant", "parameters", "macs"), [("guided-lite", 1.5e6, 0.35e9), ("guided", 12e6, 7e9)])
def test_the_guided_ones_are_within_their_budgets(variant: str, parameters: float, macs: float):
    config = read_config(config_file(variant))
    spent = cost(make_generator(config.inputs, config.outputs, config.generator), 4, config.export_size)
    assert spent.parameters <= parameters and spent.macs <= macs


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_folds_without_changing_and_can_be_exported(family: str, tmp_path: Path):
    torch.manual_seed(0)
    config = read_config(TRAINING / "configs" / "families" / f"{family}.toml")
    fresh = {"pretrained": False} if config.generator["family"] in ("pretrained", "matting") else {}
    generator = make_generator(config.inputs, config.outputs, config.generator | fresh)
    nn.init.normal_(getattr(generator, "fine", generator).head.weight, std=0.05)
    for layer in generator.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_mean.uniform_(-0.3, 0.3)
            layer.running_var.uniform_(0.5, 2)
    x = torch.rand(1, generator.planes, 64, 64)
    with torch.no_grad():
        plain, folded = generator.eval()(x), fold(generator)(x)
    assert (plain[:, :3] - x[:, :3]).abs().max() > 0.01
    torch.testing.assert_close(plain, folded, rtol=1e-3, atol=1e-4)
    assert not any(isinstance(layer, nn.BatchNorm2d) for layer in fold(generator).modules())
    write_graph(generator, generator.planes, 64, tmp_path)


def test_branches_cost_nothing_after_export():
    given = {"family": "separable", "widths": [8, 16], "blocks": [2], "head": 4}
    plain, branched = (make_generator(["rgb"], ["rgb", "matte"], given | {"branches": branches}) for branches in (0, 2))
    assert sum(p.numel() for p in branched.parameters()) > sum(p.numel() for p in plain.parameters())
    assert cost(branched, 3, 64) == cost(plain, 3, 64)


def test_given_the_person_colours_are_painted_anew_and_given_a_fill_they_are_added_to():
    torch.manual_seed(0)
    options = {"family": "separable", "widths": [8, 16], "blocks": [1], "head": 4}
    picture = torch.rand(1, 3, 32, 32)
    classic, guided = (make_generator([name], ["rgb"], options).eval() for name in ("rgb", "prefilled-rgb"))
    with torch.no_grad():  # untrained: the last layer returns next to nothing
        assert (guided(picture) - picture).abs().max() < 0.05
        assert (classic(picture) - 0.5).abs().max() < 0.05


def test_folding_changes_nothing_and_leaves_the_network_alone():
    torch.manual_seed(0)
    layer = ConvNorm(4, 4, 3, branches=2).eval()
    for norm in (layer.norm, layer.identity):
        norm.running_mean.uniform_(-1, 1)
        norm.running_var.uniform_(0.5, 2)
    x = torch.rand(1, 4, 16, 16)
    with torch.no_grad():
        before = layer(x)
        assert torch.allclose(before, float16_weights(layer)(x), atol=2e-2)
        assert torch.equal(before, layer(x))


def test_a_layer_without_a_tfjs_operation_is_named(tmp_path: Path):
    with pytest.raises(ValueError, match="PReLU"):
        write_graph(nn.Sequential(nn.Conv2d(4, 4, 1), nn.PReLU()), 4, 32, tmp_path)
