"""Tries a run on a photo of your own, before any export: who is found in it, and how several networks fill the hole."""

from pathlib import Path

import numpy as np
from PIL import Image

from ..common.picture_sheet import checked_sheet, labelled
from ..data.opening import open_mask, open_photo
from ..data.photo_files import shown
from ..data.photos import shrink
from ..networks.channels import PlaneNetwork
from .baselines import network_fill
from .cases import PAIR_GROWTH, grown
from .people import PeopleFinder
from .steadiness import put_back

SIDE = 960
"""px; photos are shown with this longest side at most."""
SURE = 0.5
"""The finder's confidence from which a pixel belongs to a person."""
LEAST = 0.0005
"""If less than this share of the picture is found, nobody was found."""
HOLE = np.array([1.0, 0.0, 1.0], np.float32)
"""A colour that does not occur in rooms."""


def try_photo(networks: dict[str, PlaneNetwork], photo_file: Path, out: Path, mask_file: Path | None = None) -> None:
    """Writes a sheet: the photo, the hole, and each network's fill, with the networks' names as labels. mask_file:
    white = person; None to look for people. Raises OSError or ValueError with a sentence, also if nobody is found."""
    checked_sheet(out)
    photo = shrink(_opened(open_photo, photo_file), SIDE)
    height, width = photo.shape[:2]
    if mask_file is None:
        matte = PeopleFinder().matte(photo)
    else:
        given = Image.fromarray(_opened(open_mask, mask_file)).resize((width, height))
        matte = np.asarray(given, np.float32) / 255
    mask = (matte > SURE).astype(np.uint8)
    if mask.mean() < LEAST:
        raise ValueError(
            f"Nobody was found in {shown(photo_file)}: name another photo, or add --mask FILE, white where a person is."
        )
    hole = grown(mask, PAIR_GROWTH)
    room = photo.astype(np.float32) / 255
    pictures = [room, np.where(hole[..., None] > 0, HOLE, room)]
    pictures += [put_back(room, hole, network_fill(network)) for network in networks.values()]
    pixels = (np.concatenate(pictures, 1).clip(0, 1) * 255).round().astype(np.uint8)
    out.parent.mkdir(parents=True, exist_ok=True)
    labelled(pixels, ["photo", "hole", *networks]).save(out)


def _opened(read, file: Path) -> np.ndarray:
    try:
        return read(file)
    except ValueError as problem:
        raise ValueError(f"{shown(file)} cannot be used: {problem}.") from None
