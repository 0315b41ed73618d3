"""Measures fills inside the hole, the network beside simple baselines, all on the same 256x256 crops.

Cases: composites of the validation side (rooms and people that were not trained on), and real
pairs (the same view with and without the person, with a mask).
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from skimage.metrics import structural_similarity
from torch import nn

from .compose import ComposeOptions, Composites
from .photos import decode
from .prefill import prefill
from .sheet import write_sheet

SIZE = 256
COMPOSITE_SEED = 7
PAIR_GROWTH = 0.028
"""How far the page's hole reaches past the mask, as a share of the picture's longest side."""
PAIR_MARGIN = 0.3
"""Room around the hole in the page's crop, as a share of the hole's longer side."""


@dataclass
class Case:
    name: str
    picture: np.ndarray
    """[H, W, 3] float32 0..1, with the person."""
    clean: np.ndarray
    hole: np.ndarray
    """[H, W] float32, 0 or 1."""


Fill = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""(picture, hole) -> a full picture; what it says outside the hole is not looked at."""


def composites(data: Path, count: int) -> Iterator[Case]:
    dataset = Composites(data, SIZE, COMPOSITE_SEED, validation=True, options=ComposeOptions())
    number = 0
    while count:
        made = dataset.composite(number)
        if made.hole.mean() > 0.01:
            yield Case(f"composite-{number:04}", made.picture, made.target, made.hole)
            count -= 1
        number += 1


def real_pairs(folder: Path) -> Iterator[Case]:
    """Pairs that have a mask, cut and scaled as the page would."""
    for mask_file in sorted(folder.glob("*_mask.png")):
        name = mask_file.name.removesuffix("_mask.png")
        read = {part: decode((folder / f"{name}_{part}.jpg").read_bytes()) for part in ("person", "clean")}
        mask = (decode(mask_file.read_bytes(), cv2.IMREAD_GRAYSCALE) > 127).astype(np.uint8)
        growth = round(PAIR_GROWTH * max(mask.shape))
        hole = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * growth + 1,) * 2))
        area = crop_around(hole)
        shrink = [
            cv2.resize(picture[area].astype(np.float32) / 255, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
            for picture in (read["person"], read["clean"])
        ]
        small = cv2.resize(hole[area].astype(np.float32), (SIZE, SIZE), interpolation=cv2.INTER_AREA)
        yield Case(name, *shrink, (small > 0).astype(np.float32))


def crop_around(hole: np.ndarray) -> tuple[slice, slice]:
    """The page's crop (src/cloak/geometry.ts): the hole with a margin, square where there is room."""
    rows, columns = np.flatnonzero(hole.max(1)), np.flatnonzero(hole.max(0))
    longer = max(np.ptp(rows), np.ptp(columns)) + 1
    side = max(longer * (1 + 2 * PAIR_MARGIN), 0.4 * min(hole.shape))

    def span(found: np.ndarray, whole: int) -> slice:
        length = min(whole, round(side))
        first = round((found[0] + found[-1] + 1 - length) / 2)
        first = min(max(0, first), whole - length)
        return slice(first, first + length)

    return span(rows, hole.shape[0]), span(columns, hole.shape[1])


def smooth(picture: np.ndarray, hole: np.ndarray) -> np.ndarray:
    filled = prefill(_planes(picture), _planes(hole[..., None]))
    return filled[0].permute(1, 2, 0).numpy()


def telea(picture: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """OpenCV's inpainting after Telea 2004, radius 5 px."""
    bytes_ = np.round(picture * 255).astype(np.uint8)
    return cv2.inpaint(bytes_, (hole > 0).astype(np.uint8), 5, cv2.INPAINT_TELEA).astype(np.float32) / 255


def mean_colour(picture: np.ndarray, hole: np.ndarray) -> np.ndarray:
    return np.broadcast_to(picture[hole == 0].mean(0), picture.shape)


def network_fill(generator: nn.Module) -> Fill:
    @torch.no_grad()
    def fill(picture: np.ndarray, hole: np.ndarray) -> np.ndarray:
        mask = _planes(hole[..., None])
        output = generator(torch.cat([prefill(_planes(picture), mask), mask], 1))
        return output[0].permute(1, 2, 0).numpy()

    return fill


BASELINES: dict[str, Fill] = {
    "input": lambda picture, _hole: picture,
    "mean colour": mean_colour,
    "Telea": telea,
    "smooth pre-fill": smooth,
}


def measure(case: Case, filled: np.ndarray) -> dict[str, float]:
    """PSNR (dB) and SSIM (Wang et al. 2004, Gaussian window) of the composited picture, over the
    pixels of the hole."""
    inside = case.hole > 0
    shown = np.where(inside[..., None], filled, case.picture)
    error = np.mean((shown[inside] - case.clean[inside]) ** 2)
    _, similarity = structural_similarity(
        shown, case.clean, channel_axis=2, data_range=1.0, gaussian_weights=True, sigma=1.5,
        use_sample_covariance=False, full=True,
    )  # fmt: skip
    return {"psnr": float(-10 * np.log10(max(error, 1e-10))), "ssim": float(similarity[inside].mean())}


def evaluate(cases: list[Case], fills: dict[str, Fill], out: Path, title: str) -> dict[str, dict[str, float]]:
    """Means over the cases per fill; writes a sheet of input, every fill but "input", and truth."""
    table = {}
    for name, fill in fills.items():
        results = [measure(case, fill(case.picture, case.hole)) for case in cases]
        table[name] = {key: round(float(np.mean([r[key] for r in results])), 3) for key in ("psnr", "ssim")}
    shown = cases[:: max(1, len(cases) // 12)][:12]
    rows = [[c.picture for c in shown]]
    for name, fill in fills.items():
        if name != "input":
            rows.append([np.where(c.hole[..., None] > 0, fill(c.picture, c.hole), c.picture) for c in shown])
    rows.append([c.clean for c in shown])
    write_sheet(out / f"{title}.png", [torch.cat([_planes(p) for p in row]) for row in rows], most=12)
    return table


def evaluate_variant(generator: nn.Module, variant: str, data: Path, out: Path, count: int) -> dict:
    """Runs everything; writes out/metrics.json and two sheets. Returns the table by kind of case."""
    out.mkdir(parents=True, exist_ok=True)
    fills = BASELINES | {variant: network_fill(generator)}
    tables = {
        "composites": evaluate(list(composites(data, count)), fills, out, "composites"),
        "real pairs": evaluate(list(real_pairs(data / "real_pairs")), fills, out, "real-pairs"),
    }
    (out / "metrics.json").write_text(json.dumps(tables, indent=2) + "\n")
    return tables


def _planes(picture: np.ndarray) -> torch.Tensor:
    """[H, W, C] to [1, C, H, W]."""
    return torch.from_numpy(np.ascontiguousarray(picture, np.float32)).permute(2, 0, 1)[None]
