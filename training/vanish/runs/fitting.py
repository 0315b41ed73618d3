"""Finds the largest batch that fits into the GPU's memory, by trying: --fit-batch."""

import gc
from collections.abc import Callable
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
    root of that factor, and correspondingly more steps, so that the run sees as many pictures. Raises ValueError with a
    sentence if not even one picture fits."""
    settings, where = [], device_of(device)
    reader = _recipe(recipe_class, config, data, folder, torch.device("cpu"))
    for number, stage in enumerate(config.stages):
        batch, dataset = stage.batch, reader.dataset(stage)  # reads the photos once, for all stages and tries
        samples = [dataset[number] for number in range(batch)]
        while not _fits(lambda: _recipe(recipe_class, config, data, folder, where), stage, samples[:batch], where):
            if batch == 1:
                raise ValueError(f"Not even one picture of {stage.size} px fits into this GPU's memory.")
            batch //= 2
        if batch == stage.batch:
            continue
        share = stage.batch / batch
        settings += [f"stages.{number}.batch={batch}", f"stages.{number}.rate={stage.rate / share**0.5:.3g}"]
        settings += [f"stages.{number}.steps={round(stage.steps * share)}"] if stage.steps else []
    return settings


def _recipe(recipe_class: type[Recipe], config: RunConfig, data: Path, folder: Path, device: torch.device) -> Recipe:
    return recipe_class(config, recipe_class.start(config, device, pretrained=False), data, folder, device)


def _fits(make_recipe: Callable[[], Recipe], stage: Stage, samples: list[dict], where: torch.device) -> bool:
    """Whether two steps on these samples fit; by the second one, the optimisers have allocated their state."""
    try:
        _learn_twice(make_recipe(), stage, samples, where)
        return True
    except torch.OutOfMemoryError:
        return False
    finally:
        gc.collect()
        if where.type == "cuda":
            torch.cuda.empty_cache()


def _learn_twice(recipe: Recipe, stage: Stage, samples: list[dict], where: torch.device) -> None:
    """A separate function, so that everything it holds is freed when it ends."""
    batch = {name: torch.as_tensor(planes).to(where) for name, planes in default_collate(samples).items()}
    for _ in range(2):
        recipe.learn(stage, 0.0, batch)
