"""The skeleton of every training: stages, checkpoints, averages, logs. What is learned is a recipe's business.

The run's folder holds config.toml, log.jsonl, tensorboard/, samples/, index.html (the gallery) and checkpoint.pt
(networks, their averages, optimisers, step, random state). One process at a time holds it (run_lock.py). Stopping at
any time, also by a kill, loses a few minutes at the most.
"""

import copy
import math
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from ..common.atomic_files import written_whole
from ..common.cores import loader_processes
from . import parallel
from .config import RunConfig, Stage
from .progress import Progress
from .record import Record, note_event
from .run_lock import hold
from .training import Training

Config = TypeVar("Config", bound=RunConfig)
WARM_UP_STEPS = 200


class Recipe(Protocol):
    """What a kind of training must offer."""

    def dataset(self, stage: Stage) -> Dataset:
        """Numbered pictures without end; number i is always the same."""

    def learn(self, stage: Stage, rate: float, batch: dict[str, Tensor]) -> dict[str, Tensor | float]:
        """One step on this process' part of the batch. Returns losses and signs of health by name."""

    def sample(self) -> tuple[list[Tensor], dict[str, float]]:
        """Rows of pictures on a fixed batch, the first of them the output, and signs of health."""

    def given(self) -> list[Tensor]:
        """The fixed batch's own rows: input .. target."""


def train(
    read: Callable[[Path], Config],
    start: Callable[[Config, torch.device], Training],
    recipe_of: Callable[[Config, Training, Path, Path, torch.device], Recipe],
    config_file: Path | None,
    data: Path,
    folder: Path,
    resume: bool,
    weights: Path | None,
) -> None:
    """Runs, or goes on with, a run of one kind. read: its TOML; start: fresh networks; recipe_of: its recipe, of the
    config, the training, the photos' and the run's folder and the device. weights: kept ones that a new run starts
    from."""
    device = parallel.start()
    try:
        config = read_run_config(read, config_file, folder, resume)
        with held_run(config_file, folder, resume):
            torch.set_flush_denormal(True)  # without it, the first steps on a CPU take ten times as long
            torch.backends.cudnn.benchmark = True  # all pictures of a stage have one size
            training = start(config, device)
            if resume:
                training.load(folder / "checkpoint.pt")
                note_event(folder, training.step, "Going on from the last checkpoint.")
            elif weights:
                training.load_weights(weights)
            recipe = recipe_of(config, training, data, folder, device)
            run(
                recipe, training, config.stages, folder,
                device=device, workers=config.workers, checkpoint_minutes=config.checkpoint_minutes, echo=config.echo,
            )  # fmt: skip
    finally:
        parallel.stop()


def read_run_config(read: Callable[[Path], Config], config_file: Path | None, folder: Path, resume: bool) -> Config:
    """Reads a run's TOML: the one in its folder, or a new run's. Raises OSError or ValueError with a sentence."""
    if resume:
        if not (folder / "checkpoint.pt").exists():
            raise FileNotFoundError(f"{folder} holds no checkpoint to go on from.")
        return read(folder / "config.toml")
    _refuse_another(folder)
    if config_file is None:
        raise ValueError("A new run needs --config FILE.")
    return read(config_file)


@contextmanager
def held_run(config_file: Path | None, folder: Path, resume: bool) -> Iterator[None]:
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
                shutil.copyfile(config_file, fresh)
        yield


def _refuse_another(folder: Path) -> None:
    if (folder / "checkpoint.pt").exists():
        raise FileExistsError(f"{folder} holds a run already: add --resume to go on, or name another folder.")


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
    """Runs what is left of all stages. Raises FloatingPointError when training has broken; the last checkpoint is
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
            batches = _load(dataset, stage, training.pictures, progress.steps_left, device, workers, 2 if echo else 1)
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
            if record:
                training.save(folder / "checkpoint.pt")
                if number < len(stages):  # the next one may do worse
                    keep_checkpoint(folder, f"stage-{number}")
        first = first + stage.steps if stage.steps else training.step
    if record:
        record.sample(training, recipe)
        record.close()


def rate_at(stage: Stage, step: int, done: float) -> float:
    """The learning rate at a step of a stage, of which a share `done` (0..1) is over: a short warm-up, then the stage's
    decay."""
    warm = min(1.0, (step + 1) / WARM_UP_STEPS)
    left = {"none": 1.0, "cosine": 0.5 + 0.5 * math.cos(math.pi * done), "linear": min(1.0, 2.0 - 2.0 * done)}
    return stage.rate * warm * left[stage.decay]


def descend(network: nn.Module, optimiser: torch.optim.Optimizer, loss: Tensor, rate: float, limit: float) -> float:
    """One step of the optimiser down the loss, with clipped gradients. Returns the gradients' norm before clipping.
    Raises FloatingPointError, and changes nothing, when that is no number."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    parameters = [p for p in network.parameters() if p.requires_grad]
    parallel.average_gradients(parameters)
    norm = nn.utils.clip_grad_norm_(parameters, limit).item()
    if not math.isfinite(norm):
        raise FloatingPointError("The loss is no number any more; the last checkpoint is unharmed.")
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.step()
    return norm


