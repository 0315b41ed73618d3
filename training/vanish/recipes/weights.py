"""Trained networks back from where they are kept: a run's folder, or weights/."""

from pathlib import Path

from safetensors.torch import load_file
from torch import nn

from ..common.variant_names import checked_name
from ..networks.finder_and_painter import FoundAndPainted
from ..networks.finder_families import make_finder
from ..networks.generator_families import make_generator
from ..networks.refiner import Refiner
from ..runs.config import Pix2pixConfig, read_config, read_toml
from ..runs.training import Training
from .finder_config import FinderConfig, read_finder
from .simgan_config import SimganConfig, read_simgan

TRAINING = Path(__file__).parents[2]


def read_either(file: Path) -> Pix2pixConfig | SimganConfig | FinderConfig:
    """Reads the TOML of a run of any kind. Raises as read_run does."""
    values = read_toml(file)
    if "network" in values:
        return read_finder(file)
    return (read_simgan if "task" in values else read_config)(file)


def load_kept(variant: str) -> nn.Module:
    """The averaged network of a variant that this repository keeps. Raises FileNotFoundError with a sentence."""
    weights, config = _places(variant)
    return load_average(weights, config)


def kept_config(variant: str) -> Pix2pixConfig | SimganConfig | FinderConfig:
    """The TOML of a variant that this repository keeps. Raises as load_kept does."""
    return read_either(_places(variant)[1])


def _places(variant: str) -> tuple[Path, Path]:
    checked_name(variant)
    weights, config = TRAINING / "weights" / f"{variant}.safetensors", TRAINING / "configs" / f"{variant}.toml"
    if not weights.exists() or not config.exists():
        raise FileNotFoundError(f'No weights are kept under the name "{variant}".')
    return weights, config


def load_average(weights: Path, config_file: Path) -> nn.Module:
    """The averaged generator, refiner or finder from weights/<variant>.safetensors, ready to run."""
    config = read_either(config_file)
    if isinstance(config, SimganConfig):
        network = Refiner(config.inputs, **config.refiner)
    elif isinstance(config, FinderConfig):
        network = make_finder(config.inputs, without_pretrained(config.network))
    else:
        network = make_generator(config.inputs, config.outputs, without_pretrained(config.generator))
    kept = load_file(weights)
    prefix = "average."
    network.load_state_dict({k.removeprefix(prefix): v for k, v in kept.items() if k.startswith(prefix)})
    return with_painter(network.eval(), config)


def with_painter(network: nn.Module, config: Pix2pixConfig | SimganConfig | FinderConfig) -> nn.Module:
    """A finder that is painted for, with its painter; any other network as it is. Raises as load_kept does."""
    painter = config.painter if isinstance(config, FinderConfig) else ""
    return FoundAndPainted(network, load_kept(painter)).eval() if painter else network


def load_run(run: Path) -> tuple[str, nn.Module]:
    """The name of a run's variant, and its averaged network, ready to run."""
    config = read_either(run / "config.toml")
    return config.variant, with_painter(load_training(run, config).averages["average"].eval(), config)


def load_training(run: Path, config: Pix2pixConfig | SimganConfig | FinderConfig) -> Training:
    """Everything that the run's last checkpoint keeps. Raises FileNotFoundError when there is none."""
    from . import finder, pix2pix, simgan  # which themselves may load a teacher or a generator from here

    if not (run / "checkpoint.pt").exists():
        raise FileNotFoundError(f"{run} holds no checkpoint yet.")
    if isinstance(config, SimganConfig):
        training = simgan.start(config)
    elif isinstance(config, FinderConfig):
        config.network = without_pretrained(config.network)
        training = finder.start(config)
    else:
        config.generator = without_pretrained(config.generator)
        training = pix2pix.start(config)
    training.load(run / "checkpoint.pt")
    return training


def without_pretrained(options: dict) -> dict:
    """The same network without fetching weights that are replaced anyway."""
    return options | {"pretrained": False} if "pretrained" in options else options
