"""What a run writes about itself: log.jsonl, TensorBoard, samples, events, and the gallery."""

import json
import time
from pathlib import Path

from torch import Tensor
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from ..common.picture_sheet import write_sheet
from . import parallel
from .console import Console
from .gallery import write_gallery
from .mlflow_log import MlflowBoard
from .progress import Progress
from .recipe import Recipe
from .training import Training

LOG_EVERY = 50
"""Steps per line, which has their means: one every few seconds on a GPU, every minute or two on a CPU."""


def note_event(folder: Path, step: int, sentence: str) -> None:
    """Prints an event and adds it to the run's gallery. Of several processes, only the first does so."""
    if parallel.rank() != 0:
        return
    tqdm.write(f"Step {step}: {sentence}")
    with (folder / "events.jsonl").open("a") as events:
        events.write(json.dumps({"step": step, "event": sentence}) + "\n")


class Record:
    """The logs of a run. It never stops the run: a sample that fails is reported and skipped."""

    def __init__(self, folder: Path, done: int, sample_every: int, mlflow: MlflowBoard | None = None):
        """done: steps that the run has completed. sample_every: steps between samples. mlflow: the MLflow log, if
        any."""
        self.folder, self.sample_every = folder, sample_every
        self.mlflow = mlflow
        self.board = SummaryWriter(str(folder / "tensorboard"), purge_step=done or None)
        self.console: Console | None = None
        self.began, self.steps = time.monotonic(), 0
        self.sums: dict[str, tuple[Tensor | float, int]] = {}

    def begin(self, number: int, stages: int, progress: Progress) -> None:
        """Begins a stage, the `number`th of `stages`; the time before was not spent on steps."""
        self.close_console()
        self.console = Console(number, stages, progress)
        self.began, self.steps, self.sums = time.monotonic(), 0, {}

    def say(self, sentence: str) -> None:
        tqdm.write(sentence)

    def step(self, training: Training, losses: dict[str, Tensor | float]) -> None:
        self.steps += 1
        for name, value in losses.items():  # not every step has every loss
            total, count = self.sums.get(name, (0.0, 0))
            self.sums[name] = total + (value.detach() if isinstance(value, Tensor) else value), count + 1
        if training.step % LOG_EVERY == 0:
            seconds = (time.monotonic() - self.began) / self.steps
            means = {name: float(total) / count for name, (total, count) in self.sums.items()}
            self._write(training, means | {"seconds per step": seconds})
            self.began, self.steps, self.sums = time.monotonic(), 0, {}
        if self.console:
            self.console.step()

    def sample(self, training: Training, recipe: Recipe) -> dict[str, float]:
        """Writes a sample and the gallery. Returns the health indicators; none if it failed."""
        began = time.monotonic()
        health: dict[str, float] = {}
        try:
            rows, health = recipe.sample()
            if not (self.folder / "samples" / "given.jpg").exists():
                write_sheet(self.folder / "samples" / "given.jpg", recipe.given())
            sheet = self.folder / "samples" / f"{training.step:07}.jpg"
            write_sheet(sheet, rows)
            if self.mlflow:
                self.mlflow.picture(sheet)
            self._write(training, health)
            write_gallery(self.folder, is_running=True)
        except (OSError, ValueError, RuntimeError) as problem:
            tqdm.write(f"This sample failed, and the run continues: {problem}")
        self.began += time.monotonic() - began
        if self.console:
            self.console.pause(time.monotonic() - began)
        return health

    def _write(self, training: Training, values: dict[str, float]) -> None:
        line: dict[str, float] = {"step": training.step, "pictures": training.pictures}
        line |= {name: float(f"{value:.5g}") for name, value in values.items()}
        try:
            with (self.folder / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            for name, value in values.items():
                self.board.add_scalar(name, value, training.step)
        except OSError as problem:  # a full disk, for example
            tqdm.write(f"The log could not be written, and the run continues: {problem}")
        if self.mlflow:
            self.mlflow.figures(values, training.step)
        if self.console:
            self.console.line(training.step, values)

    def close_console(self) -> None:
        if self.console:
            self.console.close()

    def close(self, is_whole: bool = True) -> None:
        """is_whole: whether the run reached its end."""
        self.board.close()
        if self.mlflow:
            self.mlflow.close("FINISHED" if is_whole else "KILLED")
        self.close_console()
