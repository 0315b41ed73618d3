"""What a run writes about itself: log.jsonl, TensorBoard, samples, events, and the gallery."""

import json
import time
from pathlib import Path

from torch import Tensor
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from ..common.picture_sheet import write_sheet
from . import parallel
from .gallery import write_gallery
from .recipe import Recipe
from .training import Training

LOG_EVERY = 50
"""Steps a line, a mean over them: every few seconds on a GPU, every minute or two on a CPU."""
SAMPLE_EVERY = 500
"""Steps a sample: enough for forty rows of the gallery in a run of 20,000."""


def note_event(folder: Path, step: int, sentence: str) -> None:
    """Prints an event and adds it to the run's gallery. Of several processes, only the first does."""
    if parallel.rank() != 0:
        return
    tqdm.write(f"Step {step}: {sentence}")
    with (folder / "events.jsonl").open("a") as events:
        events.write(json.dumps({"step": step, "event": sentence}) + "\n")


class Record:
    """The logbook of a run. It never stops the run: a sample that fails is reported and skipped."""

    def __init__(self, folder: Path, steps: int | None, done: int):
        """steps: of the whole run, where that is known. done: of them."""
        self.folder = folder
        self.board = SummaryWriter(str(folder / "tensorboard"), purge_step=done or None)
        self.bar = tqdm(total=steps, initial=done, unit="step", disable=None, dynamic_ncols=True)
        self.began, self.steps, self.sums = time.monotonic(), 0, {}

    def step(self, training: Training, losses: dict[str, Tensor | float], recipe: Recipe) -> None:
        self.bar.update()
        self.steps += 1
        for name, value in losses.items():  # not every step has every loss
            total, count = self.sums.get(name, (0.0, 0))
            self.sums[name] = total + (value.detach() if isinstance(value, Tensor) else value), count + 1
        if training.step % LOG_EVERY == 0:
            seconds = (time.monotonic() - self.began) / self.steps
            means = {name: float(total) / count for name, (total, count) in self.sums.items()}
            self._write(training, means | {"seconds per step": seconds})
            self.began, self.steps, self.sums = time.monotonic(), 0, {}
        if training.step % SAMPLE_EVERY == 0:
            began = time.monotonic()
            self.sample(training, recipe)
            self.began += time.monotonic() - began

    def sample(self, training: Training, recipe: Recipe) -> None:
        try:
            rows, health = recipe.sample()
            if not (self.folder / "samples" / "given.jpg").exists():
                write_sheet(self.folder / "samples" / "given.jpg", recipe.given())
            write_sheet(self.folder / "samples" / f"{training.step:07}.jpg", rows)
            self._write(training, health)
            write_gallery(self.folder)
        except (OSError, ValueError, RuntimeError) as problem:
            self.bar.write(f"This sample failed, and the run continues: {problem}")

    def _write(self, training: Training, values: dict[str, float]) -> None:
        line = {"step": training.step, "pictures": training.pictures}
        line |= {name: float(f"{value:.5g}") for name, value in values.items()}
        try:
            with (self.folder / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            for name, value in values.items():
                self.board.add_scalar(name, value, training.step)
        except OSError as problem:  # a full disk, for one
            self.bar.write(f"The log could not be written, and the run continues: {problem}")
        self.bar.write(json.dumps(line))

    def close(self) -> None:
        self.board.close()
        self.bar.close()
