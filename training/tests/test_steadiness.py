"""Steady fills, and empty rooms that stay unchanged."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from test_compose import make_data
from test_evaluate import Made

from vanish.measure.baselines import network_fill
from vanish.measure.steadiness import FRAMES, flicker, flicker_of_still_rooms, left_alone, swaying


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    mask = np.zeros((90, 120), np.uint8)
    mask[30:80, 40:70] = 255
    room = cv2.resize(np.random.default_rng(0).integers(0, 255, (6, 8, 3), np.uint8), (120, 90))
    cv2.imwrite(str(tmp_path / "one_mask.png"), mask)
    cv2.imwrite(str(tmp_path / "one_clean.jpg"), room)
    return tmp_path


def test_the_hole_sways():
    mask = np.zeros((60, 250), np.uint8)
    mask[20:40, 40:70] = 255
    holes = swaying(mask, (60, 250))
    starts = [np.flatnonzero(hole.max(0))[0] for hole in holes]
    assert len(holes) == FRAMES and starts[-1] - starts[0] == FRAMES - 1


def test_only_what_is_hidden_long_enough_counts():
    frames = [np.full((4, 4, 3), frame / 10, np.float32) for frame in range(FRAMES)]
    holes = [np.zeros((4, 4), np.uint8) for _ in frames]
    for hole in holes:
        hole[0, 0] = 1
    holes[0][3, 3] = 1
    assert flicker(frames, holes) == pytest.approx(255 * np.std(np.arange(FRAMES) / 10), rel=1e-3)
    assert flicker([frames[0]] * FRAMES, holes) == 0


def test_a_fill_of_one_colour_is_still_and_one_that_changes_is_not(pairs: Path):
    def restless(picture: torch.Tensor, hole: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.rand(1, 3, 1, 1).expand_as(picture), hole

    torch.manual_seed(0)
    found = flicker_of_still_rooms({"still": lambda p, h: (torch.zeros_like(p), h), "restless": restless}, pairs)
    assert found["still"] == 0 and found["restless"] > 20


def test_a_variant_that_changes_nothing_leaves_rooms_alone_and_one_that_does_not_is_told(tmp_path: Path):
    make_data(tmp_path)

    def answer(alpha: float) -> Made:
        return Made(lambda x: torch.cat([1 - x, torch.full_like(x[:, :1], alpha)], 1), ["rgb", "matte"], ["rgb"])

    given = Made(lambda x: x[:, :3], ["rgb"], ["prefilled-rgb", "mask"])
    found = left_alone({"quiet": answer(0.0), "loud": answer(1.0), "given the hole": given}, tmp_path, 3)
    assert found["quiet"] == pytest.approx(60) and found["loud"] < 20 and set(found) == {"quiet", "loud"}
    assert network_fill(given)(torch.zeros(1, 3, 8, 8), torch.ones(1, 1, 8, 8))[1].min() == 1
