"""Sheets of frames that the page filled: the best, median and worst cases, to look at."""

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..common.picture_sheet import write_sheet
from ..data.opening import open_photo
from .cases import crop_around, cut
from .frame_measures import FILE, OUTPUT, PAGE
from .frames import Frame, read_frames
from .report import ranked

ABREAST = 2
"""Cases side by side."""


def write_frame_sheets(cases: Path, out: Path, holes: Path, before: Path | None) -> dict[str, list[tuple[str, float]]]:
    """Writes out/sheets/{best,median,worst}.png.

    For each case they show the crop around the hole as input, `before` (the outputs of another evaluation, if given),
    output and truth, two cases side by side, the best first. Cases are sorted by the feature distance inside the page's
    hole as a share of Telea's, from out/features.json. Returns the names and these shares in the sheets' order. Raises
    OSError or ValueError with a sentence.
    """
    shares = _shares(out / FILE)
    left_out: list[str] = []
    frames = {frame.name: frame for frame in read_frames(cases, out, holes, left_out, list(shares))}
    if missing := shares.keys() - frames.keys():
        raise ValueError(
            " ".join([f"{out / FILE} is not of these cases: {sorted(missing)[0]} is missing.", *left_out[:5]])
        )
    names = list(shares)
    sheets = {}
    for place, numbers in ranked([-shares[name] for name in names]).items():
        shown = [_tiles(frames[names[number]], before) for number in numbers]
        shown += [torch.ones_like(shown[0])] * (-len(shown) % ABREAST)
        rows = [torch.cat(shown[first : first + ABREAST]) for first in range(0, len(shown), ABREAST)]
        labels = ["input", *(["before"] if before else []), "output", "truth"]
        write_sheet(out / "sheets" / f"{place}.png", rows, columns=labels * ABREAST)
        sheets[place] = [(names[number], shares[names[number]]) for number in numbers]
    return sheets


def _shares(file: Path) -> dict[str, float]:
    """By case; at the smaller size where both were measured."""
    if not file.exists():
        raise FileNotFoundError(f"{file} does not exist: measure first.")
    wanted = {"fill": OUTPUT, "over": PAGE}
    rows = [row for row in json.loads(file.read_text())["rows"] if wanted.items() <= row.items()]
    return {row["case"]: row["featureShare"] for row in reversed(rows) if row["featureShare"] is not None}


def _tiles(frame: Frame, before: Path | None) -> Tensor:
    """[N, 3, S, S]."""
    pictures = [frame.picture, frame.output, frame.clean]
    if before is not None:
        earlier = open_photo(before / frame.name / "output.png")
        if earlier.shape != frame.picture.shape:
            raise ValueError(f"{before / frame.name / 'output.png'} has another size than the case.")
        pictures.insert(1, earlier)
    area = crop_around((frame.alpha > 0).astype(np.uint8))
    return torch.stack([cut(picture, area, 255) for picture in pictures])
