"""Sample sheets: rows of pictures side by side, one row per kind, as one image file."""

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

JPEG_QUALITY = 95


def write_sheet(file: Path, rows: list[Tensor], most: int = 8) -> None:
    """rows: tensors [N, 3, H, W] 0..1, e.g. input, hole, output, target; at most `most` columns."""
    file.parent.mkdir(parents=True, exist_ok=True)
    grid = torch.cat([torch.cat(list(row[:most]), 2) for row in rows], 1)
    pixels = (grid.permute(1, 2, 0).clamp(0, 1) * 255).round().cpu().numpy().astype(np.uint8)
    Image.fromarray(pixels).save(file, quality=JPEG_QUALITY)
