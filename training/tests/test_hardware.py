"""A run's hardware is chosen and printed, and its batch is fitted to it."""

from pathlib import Path

import pytest
import torch
from test_compose import make_data
from test_did_it_help import ONE_STAGE

from vanish.common import threads
from vanish.data import compose as composing
from vanish.recipes.configs import read_config
from vanish.recipes.pix2pix import Pix2pix
from vanish.recipes.registry import train
from vanish.runs.hardware import described, device_of, number_format


def test_a_device_that_is_not_there_is_named(monkeypatch):
    assert device_of("cpu") == torch.device("cpu")
    with pytest.raises(ValueError, match="--device gpu is unknown: use cpu, cuda, or cuda:NUMBER"):
        device_of("gpu")
    with pytest.raises(ValueError, match="has not been tried for training"):
        device_of("meta")
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert device_of("cuda:1") == torch.device("cuda", 1)
    with pytest.raises(ValueError, match="There is no GPU number 2 here: .* sees 2"):
        device_of("cuda:2")
    monkeypatch.setenv("LOCAL_RANK", "1")
    assert device_of("cuda") == torch.device("cuda", 1)


@pytest.mark.parametrize(
    ("able", "said"),
    [
        ({"amx_bf16": True, "avx512_bf16": True}, "bfloat16 by AMX"),
        ({"amx_bf16": False, "avx512_bf16": True}, "bfloat16 by AVX-512"),
        ({"avx2": True}, "emulates: --set bfloat16=false may be faster"),
    ],
)
def test_how_a_cpu_computes_is_said(able: dict, said: str, monkeypatch):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    assert number_format(torch.device("cpu"), True).endswith(said)
    assert number_format(torch.device("cpu"), False) == "float32"
    assert described(torch.device("cpu"), False, 1) == "Device: the CPU, 1 thread; float32."


def test_threads_are_half_of_the_cores_unless_the_environment_says_otherwise(monkeypatch):
    chosen = []
    monkeypatch.setattr(torch, "set_num_threads", chosen.append)
    monkeypatch.setattr(threads, "usable_cores", lambda: 16)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    threads.choose_threads()
    assert chosen == []
    monkeypatch.delenv("OMP_NUM_THREADS")
    threads.choose_threads()
    threads.choose_threads(processes=4)
    threads.choose_threads(processes=64)
    assert chosen == [8, 2, 1]


def test_a_batch_that_does_not_fit_is_halved_until_it_does(tmp_path: Path, monkeypatch, capsys):
    (make_data(tmp_path) / "tiny.toml").write_text(ONE_STAGE.replace("batch = 2", "batch = 8"))
    learn = Pix2pix.learn

    def small_memory(recipe: Pix2pix, stage, rate: float, batch: dict):
        if len(batch["picture"]) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return learn(recipe, stage, rate, batch)

    reads = []
    read = composing.read_backgrounds
    monkeypatch.setattr(composing, "read_backgrounds", lambda *words: reads.append(words) or read(*words))
    monkeypatch.setattr(Pix2pix, "learn", small_memory)
    train(tmp_path / "tiny.toml", tmp_path, tmp_path / "run", fits_batch=True)
    (stage,) = read_config(tmp_path / "run" / "config.toml").stages
    assert (stage.batch, stage.steps, stage.rate) == (2, 16, 5e-4)
    assert (
        "The batch did not fit, so the run uses stages.0.batch=2, stages.0.rate=0.0005, stages.0.steps=16."
        in capsys.readouterr().out
    )
    assert torch.load(tmp_path / "run" / "checkpoint.pt", weights_only=True)["pictures"] == 32
    assert [validation for _, validation, _ in reads] == [False, False, True]  # to fit the batch, to train, to sample
    monkeypatch.setattr(Pix2pix, "learn", lambda *_: (_ for _ in ()).throw(torch.OutOfMemoryError()))
    with pytest.raises(ValueError, match="Not even one picture of 64 px fits"):
        train(tmp_path / "tiny.toml", tmp_path, tmp_path / "other", fits_batch=True)
    assert not (tmp_path / "other").exists()
