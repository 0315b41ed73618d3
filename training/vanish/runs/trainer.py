"""The skeleton of every training: stages, checkpoints, logs. What is learned is the recipe's business (recipe.py).

The run's folder holds config.toml, log.jsonl, tensorboard/, samples/, index.html (the gallery) and checkpoint.pt
(networks, their averages, optimisers, step, random state). One process at a time holds it (run_lock.py). Ctrl-C and
SIGTERM save before they end the run; a kill loses a few minutes at most.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

from ..common.atomic_files import written_whole
from . import parallel
from .batches import load_batches
from .config import RunConfig, Stage
from .optimising import rate_at
from .progress import Progress
from .recipe import Recipe
from .record import Record, note_event
from .run_lock import hold
from .training import Training, keep_checkpoint


def train(
    recipe_class: type[Recipe],
    config: RunConfig,
    new_config: Path | None,
    data: Path,
    folder: Path,
    resume: bool,
    weights: Path | None,
) -> None:
    """Runs, or resumes, a run. new_config: the TOML of a new run. weights: what a new run starts from."""
    device = parallel.start()
    try:
        with held_run(new_config, folder, resume):
            torch.set_flush_denormal(True)  # without it, the first steps on a CPU take ten times as long
            torch.backends.cudnn.benchmark = True  # all pictures of a stage have one size
            training = recipe_class.start(config, device)
            if resume:
                training.load(folder / "checkpoint.pt")
                note_event(folder, training.step, "Resumed from the last checkpoint.")
            elif weights:
                training.load_weights(weights)
            recipe = recipe_class(config, training, data, folder, device)
            run(
                recipe, training, config.stages, folder,
                device=device, workers=config.workers, checkpoint_minutes=config.checkpoint_minutes, echo=config.echo,
            )  # fmt: skip
    finally:
        parallel.stop()


def config_file(new_config: Path | None, folder: Path, resume: bool) -> Path:
    """Where a run's TOML is to be read: in its folder, or, for a new run, where it was named. Raises OSError or
    ValueError with a sentence."""
    if resume:
        if not (folder / "checkpoint.pt").exists():
            raise FileNotFoundError(f"{folder} holds no checkpoint to resume from.")
        return folder / "config.toml"
    _refuse_another(folder)
    if new_config is None:
        raise ValueError("A new run needs --config FILE.")
    return new_config


@contextmanager
def held_run(new_config: Path | None, folder: Path, resume: bool) -> Iterator[None]:
    """Makes a new run's folder, with a copy of its TOML, and holds it against other processes; of several that train
    as one, the first does."""
    if parallel.rank() != 0:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with hold(folder):
        if not resume:
            _refuse_another(folder)  # it may have begun, and ended, meanwhile
            with written_whole(folder / "config.toml") as fresh:
                shutil.copyfile(new_config, fresh)
        yield


def _refuse_another(folder: Path) -> None:
    if (folder / "checkpoint.pt").exists():
        raise FileExistsError(f"{folder} holds a run already: add --resume to continue it, or name another folder.")


def run(
    recipe: Recipe,
    training: Training,
    stages: list[Stage],
    folder: Path,
    *,
    device: torch.device,
    workers: int,
    checkpoint_minutes: float,
    echo: bool = False,
) -> None:
    """Runs what is left of all stages. Raises FloatingPointError when training has diverged; the last checkpoint is
    then from before it."""
    steps = sum(stage.steps for stage in stages) if all(stage.steps for stage in stages) else None
    record = Record(folder, steps, training.step) if parallel.rank() == 0 else None
    saved = time.monotonic()
    first = 0
    for number, stage in enumerate(stages, 1):
        progress = Progress(number, stage, training, first)
        if progress.done < 1:
            dataset = recipe.dataset(stage)
            progress.begin()
            times = 2 if echo else 1
            for batch in load_batches(dataset, stage, training.pictures, progress.steps_left, device, workers, times):
                losses = recipe.learn(stage, rate_at(stage, progress.step, progress.done), batch)
                training.step += 1
                training.pictures += stage.batch
                progress.tick()
                if record:
                    record.step(training, losses, recipe)
                    if time.monotonic() - saved > 60 * checkpoint_minutes:
                        training.save(folder / "checkpoint.pt")
                        saved = time.monotonic()
                if progress.done >= 1:
                    break
            if record:
                training.save(folder / "checkpoint.pt")
                if number < len(stages):  # the next one may do worse
                    keep_checkpoint(folder, f"stage-{number}")
        first = first + stage.steps if stage.steps else training.step
    if record:
        record.sample(training, recipe)
        record.close()
