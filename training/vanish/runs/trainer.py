"""The skeleton of every training: stages, checkpoints, logs. What is learned is the recipe's business (recipe.py).

The run's folder holds config.toml, log.jsonl, tensorboard/, samples/, index.html (the gallery) and checkpoint.pt
(networks, their averages, optimisers, step, random state). One process at a time holds it (run_lock.py). Ctrl-C and
SIGTERM save before they end the run; a kill loses a few minutes at most.
"""

import shlex
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import torch
from torch.utils.data import Dataset

from ..common.atomic_files import written_whole
from ..common.threads import choose_threads
from ..data.account import account
from . import parallel
from .batches import load_batches
from .best import Best
from .config import RunConfig
from .fine_tuning import advice
from .gallery import PAGE, write_gallery
from .hardware import described
from .leftovers import set_aside
from .mlflow_log import NOTE, MlflowBoard
from .optimising import growing_steps, rate_at
from .origin import note_counts, note_start, started_from_weights
from .progress import Progress
from .recipe import Recipe
from .record import Record, note_event
from .run_lock import hold
from .stopping import Stopped, StopRequests
from .toml import read_toml
from .training import Training, keep_checkpoint


def train(
    recipe_class: type[Recipe],
    config: RunConfig,
    new_toml: str | None,
    data: Path,
    folder: Path,
    weights: Path | None,
    wanted_device: str | None = None,
    logs: Sequence[str] = (),
) -> None:
    """Runs, or resumes, a run. new_toml: the text of a new run's TOML; None to resume. weights: what a new run starts
    from. wanted_device: "cpu", "cuda" or "cuda:1"; None for a GPU if there is one. logs: where else its figures go
    ("mlflow"); a resumed run keeps the logs that it had. Raises Stopped, with a sentence, if it was asked to stop."""
    device, resume = parallel.start(wanted_device), new_toml is None
    try:
        with held_run(new_toml, folder):
            threads = choose_threads(parallel.on_this_machine())
            if parallel.rank() == 0:
                print(described(device, config.bfloat16, threads), flush=True)
            torch.set_flush_denormal(True)  # without it, the first steps on a CPU take ten times as long
            torch.backends.cudnn.benchmark = True  # all pictures of a stage have one size
            training = recipe_class.start(config, device)
            if resume:
                training.load(folder / "checkpoint.pt")
                note_event(folder, training.step, "Resumed from the last checkpoint.")
            elif weights:
                training.load_weights(weights)
            if not resume and parallel.rank() == 0:
                if place := set_aside(folder, weights):
                    print(f"An earlier run's files in {folder} were moved to {place}.", flush=True)
                note_start(folder, weights)
            recipe = recipe_class(config, training, data, folder, device)
            run(recipe, training, config, data, folder, device, logs)
    except Stopped:
        raise
    except KeyboardInterrupt:
        raise Stopped(_how_to_go_on(folder)) from None
    finally:
        parallel.stop()


def config_file(new_config: Path | None, folder: Path, resume: bool) -> Path:
    """Where to read a run's TOML: in its folder or, for a new run, where it was named. Raises OSError or ValueError
    with a sentence."""
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
    """Creates a new run's folder, with its TOML, and locks it against other processes. If several processes train as
    one, only the first does so."""
    if parallel.rank() != 0:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with hold(folder):
        if new_toml is not None:
            _refuse_another(folder)  # meanwhile it may have begun and ended
            with written_whole(folder / "config.toml") as fresh:
                fresh.write_text(new_toml, encoding="utf-8")
        yield


def _refuse_another(folder: Path) -> None:
    if (folder / "checkpoint.pt").exists():
        raise FileExistsError(f"{folder} already holds a run: add --resume to continue it, or name another folder.")


