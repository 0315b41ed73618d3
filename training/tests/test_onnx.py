"""model.onnx reproduces the golden output of PyTorch and tfjs in ONNX Runtime."""

from pathlib import Path

import numpy as np
import onnxruntime
from test_compose import make_data
from test_pix2pix import CONFIG

from vanish.cli import main
from vanish.export.golden import read_golden
from vanish.export.onnx_file import write_onnx
from vanish.export.page_network import float16_weights, for_the_page
from vanish.networks.channels import OUTPUT_DEPTHS, depth
from vanish.recipes.configs import read_config
from vanish.recipes.registry import train
from vanish.recipes.weights import load_variant

TRAINING = Path(__file__).parents[1]
MODELS = TRAINING.parent / "models"


def answer(file: Path, given: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    return session.run(None, {"input": given})[0]


def test_onnx_runtime_gives_the_golden_output_that_tfjs_is_held_to(tmp_path: Path):
    variant = "guided-lite"
    config, network = read_config(TRAINING / "configs" / f"{variant}.toml"), load_variant(variant)
    file = write_onnx(float16_weights(for_the_page(network)), network.planes, config.shape, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["model.onnx"]  # the weights are inside
    given = read_golden(MODELS / variant / "golden-input.bin", network.planes, config.shape)
    golden = read_golden(MODELS / variant / "golden-output.bin", depth(config.outputs, OUTPUT_DEPTHS), config.shape)
    output = answer(file, given.numpy())
    assert output.shape == tuple(golden.shape)
    assert np.abs(output - golden.numpy()).max() < 1.01 / 255  # half of it is rounding in the golden file
    assert np.abs(answer(file, np.zeros_like(given)) - golden.numpy()).max() > 0.1


def test_an_export_writes_both_and_checks_both(tmp_path: Path, capfd):
    folder = make_data(tmp_path)
    (folder / "tiny.toml").write_text(CONFIG.replace("steps = 4", "steps = 1").replace("adversarial = 0.01", ""))
    train(folder / "tiny.toml", folder, folder / "run", resume=False)
    models = folder / "models"
    main(["export", "--run", str(folder / "run"), "--models", str(models), "--format", "tfjs,onnx"])
    [variant] = [path.parent for path in models.glob("*/card.json")]
    assert {"model.json", "weights.bin", "model.onnx"} <= {path.name for path in variant.iterdir()}
    assert "model.onnx" not in (variant / "card.json").read_text()  # the page fetches what it runs
    told = capfd.readouterr().out
    assert "tfjs (WASM, one thread) agrees with PyTorch" in told or "Not checked with tfjs" in told
    assert ("ONNX Runtime (WASM, one thread) agrees too" in told) == ("agrees with PyTorch" in told)
