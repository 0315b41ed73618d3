"""The smooth pre-fill, and the fixture that the page's implementations are tested against."""

from pathlib import Path

import cv2
import numpy as np
import torch

from vanish.networks.prefill import prefill

FIXTURES = Path(__file__).parents[2] / "tests" / "fixtures" / "prefill"


def planes(name: str) -> torch.Tensor:
    picture = cv2.cvtColor(cv2.imread(str(FIXTURES / name)), cv2.COLOR_BGR2RGB)
    return torch.tensor(picture.astype(np.float32) / 255).permute(2, 0, 1)[None]


def test_known_pixels_stay_and_unknown_ones_lie_between_their_neighbours():
    torch.manual_seed(0)
    picture = torch.rand(2, 3, 64, 64)
    hole = torch.zeros(2, 1, 64, 64)
    hole[:, :, 20:50, 10:40] = 1
    filled = prefill(picture, hole)
    assert torch.equal(filled[hole.expand_as(filled) == 0], picture[hole.expand_as(picture) == 0])
    assert filled.min() >= 0 and filled.max() <= 1


def test_the_hole_s_content_does_not_matter():
    picture = torch.full((1, 3, 32, 32), 0.4)
    hole = torch.zeros(1, 1, 32, 32)
    hole[:, :, 8:30, 4:20] = 1
    spoiled = torch.where(hole > 0, torch.ones(()), picture)
    assert torch.allclose(prefill(spoiled, hole), picture, atol=1e-6)


def test_sizes_that_do_not_halve_down_to_one_are_filled_too():
    picture = torch.full((1, 3, 48, 96), 0.7)
    hole = torch.ones(1, 1, 48, 96)
    hole[:, :, :4, :4] = 0
    assert torch.allclose(prefill(picture, hole), picture, atol=1e-6)


def test_the_shared_fixture_is_what_this_definition_gives():
    picture, hole, filled = planes("picture.png"), planes("hole.png")[:, :1], planes("filled.png")
    assert (prefill(picture, hole) - filled).abs().max() <= 0.51 / 255
