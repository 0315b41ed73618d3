"""Training itself: it learns, continues after a stop, and keeps its last good checkpoint."""

import itertools
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from test_compose import make_data

from vanish.export.folding import fold
from vanish.export.variant import export
from vanish.recipes import pix2pix
from vanish.recipes.configs import CONFIGS, read_config
from vanish.recipes.pix2pix import Pix2pix
from vanish.recipes.registry import RECIPES, load_run, train
from vanish.runs import progress
from vanish.runs.batches import as_bytes, from_bytes
from vanish.runs.config import Stage
from vanish.runs.optimising import rate_at

CONFIG = """
kind = "pix2pix"
variant = "tiny"
seed = 3
inputs = ["prefilled-rgb", "mask"]
outputs = ["rgb"]
bfloat16 = false
workers = 1
checkpoint_minutes = 0.0
[generator]
family = "separable"
widths = [8, 12, 16]
blocks = [1, 1]
head = 4
[[stages]]
steps = 4
size = 64
batch = 2
rate = 1e-3
[[stages]]
steps = 4
size = 64
batch = 2
rate = 1e-3
decay = "cosine"
adversarial = 0.01
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
    file = tmp_path / "tiny.toml"
    file.write_text(CONFIG)
    return file


def weights(run: Path) -> dict[str, torch.Tensor]:
    kept = torch.load(run / "checkpoint.pt", weights_only=True)
    assert kept["step"] == 8
    return kept["average"]


def stop_at(step: int, monkeypatch) -> None:
    """Ends the training like a kill: in the middle of a step."""
    learn = Pix2pix.learn

    def stop(recipe: Pix2pix, *arguments):
        if recipe.training.step == step:
            raise KeyboardInterrupt
        return learn(recipe, *arguments)

    monkeypatch.setattr(Pix2pix, "learn", stop)


@pytest.mark.parametrize("echo", ["false", "true"])
def test_a_run_that_was_stopped_goes_on_to_the_same_end(echo: str, config: Path, tmp_path: Path, monkeypatch):
    config.write_text(f"echo = {echo}\n{CONFIG}")
    train(config, tmp_path, tmp_path / "whole", resume=False)
    with monkeypatch.context() as patch:
        stop_at(7, patch)
        with pytest.raises(KeyboardInterrupt):
            train(config, tmp_path, tmp_path / "cut", resume=False)
    train(None, tmp_path, tmp_path / "cut", resume=True)

    whole, cut = weights(tmp_path / "whole"), weights(tmp_path / "cut")
    assert all(torch.equal(whole[name], cut[name]) for name in whole)


def test_a_loss_that_is_no_number_leaves_the_checkpoint_alone(config: Path, tmp_path: Path, monkeypatch):
    error = pix2pix.absolute_error

    def spoiled(*arguments):
        inside, whole = error(*arguments)
        checkpoint = tmp_path / "run" / "checkpoint.pt"
        late = checkpoint.exists() and torch.load(checkpoint, weights_only=True)["step"] == 3
        return (inside * torch.nan if late else inside), whole

    monkeypatch.setattr(pix2pix, "absolute_error", spoiled)
    with pytest.raises(FloatingPointError, match="NaN"):
        train(config, tmp_path, tmp_path / "run", resume=False)
    kept = torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)
    assert kept["step"] == 3
    assert all(torch.isfinite(value).all() for value in kept["average"].values())


def test_a_discriminator_that_has_won_rests_and_it_is_said(config: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(pix2pix, "accuracy", lambda *_: (1.0, 1.0))
    monkeypatch.setattr(pix2pix, "ACCURACY_MEMORY", 0.0)
    kept = []
    judge = Pix2pix._judge

    def watch(recipe: Pix2pix, *arguments):
        losses = judge(recipe, *arguments)
        kept.append(recipe.training.networks["discriminator"].hole.weight.clone())
        return losses

    monkeypatch.setattr(Pix2pix, "_judge", watch)
    train(config, tmp_path, tmp_path / "run", resume=False)
    assert all(torch.equal(kept[0], later) for later in kept[1:])
    assert "has won" in (tmp_path / "run" / "events.jsonl").read_text()
    assert "has won" in (tmp_path / "run" / "index.html").read_text()
    before = torch.load(tmp_path / "run" / "checkpoint-before-it-won.pt", weights_only=True)
    assert before["step"] == 4


def test_a_new_run_can_start_from_kept_weights(config: Path, tmp_path: Path):
    train(config, tmp_path, tmp_path / "run", resume=False)
    export(tmp_path / "run", tmp_path / "models", tmp_path / "weights")
    kept = tmp_path / "weights" / "tiny.safetensors"
    one_step = tmp_path / "one.toml"
    one_step.write_text(config.read_text().replace("steps = 4", "steps = 1").replace("rate = 1e-3", "rate = 0.0"))
    train(one_step, tmp_path, tmp_path / "again", resume=False, weights=kept)
    average = torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)["average"]["head.weight"]
    begun = torch.load(tmp_path / "again" / "checkpoint.pt", weights_only=True)["generator"]["head.weight"]
    assert torch.equal(begun, average.half().float())  # as it is stored

    wider = tmp_path / "wider.toml"
    wider.write_text(config.read_text().replace("[8, 12, 16]", "[8, 12, 24]"))
    with pytest.raises(ValueError, match="does not fit: its generator"):
        train(wider, tmp_path, tmp_path / "other", resume=False, weights=kept)


def test_a_generator_that_finds_the_person_itself_learns_its_matte(config: Path, tmp_path: Path):
    text = (
        config.read_text()
        .replace('["prefilled-rgb", "mask"]', '["rgb"]')
        .replace('["rgb"]\nbf', '["rgb", "matte"]\nbf')
    )
    config.write_text(text.replace("steps = 4", "steps = 30"))
    train(config, tmp_path, tmp_path / "run", resume=False)
    log = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    mattes = [line["matte"] for line in log if "matte" in line]
    assert mattes and mattes[-1] < 0.69


def test_a_run_is_not_overwritten(config: Path, tmp_path: Path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "checkpoint.pt").write_bytes(b"")
    with pytest.raises(FileExistsError, match="--resume"):
        train(config, tmp_path, tmp_path / "run", resume=False)


@pytest.mark.parametrize(
    ("instead", "sentence"),
    [
        ("seed = 3\nspeed = 9", '"speed"'),
        ("seed = 'x'", '"seed" in the file must be a whole number'),
        ("seed = 3\n[[[", "is not TOML"),
    ],
)
def test_a_wrong_option_is_named_before_anything_is_written(instead: str, sentence: str, config: Path, tmp_path: Path):
    config.write_text(CONFIG.replace("seed = 3", instead))
    with pytest.raises(ValueError, match=sentence):
        train(config, tmp_path, tmp_path / "run", resume=False)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [("", 'does not say what it trains: add kind = "pix2pix"'), ('kind = "gan"', '"kind" must be one of "pix2pix"')],
)
def test_a_kind_that_is_missing_or_unknown_is_named(kind: str, sentence: str, config: Path, tmp_path: Path):
    config.write_text(CONFIG.replace('kind = "pix2pix"', kind))
    with pytest.raises(ValueError, match=f"tiny.toml.*{sentence}"):
        train(config, tmp_path, tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_toml_of_another_kind_than_was_asked_for_is_refused(config: Path, tmp_path: Path):
    with pytest.raises(ValueError, match='kind "pix2pix", not "finder"'):
        train(config, tmp_path, tmp_path / "run", kind="finder")


def test_every_toml_that_is_shipped_is_of_a_kind_that_has_a_recipe():
    files = sorted((Path(__file__).parents[1] / "configs").rglob("*.toml"))
    assert {read_config(file).kind for file in files} == RECIPES.keys() == CONFIGS.keys()


def test_an_option_of_another_family_is_named(config: Path, tmp_path: Path):
    config.write_text(CONFIG.replace('family = "separable"', 'family = "classical"'))
    with pytest.raises(ValueError, match='"blocks" in generator is not an option of the family classical'):
        train(config, tmp_path, tmp_path / "run", resume=False)


def test_the_rate_warms_up_and_decays():
    stage = Stage(steps=1000, size=64, batch=1, rate=1.0, decay="cosine")
    assert rate_at(stage, 0, 0.0) < 0.01
    assert rate_at(stage, 500, 0.5) == pytest.approx(0.5)
    assert rate_at(stage, 999, 0.999) < 1e-4
    linear = Stage(steps=1000, size=64, batch=1, rate=1.0, decay="linear")
    assert rate_at(linear, 499, 0.499) == 1.0 and rate_at(linear, 750, 0.75) == pytest.approx(0.5)


def test_a_teacher_is_what_the_hole_is_measured_against(config: Path, tmp_path: Path, monkeypatch):
    class Grey(torch.nn.Module):
        inputs = ["prefilled-rgb", "mask"]

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.full_like(x[:, :3], 0.5)

    monkeypatch.setattr(pix2pix, "load_variant", lambda name: Grey() if name == "grey" else None)
    config.write_text("teacher = 'grey'\n" + config.read_text())
    wanted = []
    error = pix2pix.absolute_error
    monkeypatch.setattr(pix2pix, "absolute_error", lambda o, t, h: wanted.append((t, h)) or error(o, t, h))
    train(config, tmp_path, tmp_path / "run", resume=False)
    target, hole = wanted[0]
    inside = hole.expand_as(target) > 0
    assert (target[inside] == 0.5).all() and (target[~inside] != 0.5).any()


def test_a_teacher_that_is_not_kept_is_named(config: Path, tmp_path: Path):
    config.write_text("teacher = 'nobody'\n" + config.read_text())
    with pytest.raises(FileNotFoundError, match='"nobody"'):
        train(config, tmp_path, tmp_path / "run", resume=False)


def test_composites_go_through_the_refiner(config: Path, tmp_path: Path, monkeypatch):
    class Darker(torch.nn.Module):
        inputs = ["rgb"]

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return 0.1 * x

    monkeypatch.setattr(pix2pix, "load_variant", lambda name: Darker() if name == "darker" else None)
    config.write_text("refiner = 'darker'\n" + config.read_text())
    seen = []
    given = pix2pix.network_input
    monkeypatch.setattr(pix2pix, "network_input", lambda i, p, h: seen.append((i, p)) or given(i, p, h))
    error, wanted = pix2pix.absolute_error, []
    monkeypatch.setattr(pix2pix, "absolute_error", lambda o, t, h: wanted.append(t) or error(o, t, h))
    train(config, tmp_path, tmp_path / "run", resume=False)
    (_, plain), (inputs, refined) = seen[:2]
    assert inputs == ["prefilled-rgb", "mask"]
    assert torch.equal(refined, 0.1 * plain)
    assert wanted[0].max() > 0.2  # the truth stays unchanged
    assert load_run(tmp_path / "run")[0] == "tiny"  # still a generator's run, although its TOML names a refiner


def test_a_stage_by_minutes_goes_on_where_it_stopped(config: Path, tmp_path: Path, monkeypatch):
    config.write_text(CONFIG.replace("steps = 4", "minutes = 0.045", 1).replace("l = 0.01", "l = 0.01\nmatching = 0.5"))
    looks = itertools.count()
    clock = SimpleNamespace(monotonic=lambda: 0.6 * next(looks))  # 0.01 minutes between two calls
    monkeypatch.setattr(progress, "time", clock)
    with monkeypatch.context() as patch:
        stop_at(3, patch)
        with pytest.raises(KeyboardInterrupt):
            train(config, tmp_path, tmp_path / "run", resume=False)
    kept = torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)
    assert kept["step"] == 3 and kept["memory"]["minutes of stage 1"] == pytest.approx(0.03)
    train(None, tmp_path, tmp_path / "run", resume=True)

    kept = torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)
    assert kept["memory"]["minutes of stage 1"] == pytest.approx(0.05)
    assert kept["memory"]["first step of stage 2"] == 5 and kept["step"] == 9


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("steps = 4", "steps = 4\nminutes = 1.0", 'either "steps" or "minutes"'),
        ("steps = 4\n", "", 'either "steps" or "minutes"'),
        ("rate = 1e-3", "rate = 1e-3\nmatching = 0.5", '"matching" compares'),
    ],
)
def test_a_stage_that_cannot_be_is_named(before: str, after: str, sentence: str, config: Path, tmp_path: Path):
    config.write_text(CONFIG.replace(before, after, 1))
    with pytest.raises(ValueError, match=sentence):
        train(config, tmp_path, tmp_path / "run", resume=False)


def test_a_dense_generator_trains_and_exports(config: Path, tmp_path: Path):
    dense = CONFIG.replace(
        'family = "separable"\nwidths = [8, 12, 16]\nblocks = [1, 1]\nhead = 4',
        'family = "dense"\nwidths = [8, 12, 16]\nblocks = [0, 1, 2]\nup_blocks = [0, 1]\nhead = 4\ndilations = [1, 2]'
        "\nsmooth = true",
    )
    config.write_text(dense.replace("seed", "wander = true\nseed", 1).replace("decay", "feature = 0.1\ndecay", 1))
    train(config, tmp_path, tmp_path / "run", resume=False)
    _, network = load_run(tmp_path / "run")
    x = torch.rand(1, 4, 64, 64)
    assert torch.allclose(fold(network)(x), network(x), atol=1e-4)
    assert network(x).shape == (1, 3, 64, 64)


def test_what_goes_to_a_device_as_bytes_comes_out_as_it_was():
    random = np.random.default_rng(0)
    sides = [{"picture": random.random((3, 4, 6), np.float32), "planes": random.integers(0, 255, (2, 4, 6), np.uint8)}]
    batch = from_bytes(as_bytes(sides * 2), torch.device("cpu"))
    assert batch["picture"].shape == (2, 3, 4, 6)
    assert np.abs(batch["picture"][1].numpy() - sides[0]["picture"]).max() <= 0.5 / 255 + 1e-6
    assert np.array_equal(batch["planes"][1].numpy(), sides[0]["planes"])