def run(
    recipe: Recipe,
    training: Training,
    config: RunConfig,
    data: Path,
    folder: Path,
    device: torch.device,
    logs: Sequence[str] = (),
) -> None:
    """Runs the rest of all stages on the device. Raises FloatingPointError if training has diverged; the last
    checkpoint is then from before that. Raises Stopped after Ctrl-C and SIGTERM, when it has saved."""
    record, is_whole = None, False
    if parallel.rank() == 0:
        with_mlflow = "mlflow" in logs or (folder / NOTE).exists()
        board = MlflowBoard(folder, read_toml(folder / "config.toml")) if with_mlflow else None
        record = Record(folder, training.step, config.sample_every, board)
    best = Best(training, folder, config.patience)
    try:
        earlier, is_told = 0, False
        for number, stage in enumerate(config.stages, 1):
            progress = Progress(number, stage, training, earlier)
            if progress.done < 1 and not _is_over(best):
                if record and not is_told:
                    record.say(f"Reading the photos in {data}.")
                dataset = recipe.dataset(stage)
                if record:
                    if not is_told:
                        _account(recipe, training, config, data, folder)
                    is_told = True
                    record.begin(number, len(config.stages), progress)
                    if training.step == 0 and (best.patience or started_from_weights(folder)):
                        best.look(record.sample(training, recipe), is_growing=True)  # the starting point
                _run_stage(recipe, training, config, dataset, progress, best, record, folder, device)
                if record and number < len(config.stages):  # the next one may be worse
                    keep_checkpoint(folder, f"stage-{number}")
            earlier = earlier + stage.steps if stage.steps else training.step
        if record:
            _end(recipe, training, best, record, folder)
        is_whole = True
    finally:
        if record:
            record.close(is_whole)
            with suppress(OSError):  # must not hide what ended the run
                write_gallery(folder)  # as a page that no longer reloads


def _run_stage(
    recipe: Recipe,
    training: Training,
    config: RunConfig,
    dataset: Dataset,
    progress: Progress,
    best: Best,
    record: Record | None,
    folder: Path,
    device: torch.device,
) -> None:
    """Runs the rest of one stage, and saves."""
    stage, times, saved = progress.stage, 2 if config.echo else 1, time.monotonic()
    growing = growing_steps(stage)
    progress.begin()
    batches = load_batches(dataset, stage, training.pictures, progress.steps_left, device, config.workers, times)
    with StopRequests() as stop:
        for batch in batches:
            losses = recipe.learn(stage, rate_at(stage, progress.step, progress.done), batch)
            training.step += 1
            training.pictures += stage.batch
            progress.tick()
            is_sampled = training.step % config.sample_every == 0
            if record:
                record.step(training, losses)
                if is_sampled:
                    best.look(record.sample(training, recipe), progress.step <= growing)
                if time.monotonic() - saved > 60 * config.checkpoint_minutes:
                    training.save(folder / "checkpoint.pt")
                    saved = time.monotonic()
            if progress.done >= 1 or (is_sampled and _is_over(best)):
                break
            if stop.is_asked:
                if record:
                    training.save(folder / "checkpoint.pt")
                raise Stopped(_how_to_go_on(folder, training.step), stop.signal_number or signal.SIGTERM)
    if record:
        training.save(folder / "checkpoint.pt")


def _is_over(best: Best) -> bool:
    """Whether it is time to stop, as decided by the process that looks at the samples; the others learn it here."""
    return best.patience > 0 and parallel.is_any(best.is_over)


def _account(recipe: Recipe, training: Training, config: RunConfig, data: Path, folder: Path) -> None:
    """Prints, and records for the card, what the run learns from, and how long that should take."""
    counts = recipe.counts()
    note_counts(folder, counts)
    for sentence in account(data, counts):
        print(sentence, flush=True)
    if training.step == 0 and started_from_weights(folder):
        note_event(folder, 0, advice(counts["photos"], config.stages))


def _end(recipe: Recipe, training: Training, best: Best, record: Record, folder: Path) -> None:
    """The last sample; the best checkpoint in place of the last; and what to do next."""
    if training.step % record.sample_every:
        best.look(record.sample(training, recipe))
    if best.is_over:
        note_event(folder, training.step, f"The run ends here: its last {best.patience} samples were no better.")
    steps, pictures = training.step, training.pictures
    if said := best.settle():
        note_event(folder, steps, said)
    record.say(
        f"Done: {steps:,} steps, {pictures:,} pictures. The gallery is {folder / PAGE}. Next: "
        f"`vanish evaluate`, `vanish try` or `vanish export`, each with --run {shlex.quote(str(folder))}."
    )


def _how_to_go_on(folder: Path, saved_step: int | None = None) -> str:
    """The message of a run that ends early. saved_step: the step that it just saved, if it did."""
    if saved_step is not None:
        return f"stopped and saved at step {saved_step:,}. Add --resume to continue from there."
    if (folder / "checkpoint.pt").exists():
        return "stopped at once. Add --resume to continue from the last checkpoint."
    return "stopped before the first checkpoint, so there is nothing to resume. Start the run again."
