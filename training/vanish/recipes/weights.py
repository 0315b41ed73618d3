"""Trained networks by name. The weights of every variant in this repository are in weights/. Their TOMLs are in
configs/ or, for your own variants, beside the weights."""

from pathlib import Path

from safetensors.torch import load_file

from ..common.places import CONFIGS, WEIGHTS
from ..common.variant_names import checked_name
from ..networks.channels import PlaneNetwork
from ..networks.finder_and_painter import FinderAndPainter
from ..runs.config import RunConfig
from .configs import read_config


def load_variant(variant: str) -> PlaneNetwork:
    """The averaged network of a variant whose weights are in weights/, ready to use. Raises FileNotFoundError with a
    sentence if there are none."""
    return load_weights(*_files_of(variant))


def variant_config(variant: str) -> RunConfig:
    """The TOML of a variant whose weights are in weights/. Raises as load_variant does."""
    return read_config(_files_of(variant)[1])


def _files_of(variant: str) -> tuple[Path, Path]:
    """The weights and the TOML of a variant."""
    checked_name(variant)
    weights = WEIGHTS / f"{variant}.safetensors"
    for folder in (WEIGHTS, CONFIGS):
        config = folder / f"{variant}.toml"
        if weights.exists() and config.exists():
            return weights, config
    raise FileNotFoundError(f'There are no weights for a variant called "{variant}".')


def load_weights(weights: Path, config_file: Path) -> PlaneNetwork:
    """The averaged generator, refiner or finder of a weights file (.safetensors), ready to use."""
    config = read_config(config_file)
    network, prefix = config.make_network(pretrained=False), "average."
    stored = load_file(weights)
    network.load_state_dict({key.removeprefix(prefix): v for key, v in stored.items() if key.startswith(prefix)})
    return with_painter(network.eval(), config)


def with_painter(network: PlaneNetwork, config: RunConfig) -> PlaneNetwork:
    """A finder combined with the variant that paints what it finds; any other network unchanged. Raises as load_variant
    does."""
    return FinderAndPainter(network, load_variant(config.painted_by)).eval() if config.painted_by else network