def average_of(network: nn.Module) -> nn.Module:
    """A copy to hold the exponential moving average of a network."""
    return copy.deepcopy(network).eval().requires_grad_(False)


@torch.no_grad()
def move_average(average: nn.Module, network: nn.Module, decay: float) -> None:
    """Moves the average one step. Numbers that count are copied."""
    for kept, new in zip(average.parameters(), network.parameters(), strict=True):
        kept.lerp_(new, 1.0 - decay)
    for kept, new in zip(average.buffers(), network.buffers(), strict=True):
        kept.copy_(new if not new.is_floating_point() else torch.lerp(kept, new, 1.0 - decay))


def _load(
    dataset: Dataset, stage: Stage, first: int, steps: int, device: torch.device, workers: int, times: int
) -> Iterator[dict[str, Tensor]]:
    """This process' parts of the next batches, after `first` pictures. Each batch comes `times` times, every second
    time mirrored."""
    graphics = device.type == "cuda"
    if stage.batch % parallel.world():
        raise ValueError(f"A batch of {stage.batch} cannot be split evenly over {parallel.world()} processes.")
    batches, rest = divmod(first, stage.batch)
    fresh, over = batches // times * stage.batch + rest, batches % times  # over: echoes from before a stop
    loader = DataLoader(
        dataset,
        batch_sampler=_Parts(fresh, -(-steps // times), stage.batch, parallel.rank(), parallel.world()),
        num_workers=workers or loader_processes(parallel.on_this_machine()),
        prefetch_factor=4,
        pin_memory=graphics,
        collate_fn=as_bytes if graphics else None,
        generator=torch.Generator(),  # it draws a number at its start, which a resumed run must not find missing
    )
    for batch in loader:
        there = from_bytes(batch, device) if graphics else {name: value.to(device) for name, value in batch.items()}
        for echo in range(over, times):
            yield {name: value.flip(3) for name, value in there.items()} if echo % 2 else there
        over = 0


def as_bytes(samples: list[dict[str, np.ndarray]]) -> dict[str, tuple[Tensor, bool]]:
    """A batch whose pictures of numbers 0..1 have become bytes: a quarter of what must go from process to process, and
    to the device. With each: whether it was made so."""
    return {
        name: (torch.from_numpy(np.stack([_bytes(sample[name]) for sample in samples])), value.dtype == np.float32)
        for name, value in samples[0].items()
    }


def from_bytes(batch: dict[str, tuple[Tensor, bool]], device: torch.device) -> dict[str, Tensor]:
    """The batch on the device, as `as_bytes` got it."""
    there = {name: (value.to(device, non_blocking=True), made) for name, (value, made) in batch.items()}
    return {name: value.float() / 255 if made else value for name, (value, made) in there.items()}


def _bytes(planes: np.ndarray) -> np.ndarray:
    if planes.dtype != np.float32:
        return planes
    rows = planes.reshape(-1, planes.shape[-1])
    return cv2.convertScaleAbs(rows, alpha=255.0).reshape(planes.shape)


class _Parts:
    """The pictures' numbers, batch by batch, in order; of each batch the part of one process."""

    def __init__(self, first: int, steps: int, batch: int, rank: int, world: int):
        self.first, self.steps, self.batch = first, steps, batch
        self.part = batch // world
        self.offset = rank * self.part

    def __iter__(self) -> Iterator[list[int]]:
        for step in range(self.steps):
            start = self.first + step * self.batch + self.offset
            yield list(range(start, start + self.part))

    def __len__(self) -> int:
        return self.steps


def keep_checkpoint(folder: Path, name: str) -> None:
    """Keeps a copy of the run's last checkpoint, which later ones do not replace."""
    if parallel.rank() == 0 and (folder / "checkpoint.pt").exists():
        with written_whole(folder / f"checkpoint-{name}.pt") as fresh:
            shutil.copyfile(folder / "checkpoint.pt", fresh)
