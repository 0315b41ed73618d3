"""Writes a run's averaged generator as a variant: models/<id>/ with tfjs files, card, golden files.

The golden input is a made picture (no photo), so that it can be shipped; its output is PyTorch's,
computed with the float16 weights that the page loads.
"""

import copy
import hashlib
import json
import subprocess
from datetime import date
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from .config import read_config
from .networks import GuidedGenerator, cost
from .pix2pix import start
from .prefill import prefill
from .tfjs_graph import SHARD, fold, write_graph

SIZE = 256
GOLDEN_TOLERANCE = 0.012
"""Largest difference from the golden output, of 0..1: three grey levels, of which half a level is
the golden file's own rounding."""


def made_room(size: int = SIZE) -> tuple[Tensor, Tensor]:
    """A made room (wall, floor, a window, stripes) and a person-shaped hole in it:
    [1, 3, size, size] and [1, 1, size, size], 0..1, rounded to 8 bits."""
    y, x = np.mgrid[0:size, 0:size] / size
    room = np.stack([0.75 - 0.2 * y, 0.7 - 0.15 * x, 0.6 + 0.1 * x * y])
    floor = y > 0.7 + 0.08 * x
    room[:, floor] = (np.stack([0.45 + 0.1 * x, 0.3 + 0.05 * y, 0.2 + 0 * x]))[:, floor]
    room[:, floor & (np.sin(60 * (x - 0.3 * y)) > 0.8)] *= 0.7
    room[:, (abs(x - 0.6) < 0.2) & (abs(y - 0.3) < 0.18)] = np.array([[0.9], [0.95], [1.0]])
    room[:, (abs(x - 0.6) < 0.01) & (abs(y - 0.3) < 0.18)] = 0.3
    hole = ((x - 0.45) / 0.09) ** 2 + ((y - 0.25) / 0.12) ** 2 < 1
    hole |= ((x - 0.45) / 0.17) ** 2 + ((y - 0.75) / 0.42) ** 2 < 1
    picture = torch.tensor(room, dtype=torch.float32)[None].clamp(0, 1)
    mask = torch.tensor(hole, dtype=torch.float32)[None, None]
    return (picture * 255).round() / 255, mask


def golden_input() -> Tensor:
    """The made room as a generator gets it, [1, 4, SIZE, SIZE], rounded to 8 bits as the file is."""
    picture, mask = made_room()
    return (torch.cat([prefill(picture, mask), mask], 1) * 255).round() / 255


def float16_weights(generator: nn.Module) -> nn.Module:
    """The generator as the page has it: batch normalisation folded, weights rounded to float16."""
    rounded = fold(copy.deepcopy(generator).float())
    with torch.no_grad():
        for weight in rounded.parameters():
            weight.copy_(weight.half().float())
    return rounded


def export(run: Path, models: Path, weights: Path) -> None:
    """Exports the run's EMA generator to models/<variant>/ and keeps G, D and EMA in
    weights/<variant>.safetensors for going on."""
    config = read_config(run / "config.toml")
    training = start(config)
    training.load(run / "checkpoint.pt")
    folder = models / config.variant
    write_graph(training.average, 4, SIZE, folder)
    given = golden_input()
    with torch.no_grad():
        golden = float16_weights(training.average)(given)
    (folder / "golden-input.bin").write_bytes(_to_bytes(given))
    (folder / "golden-output.bin").write_bytes(_to_bytes(golden))

    parts = {"generator": training.generator, "average": training.average, "discriminator": training.discriminator}
    kept = {f"{n}.{key}": value.contiguous() for n, part in parts.items() for key, value in part.state_dict().items()}
    weights.mkdir(parents=True, exist_ok=True)
    save_file(kept, weights / f"{config.variant}.safetensors")
    write_card(folder, config.variant, training.average, {"steps": training.step, "pictures": training.pictures})


def write_card(folder: Path, variant: str, generator: nn.Module, trained: dict) -> None:
    """Writes card.json: texts are kept from an existing card; bytes, hashes, cost and steps are new.
    What was measured on, or said of, earlier weights is dropped."""
    file = folder / "card.json"
    card = json.loads(file.read_text()) if file.exists() else {"id": variant}
    card.pop("metrics", None)
    card.get("training", {}).pop("note", None)
    spent = cost(generator, 4, SIZE)
    card["parameters"], card["multiplyAccumulates"] = spent.parameters, spent.macs
    names = ["model.json", SHARD, "golden-input.bin", "golden-output.bin"]
    card["files"] = [
        {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in ((name, (folder / name).read_bytes()) for name in names)
    ]
    card["golden"] = {
        "input": "golden-input.bin",
        "output": "golden-output.bin",
        "tolerance": GOLDEN_TOLERANCE,
    }
    card.setdefault("training", {}).update(trained | {"date": date.today().isoformat(), "revision": _revision()})
    file.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n")


def load_average(weights: Path, config_file: Path) -> GuidedGenerator:
    """The averaged generator from weights/<variant>.safetensors, ready to run."""
    config = read_config(config_file)
    generator = GuidedGenerator(**vars(config.generator))
    kept = load_file(weights)
    prefix = "average."
    generator.load_state_dict({k.removeprefix(prefix): v for k, v in kept.items() if k.startswith(prefix)})
    return generator.eval()


def read_golden(file: Path, channels: int) -> Tensor:
    """A golden file as [1, channels, SIZE, SIZE] in 0..1."""
    values = np.frombuffer(file.read_bytes(), np.uint8).reshape(1, SIZE, SIZE, channels)
    return torch.tensor(values).permute(0, 3, 1, 2) / 255


def _to_bytes(picture: Tensor) -> bytes:
    """[1, C, H, W] in 0..1 to H x W x C bytes, as the golden files hold it."""
    return (picture[0].permute(1, 2, 0) * 255).round().to(torch.uint8).numpy().tobytes()


def _revision() -> str:
    answer = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "unknown"
