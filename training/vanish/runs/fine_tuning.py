"""How many steps to fine-tune trained weights for, on your own photos."""

from .config import Stage

VIEWS = 32
"""How often each photo is shown, each time with another crop, other people and another camera. This is a rule of thumb:
a third of the 94 views (252,680 pictures of 2,684 photos) with which guided-lite was trained from scratch."""
FEWEST, MOST = 200, 4000
"""With fewer steps, the rate's warm-up would dominate. After more, it is better to measure, and to start another run
from the result."""


def recommended_steps(photos: int, batch: int) -> int:
    """Recommended steps for fine-tuning on this many photos without people, in multiples of fifty."""
    return min(MOST, max(FEWEST, round(VIEWS * photos / batch / 50) * 50))


def advice(photos: int, stages: list[Stage]) -> str:
    """A sentence about the number of steps, for a run that starts from trained weights."""
    good, planned = recommended_steps(photos, stages[0].batch), sum(stage.steps for stage in stages)
    plan = f"this run takes {planned:,}" if all(stage.steps for stage in stages) else "this run is limited by time"
    return f"For {photos:,} photos, about {good:,} fine-tuning steps are a good start; {plan}."
