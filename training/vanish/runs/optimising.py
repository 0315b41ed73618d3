"""One step of an optimiser, its learning rate, and the moving average of what it trains."""

import copy
import math

import torch
from torch import Tensor, nn

from . import parallel
from .config import Stage

ADVERSARIAL_BETAS = (0.5, 0.999)
"""Adam's betas for networks that train against each other, as in pix2pix and DCGAN (Radford et al. 2016): with a larger
first one they oscillate."""
WARM_UP_STEPS = 200
"""The rate grows to its full size over this many first steps of a stage: at first, the moments by which Adam scales its
steps mean little, and full steps would destroy trained weights."""


def rate_at(stage: Stage, step: int, done: float) -> float:
    """The learning rate at a step of a stage of which a share `done` (0..1) is over: a short warm-up, then the stage's
    decay."""
    warm = min(1.0, (step + 1) / WARM_UP_STEPS)
    left = {"none": 1.0, "cosine": 0.5 + 0.5 * math.cos(math.pi * done), "linear": min(1.0, 2.0 - 2.0 * done)}
    return stage.rate * warm * left[stage.decay]


def growing_steps(stage: Stage) -> int:
    """The number of first steps of a stage during which its rate grows: the warm-up, or fewer if the decay outweighs it
    before that."""
    if not stage.steps:
        return WARM_UP_STEPS
    steps = range(min(WARM_UP_STEPS, stage.steps))
    return 1 + max(steps, key=lambda step: rate_at(stage, step, step / stage.steps))


def descend(network: nn.Module, optimiser: torch.optim.Optimizer, loss: Tensor, rate: float, limit: float) -> float:
    """One optimiser step along the gradient of the loss, with clipped gradients. Returns the gradients' norm before
    clipping. Raises FloatingPointError, and changes nothing, if that is NaN or infinite."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    parameters = [p for p in network.parameters() if p.requires_grad]
    parallel.average_gradients(parameters)
    norm = nn.utils.clip_grad_norm_(parameters, limit).item()
    if not math.isfinite(norm):
        raise FloatingPointError(
            "The loss or its gradient is NaN or infinite, and the run has stopped. The last checkpoint is unaffected: "
            'resume with a lower "rate" in the run\'s config.toml.'
        )
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.step()
    return norm


def average_of(network: nn.Module) -> nn.Module:
    """A copy to hold the exponential moving average of a network."""
    return copy.deepcopy(network).eval().requires_grad_(False)


@torch.no_grad()
def move_average(average: nn.Module, network: nn.Module, decay: float, step: int) -> None:
    """Moves the average by one step. Integer buffers (counters) are copied. step: how many steps came before. The first
    steps move the average faster, (1 + step) / (10 + step), so that it forgets the random start (as TensorFlow's
    ExponentialMovingAverage does)."""
    decay = min(decay, (step + 1) / (step + 10))
    for averaged, new in zip(average.parameters(), network.parameters(), strict=True):
        averaged.lerp_(new, 1.0 - decay)
    for old, fresh in zip(average.buffers(), network.buffers(), strict=True):
        old.copy_(fresh if not fresh.is_floating_point() else torch.lerp(old, fresh, 1.0 - decay))
