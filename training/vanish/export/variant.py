"""Writes a run's averaged generator as a variant: models/<id>/ with tfjs files, card, golden files.

The golden input is a made picture (no photo), so that it can be shipped; its output is PyTorch's,
computed with the float16 weights that the page loads.
"""

import copy
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from ..common.atomic_files import sync, written_whole
from ..common.variant_names import checked_name
from ..networks.channels import FINDER_DEPTHS, depth, network_input
from ..networks.person_finder import PersonFinder
from ..networks.prefill import prefill
from ..recipes.finder_config import FinderConfig
from ..recipes.simgan_config import SimganConfig
from ..recipes.weights import kept_config, load_training, read_either, with_painter
from ..runs.config import Pix2pixConfig
from ..runs.training import Training
from .cost import cost
from .folding import fold
from .tfjs_graph import SHARD, write_graph

GOLDEN_TOLERANCE = 0.012
"""Largest difference from the golden output, of 0..1: three grey levels, of which half a level is
the golden file's own rounding."""
GREY = 128 / 255
"""What a finder's difference of 0 is handed over as."""
ROOT = Path(__file__).parents[3]
"""The project's folder: the check with tfjs is a script there."""


def made_room(size: int) -> tuple[Tensor, Tensor]:
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


def golden_input(inputs: list[str], size: tuple[int, int], role: str) -> Tensor:
    """The made room as a generator gets it, with its hole filled smoothly, as a refiner does, or with somebody in it,
    as a finder does: [1, D, height, width], rounded to 8 bits as the file is. size: height and width."""
    if role == "finder":
        return _golden_finding(size)
    torch.manual_seed(0)
    room, hole = made_room(size[0])  # square
    if role == "refiner":
        room = prefill(room, hole)
    return (network_input(inputs, room, hole) * 255).round() / 255


