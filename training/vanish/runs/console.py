"""What a run prints while it trains: a progress bar on a terminal, and lines of text with the time left."""

import time
from collections.abc import Callable

from tqdm import tqdm

from .progress import Progress

FIRST_WORD = 10
"""Steps of a stage before its length is estimated, because the first ones also set up the device."""


class Console:
    """The text output of one stage, and its estimated time left. What was trained before a stop does not count."""

    def __init__(self, number: int, stages: int, progress: Progress, now: Callable[[], float] = time.monotonic):
        """number: the stage's, from 1, of `stages`. now: a clock, s."""
        self.progress, self.number, self.stages, self.now = progress, number, stages, now
        self.began, self.first_share, self.first_step = now(), progress.done, progress.step
        self.bar = tqdm(
            total=progress.stage.steps or None, initial=progress.step, unit="step", disable=None, dynamic_ncols=True,
            desc=f"stage {number} of {stages}" if stages > 1 else None,
        )  # fmt: skip

    def step(self) -> None:
        self.bar.update()
        if self.progress.step - self.first_step == FIRST_WORD and self.progress.done < 1:
            self.say(f"{self._pace()}: {self._left()}.")

    def pause(self, seconds: float) -> None:
        """Excludes time that was not spent on steps."""
        self.began += seconds

    def line(self, step: int, values: dict[str, float]) -> None:
        """One line of figures."""
        figures = ", ".join(f"{name} {value:.3g}" for name, value in values.items() if name != "seconds per step")
        timing = f" ({self._pace()}, {self._left()})" if "seconds per step" in values else ""
        self.say(f"Step {step:,}: {figures}{timing}")

    def say(self, sentence: str) -> None:
        self.bar.write(sentence)

    def close(self) -> None:
        self.bar.close()

    def _pace(self) -> str:
        steps = max(1, self.progress.step - self.first_step)
        return f"{(self.now() - self.began) / steps:.2g} s a step"

    def _left(self) -> str:
        done = self.progress.done - self.first_share
        if done <= 0:
            return "the time left is not known yet"
        left = duration((self.now() - self.began) * (1 - self.progress.done) / done)
        if self.stages == 1:
            return f"{left} left"
        after = self.stages - self.number
        return f"{left} left in stage {self.number}" + (f", then {after} more" if after else "")


def duration(seconds: float) -> str:
    """A duration in words: "40 s", "12 min", "2 h 05 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"
