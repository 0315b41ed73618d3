"""Compares every fill on every case of one kind: numbers, and the pictures for a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from ..networks.features import FeatureExtractor
from ..runs.health import checkerboard_energy
from .baselines import BASELINES, Fill
from .cases import Case
from .metrics import (
    Metrics,
    away_from_edge,
    gradient_energy,
    mean_of,
    measure,
    overlap,
    residue,
    ring_around,
    share_of_energy,
)

BATCH = 8
"""Cases that are filled and measured together; more would only take more memory."""
KEPT_BASELINE = "Telea"
"""The baseline that variants are ranked against, and whose pictures are shown."""


@dataclass
class Comparison:
    """The results for one kind of case. Pictures are [H, W, 3] uint8, one per case."""

    table: dict[str, Metrics] = field(default_factory=dict)
    """Means by fill and metric; `sharpness` is the mean gradient energy in the hole as a share of the ring's. The row
    "truth" has only sharpness and checkerboard energy."""
    names: list[str] = field(default_factory=list)
    results: dict[str, list[Metrics]] = field(default_factory=dict)
    """By fill and case, for the variants and Telea: its metrics, and `gain`, the PSNR above Telea's in dB."""
    pictures: dict[str, list[np.ndarray]] = field(default_factory=dict)
    """By "input", "hole", "truth", "Telea", each variant, and "matte of ..." where it has one."""


def compare(
    cases: Iterable[Case], fills: dict[str, Fill], extractor: FeatureExtractor, device: torch.device
) -> Comparison:
    """Measures every fill on every case, and keeps the pictures of some. Fills that are not in BASELINES are the
    variants."""
    found = Comparison()
    results: dict[str, list] = {name: [] for name in fills}
    grids: dict[str, list] = {name: [] for name in fills if name not in BASELINES} | {"truth": []}
    around: list[float] = []
    inside: list[float] = []
    for batch in _batches(cases):
        found.names += [case.name for case in batch]
        picture, clean, hole, matte = (
            torch.stack([getattr(case, plane) for case in batch]).to(device)
            for plane in ("picture", "clean", "hole", "matte")
        )
        ring, core = ring_around(hole), away_from_edge(hole)
        around += [gradient_energy(one, where[0] > 0) for one, where in zip(picture, ring, strict=True)]
        inside += [gradient_energy(one, where[0] > 0) for one, where in zip(clean, core, strict=True)]
        _keep(found, {"input": picture, "truth": clean, "hole": _marked(picture, hole)})
        grids["truth"].append(checkerboard_energy(clean, hole))
        for name, fill in fills.items():
            colour, alpha = fill(picture, hole)
            shown = torch.lerp(picture, colour, alpha)
            values = measure(extractor, shown, clean, hole, ring)
            for number, value in enumerate(values):
                one = shown[number], picture[number], clean[number]
                value["residue"] = residue(*one, matte[number, 0] > 0.5)
                value["gradient"] = gradient_energy(one[0], core[number, 0] > 0)
            if alpha is not hole:
                for number, value in enumerate(values):
                    value["matte iou"] = overlap(alpha[number, 0], matte[number, 0])
                _keep(found, {f"matte of {name}": alpha.expand_as(shown)})
            results[name] += values
            if name not in BASELINES:
                grids[name].append(checkerboard_energy(shown, hole))
            if name == KEPT_BASELINE or name not in BASELINES:
                _keep(found, {name: shown})
    for name in fills.keys() - BASELINES.keys():
        for own, plain in zip(results[name], results[KEPT_BASELINE], strict=True):
            own["gain"] = own["psnr"] - plain["psnr"]
    found.table = {name: mean_of(values) for name, values in results.items()} | {"truth": {}}
    for name, values in results.items():
        del found.table[name]["gradient"]
        found.table[name]["sharpness"] = share_of_energy([value.pop("gradient") for value in values], around)
    found.table["truth"]["sharpness"] = share_of_energy(inside, around)
    for name, energies in grids.items():
        found.table[name]["checkerboard"] = round(float(np.mean(energies)), 4)
    found.results = {name: results[name] for name in fills if name == KEPT_BASELINE or name not in BASELINES}
    return found


def _batches(cases: Iterable[Case]) -> Iterator[list[Case]]:
    batch = []
    for case in cases:
        batch.append(case)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _marked(picture: Tensor, hole: Tensor) -> Tensor:
    """The picture with the hole in a colour that does not occur in rooms."""
    magenta = picture.new_tensor([1.0, 0.0, 1.0])[:, None, None]
    return torch.lerp(picture, magenta.expand_as(picture), hole)


def _keep(found: Comparison, pictures: dict[str, Tensor]) -> None:
    for name, planes in pictures.items():
        pixels = (planes.clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()
        found.pictures.setdefault(name, []).extend(pixels)
