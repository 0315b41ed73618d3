"""The finder of people: what it learns from, that it learns, and that its export matches it."""

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from vanish.common.cores import loader_processes
from vanish.data.compose_options import ComposeOptions
from vanish.data.finder_samples import FinderSamples
from vanish.data.sample_options import SampleOptions
from vanish.data.stale_masks import stale_mask
from vanish.export.page_network import GREY, for_the_page
from vanish.networks.person_finder import PersonFinder
from vanish.recipes.configs import read_config
from vanish.recipes.finder import Finding, dice_loss, entropy_loss, unpack
from vanish.recipes.registry import train
from vanish.recipes.replay import Replay

INPUTS = ["rgb", "difference", "confidence", "previous"]
CONFIG = """
kind = "finder"
variant = "small"
inputs = ["rgb", "difference", "confidence", "previous"]
seed = 3
workers = 1
replay = 1
held = 8
[network]
widths = [4, 8, 8, 8, 8]
blocks = [1, 1, 1, 1]
[compose]
far = 0.5
least_visible = 0.001
hidden = 0.3
[samples]
photos = 0.3
[[stages]]
steps = {steps}
size = 64
batch = 4
rate = 3e-3
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """Rooms of noise, and single-coloured people in front of a grey wall."""
    folder = tmp_path_factory.mktemp("data")
    random = np.random.default_rng(1)
    for name in ("backgrounds", "people"):
        (folder / name).mkdir()
    for number in range(8):
        room = cv2.resize(
            random.integers(0, 255, (9, 12, 3)).astype(np.uint8), (160, 120), interpolation=cv2.INTER_CUBIC
        )
        cv2.imwrite(str(folder / "backgrounds" / f"{number}.jpg"), room)
        photo = random.integers(80, 160, (160, 90, 3)).astype(np.uint8)
        mask = np.zeros((160, 90), np.uint8)
        cv2.ellipse(mask, (45, 85), (20 + number, 70), 0, 0, 360, 255, -1)
        photo[mask > 0] = (40, 30, 200 - 10 * number)
        cv2.imwrite(str(folder / "people" / f"{number}.jpg"), photo)
        cv2.imwrite(str(folder / "people" / f"{number}_mask.png"), mask)
    return folder


def samples(data: Path, compose: dict | None = None, **options) -> FinderSamples:
    wanted = ComposeOptions(**({"least_visible": 0.0015} | (compose or {})))
    return FinderSamples(data, 96, 1, False, wanted, SampleOptions(**options))


def test_a_sample_is_always_the_same_and_fits_together(data):
    first, again = samples(data)[7]["planes"], samples(data)[7]["planes"]
    assert first.shape == (9, 96, 96) and first.dtype == np.uint8
    assert np.array_equal(first, again)


def test_where_the_room_is_known_and_alike_only_the_person_differs(data):
    known = samples(
        data, {"noise": 0.0, "jpeg": 0.0, "cast_shadow": 0.0, "contact_shadow": 0.0, "nobody": 0.0, "sharpen": 0.0},
        photos=0.0, unknown_room=0.0, behind_unknown=0.0, blobs=0.0, plate_shift=0.0, plate_gain=0.0, plate_light=0.0,
        plate_changes=0.0, bars=0.0,
    )  # fmt: skip
    inside, outside = [], []
    for number in range(12):
        given, person = unpack(torch.from_numpy(known[number]["planes"])[None])
        difference = given[0, 3:6].abs().mean(0)
        assert (given[0, 6] > 0.15).all()
        near = cv2.dilate(person[0, 0].numpy(), np.ones((9, 9)))
        outside.append(difference[torch.from_numpy(near) < 0.02].mean())
        inside.append(difference[person[0, 0] > 0.9].mean())
    assert np.nanmean(outside) < 0.02 < 0.06 < np.nanmean(inside)


def test_nothing_known_means_nothing_in_the_planes(data):
    blank = samples(data, unknown_room=1.0, no_mask=1.0)
    for number in range(6):
        given, _ = unpack(torch.from_numpy(blank[number]["planes"])[None])
        assert given[0, 3:].abs().max() == 0


def test_photos_keep_the_truth_of_their_masks(data):
    photos = samples(data, photos=1.0, bars=0.0)
    shares = [(unpack(torch.from_numpy(photos[n]["planes"])[None])[1] > 0.5).float().mean().item() for n in range(8)]
    assert 0.1 < np.mean(shares) < 0.7


def test_scenes_are_photos_too_and_nobody_is_cut_out_of_them(data, tmp_path):
    for name in ("backgrounds", "people"):
        shutil.copytree(data / name, tmp_path / name)
    before = samples(tmp_path)
    shutil.copytree(data / "people", tmp_path / "scenes")
    with_scenes = samples(tmp_path)
    assert len(with_scenes.photos) == 2 * len(before.photos)
    assert with_scenes.counts()["people"] == before.counts()["people"]


def test_people_in_another_light_are_darker_or_lighter_than_the_room(data):
    def brightness(**compose):
        made = [samples(data, compose, photos=0.0, bars=0.0)[i]["planes"] for i in range(30)]
        return np.array([planes[:3, planes[8] > 250].mean() for planes in made if (planes[8] > 250).sum() > 50])

    assert brightness(other_light=1.0).std() > 1.3 * brightness().std()


def test_people_far_away_are_small_and_stand_below_the_horizon(data):
    far = samples(
        data, {"far": 1.0, "far_height": (0.1, 0.2), "nobody": 0.0, "another_person": 0.0}, photos=0.0, bars=0.0
    )
    feet, heights = [], []
    for number in range(20):
        rows = np.flatnonzero((far[number]["planes"][8] > 127).any(1))
        if len(rows):
            feet.append(rows[-1] / 96)
            heights.append(len(rows) / 96)
    assert len(feet) > 10
    assert 0.04 < np.median(heights) < 0.25
    assert np.mean(feet) > 0.45


def test_a_mask_of_before_is_not_the_truth(data):
    person = np.zeros((96, 96), np.float32)
    person[20:90, 30:60] = 1.0
    options = SampleOptions(no_mask=0.3)
    masks = [stale_mask(person, None, options, np.random.default_rng(n)) for n in range(60)]
    empty = sum(mask.max() == 0 for mask in masks)
    assert 8 < empty < 30
    overlaps = [(m > 0.4)[person > 0].mean() for m in masks if m.max() > 0]
    assert np.median(overlaps) > 0.8 > 0.6 > np.min(overlaps)


def test_losses_tell_right_from_wrong_also_for_nobody():
    person = torch.zeros(2, 1, 32, 32)
    person[0, :, 8:20, 8:20] = 1.0
    right, wrong = (person * 2 - 1) * 9, (1 - person * 2) * 9
    for loss in (lambda x: entropy_loss(x, person, 2.0), lambda x: dice_loss(x, person)):
        assert (loss(right) < 0.01).all() and (loss(wrong) > 0.5).all()


def test_samples_come_back_with_their_truth():
    replay = Replay(8)
    fresh = torch.randint(0, 256, (4, 9, 16, 16), dtype=torch.uint8)
    fresh[:, 8] = 0
    fresh[:, 8, 4:8, 6:10] = 255
    assert replay.more(fresh, 1) is fresh
    both = replay.more(fresh, 1)
    assert both.shape == (8, 9, 16, 16)
    assert torch.equal(both[:4], fresh)
    assert all(part.float().mean() == fresh[0, 8].float().mean() for part in both[4:, 8])


def test_it_learns_and_goes_on(data, tmp_path):
    config = tmp_path / "small.toml"
    config.write_text(CONFIG.format(steps=60))
    train(config, data, tmp_path / "run", False)
    lines = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    assert lines[0]["entropy"] < 0.6
    assert (tmp_path / "run" / "checkpoint.pt").exists()
    assert "validation found" in lines[-1]
    (tmp_path / "run" / "config.toml").write_text(CONFIG.format(steps=62))
    train(None, data, tmp_path / "run", True)
    lines = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    assert lines[-1]["step"] == 62
    page = (tmp_path / "run" / "index.html").read_text()
    assert "Recall and precision of people" in page and "validation right" in page


def test_a_wrong_option_is_named(tmp_path):
    file = tmp_path / "wrong.toml"
    file.write_text(CONFIG.format(steps=1).replace("photos = 0.3", "photoes = 0.3"))
    with pytest.raises(ValueError, match="photoes"):
        read_config(file)
    file.write_text(CONFIG.format(steps=1).replace("photos = 0.3", "photos = 3.0"))
    with pytest.raises(ValueError, match="photos"):
        read_config(file)


def test_the_shipped_configuration_can_be_read_and_fits_any_multiple_of_32():
    config = read_config(Path(__file__).parents[1] / "configs" / "finder.toml")
    finder = Finding.start(config).averages["average"]
    assert finder.inputs == INPUTS
    assert finder(torch.zeros(1, 8, 64, 96)).shape == (1, 1, 64, 96)


def test_a_finder_needs_five_widths():
    with pytest.raises(ValueError, match="five widths"):
        PersonFinder(INPUTS, [8, 8], [1])


def test_the_number_of_loaders_can_be_given(monkeypatch):
    monkeypatch.setenv("VANISH_LOADERS", "6")
    assert loader_processes(1, cores=16) == 6
    monkeypatch.setenv("VANISH_LOADERS", "many")
    assert loader_processes(1, cores=16) == 15


def test_the_page_hands_the_difference_over_as_grey_and_gets_the_same_matte():
    torch.manual_seed(1)
    finder = PersonFinder(INPUTS, [8] * 5, [1] * 4).eval()
    finder.stem.norm.running_mean.uniform_(-0.5, 0.5)
    torch.nn.init.normal_(finder.head.weight)
    given = torch.rand(1, 8, 64, 32)
    given[:, 3:6] = given[:, 3:6] * 2 - 1
    handed = given.clone()
    handed[:, 3:6] = GREY + 0.5 * given[:, 3:6]
    with torch.no_grad():
        torch.testing.assert_close(for_the_page(finder)(handed), finder(given), rtol=1e-4, atol=1e-5)
        assert (finder(handed) - finder(given)).abs().max() > 1e-3
