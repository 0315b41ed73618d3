"""How much of a stage is done, by steps or by minutes, across stops."""

import time

import torch

from . import parallel
from .config import Stage
from .training import Training


class Progress:
    """The clock of one stage. The training's memory, which a checkpoint keeps, holds where the stage began and how long
    it has trained."""

    def __init__(self, number: int, stage: Stage, training: Training, earlier_steps: int):
        """number: the stage's, from 1. earlier_steps: the steps of the stages before it, for runs from before the
        memory held this."""
        self.stage, self.training = stage, training
        self.first, self.spent = f"first step of stage {number}", f"minutes of stage {number}"
        training.memory.setdefault(self.first, float(earlier_steps))

    @property
    def step(self) -> int:
        """Steps of this stage that are done."""
        return self.training.step - int(self.training.memory[self.first])

    @property
    def done(self) -> float:
        """The share of the stage that is done, 0..1; 1 = finished."""
        if self.stage.steps:
            return min(1.0, self.step / self.stage.steps)
        return min(1.0, self.training.memory.get(self.spent, 0.0) / self.stage.minutes)

    @property
    def steps_left(self) -> int:
        """The number of steps to prepare pictures for; for a stage by minutes, more than it can need."""
        return self.stage.steps - self.step if self.stage.steps else 2**31 // self.stage.batch

    def begin(self) -> None:
        """Starts the clock: earlier work, such as reading the photos, is not training."""
        self.looked = time.monotonic()

    def tick(self) -> None:
        """Adds the time since the last call, or since `begin`. Several processes use its mean, so that all of them end
        with the same step."""
        if not self.stage.minutes:
            return
        now = time.monotonic()
        minutes = (now - self.looked) / 60
        self.looked = now
        if parallel.world() > 1:
            minutes = parallel.average(torch.tensor(minutes, dtype=torch.float64)).item()
        self.training.memory[self.spent] = self.training.memory.get(self.spent, 0.0) + minutes
