"""Trained generators back from where they are kept: a run's folder, or weights/."""

from pathlib import Path

from safetensors.torch import load_file
from torch import nn

from .config import Pix2pixConfig, read_config
from .generators import make_generator
from .trainer import Training

TRAINING = Path(__file__).parents[1]


def load_kept(variant: str) -> nn.Module:
    """The averaged generator of a variant that this repository keeps. Raises FileNotFoundError with a sentence."""
    weights, config = TRAINING / "weights" / f"{variant}.safetensors", TRAINING / "configs" / f"{variant}.toml"
    if not weights.exists() or not config.exists():
        raise FileNotFoundError(f'No weights are kept under the name "{variant}".')
    return load_average(weights, config)


def load_average(weights: Path, config_file: Path) -> nn.Module:
    """The averaged generator from weights/<variant>.safetensors, ready to run."""
    config = read_config(config_file)
    generator = make_generator(config.inputs, config.outputs, _without_pretrained(config.generator))
    kept = load_file(weights)
    prefix = "average."
    generator.load_state_dict({k.removeprefix(prefix): v for k, v in kept.items() if k.startswith(prefix)})
    return generator.eval()


def load_run(run: Path) -> tuple[str, nn.Module]:
    """The name of a run's variant, and its averaged generator, ready to run."""
    config = read_config(run / "config.toml")
    return config.variant, load_training(run, config).averages["average"].eval()


def load_training(run: Path, config: Pix2pixConfig) -> Training:
    """Everything that the run's last checkpoint keeps. Raises FileNotFoundError when there is none."""
    from .pix2pix import start  # which itself may load a teacher from here

    if not (run / "checkpoint.pt").exists():
        raise FileNotFoundError(f"{run} holds no checkpoint yet.")
    config.generator = _without_pretrained(config.generator)
    training = start(config)
    training.load(run / "checkpoint.pt")
    return training


def _without_pretrained(options: dict) -> dict:
    """The same network without fetching weights that are replaced anyway."""
    return options | {"pretrained": False} if "pretrained" in options else options
