"""Sample sheets: rows of pictures side by side, one row per kind, in one image file, with labels at the edges."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

JPEG_QUALITY = 95
"""As in web_pages.py; sheets may be saved more than once."""
ENDINGS = (".png", ".jpg", ".jpeg")
LETTERS = 14
"""Height of the letters in labels, px."""
BAND = LETTERS + 8
"""Height of the label row above the columns, px."""


def checked_sheet(file: Path) -> Path:
    """Returns the file itself. Raises ValueError with a sentence if its name is not a sheet's, or its folder cannot
    hold it. Called before anything is read."""
    if file.suffix.lower() not in ENDINGS:
        raise ValueError(
            f"{file} cannot be a sheet: its name must end with {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}."
        )
    if file.is_dir():
        raise ValueError(f"{file} is a folder: name a file in it.")
    return file


def write_sheet(
    file: Path, rows: list[Tensor], most: int = 8, columns: Sequence[str] = (), labels: Sequence[str] = ()
) -> None:
    """rows: tensors [N, 3, H, W] 0..1, e.g. input, hole, output, target; at most `most` columns. columns: labels above
    the columns; labels: labels beside the rows. Without them, the sheet has only the pictures."""
    file.parent.mkdir(parents=True, exist_ok=True)
    grid = torch.cat([torch.cat(list(row[:most]), 2) for row in rows], 1)
    pixels = (grid.permute(1, 2, 0).clamp(0, 1) * 255).round().cpu().numpy().astype(np.uint8)
    heights = [row.shape[2] for row in rows]
    labelled(pixels, columns, labels, heights).save(file, quality=JPEG_QUALITY)


def labelled(
    pixels: np.ndarray, columns: Sequence[str] = (), labels: Sequence[str] = (), heights: Sequence[int] = ()
) -> Image.Image:
    """The pixels, [H, W, 3] uint8, as an image, with a label centred above each of equally wide columns, and one beside
    each row. heights: of the rows, px."""
    font = ImageFont.load_default(LETTERS)
    top = BAND if columns else 0
    left = max((round(font.getlength(label)) + 12 for label in labels), default=0)
    height, width = pixels.shape[:2]
    image = Image.new("RGB", (left + width, top + height), "white")
    image.paste(Image.fromarray(pixels), (left, top))
    draw = ImageDraw.Draw(image)
    for number, label in enumerate(columns):
        middle = left + (number + 0.5) * width / len(columns)
        draw.text((middle, top / 2), label, "black", font, anchor="mm")
    y = top
    for label, tall in zip(labels, heights, strict=bool(labels)):
        draw.text((left - 6, y + tall / 2), label, "black", font, anchor="rm")
        y += tall
    return image
