"""How long a run will take, and how much memory, measured by timing a few real steps."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch

from .batches import load_batches
from .config import RunConfig
from .hardware import device_of
from .optimising import rate_at
from .recipe import Recipe

STEPS, UNCOUNTED = 20, 5
"""The number of steps, and how many of the first ones only set up the device."""


@dataclass
class Timing:
    seconds: float
    """Of a step: the median."""
    memory: int | None
    """Memory used, in bytes, on the GPU or by this process; None if the system does not say."""
    photos: int
    """The number of photos that it learns from."""


def time_steps(recipe_class: type[Recipe], config: RunConfig, data: Path, folder: Path, device: str | None) -> Timing:
    """Takes STEPS steps of the run's first stage, and discards what they learned. folder: for the recipe's notes."""
    where = device_of(device)
    torch.set_flush_denormal(True)
    training = recipe_class.start(config, where, pretrained=False)
    recipe, stage = recipe_class(config, training, data, folder, where), config.stages[0]
    dataset, took = recipe.dataset(stage), []
    batches = load_batches(dataset, stage, 0, STEPS, where, config.workers, 1)
    began = time.monotonic()
    for batch in batches:
        recipe.learn(stage, rate_at(stage, training.step, 0.0), batch)
        training.step += 1
        if where.type == "cuda":
            torch.cuda.synchronize(where)
        took.append(time.monotonic() - began)
        began = time.monotonic()
    return Timing(sorted(took[UNCOUNTED:])[(STEPS - UNCOUNTED) // 2], _memory(where), recipe.counts()["photos"])


def _memory(device: torch.device) -> int | None:
    if device.type == "cuda":
        return torch.cuda.max_memory_reserved(device)
    try:
        import resource
    except ImportError:  # Windows
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
