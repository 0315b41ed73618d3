"""How long to fine-tune trained weights on your own photos."""

from .config import Stage

VIEWS = 32
"""How often each photo is shown, every time with another crop, other people and another camera. A rule of thumb, a
third of the 94 views (252,680 pictures of 2,684 photos) that guided-lite had from nothing."""
FEWEST, MOST = 200, 4000
"""Of fewer steps, the rate's warm-up would be most. After more, measure, and start another run from the result."""


def recommended_steps(photos: int, batch: int) -> int:
    """Steps of a fine-tuning on so many photos without people, in whole fifties."""
    return min(MOST, max(FEWEST, round(VIEWS * photos / batch / 50) * 50))


def advice(photos: int, stages: list[Stage]) -> str:
    """A sentence on the steps of a run that starts from trained weights."""
    good, planned = recommended_steps(photos, stages[0].batch), sum(stage.steps for stage in stages)
    plan = f"this run takes {planned:,}" if all(stage.steps for stage in stages) else "this run is limited by time"
    return f"For {photos:,} photos, about {good:,} fine-tuning steps are a good start; {plan}."
