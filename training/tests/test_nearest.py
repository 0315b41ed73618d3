"""Paints or remembers: a copied training crop is found and reported; a new picture does not count as remembered."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
import torch
from test_compose import make_data
from test_evaluate import Made

from vanish.data.compose import ComposeOptions
from vanish.data.photos import read_backgrounds
from vanish.measure.memorisation import REMEMBERED, Row, verdict
from vanish.measure.nearest import inspect_variant
from vanish.measure.training_crops import SIDE, TrainingCrops, around, cut, extractor_for_crops

BOX = np.array([70.0, 90.0, 110.0, 110.0])
"""In a synthetic photo of 150x200 px: centre y, centre x, height, width."""


@pytest.fixture(scope="module")
def photos(tmp_path_factory) -> list[np.ndarray]:
    data = make_data(tmp_path_factory.mktemp("data"))
    return read_backgrounds(data / "backgrounds", validation=False, side=ComposeOptions().photo_side)[0]


@pytest.fixture(scope="module")
def crops(photos: list[np.ndarray]) -> TrainingCrops:
    return TrainingCrops(extractor_for_crops(), photos)


def a_hole() -> torch.Tensor:
    hole = torch.zeros(1, SIDE, SIDE)
    hole[:, 8:90, 20:80] = 1
    return hole


@pytest.mark.parametrize("flipped", [False, True])
def test_a_copied_crop_is_found_in_whatever_surroundings(crops: TrainingCrops, photos: list, flipped: bool):
    copy = cut(photos[5], BOX)
    copy = copy.flip(-1) if flipped else copy
    shown = torch.lerp(torch.full_like(copy, 0.3), copy, a_hole())
    best = crops.find(shown, a_hole(), np.random.default_rng(0))[0]
    assert best.photo == 5 and best.flipped == flipped
    assert best.similarity > REMEMBERED
    assert np.abs(best.box - BOX).max() < 35  # the hole shows only a part of the box


def test_what_is_new_is_not_called_remembered(crops: TrainingCrops):
    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    tiles = ((y // 6 + x // 6) % 2).float().expand(3, -1, -1)
    matches = crops.find(tiles, a_hole(), np.random.default_rng(0))
    assert matches[0].similarity < 0.8
    assert [m.similarity for m in matches] == sorted((m.similarity for m in matches), reverse=True)
    assert len({m.photo for m in matches}) == len(matches)


def test_the_square_around_the_hole_is_cut():
    hole = torch.zeros(1, 256, 256)
    hole[:, 200:256, 10:90] = 1
    position = torch.arange(256.0).expand(1, 256, -1)
    cut_hole, columns = around(hole, [hole, position])
    assert cut_hole.shape == (1, SIDE, SIDE)
    assert columns.min() == pytest.approx(10, abs=1) and columns.max() == pytest.approx(89, abs=1)
    assert cut_hole.mean() == pytest.approx(56 / 80, abs=0.02)


def test_a_generator_that_remembers_is_told_from_one_that_paints(tmp_path: Path, photos: list):
    data = make_data(tmp_path)
    # One training photo for all holes.
    memory = cut(photos[3], np.array([75.0, 100.0, 140.0, 140.0]), 256)[None]
    remembers = Made(lambda x: memory.expand(len(x), -1, -1, -1), ["rgb"], ["prefilled-rgb", "mask"])
    tiles = (torch.arange(256) // 16 % 2).float()
    paints = Made(lambda x: (tiles[:, None] - tiles).abs().expand(len(x), 3, -1, -1), ["rgb"], ["masked-rgb", "mask"])

    found = inspect_variant(remembers, "parrot", data, tmp_path / "parrot", 1)
    assert found["kinds"]["validation composites"]["fill"]["remembered"] == 1
    assert found["verdict"].startswith("It may remember: 1 of 1")
    assert found["training photos"]["compared with"] == found["training photos"]["of"] == len(photos)
    assert json.loads((tmp_path / "parrot" / "summary.json").read_text()) == found
    page = (tmp_path / "parrot" / "index.html").read_text()
    assert page.count(">remembered<") == 1 and "There are no real pairs" in page
    addresses = re.findall(r'src="([^"]+)"', page)
    assert len(addresses) == 8 and all((tmp_path / "parrot" / address).is_file() for address in addresses)

    found = inspect_variant(paints, "painter", data, tmp_path / "painter", 1, photos=3)
    assert found["kinds"]["validation composites"]["fill"]["remembered"] == 0
    assert found["training photos"]["compared with"] == 3
    assert ">remembered<" not in (tmp_path / "painter" / "index.html").read_text()


def test_the_verdict_says_when_the_method_saw_nothing():
    def rows(fill: float, truth: float, copy: float) -> list[Row]:
        none = torch.zeros(3, 4, 4)
        values = {"fill": fill, "truth": truth, "planted copy": copy}
        return [Row("real pairs", "a", none, none, none, [], values, True)] * 12

    assert verdict(rows(0.7, 0.7, 0.97), 100).startswith("It paints")
    assert "says little" in verdict(rows(0.7, 0.7, 0.8), 100)
    assert "nearer to training photos" in verdict(rows(0.9, 0.6, 0.97), 100)
    assert verdict(rows(0.6, 0.6, 0.97)[1:] + rows(0.97, 0.6, 0.97)[:1], 100).startswith("It may remember: 1 of 12")
