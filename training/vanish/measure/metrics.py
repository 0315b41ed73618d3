"""How close a shown picture is to the truth, inside the hole and in a ring around it, where seams show."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from skimage.metrics import structural_similarity
from torch import Tensor

from ..networks.features import feature_distance

RING = 12 / 256
"""Width of the ring, as a share of the picture's height."""
BEST_PSNR = 60.0
"""dB; the cap, even for no error at all. Rounding to 8 bits alone gives 59 dB, and a few noise-free pictures must not
dominate the mean."""
TELLING_DIFFERENCE = 20 / 255
"""Root mean square difference between person and room above which a pixel shows which of them is visible."""
SEAM = 3
"""Sharpness is measured this far inside the hole's edge, px: a seam is not detail."""
SSIM_REACH = 6
"""Pixels further away than this do not affect a pixel's SSIM (Gaussian window, sigma 1.5, cut at 3.5 sigma)."""


def ring_around(hole: Tensor) -> Tensor:
    """Everything less than the ring's width outside the hole. [N, 1, H, W], 0 or 1, to the same."""
    width = round(RING * hole.shape[-2])
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * width + 1, 2 * width + 1))
    grown = [cv2.dilate(one.cpu().numpy(), disc) for one in hole[:, 0]]
    return torch.from_numpy(np.stack(grown))[:, None].to(hole.device) - hole


def away_from_edge(hole: Tensor) -> Tensor:
    """The hole without SEAM pixels at its edge. [N, 1, H, W], 0 or 1, to the same."""
    return 1.0 - F.max_pool2d(1.0 - hole, 2 * SEAM + 1, 1, SEAM)


def psnr(shown: Tensor, clean: Tensor, where: Tensor) -> float:
    """Peak signal-to-noise ratio in dB over the pixels `where`. shown, clean: [3, H, W] 0..1; where: [H, W] bool."""
    error = (shown - clean).square()[:, where].mean().item()
    return float(-10 * np.log10(max(error, 10 ** (-BEST_PSNR / 10))))


def ssim(shown: Tensor, clean: Tensor, parts: list[Tensor]) -> list[float]:
    """Structural similarity (Wang et al. 2004, with their Gaussian window), averaged over each of the parts.

    shown, clean: [3, H, W] 0..1; parts: [H, W] bool, none of them empty.
    """
    # Only what the parts can see is computed.
    rows, columns = (np.flatnonzero(torch.stack(parts).any(0).any(1 - axis).cpu().numpy()) for axis in (0, 1))
    area = tuple(slice(max(0, found[0] - SSIM_REACH), found[-1] + SSIM_REACH + 1) for found in (rows, columns))
    _, similarity = structural_similarity(
        shown[:, *area].cpu().numpy(), clean[:, *area].cpu().numpy(), channel_axis=0, data_range=1.0,
        gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True,
    )  # fmt: skip
    return [float(similarity[:, part[area].cpu().numpy()].mean()) for part in parts]


Metrics = dict[str, Any]
"""Of a case or a row, by metric name: a number, or None if it has none."""


def gradient_energy(picture: Tensor, where: Tensor) -> float:
    """Mean square of the brightness differences between neighbouring pixels: how sharp, or how noisy, a picture is
    there.

    picture: [3, H, W] 0..1; where: [H, W] bool. Counts only pairs of neighbours inside it; 0 if there are none.
    """
    grey = picture.mean(0)
    total, count = 0.0, 0.0
    for axis in (0, 1):
        both = where.narrow(axis, 1, where.shape[axis] - 1) & where.narrow(axis, 0, where.shape[axis] - 1)
        total += grey.diff(dim=axis)[both].square().sum().item()
        count += both.sum().item()
    return total / max(count, 1)


def share_of_energy(inside: list[float], around: list[float]) -> float:
    """Sharpness as in the tables: the cases' mean gradient energy in the hole as a share of that in the ring."""
    return round(float(np.mean(inside)) / max(float(np.mean(around)), 1e-12), 4)


def residue(shown: Tensor, picture: Tensor, clean: Tensor, person: Tensor) -> float | None:
    """The share of the person's pixels where the shown picture is closer to the person than to the room, as in
    src/evaluate/metrics/residue.ts. None if person and room look the same.

    shown, picture, clean: [3, H, W] 0..1; person: [H, W] bool.
    """
    telling = person & ((picture - clean).square().mean(0).sqrt() > TELLING_DIFFERENCE)
    if not telling.any():
        return None
    nearer = (shown - picture).square().mean(0) < (shown - clean).square().mean(0)
    return nearer[telling].float().mean().item()


def overlap(found: Tensor, true: Tensor) -> float:
    """Intersection over union of two masks [H, W], each "yes" above 0.5. Two empty masks agree."""
    found, true = found > 0.5, true > 0.5
    union = (found | true).sum().item()
    return (found & true).sum().item() / union if union else 1.0


def measure(
    extractor: Callable[[Tensor], list[Tensor]], shown: Tensor, clean: Tensor, hole: Tensor, ring: Tensor
) -> list[Metrics]:
    """Per picture: `psnr`, `ssim` and `feature` inside the hole, and the same after `ring `, None if the hole leaves no
    room for a ring. shown, clean: [N, 3, H, W] 0..1; hole, ring: [N, 1, H, W], 0 or 1; no hole is empty."""
    # Both distances look at the same two pictures, so the extractor looks once; in bfloat16, as in training.
    with torch.no_grad(), torch.autocast(shown.device.type, torch.bfloat16):
        seen = {id(picture): extractor(picture) for picture in (shown, clean)}
    inside, around = (feature_distance(lambda p: seen[id(p)], shown, clean, part).tolist() for part in (hole, ring))
    results = []
    for number in range(len(shown)):
        pair = shown[number], clean[number]
        parts = [part for part in (hole[number, 0] > 0, ring[number, 0] > 0) if part.any()]
        similarities = ssim(*pair, parts)
        values: Metrics = {}
        for prefix, distances, index in (("", inside, 0), ("ring ", around, 1)):
            there = index < len(parts)
            values[prefix + "psnr"] = psnr(*pair, parts[index]) if there else None
            values[prefix + "ssim"] = similarities[index] if there else None
            values[prefix + "feature"] = distances[number] if there else None
        results.append(values)
    return results


def mean_of(results: list[Metrics]) -> Metrics:
    """The mean of each metric over the cases that have it, to four decimal places."""
    means: Metrics = {}
    for name in results[0]:
        values = [result[name] for result in results if result[name] is not None]
        means[name] = round(float(np.mean(values)), 4) if values else None
    return means
