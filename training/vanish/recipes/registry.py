"""The kinds of training by name. A new kind is a recipe here and its TOML in configs.py; nothing else knows the kinds.

vanish train --config configs/guided-lite.toml --data DATA --run runs/mine
vanish train --run runs/mine --data DATA --resume
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..networks.channels import PlaneNetwork
from ..runs import parallel, trainer
from ..runs.config import RunConfig
from ..runs.fitting import fitting_settings
from ..runs.origin import START
from ..runs.settings import as_toml, with_settings
from ..runs.toml import read_toml
from ..runs.training import Training
from .configs import config_of, read_config
from .finder import Finding
from .pix2pix import Pix2pix
from .simgan import Simgan
from .weights import load_weights, with_painter

RECIPES: dict[str, Any] = {"pix2pix": Pix2pix, "simgan": Simgan, "finder": Finding}
"""Of the type type[Recipe], except that each takes the TOML of its own kind."""


def train(
    config_file: Path | None,
    data: Path,
    folder: Path,
    resume: bool = False,
    weights: Path | None = None,
    kind: str | None = None,
    settings: Sequence[str] = (),
    device: str | None = None,
    logs: Sequence[str] = (),
    fits_batch: bool = False,
) -> None:
    """Runs, or resumes, a run.

    config_file: the TOML of a new run; data: the folder of photos; folder: the run's; weights: what a new run starts
    from, instead of from scratch; kind: the kind that the TOML must have, if that is to be checked; settings:
    KEY=VALUE, which override a new run's TOML; device: "cpu", "cuda" or "cuda:1", by default a GPU if there is one;
    logs: where else its figures go ("mlflow"); fits_batch: whether batches that do not fit into memory are made
    smaller. Raises OSError or ValueError with a sentence, FloatingPointError if training has diverged, Stopped if it
    was asked to stop.
    """
    # What torchrun restarts must resume, although its command line is that of a new run.
    resume = resume or (parallel.is_restarted() and (folder / "checkpoint.pt").exists())
    file = trainer.config_file(config_file, folder, resume)
    if resume:
        config, text = read_config(file), None
    else:
        values = with_settings(read_toml(file), settings)
        config = config_of(values, file)
        smaller = fitting_settings(RECIPES[config.kind], config, data, folder, device) if fits_batch else []
        if smaller:
            print(f"The batch did not fit, so the run uses {', '.join(smaller)}.")
            settings = [*settings, *smaller]
            values = with_settings(values, smaller)
            config = config_of(values, file)
        text = as_toml(values, file, settings) if settings else file.read_text(encoding="utf-8-sig")
    if kind not in (None, config.kind):
        raise ValueError(f'{file} trains the kind "{config.kind}", not "{kind}".')
    trainer.train(RECIPES[config.kind], config, text, data, folder, weights, device, logs)


def load_training(run: Path, config: RunConfig) -> Training:
    """Everything in the run's last checkpoint. Raises FileNotFoundError when there is none."""
    if not (run / "checkpoint.pt").exists():
        raise FileNotFoundError(f"{run} holds no checkpoint yet.")
    training = RECIPES[config.kind].start(config, pretrained=False)
    training.load(run / "checkpoint.pt")
    return training


def load_run(run: Path) -> tuple[str, PlaneNetwork]:
    """The name of a run's variant, and its averaged network, ready to use."""
    config = read_config(run / "config.toml")
    return config.variant, with_painter(load_training(run, config).averages["average"].eval(), config)


def load_start(run: Path) -> PlaneNetwork | None:
    """The network that a run started from, ready to use. None if it started from scratch, or is older than this
    record."""
    weights = run / START
    return load_weights(weights, run / "config.toml") if weights.exists() else None
