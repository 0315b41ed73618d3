"""SimGAN: the history works as in the paper, the networks see what they should, and a run resumes exactly."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from test_compose import make_data

from vanish.export.cost import cost
from vanish.export.variant import export
from vanish.networks.noise import NoiseMeter
from vanish.networks.refiner import LocalDiscriminator, Refiner, local_loss
from vanish.recipes import simgan
from vanish.recipes.history import History
from vanish.recipes.registry import load_run, train
from vanish.recipes.simgan import Simgan, _apart_in_noise
from vanish.recipes.weights import load_weights

CONFIG = """
kind = "simgan"
variant = "tiny-refiner"
seed = 3
task = "composites"
inputs = ["rgb"]
bfloat16 = false
workers = 1
checkpoint_minutes = 0.0
warm_up_refiner = 2
warm_up_discriminator = 2
refiner_steps = 2
discriminator_steps = 1
history = 5
[refiner]
width = 8
blocks = 1
head = 4
[[stages]]
steps = 12
size = 64
batch = 4
rate = 1e-3
adversarial = 0.5
"""

CARD = """
[card]
title = "Tiny"
description = "For tests."
licence = "CC0-1.0"
data = "Made pictures."
data_licences = []
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    make_data(tmp_path)
    (tmp_path / "real_photos").mkdir()
    for number in range(2):
        noise = np.random.default_rng(number).integers(0, 255, (80, 100, 3), np.uint8)
        cv2.imwrite(str(tmp_path / "real_photos" / f"{number}.jpg"), noise)
    file = tmp_path / "tiny.toml"
    file.write_text(CONFIG)
    return file


def numbered(first: int, count: int) -> torch.Tensor:
    """Pictures that can be distinguished."""
    return torch.arange(first, first + count, dtype=torch.float32)[:, None, None, None].expand(count, 1, 2, 2)


def values(pictures: torch.Tensor) -> list[int]:
    return pictures[:, 0, 0, 0].int().tolist()


def test_the_history_fills_with_half_of_each_batch():
    history = History(8, 1, 2)
    assert values(history.mix(numbered(0, 4))) == [0, 1, 2, 3]  # nothing to mix in yet
    assert int(history.held) == 2 and values(history.pictures)[:2] == [0, 1]
    for batch in range(1, 6):
        history.mix(numbered(10 * batch, 4))
    assert int(history.held) == 8 and 0 not in values(history.pictures)[2:]


def test_half_of_a_batch_is_from_the_history_and_half_is_fresh():
    history = History(6, 1, 2)
    history.mix(numbered(0, 4))
    mixed = values(history.mix(numbered(100, 4)))
    assert mixed[:2] == [100, 101] and set(mixed[2:]) == {0, 1}


def test_what_the_history_drops_and_hands_out_is_chosen_at_random():
    torch.manual_seed(0)
    dropped, handed = set(), set()
    for _ in range(40):
        history = History(4, 1, 2)
        history.mix(numbered(0, 8))
        assert int(history.held) == 4
        handed |= {tuple(values(history.mix(numbered(50, 4)))[2:])}
        dropped |= {tuple(sorted(set(range(4)) - set(values(history.pictures))))}
        assert len(set(values(history.pictures)) & {50, 51}) == 2
    assert len(dropped) == 6 and len(handed) == 12  # all there are: 2 of 4, and 2 of 4 in order


