"""Writes a run's averaged network as a variant: models/<id>/ with tfjs files, card and golden files."""

from pathlib import Path

import torch
from safetensors.torch import save

from ..common.atomic_files import written_whole
from ..common.variant_names import checked_name
from ..recipes.configs import read_config
from ..recipes.registry import load_training
from ..recipes.weights import with_painter
from ..runs.config import RunConfig
from ..runs.mlflow_log import log_variant
from ..runs.origin import origin_of
from ..runs.training import Training
from .card import add_to_catalog, write_card
from .card_texts import check_texts, is_in_configs, recipe_of
from .golden import golden_input, to_bytes
from .onnx_file import write_onnx
from .page_network import float16_weights, for_the_page
from .publishing import check_with_tfjs, published_whole
from .tfjs_graph import write_graph

FORMATS = ("tfjs", "onnx")
"""The page needs the first; model.onnx is stored beside it."""


def export(run: Path, models: Path, weights: Path, replace: bool = False, formats: tuple[str, ...] = ("tfjs",)) -> None:
    """Exports the run's averaged generator, refiner or finder to models/<variant>/, adds it to the catalog, and stores
    all networks and the average in weights/<variant>.safetensors for further training. Checks the result with tfjs
    before anything is replaced. What the page cannot use is stored only in weights/.

    With the format "onnx" beside "tfjs", the folder also gets model.onnx, checked with ONNX Runtime if that is
    installed. Raises FileExistsError if a variant or weights of that name exist and `replace` does not allow it;
    ValueError if there is no card, or if it has a template's texts.
    """
    config_file = run / "config.toml"
    config = read_config(config_file)
    variant = checked_name(config.variant)
    if not replace:
        _refuse_to_replace(variant, [models / variant, weights / f"{variant}.safetensors"], config_file)
    if config.is_for_the_page:
        check_texts(config, config_file)
    training = load_training(run, config)
    _round_as_stored(training)
    if not config.is_for_the_page:
        stored = _store(training, weights, config, config_file)
        print(f"Wrote {stored}. It is for other trainings; the page cannot use it.")
        return
    folder = models / variant
    with published_whole(folder) as fresh:
        recipe = recipe_of(config, config_file, weights)
        write_files(fresh, config, training, {"recipe": recipe, **origin_of(run)}, formats)
        checked = check_with_tfjs(fresh)
        stored = _store(training, weights, config, config_file)
    add_to_catalog(models, config)
    print(f"Wrote {folder} and {stored} (step {training.step:,}).")
    print(checked)
    if log_variant(run, folder):
        print("Added it to the run's MLflow run.")


def _refuse_to_replace(variant: str, places: list[Path], config_file: Path) -> None:
    there = [str(place) for place in places if place.exists()]
    if there:
        raise FileExistsError(
            f'"{variant}" exists already ({", ".join(there)}). Change "variant" in {config_file} to another name, '
            "or add --replace to overwrite it."
        )


def write_files(
    folder: Path, config: RunConfig, training: Training, origin: dict, formats: tuple[str, ...] = ("tfjs",)
) -> None:
    """Writes everything that a variant's folder contains. origin: what the card says about where it comes from."""
    network = with_painter(training.averages["average"], config)
    exported = for_the_page(network)
    write_graph(exported, network.planes, config.shape, folder)
    given = golden_input(config.inputs, config.shape, config.role)
    loaded = float16_weights(exported)  # what the page loads
    with torch.no_grad():
        golden = loaded(given)
    if "onnx" in formats:
        write_onnx(loaded, network.planes, config.shape, folder)
    (folder / "golden-input.bin").write_bytes(to_bytes(given))
    (folder / "golden-output.bin").write_bytes(to_bytes(golden))
    write_card(folder, config, network, origin | {"steps": training.step, "pictures": training.pictures})


def _round_as_stored(training: Training) -> None:
    """Kernels are stored in float16; the export must match the stored weights."""
    with torch.no_grad():
        for part in (training.networks | training.averages).values():
            for weight in part.parameters():
                if weight.dim() > 1:
                    weight.copy_(weight.half())


def _store(training: Training, weights: Path, config: RunConfig, config_file: Path) -> Path:
    """Writes weights/<variant>.safetensors, and the TOML beside it if configs/ does not have it. A trained network that
    is averaged is stored as its average, and kernels in float16: half of half the size."""
    averaged = next(iter(training.networks)) if training.averages else None
    parts = {name: part for name, part in training.networks.items() if name != averaged} | training.averages
    stored = {
        f"{name}.{key}": (value.half() if value.is_floating_point() and value.dim() > 1 else value).contiguous()
        for name, part in parts.items()
        for key, value in part.state_dict().items()
    }
    weights.mkdir(parents=True, exist_ok=True)
    file = weights / f"{config.variant}.safetensors"
    with written_whole(file) as fresh:
        fresh.write_bytes(save(stored))  # save_file would make it readable by its owner only
    if is_in_configs(config):
        file.with_suffix(".toml").unlink(missing_ok=True)
    else:
        with written_whole(file.with_suffix(".toml")) as fresh:
            fresh.write_bytes(config_file.read_bytes())
    return file
