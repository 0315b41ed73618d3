"""Writes a run's averaged network as a variant: models/<id>/ with tfjs files, card and golden files."""

from pathlib import Path

import torch
from safetensors.torch import save_file

from ..common.atomic_files import written_whole
from ..common.variant_names import checked_name
from ..recipes.configs import read_config
from ..recipes.registry import load_training
from ..recipes.weights import with_painter
from ..runs.config import RunConfig
from ..runs.training import Training
from .card import add_to_catalog, write_card
from .golden import golden_input, to_bytes
from .page_network import float16_weights, for_the_page
from .publishing import check_with_tfjs, published_whole
from .tfjs_graph import write_graph


def export(run: Path, models: Path, weights: Path) -> None:
    """Exports the run's averaged generator, refiner or finder to models/<variant>/, adds it to the catalog, stores all
    networks and the average in weights/<variant>.safetensors for further training, and checks the result with tfjs
    before anything takes the place of what was there. What the page has no use for is stored in weights/ only."""
    config = read_config(run / "config.toml")
    training = load_training(run, config)
    _round_as_stored(training)
    if not config.is_for_the_page:
        print(
            f"Wrote {_store(training, weights, config.variant)}. It serves other trainings; the page has no use for it."
        )
        return
    if not config.card:
        raise ValueError(
            f"{run / 'config.toml'} has no [card], which says what the variant is and under which licence."
        )
    folder = models / checked_name(config.variant)
    with published_whole(folder) as fresh:
        write_files(fresh, config, training)
        checked = check_with_tfjs(fresh)
        stored = _store(training, weights, config.variant)
    add_to_catalog(models, config.variant, config.role)
    print(f"Wrote {folder} and {stored} (step {training.step:,}).")
    print(checked)


def write_files(folder: Path, config: RunConfig, training: Training) -> None:
    """Writes everything that a variant's folder holds."""
    network = with_painter(training.averages["average"], config)
    exported = for_the_page(network)
    write_graph(exported, network.planes, config.shape, folder)
    given = golden_input(config.inputs, config.shape, config.role)
    with torch.no_grad():
        golden = float16_weights(exported)(given)  # what the page loads
    (folder / "golden-input.bin").write_bytes(to_bytes(given))
    (folder / "golden-output.bin").write_bytes(to_bytes(golden))
    write_card(folder, config, network, {"steps": training.step, "pictures": training.pictures})


def _round_as_stored(training: Training) -> None:
    """Kernels are stored in float16; what is exported must be what the stored weights give."""
    with torch.no_grad():
        for part in (training.networks | training.averages).values():
            for weight in part.parameters():
                if weight.dim() > 1:
                    weight.copy_(weight.half())


def _store(training: Training, weights: Path, variant: str) -> Path:
    """A trained network that is averaged is stored as its average, and kernels in float16: half of half the size."""
    averaged = next(iter(training.networks)) if training.averages else None
    parts = {name: part for name, part in training.networks.items() if name != averaged} | training.averages
    stored = {
        f"{name}.{key}": (value.half() if value.is_floating_point() and value.dim() > 1 else value).contiguous()
        for name, part in parts.items()
        for key, value in part.state_dict().items()
    }
    weights.mkdir(parents=True, exist_ok=True)
    file = weights / f"{checked_name(variant)}.safetensors"
    with written_whole(file) as fresh:
        save_file(stored, fresh)
    return file
