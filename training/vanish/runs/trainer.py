"""The skeleton of every training: stages, checkpoints, logs. What is learned is the recipe's business (recipe.py).

The run's folder holds config.toml, log.jsonl, tensorboard/, samples/, index.html (the gallery) and checkpoint.pt
(networks, their averages, optimisers, step, random state). One process at a time holds it (run_lock.py). Ctrl-C and
SIGTERM save before they end the run; a kill loses a few minutes at most.
"""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

from ..common.atomic_files import written_whole
from . import parallel
from .batches import load_batches
from .config import RunConfig, Stage
from .fine_tuning import advice
from .optimising import rate_at
from .origin import note_counts, note_start, started_from_weights
from .progress import Progress
from .recipe import Recipe
from .record import Record, note_event
from .run_lock import hold
from .stopping import Stopped, StopRequests
from .training import Training, keep_checkpoint


def train(
    recipe_class: type[Recipe],
    config: RunConfig,
    new_toml: str | None,
    data: Path,
    folder: Path,
    weights: Path | None,
) -> None:
    """Runs, or resumes, a run. new_toml: the text of a new run's TOML; None to resume. weights: what a new run starts
    from. Raises Stopped, with a sentence, when it was asked to stop."""
    device, resume = parallel.start(), new_toml is None
    try:
        with held_run(new_toml, folder):
            torch.set_flush_denormal(True)  # without it, the first steps on a CPU take ten times as long
            torch.backends.cudnn.benchmark = True  # all pictures of a stage have one size
            training = recipe_class.start(config, device)
            if resume:
                training.load(folder / "checkpoint.pt")
                note_event(folder, training.step, "Resumed from the last checkpoint.")
            elif weights:
                training.load_weights(weights)
            if not resume and parallel.rank() == 0:
                note_start(folder, weights)
            recipe = recipe_class(config, training, data, folder, device)
            run(
                recipe, training, config.stages, folder,
                device=device, workers=config.workers, checkpoint_minutes=config.checkpoint_minutes, echo=config.echo,
            )  # fmt: skip
    except Stopped:
        raise
    except KeyboardInterrupt:
        raise Stopped(_how_to_go_on(folder)) from None
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
def held_run(new_toml: str | None, folder: Path) -> Iterator[None]:
    """Makes a new run's folder, with its TOML, and holds it against other processes; of several that train
    as one, the first does."""
    if parallel.rank() != 0:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with hold(folder):
        if new_toml is not None:
            _refuse_another(folder)  # it may have begun, and ended, meanwhile
            with written_whole(folder / "config.toml") as fresh:
                fresh.write_text(new_toml, encoding="utf-8")
        yield


def _refuse_another(folder: Path) -> None:
    if (folder / "checkpoint.pt").exists():
        raise FileExistsError(f"{folder} already holds a run: add --resume to continue it, or name another folder.")


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
    then from before it. Raises Stopped after Ctrl-C and SIGTERM, when it has saved."""
    steps = sum(stage.steps for stage in stages) if all(stage.steps for stage in stages) else None
    record = Record(folder, steps, training.step) if parallel.rank() == 0 else None
    saved = time.monotonic()
    first = 0
    for number, stage in enumerate(stages, 1):
        progress = Progress(number, stage, training, first)
        if progress.done < 1:
            dataset = recipe.dataset(stage)
            if record:
                counts = recipe.counts()
                note_counts(folder, counts)
                if training.step == 0 and started_from_weights(folder):
                    note_event(folder, 0, advice(counts["photos"], stages))
            progress.begin()
            times = 2 if echo else 1
            batches = load_batches(dataset, stage, training.pictures, progress.steps_left, device, workers, times)
            with StopRequests() as stop:
                for batch in batches:
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
                    if stop.is_asked:
                        if record:
                            training.save(folder / "checkpoint.pt")
                            record.close()
                        raise Stopped(_how_to_go_on(folder, training.step), stop.signal_number or signal.SIGTERM)
            if record:
                training.save(folder / "checkpoint.pt")
                if number < len(stages):  # the next one may do worse
                    keep_checkpoint(folder, f"stage-{number}")
        first = first + stage.steps if stage.steps else training.step
    if record:
        record.sample(training, recipe)
        record.close()


def _how_to_go_on(folder: Path, saved_step: int | None = None) -> str:
    """What a run that ends before its time says. saved_step: the step that it saved just now, where it did."""
    if saved_step is not None:
        return f"stopped at step {saved_step:,}, and saved. Add --resume to continue from there."
    if (folder / "checkpoint.pt").exists():
        return "stopped at once. Add --resume to continue from the last checkpoint."
    return "stopped before the first checkpoint, so there is nothing to resume. Start the run again."
