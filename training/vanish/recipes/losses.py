"""The losses of pix2pix. Each is computed per picture and then averaged, so that a batch split over several processes
has the same loss as the whole."""

from collections.abc import Mapping
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor


def absolute_error(output: Tensor, target: Tensor, hole: Tensor) -> tuple[Tensor, Tensor]:
    """Mean absolute error inside the hole and over the whole picture.

    output, target: [N, 3, H, W]; hole: [N, 1, H, W], 0..1. Every picture counts equally; one without a hole has
    no error inside.
    """
    error = (output - target).abs().mean(1, keepdim=True)
    inside = (error * hole).sum((1, 2, 3)) / hole.sum((1, 2, 3)).clamp_min(1.0)
    return inside.mean(), error.mean()


def weighted_sum(losses: Mapping[str, Tensor | float], weights: Mapping[str, float]) -> Tensor:
    """The loss to minimise: the sum of the losses that have a weight."""
    return cast(Tensor, sum(weight * losses[name] for name, weight in weights.items() if name in losses))


def patch_weights(hole: Tensor, patches: Tensor) -> Tensor:
    """How much of the hole each patch of the discriminator is centred on, 0..1, in the shape of the patches."""
    return F.adaptive_avg_pool2d(hole, (patches.shape[-2], patches.shape[-1]))


def discriminator_loss(real: Tensor, fake: Tensor, hole: Tensor) -> Tensor:
    """Hinge loss (Lim and Ye 2017) over the patches that see the hole."""
    return _over_hole(F.relu(1.0 - real) + F.relu(1.0 + fake), hole)


def adversarial_loss(fake: Tensor, hole: Tensor) -> Tensor:
    return _over_hole(-fake, hole)


def matching_loss(fake: list[Tensor], real: list[Tensor], hole: Tensor) -> Tensor:
    """Mean absolute difference of a discriminator's features over the hole, averaged over its layers: pix2pixHD's
    feature matching (Wang et al. 2018)."""
    apart = [
        _over_hole((a.float() - b.float()).abs().mean(1, keepdim=True), hole) for a, b in zip(fake, real, strict=True)
    ]
    return torch.stack(apart).mean()


def hole_loss(predicted: Tensor, hole: Tensor) -> Tensor:
    """Cross-entropy of the discriminator's auxiliary head, which predicts the hole."""
    return F.binary_cross_entropy_with_logits(predicted, patch_weights(hole, predicted))


def accuracy(real: Tensor, fake: Tensor, hole: Tensor) -> tuple[float, float]:
    """The share of the patches at the hole on which the discriminator is right: on real ones, and on fake ones."""
    seen = patch_weights(hole, real) > 0.25
    count = seen.sum().clamp_min(1)
    return ((real > 0) & seen).sum().div(count).item(), ((fake < 0) & seen).sum().div(count).item()


def matte_loss(matte: Tensor, truth: Tensor) -> Tensor:
    """Cross-entropy of a matte that is in 0..1 already."""
    return F.binary_cross_entropy(matte.clamp(1e-4, 1 - 1e-4), truth)


def compose_output(output: Tensor, picture: Tensor, alpha: Tensor) -> Tensor:
    """The picture that the page would show: the fill where alpha is 1, the picture where it is 0."""
    return torch.lerp(picture, output, alpha)


def _over_hole(error: Tensor, hole: Tensor) -> Tensor:
    weights = patch_weights(hole, error)
    return ((error * weights).sum((1, 2, 3)) / weights.sum((1, 2, 3)).clamp_min(1e-3)).mean()
