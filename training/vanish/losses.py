"""The losses of pix2pix, per picture part: error inside the hole, and the hinge adversarial loss
on those patches that see the hole."""

import torch
import torch.nn.functional as F
from torch import Tensor


def absolute_error(output: Tensor, target: Tensor, hole: Tensor) -> tuple[Tensor, Tensor]:
    """Mean absolute error inside the hole and over the whole picture, over the batch."""
    error = (output - target).abs().mean(1, keepdim=True)
    return (error * hole).sum() / hole.sum().clamp_min(1.0), error.mean()


def patch_weights(hole: Tensor, patches: Tensor) -> Tensor:
    """How much of the hole each patch of the discriminator is centred on, 0..1, like patches."""
    return F.adaptive_avg_pool2d(hole, patches.shape[-2:])


def discriminator_loss(real: Tensor, fake: Tensor, hole: Tensor) -> Tensor:
    """Hinge loss (Lim and Ye 2017)."""
    weights = patch_weights(hole, real)
    error = F.relu(1.0 - real) + F.relu(1.0 + fake)
    return (error * weights).sum() / weights.sum().clamp_min(1.0)


def adversarial_loss(fake: Tensor, hole: Tensor) -> Tensor:
    weights = patch_weights(hole, fake)
    return -(fake * weights).sum() / weights.sum().clamp_min(1.0)


def compose_output(output: Tensor, picture: Tensor, hole: Tensor) -> Tensor:
    """What the page would show: the fill inside the hole, the picture outside."""
    return torch.lerp(picture, output, hole)
