"""Training itself: it learns, goes on after a stop, and keeps its last good checkpoint."""

from pathlib import Path

import pytest
import torch
from test_compose import make_data

from vanish import pix2pix
from vanish.config import read_config

CONFIG = """
variant = "tiny"
seed = 3
bfloat16 = false
checkpoint_minutes = 0.0
[generator]
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
adversarial = 0.01
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


def test_a_run_that_was_stopped_goes_on_to_the_same_end(config: Path, tmp_path: Path, monkeypatch):
    pix2pix.train(config, tmp_path, tmp_path / "whole", resume=False)

    learn, steps = pix2pix.learn, []

    def stop_after_six(*arguments):
        if len(steps) == 6:
            raise KeyboardInterrupt
        steps.append(1)
        return learn(*arguments)

    monkeypatch.setattr(pix2pix, "learn", stop_after_six)
    with pytest.raises(KeyboardInterrupt):
        pix2pix.train(config, tmp_path, tmp_path / "cut", resume=False)
    monkeypatch.setattr(pix2pix, "learn", learn)
    pix2pix.train(None, tmp_path, tmp_path / "cut", resume=True)

    whole, cut = weights(tmp_path / "whole"), weights(tmp_path / "cut")
    assert all(torch.equal(whole[name], cut[name]) for name in whole)


def test_a_loss_that_is_no_number_leaves_the_checkpoint_alone(config: Path, tmp_path: Path, monkeypatch):
    error, calls = pix2pix.absolute_error, []

    def spoiled(*arguments):
        calls.append(1)
        inside, whole = error(*arguments)
        return (inside * torch.nan if len(calls) > 6 else inside), whole

    monkeypatch.setattr(pix2pix, "absolute_error", spoiled)
    with pytest.raises(FloatingPointError, match="step 3"):
        pix2pix.train(config, tmp_path, tmp_path / "run", resume=False)
    kept = torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)
    assert kept["step"] == 3
    assert all(torch.isfinite(value).all() for value in kept["average"].values())


def test_a_run_is_not_overwritten(config: Path, tmp_path: Path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "checkpoint.pt").write_bytes(b"")
    with pytest.raises(FileExistsError, match="--resume"):
        pix2pix.train(config, tmp_path, tmp_path / "run", resume=False)


def test_an_unknown_option_is_named(tmp_path: Path):
    file = tmp_path / "wrong.toml"
    file.write_text(CONFIG.replace("seed = 3", "seed = 3\nspeed = 9"))
    with pytest.raises(ValueError, match='"speed"'):
        read_config(file)
