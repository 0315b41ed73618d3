"""Finding and painting as one network: what was found is removed before the painter sees the picture."""

import pytest
import torch
from torch import nn

from vanish.networks.finder_and_painter import FinderAndPainter
from vanish.networks.finder_families import make_finder
from vanish.networks.generator_families import make_generator

SMALL = {"family": "pretrained", "widths": [8, 8, 8, 8], "head": 4, "pretrained": False}
PAINTER = {
    "family": "dense", "widths": [8, 8], "blocks": [1, 1], "up_blocks": [1], "head": 4, "dilations": [1],
}  # fmt: skip


class FindsRed(nn.Module):
    inputs = ["rgb"]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return ((x[:, :1] - x[:, 1:2]) * 2).clamp(0, 1)


class PaintsNothing(nn.Module):
    """Returns the smooth fill, and remembers its input."""

    inputs = ["prefilled-rgb", "mask"]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.given = x
        return x[:, :3]


def test_nothing_of_who_was_found_reaches_the_painter():
    y, x = torch.meshgrid(torch.linspace(0, 1, 64), torch.linspace(0, 1, 64), indexing="ij")
    room = torch.stack([0.3 + 0.1 * x, 0.4 + 0.1 * y, 0.5 + 0 * x])[None]
    picture = room.clone()
    picture[..., 20:44, 24:40] = torch.tensor([1.0, 0.0, 0.0])[:, None, None]
    painter = PaintsNothing()
    shown = FinderAndPainter(FindsRed(), painter)(picture)
    assert shown.shape == (1, 4, 64, 64)
    assert shown[0, 3, 20:44, 24:40].min() == 1 and shown[0, 3, :12].max() == 0
    assert (shown[:, :3] - room).abs().max() < 0.06
    # The hole extends past the person: their rim must not be smeared into it.
    assert painter.given[0, 3, 16:48, 20:44].min() == 1 and painter.given[0, 3, :12].max() == 0


def test_only_a_finder_of_pictures_can_be_painted_for():
    finder = make_finder(["rgb"], SMALL)
    with pytest.raises(ValueError, match="prefilled-rgb"):
        FinderAndPainter(finder, make_generator(["masked-rgb", "mask"], ["rgb"], PAINTER))
    with pytest.raises(ValueError, match="takes"):
        make_finder(["rgb", "confidence"], SMALL)
    with pytest.raises(ValueError, match="family"):
        make_finder(["rgb"], {"family": "unheard-of"})
