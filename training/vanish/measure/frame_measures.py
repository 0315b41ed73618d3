"""Measures frames that the page filled (frames.py) and baselines, with the metrics of training (metrics.py).

Baselines get two holes: the page's own, blended over the picture with its soft edge as the page does it, and the
case's mask, which is tight. The first compares fills, the second compares holes. All rows of a comparison are measured
over the same pixels, at two sizes: the crop around the hole at 256x256, as training's cases are cut (so the figures are
comparable with those in docs/generators.md), and the same crop at the frame's own pixels, where the finest detail is.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from ..networks.features import FeatureExtractor
from ..networks.layers import channels_last
from .baselines import BASELINES, Fill
from .cases import crop_around, cut, planes
from .frame_tables import summed_up
from .frames import Frame, read_frames
from .metrics import away_from_edge, gradient_energy, measure, ring_around

OUTPUT, TRUTH = "Vanish", "truth"
BASELINE = "Telea"
"""Feature distances are also given as a share of this baseline's with the page's hole."""
SMOOTH = "smooth pre-fill"
COMPARED = [BASELINE, "Navier-Stokes", SMOOTH]
PAGE, MASK = "page's hole", "case's mask"
"""Which hole a fill was given, and which region is measured: the page's (alpha above one half), or the case's."""
SIZES = SMALL, OWN = ("256 px", "own pixels")
FILE = "features.json"

Row = dict[str, Any]
"""One fill of one case over one region at one size. "case", "fill", "hole" (PAGE or MASK; None for the truth), "over"
(PAGE or MASK), "size" (SMALL or OWN); "psnr" (dB), "ssim", "feature" (distance) and the same three after "ring ";
"featureShare", the distance as a share of Telea's with the page's hole; "energy", the gradient energy away from the
region's edge; "ringEnergy", the input's in the ring; "ofTruth", the energy as a share of the truth's, which is the
fill's sharpness as a share of the truth's."""


def measure_frames(
    cases: Path,
    out: Path,
    holes: Path,
    with_baselines: bool = True,
    sizes: Sequence[str] = SIZES,
    only: Sequence[str] = (),
) -> dict:
    """Measures out/CASE/output.png of every case with a clean picture, or of those named in `only`; holes/CASE/hole.png
    says where it was filled.

    Writes out/features.json and returns its contents: "table" (frame_tables.py), "leftOut", a sentence for each case
    that could not be measured, and "rows". Raises OSError or ValueError if no case could be measured.
    """
    left_out: list[str] = []
    extractor = channels_last(FeatureExtractor())
    rows: list[Row] = []
    frames = read_frames(cases, out, holes, left_out, only)
    for frame in tqdm(frames, "measured", unit=" cases", leave=False, disable=None):
        rows += measure_frame(extractor, frame, with_baselines, sizes)
    if not rows:
        sentence = f"{out} holds no output of a case of {cases} that has a clean picture."
        raise ValueError(" ".join([sentence, *left_out[:5]]))
    found = {"table": summed_up(rows), "leftOut": left_out, "rows": rows}
    (out / FILE).write_text(json.dumps(found, indent=1) + "\n")
    return found


def measure_frame(
    extractor: FeatureExtractor, frame: Frame, with_baselines: bool, sizes: Sequence[str] = SIZES
) -> list[Row]:
    """The output, the baselines (at least Telea with the page's hole, because others are compared with it), the
    truth."""
    area = crop_around((frame.alpha > 0).astype(np.uint8))
    pictures: dict[tuple[str, str | None], np.ndarray] = {(OUTPUT, PAGE): frame.output}
    holes = {PAGE: frame.alpha} | ({} if frame.mask is None else {MASK: frame.mask.astype(np.float32)})
    for name in COMPARED if with_baselines else [BASELINE]:
        fill = at_working_size(BASELINES[name], area) if name == SMOOTH else BASELINES[name]
        for hole, alpha in holes.items():
            if with_baselines or hole == PAGE:
                pictures[name, hole] = filled(fill, frame.picture, alpha)
    pictures[TRUTH, None] = frame.clean
    rows = []
    for size in sizes:
        part, looking = cut if size == SMALL else _uncut, _cached(extractor)
        shown = torch.stack([part(picture, area, 255) for picture in pictures.values()])
        for over, alpha in holes.items():
            region = (part((alpha > 0.5).astype(np.uint8), area) > 0).float()
            measured = _measured(looking, shown, part(frame.picture, area, 255), region[None])
            for (name, given), values in zip(pictures, measured, strict=True):
                rows.append({"case": frame.name, "fill": name, "hole": given, "over": over, "size": size} | values)
    return rows


def filled(fill: Fill, picture: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """The picture with everything filled where alpha is above 0, blended by that alpha; 8 bits, as the page's output.

    picture: [H, W, 3] uint8; alpha: [H, W] float32 0..1. Returns [H, W, 3] uint8.
    """
    whole = planes(picture.astype(np.float32) / 255)[None]
    colour, _ = fill(whole, (planes(alpha) > 0).float()[None])
    shown = torch.lerp(whole, colour, planes(alpha)[None])
    return (shown[0].clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()


def at_working_size(fill: Fill, area: tuple[slice, slice]) -> Fill:
    """A fill made at 256x256 on the page's crop and then enlarged, like a generator's."""

    def made(picture: Tensor, hole: Tensor) -> tuple[Tensor, Tensor]:
        whole, where = picture[0].permute(1, 2, 0).numpy(), hole[0, 0].numpy()
        colour, _ = fill(cut(whole, area)[None], (cut(where, area)[None] > 0).float())
        height, width = where[area].shape
        enlarged = whole.copy()
        enlarged[area] = cv2.resize(colour[0].permute(1, 2, 0).numpy(), (width, height), interpolation=cv2.INTER_LINEAR)
        return planes(enlarged)[None], hole

    return made


def _uncut(plane: np.ndarray, area: tuple[slice, slice], white: float = 1.0) -> Tensor:
    """As cases.cut, but at the plane's own pixels."""
    return planes(plane[area].astype(np.float32) / white)


def _measured(extractor: Callable, shown: Tensor, picture: Tensor, region: Tensor) -> list[Row]:
    """All values except the names. shown: [N, 3, H, W], the first the output, the second Telea with the page's hole,
    the last the truth; picture: [3, H, W]; region: [1, 1, H, W], 0 or 1."""
    count, clean = len(shown), shown[-1]
    ring, core = ring_around(region), away_from_edge(region)[0, 0] > 0
    rows = measure(
        extractor, shown, clean.expand_as(shown), region.expand(count, -1, -1, -1), ring.expand(count, -1, -1, -1)
    )
    around = gradient_energy(picture, ring[0, 0] > 0)
    for row, one in zip(rows, shown, strict=True):
        row["energy"], row["ringEnergy"] = gradient_energy(one, core), around
    for row in rows:
        row["ofTruth"] = row["energy"] / rows[-1]["energy"] if rows[-1]["energy"] else None
        row["featureShare"] = row["feature"] / rows[1]["feature"] if rows[1]["feature"] else None
    return rows


def _cached(extractor: FeatureExtractor) -> Callable[[Tensor], list[Tensor]]:
    """An extractor that computes the features of each picture only once, whether a batch repeats one picture throughout
    or the same batch comes again for the next region. For pictures of one size, and one batch of them."""
    seen: dict[tuple, list[Tensor]] = {}

    def look(pictures: Tensor) -> list[Tensor]:
        same = pictures.stride(0) == 0
        key = (pictures.data_ptr(), same)
        if key not in seen:
            seen[key] = extractor(pictures[:1] if same else pictures)
        return [feature.expand(len(pictures), -1, -1, -1) for feature in seen[key]]

    return look