def _golden_finding(size: tuple[int, int]) -> Tensor:
    """The room with somebody of one colour in it, known but for its left third, and where they were a moment ago."""
    height, width = size
    room, person = made_room(width)
    top = (width - height) // 2
    room, person = room[:, :, top : top + height], person[:, :, top : top + height]
    picture = torch.lerp(room, torch.tensor([0.5, 0.25, 0.2])[:, None, None], person)
    known = torch.ones_like(person)
    known[..., : width // 3] = 0.0
    difference = GREY + 0.5 * (picture - room) * known
    return (torch.cat([picture, difference, known, person.roll(6, 3)], 1) * 255).round() / 255


def for_the_page(network: nn.Module) -> nn.Module:
    """The network as it is exported. The page hands a finder the difference as bytes around a middle grey (GREY), and
    the stem, which pads nothing, takes that up: its weights grow, and its normalisation takes the grey away."""
    if not isinstance(network, PersonFinder):
        return network
    network = copy.deepcopy(network)
    first = depth(network.inputs[: network.inputs.index("difference")], FINDER_DEPTHS)
    with torch.no_grad():
        planes = network.stem.conv.weight[:, first : first + 3]
        planes *= 2.0
        network.stem.norm.running_mean += GREY * planes.sum((1, 2, 3))
    return network


def fill_of(config: Pix2pixConfig | FinderConfig) -> str:
    """What the card says of a generator's fills (see Pix2pixConfig)."""
    return kept_config(config.painter).fill if isinstance(config, FinderConfig) else config.fill


def shape_of(config: Pix2pixConfig | SimganConfig | FinderConfig) -> tuple[int, int]:
    """Height and width of the pictures that the exported network takes."""
    if config.role == "finder":
        return config.export_height, config.export_width
    return config.export_size, config.export_size


def float16_weights(generator: nn.Module) -> nn.Module:
    """The generator as the page has it: folded, weights rounded to float16."""
    rounded = fold(generator)
    with torch.no_grad():
        for weight in rounded.parameters():
            weight.copy_(weight.half().float())
    return rounded


def export(run: Path, models: Path, weights: Path) -> None:
    """Exports the run's averaged generator, refiner or finder to models/<variant>/, adds it to the catalog, keeps all
    networks and the average in weights/<variant>.safetensors for going on, and checks the result with tfjs before
    anything takes the place of what was there. A refiner of composites serves in training only: it is kept, and does
    not become a variant."""
    config = read_either(run / "config.toml")
    training = load_training(run, config)
    _round_as_kept(training)
    if isinstance(config, SimganConfig) and config.task == "composites":
        print(f"Wrote {_keep(training, weights, config.variant)}: a refiner of composites is no variant for the page.")
        return
    if not config.card:
        raise ValueError(
            f"{run / 'config.toml'} has no [card], which says what the variant is and under which licence."
        )
    folder = models / checked_name(config.variant)
    with published_whole(folder) as fresh:
        write_files(fresh, config, training)
        checked = check_with_tfjs(fresh)
        kept = _keep(training, weights, config.variant)
    add_to_catalog(models, config.variant, config.role)
    print(f"Wrote {folder} and {kept} (step {training.step:,}).")
    print(checked)


@contextmanager
def published_whole(folder: Path) -> Iterator[Path]:
    """Gives an empty folder of the same name to write a variant to. It takes the place of `folder` when the block ends;
    when the block raises, `folder` is what it was. Raises FileExistsError when something else lies there."""
    if folder.exists() and not (folder / "card.json").is_file():
        raise FileExistsError(f"{folder} is there already and is no variant: give the run another name, or remove it.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent, ignore_cleanup_errors=True) as beside:
        fresh, old = Path(beside) / folder.name, Path(beside) / "old"
        fresh.mkdir()
        yield fresh
        for file in fresh.iterdir():
            sync(file)
        if folder.exists():
            os.rename(folder, old)
        try:
            os.rename(fresh, folder)
        except OSError:
            if old.exists():
                os.rename(old, folder)
            raise
        sync(folder.parent)


def write_files(folder: Path, config: Pix2pixConfig | SimganConfig | FinderConfig, training: Training) -> None:
    """Writes everything that a variant's folder holds."""
    generator = with_painter(training.averages["average"], config)
    exported, shape = for_the_page(generator), shape_of(config)
    write_graph(exported, generator.planes, shape, folder)
    given = golden_input(config.inputs, shape, config.role)
    with torch.no_grad():
        golden = float16_weights(exported)(given)
    (folder / "golden-input.bin").write_bytes(_to_bytes(given))
    (folder / "golden-output.bin").write_bytes(_to_bytes(golden))
    write_card(folder, config, generator, {"steps": training.step, "pictures": training.pictures})


def _round_as_kept(training: Training) -> None:
    """Kernels are kept in float16; what is exported must be what the kept weights give."""
    with torch.no_grad():
        for part in (training.networks | training.averages).values():
            for weight in part.parameters():
                if weight.dim() > 1:
                    weight.copy_(weight.half())


def _keep(training: Training, weights: Path, variant: str) -> Path:
    """A trained network that is averaged is kept as its average, and kernels in float16: half of half the size."""
    averaged = next(iter(training.networks)) if training.averages else None
    parts = {name: part for name, part in training.networks.items() if name != averaged} | training.averages
    kept = {
        f"{name}.{key}": (value.half() if value.is_floating_point() and value.dim() > 1 else value).contiguous()
        for name, part in parts.items()
        for key, value in part.state_dict().items()
    }
    weights.mkdir(parents=True, exist_ok=True)
    file = weights / f"{checked_name(variant)}.safetensors"
    with written_whole(file) as fresh:
        save_file(kept, fresh)
    return file


def write_card(
    folder: Path, config: Pix2pixConfig | SimganConfig | FinderConfig, generator: nn.Module, trained: dict
) -> None:
    """Writes card.json: texts from the TOML, and what was measured on the files. Figures of quality are added by
    `evaluate`, since they need the weights to be there."""
    height, width = shape_of(config)
    spent = cost(generator, generator.planes, (height, width))
    names = ["model.json", SHARD, "golden-input.bin", "golden-output.bin"]
    texts = config.card
    side = {"height": height, "width": width}
    card = {
        "id": config.variant,
        "role": config.role,
        "title": texts.title,
        "licence": texts.licence,
        "description": texts.description,
        **({"fill": fill_of(config)} if config.role == "generator" else {}),
        "input": side | {"channels": config.inputs, "range": [0, 1]},
        "output": {"channels": config.outputs, "range": [0, 1]},
        "parameters": spent.parameters,
        "multiplyAccumulates": spent.macs,
        "files": [
            {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in ((name, (folder / name).read_bytes()) for name in names)
        ],
        "golden": {"input": "golden-input.bin", "output": "golden-output.bin", "tolerance": GOLDEN_TOLERANCE},
        "training": {
            "recipe": f"training/configs/{config.variant}.toml",
            "data": texts.data,
            "dataLicences": texts.data_licences,
            **({"note": texts.note} if texts.note else {}),
            **trained,
            "date": date.today().isoformat(),
            "revision": _revision(),
        },
    }
    _write_json(folder / "card.json", card)


def add_metrics(folder: Path, variant: str, tables: dict) -> None:
    """Puts measured figures ({kind of case: {fill: {metric: value}}}) into the variant's card: its own, and those of
    the baselines that one would compare it with."""
    card = json.loads((folder / "card.json").read_text())
    shown = ("input", "Telea", variant)
    figures = {kind: {name: table[name] for name in shown if name in table} for kind, table in tables.items()}
    card["metrics"] = {"what": "means over the cases; see docs/measurements.md"} | figures
    _write_json(folder / "card.json", card)


def add_to_catalog(models: Path, variant: str, role: str) -> None:
    """Lists a generator among the variants; a refiner is the one that all of them are refined with, a finder the one
    that finds the people for them."""
    file = models / "catalog.json"
    catalog = json.loads(file.read_text()) if file.exists() else {"default": variant, "variants": []}
    before = json.dumps(catalog)
    if role in ("refiner", "finder"):
        catalog[role] = variant
    elif variant not in catalog["variants"]:
        catalog["variants"].append(variant)
    if json.dumps(catalog) != before or not file.exists():
        _write_json(file, catalog)


def check_with_tfjs(folder: Path) -> str:
    """Runs the exported files in tfjs and compares with the golden output, which is PyTorch's. Returns a sentence;
    raises ValueError when the difference is above the tolerance."""
    tsx = ROOT / "node_modules" / "tsx" / "dist" / "cli.mjs"
    if not shutil.which("node") or not tsx.exists():
        return "Not checked with tfjs: that needs Node and `npm ci` in the project's folder."
    command = ["node", str(tsx), "scripts/check-variant.ts", str(folder.resolve())]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise ValueError(f"{folder}: tfjs gives another picture than PyTorch. {answer.stderr.strip()}")
    return answer.stdout.strip()


def read_golden(file: Path, channels: int, size: tuple[int, int]) -> Tensor:
    """A golden file as [1, channels, height, width] in 0..1. size: height and width."""
    values = np.frombuffer(file.read_bytes(), np.uint8).reshape(1, *size, channels)
    return torch.tensor(values).permute(0, 3, 1, 2) / 255


def _to_bytes(picture: Tensor) -> bytes:
    """[1, C, H, W] in 0..1 to H x W x C bytes, as the golden files hold it."""
    return (picture[0].permute(1, 2, 0) * 255).round().to(torch.uint8).numpy().tobytes()


def _write_json(file: Path, value: dict) -> None:
    with written_whole(file) as fresh:
        fresh.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _revision() -> str:
    answer = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "unknown"
