"""Does a generator paint, or remember? For each of its fills, finds the training photos that look most like it.

A fill is compared with crops of training photos by pretrained features, averaged over the hole: first with a grid of
crops of every photo, then with crops of the most similar photos, moved and scaled until they fit best (see
training_crops.py). The same is done for the truth, which no network can remember (it is from the validation side), and
for planted copies of training photos, which must be found. nearest_page.py writes the page.
"""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from ..data.compose import ComposeOptions
from ..data.photos import read_backgrounds
from ..networks.channels import PlaneNetwork
from .baselines import network_fill
from .cases import PAIRS, VALIDATION, Case, gather
from .memorisation import LOOKED_AT, REMEMBERED, Row, summarise, verdict
from .nearest_page import write_nearest_page
from .training_crops import TrainingCrops, around, cut, extractor_for_crops

SEED = 11
"""The seed of the planted copies: arbitrary, but always the same."""


def inspect_variant(
    generator: PlaneNetwork, name: str, data: Path, out: Path, count: int = 24, photos: int | None = None
) -> dict:
    """Looks for the fills of a generator (in evaluation mode, see generator_families.py) among the training photos.

    count: fills of each kind, at most: validation composites, and real pairs where there are any. photos: how many
    training photos to compare with, evenly taken; None = all. Writes out/index.html with its pictures, and
    out/summary.json, and returns what is in that: by kind of case and for each of LOOKED_AT the `median` and `most`
    similarity and how many are `remembered`; and a `verdict` in a sentence.
    Raises ValueError when there is nothing to look at.
    """
    if count < 1 or (photos is not None and photos < 1):
        raise ValueError("At least one fill and one training photo are needed.")
    trained, _ = read_backgrounds(data / "backgrounds", validation=False, side=ComposeOptions().photo_side)
    whole = len(trained)
    if photos is not None and photos < whole:
        trained = [trained[number * whole // photos] for number in range(photos)]
    encoder = extractor_for_crops().to(next((p.device for p in generator.parameters()), "cpu"))
    crops = TrainingCrops(encoder, trained, lambda found: tqdm(found, "training photos", unit="photo", disable=None))
    rows: list[Row] = []
    left_out: list[str] = []
    for kind, cases in gather(data, count, [VALIDATION, PAIRS], left_out):
        rows += look_up(generator, crops, kind, tqdm(islice(cases, count), kind, unit="case", disable=None))
    summary = {
        "variant": name,
        "training photos": {"compared with": len(trained), "of": whole, "crops": len(crops)},
        "remembered above": REMEMBERED,
        "kinds": summarise(rows),
        "planted copies whose photo was found": sum(row.planted_found for row in rows),
        "left out": left_out,
        "verdict": verdict(rows, len(trained)),
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.json").write_text(json.dumps(summary, indent=1) + "\n")
    write_nearest_page(rows, summary, crops, out)
    return summary


def look_up(generator: PlaneNetwork, crops: TrainingCrops, kind: str, cases: Iterator[Case]) -> Iterator[Row]:
    random = np.random.default_rng(SEED)
    fill = network_fill(generator)
    device = crops.descriptors.device
    for case in cases:
        colour, alpha = (part[0].cpu() for part in fill(case.picture[None].to(device), case.hole[None].to(device)))
        photo = int(random.integers(len(crops.photos)))
        shown = {
            "fill": torch.lerp(case.picture, colour, alpha),
            "truth": case.clean,
            "planted copy": torch.lerp(case.picture, planted(crops.photos[photo], case.picture, random), case.hole),
        }
        given, hole, *crops_of = around(case.hole, [case.picture, case.hole, *shown.values()])
        found = {what: crops.find(picture, hole, random) for what, picture in zip(LOOKED_AT, crops_of, strict=True)}
        similarities = {what: matches[0].similarity for what, matches in found.items()}
        copied = found["planted copy"][0].photo == photo
        yield Row(kind, case.name, given, crops_of[0], crops_of[1], found["fill"], similarities, copied)


def planted(photo: np.ndarray, like: Tensor, random: np.random.Generator) -> Tensor:
    """A part of the photo at the size of the picture [3, S, S], as a network that remembers would paint it."""
    height, width = photo.shape[:2]
    side = random.uniform(0.5, 1.0) * min(height, width)
    centre = [random.uniform(side / 2, length - side / 2) for length in (height, width)]
    return cut(photo, np.array([*centre, side, side]), like.shape[-1])
