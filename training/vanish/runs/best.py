"""Keeps the checkpoint with the best result on the validation pictures, and decides when to stop."""

import math
import shutil
from pathlib import Path

from ..common.atomic_files import written_whole
from .config import Stage
from .optimising import growing_steps
from .training import Training

NAME = "checkpoint-best.pt"
FIGURE = "validation hole"
"""The health indicator that falls as the network improves. Kinds of run that have none take all their steps."""
BEST, AT, SINCE, FIRST = "best validation", "step of the best", "samples since the best", "validation at the start"
"""The key in the training's memory under which these are kept, so that a resumed run knows them."""


class Best:
    """For one run. Only the process that writes checkpoints looks at the figures; all processes ask `is_over`
    together."""

    def __init__(self, training: Training, folder: Path, patience: int):
        """patience: the run stops after this many samples without a better figure, counted once the rate has stopped
        growing; 0 = never, and nothing is kept."""
        self.training, self.folder, self.patience = training, folder, patience

    def look(self, health: dict[str, float], is_growing: bool = False) -> None:
        """Keeps this checkpoint if no earlier sample was as good. is_growing: whether the rate is still growing, so
        that a figure that is no better does not count yet."""
        memory, value = self.training.memory, health.get(FIGURE, math.nan)
        if not self.patience or math.isnan(value):
            return
        memory.setdefault(FIRST, value)
        if value < memory.get(BEST, math.inf):
            memory |= {BEST: value, AT: float(self.training.step), SINCE: 0.0}
            self.training.save(self.folder / NAME)
        elif not is_growing:
            memory[SINCE] = memory.get(SINCE, 0.0) + 1

    @property
    def is_over(self) -> bool:
        return self.patience > 0 and self.training.memory.get(SINCE, 0.0) >= self.patience

    def settle(self) -> str:
        """Replaces the last checkpoint with the best; the last one is kept as checkpoint-last.pt. Returns a sentence;
        "" if nothing was kept."""
        best, last = self.folder / NAME, self.folder / "checkpoint.pt"
        if not self.patience or not best.exists():
            return ""
        memory = self.training.memory
        at, value, first = int(memory[AT]), memory[BEST], memory[FIRST]
        if at != self.training.step:
            _copy(last, self.folder / "checkpoint-last.pt")
            _copy(best, last)
            self.training.load(last)
        return f"Step {at:,} is the best, with a {FIGURE} of {value:.4f} (at the start: {first:.4f})."


def earliest_stop(stage: Stage, sample_every: int, patience: int) -> int | None:
    """The first step at which a run of one stage may stop early; None where that is not before its end."""
    first = (growing_steps(stage) // sample_every + 1) * sample_every
    step = first + (patience - 1) * sample_every
    return step if patience and (not stage.steps or step < stage.steps) else None


def _copy(file: Path, to: Path) -> None:
    with written_whole(to) as fresh:
        shutil.copyfile(file, fresh)
