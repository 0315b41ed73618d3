"""The files beside a variant's weights: card.json, and its entry in the catalog (docs/architecture.md)."""

import hashlib
import json
import subprocess
from datetime import date
from pathlib import Path

from ..common.atomic_files import written_whole
from ..networks.channels import PlaneNetwork
from ..recipes.weights import variant_config
from ..runs.config import RunConfig
from .cost import cost
from .tfjs_file import SHARD

GOLDEN_TOLERANCE = 0.012
"""Largest difference from the golden output, of 0..1: three grey levels, of which half a level is the golden file's own
rounding."""


def fill_of(config: RunConfig) -> str:
    """What the card says about a generator's fills (see Pix2pixConfig)."""
    generator = variant_config(config.painted_by) if config.painted_by else config
    return generator.fill  # type: ignore[attr-defined]  # a Pix2pixConfig


def write_card(folder: Path, config: RunConfig, generator: PlaneNetwork, trained: dict) -> None:
    """Writes card.json: texts from the TOML, what happened in training, and figures of the files. `evaluate` adds
    figures of quality, since they need the weights to exist. trained: steps, pictures, origin."""
    height, width = config.shape
    spent = cost(generator, generator.planes, (height, width))
    names = ["model.json", SHARD, "golden-input.bin", "golden-output.bin"]
    texts = config.card
    assert texts is not None  # the export checked this before it began
    side = {"height": height, "width": width}
    card = {
        "id": config.variant,
        "role": config.role,
        "title": texts.title,
        "licence": texts.licence,
        "description": texts.description,
        **({"fill": fill_of(config)} if config.role == "generator" else {}),
        "input": side | {"channels": config.inputs, "range": [0, 1]},
        "output": {"channels": config.outputs, "range": [0, 1]},  # type: ignore[attr-defined]  # all but the base have it
        "parameters": spent.parameters,
        "multiplyAccumulates": spent.macs,
        "files": [
            {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in ((name, (folder / name).read_bytes()) for name in names)
        ],
        "golden": {"input": "golden-input.bin", "output": "golden-output.bin", "tolerance": GOLDEN_TOLERANCE},
        "training": trained
        | {
            "data": texts.data,
            "dataLicences": texts.data_licences,
            **({"note": texts.note} if texts.note else {}),
            "date": date.today().isoformat(),
            "revision": _revision(),
        },
    }
    _write_json(folder / "card.json", card)


def add_metrics(folder: Path, variant: str, tables: dict) -> None:
    """Adds measured figures ({kind of case: {fill: {metric: value}}}) to the variant's card: its own, and those of the
    baselines to compare it with."""
    card = json.loads((folder / "card.json").read_text())
    shown = ("input", "Telea", variant)
    figures = {kind: {name: table[name] for name in shown if name in table} for kind, table in tables.items()}
    card["metrics"] = {"what": "means over the cases; see docs/measurements.md"} | figures
    _write_json(folder / "card.json", card)


def add_to_catalog(models: Path, config: RunConfig) -> None:
    """Lists a generator among the variants. A refiner becomes the one that refines all of them. A finder becomes the
    one that finds the people for them, in a known room or from the picture alone."""
    variant, role = config.variant, config.role
    file = models / "catalog.json"
    catalog: dict = json.loads(file.read_text()) if file.exists() else {"default": variant, "variants": []}
    before = json.dumps(catalog)
    if role == "finder" and config.inputs == ["rgb"]:
        catalog["pictureFinder"] = variant
    elif role in ("refiner", "finder"):
        catalog[role] = variant
    elif variant not in catalog["variants"]:
        catalog["variants"].append(variant)
    if json.dumps(catalog) != before or not file.exists():
        _write_json(file, catalog)


def _write_json(file: Path, value: dict) -> None:
    with written_whole(file) as fresh:
        fresh.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _revision() -> str:
    answer = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "unknown"
