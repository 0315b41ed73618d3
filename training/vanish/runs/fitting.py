"""Finds the largest batch that the GPU's memory holds, by trying: --fit-batch."""

import gc
from pathlib import Path

import torch
from torch.utils.data import default_collate

from .config import RunConfig, Stage
from .hardware import device_of
from .recipe import Recipe


def fitting_settings(
    recipe_class: type[Recipe], config: RunConfig, data: Path, folder: Path, device: str | None
) -> list[str]:
    """KEY=VALUE for every stage whose batch does not fit: half of it, or a quarter .., with the rate divided by the
    root of that, and as many more steps, so that the run sees as many pictures. Raises ValueError, with a sentence,
    when not even one picture fits."""
    settings = []
    for number, stage in enumerate(config.stages):
        batch = stage.batch
        while not _fits(recipe_class, config, stage, batch, data, folder, device):
            if batch == 1:
                raise ValueError(f"Not even one picture of {stage.size} px fits into the memory of this GPU.")
            batch //= 2
        if batch == stage.batch:
            continue
        share = stage.batch / batch
        settings += [f"stages.{number}.batch={batch}", f"stages.{number}.rate={stage.rate / share**0.5:.3g}"]
        settings += [f"stages.{number}.steps={round(stage.steps * share)}"] if stage.steps else []
    return settings


def _fits(
    recipe_class: type[Recipe],
    config: RunConfig,
    stage: Stage,
    batch: int,
    data: Path,
    folder: Path,
    device: str | None,
) -> bool:
    """Whether two steps fit: the second one with all that optimisers remember."""
    where = device_of(device)
    try:
        recipe = recipe_class(config, recipe_class.start(config, where, pretrained=False), data, folder, where)
        dataset = recipe.dataset(stage)
        samples = default_collate([dataset[number] for number in range(batch)])
        for _ in range(2):
            recipe.learn(stage, 0.0, {name: torch.as_tensor(planes).to(where) for name, planes in samples.items()})
        return True
    except torch.OutOfMemoryError:
        return False
    finally:
        recipe = samples = None
        gc.collect()
        if where.type == "cuda":
            torch.cuda.empty_cache()