@pytest.mark.parametrize(("detail", "sight"), [(False, 23), (True, 27)])
def test_a_verdict_sees_so_far_and_no_further(detail: bool, sight: int):
    discriminator = LocalDiscriminator(4, detail).eval()
    picture = torch.rand(1, 3, 64, 64, requires_grad=True)
    discriminator(picture, torch.ones(1, 1, 64, 64))[0, 0, 8, 8].backward()
    rows = picture.grad.abs().sum((0, 1, 3)).nonzero().flatten()
    assert (rows[0].item(), rows[-1].item()) == (32 - sight // 2, 32 + sight // 2)


@pytest.mark.parametrize("detail", [False, True])
def test_places_inside_see_nothing_else(detail: bool):
    region = torch.zeros(1, 1, 64, 64)
    region[..., 16:60, 12:64] = 1
    discriminator = LocalDiscriminator(4, detail).eval()
    outside = torch.rand(1, 3, 64, 64, requires_grad=True)
    (discriminator(outside, 1 - region) * discriminator.places_inside(region)).sum().backward()
    assert discriminator.places_inside(region).sum() > 4
    assert (outside.grad.abs() * (1 - region)).max() == 0


def test_a_judge_of_detail_sees_no_colours_and_knows_the_camera():
    torch.manual_seed(0)
    discriminator = LocalDiscriminator(4, detail=True).eval()
    picture, left = 0.3 + 0.2 * torch.rand(1, 3, 64, 64), torch.zeros(1, 1, 64, 64)
    left[..., :32] = 1
    tinted = picture + torch.tensor([0.3, 0.0, -0.2])[:, None, None]
    right = (Ellipsis, slice(None), slice(12, None))
    torch.testing.assert_close(
        discriminator(picture, left)[right], discriminator(tinted, left)[right], atol=1e-4, rtol=1e-3
    )
    quiet = torch.where(left > 0, torch.full_like(picture, 0.4), picture)
    assert (discriminator(quiet, left)[right] - discriminator(picture, left)[right]).abs().max() > 1e-3


def test_places_without_a_verdict_count_for_nothing():
    logits = torch.tensor([[[[9.0, -9.0]]], [[[9.0, 9.0]]]])
    places = torch.tensor([[[[1.0, 0.0]]], [[[0.0, 0.0]]]])
    assert local_loss(logits, True, places) < 1e-3 and local_loss(logits, False, places) > 4


def test_a_refiner_changes_nothing_outside_the_hole_and_begins_with_next_to_nothing_inside():
    torch.manual_seed(0)
    refiner = Refiner(["rgb", "mask", "noise"], 8, 1, 4).eval()
    x = torch.rand(1, 5, 32, 32)
    x[:, 3] = 0
    x[:, 3, 8:24, 8:24] = 1
    with torch.no_grad():
        change = refiner(x) - x[:, :3]
        assert 0 < change.abs().max() < 0.05 and (change * (1 - x[:, 3:4])).abs().max() == 0
        refiner.grain.bias.fill_(5.0)
        grainy = refiner(x) - x[:, :3]
    assert grainy[..., 8:24, 8:24].std() > 0.04


@pytest.mark.parametrize("structure", [0.0, 0.3])
def test_the_meter_tells_how_noisy_a_camera_is_whatever_it_shows(structure: float):
    torch.manual_seed(0)
    blocks = torch.rand(1, 3, 8, 8).repeat_interleave(8, 2).repeat_interleave(8, 3)
    room, where = 0.5 + structure * (blocks - 0.5), torch.zeros(1, 1, 64, 64)
    where[..., :40, :] = 1
    meter, found = NoiseMeter(), []
    for level in (0.5, 1, 2, 4):
        noise = torch.randn(1, 3, 64, 64) * 3**0.5 * level / 255  # the mean of three colours has the level
        noise[..., 40:, :] *= 20  # not the camera's: does not count
        found.append(meter(room + noise, where).sum())
    steps = torch.stack(found).diff()
    assert (steps > 0.3).all(), found


def test_a_refiners_grain_follows_the_noise_around_the_hole():
    torch.manual_seed(0)
    refiner = Refiner(["rgb", "mask", "noise"], 8, 1, 4).eval()
    x = torch.full((2, 5, 32, 32), 0.5)
    x[1, :3] += 0.02 * torch.randn(3, 32, 32)
    x[:, 3] = 0
    x[:, 3, 8:24, 8:24] = 1
    x[:, :3] = torch.lerp(x[:, :3], torch.full_like(x[:, :3], 0.5), x[:, 3:4])
    x[:, 4] = torch.rand(32, 32)
    with torch.no_grad():
        refiner.loudness.weight.fill_(0.2)
        quiet, loud = (refiner(x) - x[:, :3]).std((1, 2, 3))
    assert loud > 5 * quiet


def test_a_fill_without_the_cameras_noise_is_apart_from_it_and_learns_it():
    torch.manual_seed(0)
    where = torch.zeros(2, 1, 48, 48)
    where[..., 12:36, 12:36] = 1
    noise = torch.randn(2, 3, 48, 48) * 3**0.5 * torch.tensor([1.0, 4.0])[:, None, None, None] / 255
    gain = torch.full((2, 1, 1, 1), 0.05, requires_grad=True)
    apart = []
    for _ in range(60):
        loss = _apart_in_noise(0.5 + noise * torch.where(where > 0.5, gain, 1.0), where)
        apart.append(loss.item())
        (slope,) = torch.autograd.grad(loss, gain)
        gain = (gain - 0.1 * slope.sign()).detach().requires_grad_()
    assert apart[0] > 1.5 and apart[-1] < 0.2
    assert _apart_in_noise(0.5 + noise, torch.ones_like(where)) == 0


def test_a_refiner_that_is_given_something_else_is_refused():
    with pytest.raises(ValueError, match='"rgb" first'):
        Refiner(["mask", "rgb"], 8, 1, 4)


def test_the_runtime_refiner_is_within_its_budget():
    spent = cost(Refiner(["rgb", "mask", "noise"], 16, 4, 8), 5, 256)
    assert spent.parameters <= 0.3e6 and spent.macs <= 0.4e9


def test_the_networks_warm_up_and_take_turns(config: Path, tmp_path: Path, monkeypatch):
    turns = []
    refine, judge = Simgan._refine, Simgan._judge
    monkeypatch.setattr(Simgan, "_refine", lambda *given: turns.append("refine") or refine(*given))
    monkeypatch.setattr(Simgan, "_judge", lambda *given: turns.append("judge") or judge(*given))
    train(config, tmp_path, tmp_path / "run", resume=False)
    assert turns == ["refine"] * 2 + ["judge"] * 2 + ["refine", "refine", "judge"] * 2 + ["refine"] * 2
    kept = torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)
    assert kept["history"]["held"] == 5  # 2 of each of the discriminator's 4 batches, and there is room for 5
    assert (tmp_path / "run" / "index.html").exists()


def test_a_run_that_was_stopped_goes_on_to_the_same_end_with_the_same_history(config: Path, tmp_path, monkeypatch):
    train(config, tmp_path, tmp_path / "whole", resume=False)
    learn = Simgan.learn

    def stop(recipe: Simgan, *arguments):
        if recipe.training.step == 7:
            raise KeyboardInterrupt
        return learn(recipe, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Simgan, "learn", stop)
        with pytest.raises(KeyboardInterrupt):
            train(config, tmp_path, tmp_path / "cut", resume=False)
    train(None, tmp_path, tmp_path / "cut", resume=True)
    whole, cut = (torch.load(tmp_path / run / "checkpoint.pt", weights_only=True) for run in ("whole", "cut"))
    for part in ("average", "history"):
        assert all(torch.equal(whole[part][name], cut[part][name]) for name in whole[part])


def test_the_discriminator_learns_to_tell_and_the_refiner_to_add_what_is_missing(config: Path, tmp_path: Path):
    """The real photos are noise, and the composites are smooth: the easiest possible difference."""
    text = CONFIG.replace("steps = 12", "steps = 50").replace("warm_up_discriminator = 2", "warm_up_discriminator = 40")
    config.write_text(text.replace("batch = 4", "batch = 2"))
    train(config, tmp_path, tmp_path / "run", resume=False)
    log = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    learned = next(line for line in log if "real right" in line)
    assert learned["real right"] > 0.6 and learned["fake right"] > 0.6


def test_fills_are_refined_towards_the_cameras_own_pixels(config: Path, tmp_path: Path, monkeypatch):
    class Grey(torch.nn.Module):
        inputs = ["prefilled-rgb", "mask"]

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.full_like(x[:, :3], 0.5)

    monkeypatch.setattr(simgan, "load_variant", lambda name: Grey())
    text = CONFIG.replace('task = "composites"', 'task = "fills"\ngenerator = "grey"')
    config.write_text(text.replace('["rgb"]', '["rgb", "mask", "noise"]'))
    seen = []
    synthetic = Simgan._synthetic

    def watch(recipe: Simgan, batch: dict):
        given, where = synthetic(recipe, batch)
        seen.append((given, where, batch))
        return given, where

    monkeypatch.setattr(Simgan, "_synthetic", watch)
    train(config, tmp_path, tmp_path / "run", resume=False)
    given, where, batch = seen[0]
    inside = where.expand(-1, 3, -1, -1) > 0
    assert (given[:, :3][inside] == 0.5).all() and torch.equal(given[:, :3][~inside], batch["picture"][~inside])


@pytest.mark.parametrize(
    ("instead", "sentence"),
    [
        ('task = "faces"', '"task" must be one of'),
        ('task = "fills"', '"generator" must name'),
        ('task = "composites"\nspeed = 1', '"speed"'),
    ],
)
def test_a_wrong_option_is_named(instead: str, sentence: str, config: Path, tmp_path: Path):
    config.write_text(CONFIG.replace('task = "composites"', instead))
    with pytest.raises(ValueError, match=sentence):
        train(config, tmp_path, tmp_path / "run", resume=False)


def test_missing_real_photos_are_named(config: Path, tmp_path: Path):
    for file in (tmp_path / "real_photos").iterdir():
        file.unlink()
    with pytest.raises(ValueError, match="real_photos holds no photos"):
        train(config, tmp_path, tmp_path / "run", resume=False)


def test_a_refiner_is_exported_kept_and_goes_on_from_there(config: Path, tmp_path: Path):
    text = CONFIG.replace('task = "composites"', 'task = "fills"\ngenerator = "guided-lite"')
    config.write_text(text.replace('["rgb"]', '["rgb", "mask", "noise"]').replace("steps = 12", "steps = 2") + CARD)
    train(config, tmp_path, tmp_path / "run", resume=False)
    export(tmp_path / "run", tmp_path / "models", tmp_path / "kept")
    card = json.loads((tmp_path / "models" / "tiny-refiner" / "card.json").read_text())
    assert card["role"] == "refiner" and card["output"]["channels"] == ["rgb"]
    assert json.loads((tmp_path / "models" / "catalog.json").read_text())["refiner"] == "tiny-refiner"
    kept = load_weights(tmp_path / "kept" / "tiny-refiner.safetensors", config)
    _, refiner = load_run(tmp_path / "run")
    pairs = zip(kept.parameters(), refiner.parameters(), strict=True)
    assert all(torch.allclose(a, b, rtol=1e-3, atol=1e-6) for a, b in pairs)  # stored in float16
    train(config, tmp_path, tmp_path / "more", resume=False, weights=tmp_path / "kept" / "tiny-refiner.safetensors")


def test_a_refiner_of_composites_is_kept_and_is_no_variant(config: Path, tmp_path: Path):
    config.write_text(CONFIG.replace("steps = 12", "steps = 1"))
    train(config, tmp_path, tmp_path / "run", resume=False)
    export(tmp_path / "run", tmp_path / "models", tmp_path / "kept")
    assert isinstance(load_weights(tmp_path / "kept" / "tiny-refiner.safetensors", config), Refiner)
    assert not (tmp_path / "models").exists()
